import Sealing
import Statements

/// A bundle in a custodian's house, as programs read it: by its custody chain, and by what the machine remembers. Its file was
/// not checked for this.
package struct HoldingFacts: Encodable, Sendable {
    /// Where it stands.
    package enum State: String, Encodable, Sendable {
        /// Nobody has received it, as far as its chain and the register know; or that was taken back.
        case notReceived = "not_received"
        /// It was received, by the register or a receipt, and has no chain here: none can hang on its seal, or it is lost.
        case received
        /// It is another file of a bundle whose chain lies elsewhere.
        case copy
        /// It is held.
        case held
        /// It is held, and offered to somebody who has not taken it over.
        case offered
        /// It was disposed of.
        case disposed
        /// The file is not there any more, and the very file lies elsewhere: it was moved, or one of two was thrown away.
        case moved
        /// The file is not there any more, and nothing says that the bundle was disposed of: no chain lies here, or an older part of one
        /// that goes on elsewhere.
        case gone
        /// Its chain does not hold, so nobody can say.
        case unclear
    }

    /// What the owner was promised on how long it is kept, by the record inside.
    package struct Terms: Encodable, Sendable {
        /// The agency's words in the request.
        package var retention: String?
        /// The owner's conditions.
        package var conditions: [String]
        /// The one day these name; absent where they name none, or several.
        package var due: String?

        package init(retention: String?, conditions: [String], due: String?) {
            self.retention = retention
            self.conditions = conditions
            self.due = due
        }
    }

    package var file: String
    package var state: State
    package var bundle: String?
    /// The payload digest of the seal.
    package var seal: String?
    /// The file's size in bytes; absent where it is not there.
    package var size: UInt64?
    /// When it was received first, by who did that.
    package var received: WallTime?
    /// Why that cannot be when it was received; absent where it can.
    package var receivedDoubt: String?
    /// The fingerprint of who brought it.
    package var from: String?
    /// Their name, by the card that is trusted.
    package var fromName: String?
    /// The fingerprint of who sealed it, by the seal in the file, or as the register keeps it where none is at hand.
    package var signer: String?
    /// Their name, by a card that is known.
    package var signerName: String?
    /// What the seal's signature is worth, without a look at a timestamp; absent where no seal is at hand, or another key made it.
    package var signerStanding: SealerFacts.Standing?
    /// Who holds it, by the chain.
    package var holder: String?
    package var holderFingerprint: String?
    /// What their signature is worth.
    package var holderStanding: SealerFacts.Standing?
    /// To whom it is offered.
    package var offeredTo: String?
    /// Whether it held when the chain last says so: `ok` or `failed`.
    package var condition: String?
    /// Which checks did not hold when the chain last says so, by their codes; absent where all did, or no chain says it.
    package var conditionFailed: [String]?
    /// When the chain last says so.
    package var conditionSeen: WallTime?
    package var disposed: WallTime?
    package var custody: String?
    /// The private label.
    package var caseNumber: String?
    package var shelf: String?
    /// The day it is due for disposal: the custodian's, or else the one that the terms name.
    package var due: String?
    package var terms: Terms?
    /// Why the terms are not known, where somebody asked for them.
    package var termsReason: String?
    package var findings: [BundleFinding]

    private enum CodingKeys: String, CodingKey {
        case file, state, bundle, seal, size, received, from, signer, holder, condition, disposed, custody,
            shelf,
            due, terms,
            findings
        case receivedDoubt = "received_doubt"
        case fromName = "from_name"
        case signerName = "signer_name"
        case signerStanding = "signer_standing"
        case holderFingerprint = "holder_fingerprint"
        case holderStanding = "holder_standing"
        case offeredTo = "offered_to"
        case conditionFailed = "condition_failed"
        case conditionSeen = "condition_seen"
        case caseNumber = "case"
        case termsReason = "terms_reason"
    }

    package init(file: String, state: State) {
        self.file = file
        self.state = state
        findings = []
    }

    /// Whether its file is not there any more, and the very file lies elsewhere.
    package var liesElsewhere: Bool {
        findings.contains { if case .liesElsewhere = $0 { true } else { false } }
    }

    /// Whether its file is not there any more and counts under another path: it lies there, or the account goes on beside a file there.
    package var countsElsewhere: Bool {
        liesElsewhere
            || (size == nil && findings.contains { if case .longerChain = $0 { true } else { false } })
    }

    /// Whether a key that signed the seal or the chain is known to have been replaced or revoked, or is another than that of the trusted
    /// card with the same name.
    package var isOfDoubtedKey: Bool {
        findings.contains { finding in
            switch finding {
            case .sealerDoubted, .personNotReliedOn(_, _, true, _): true
            default: false
            }
        }
    }

    /// Whether a file lies there that is known not to hold: by its chain, by what this machine saw of it, or by its size and headers.
    package var doesNotHold: Bool { size != nil && condition == "failed" }

    /// How bad that is among many.
    ///
    /// - Parameter refusesDoubtedKeys: whether a key that is known to have been replaced or revoked, or is another than that of the
    ///   trusted card with the same name, is no success.
    package func worst(refusesDoubtedKeys: Bool) -> BundleTotals.Worst {
        if doesNotHold || findings.contains(where: \.isFault) { return .doesNotHold }
        return refusesDoubtedKeys && isOfDoubtedKey ? .notPermitted : .holds
    }

    /// Whether a text stands in anything that a person would look for, capitals or not; digests and ids by their beginning.
    package func mentions(_ text: String) -> Bool {
        let words = [
            file, fromName, signerName, holder, offeredTo, caseNumber, shelf, due, state.rawValue,
            received?.rfc3339,
        ]
        return Mention.of(text, in: words, orBeginning: [bundle, seal, from, signer, holderFingerprint])
    }
}

/// What a person looks for, in texts and in digests.
enum Mention {
    /// Whether a text stands in one of some words, or one of some digests begins with it. In a digest any two letters stand
    /// somewhere.
    static func of(_ text: String, in words: [String?], orBeginning digests: [String?]) -> Bool {
        let text = text.lowercased()
        return words.contains { $0?.lowercased().contains(text) == true }
            || digests.contains { $0?.lowercased().hasPrefix(text) == true }
    }
}
