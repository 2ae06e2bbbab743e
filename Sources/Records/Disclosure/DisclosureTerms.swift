import Sealing
import Statements

/// What is disclosed of a bundle, to whom, why, and under which of the owner's conditions: the part of a disclosure that its
/// recipient and the owner open, and nobody else.
///
/// What it repeats of the record is the word of who discloses, until somebody who can open the record compares it. Format:
/// docs/spec/disclosure.md, Terms.
package struct DisclosureTerms: Sendable, Hashable, Codable {
    /// The value of ``type`` this version writes and reads.
    package static let currentType = "urn:proffer:disclosure-terms:v1"
    /// The most a free text may measure, in bytes.
    package static let maximumTextBytes = 4096
    /// The most the encrypted text may measure, in bytes.
    package static let maximumBytes = CustodyAction.Disclosed.maximumTermsBytes

    /// Which format this is: ``currentType``.
    package var type: String
    /// The bundle, so that these terms cannot be moved into the disclosure of another.
    package var bundle: String
    /// To whom.
    package var recipient: Card
    /// Whose footage it is, who opens these terms too.
    package var owner: Card
    /// The payload digest of the request.
    package var request: SHA256Digest
    /// The payload digest of the consent.
    package var consent: SHA256Digest
    /// Which objects, by their numbers, in order.
    package var objects: [Int]
    /// Why, in the words of who discloses.
    package var reason: String
    /// The conditions of the consent, word for word.
    package var conditions: [String]
    /// How long the agency said it would keep the footage.
    package var retention: String?
    /// To whom it said it would pass it on.
    package var onwardSharing: String?
    /// By what it may be passed on beside what the owner set or was promised: a law, an order, the owner's word. There exactly
    /// where something was set or promised.
    package var permittedBy: String?

    private enum CodingKeys: String, CodingKey {
        case type, bundle, recipient, owner, request, consent, objects, reason, conditions, retention
        case onwardSharing = "onward_sharing"
        case permittedBy = "permitted_by"
    }

    /// The terms under which objects of a bundle are disclosed, with what its record says.
    ///
    /// - Parameters:
    ///   - objects: their numbers, each once, in order.
    ///   - permittedBy: nil where nothing that the owner set or was promised speaks of passing on.
    /// - Throws: ``StatementError/statementNotValid(kind:reason:)`` when request or consent does not hold.
    package init(
        _ record: Record, to recipient: Card, objects: [Int], reason: String, permittedBy: String?
    ) throws(StatementError) {
        let read = try ReceivedConditions(record)
        type = Self.currentType
        bundle = record.bundle
        self.recipient = recipient
        owner = try Consent(verifying: record.consent).owner
        request = read.request
        consent = read.consent
        self.objects = objects
        self.reason = reason
        conditions = read.conditions
        retention = read.retention
        onwardSharing = read.onwardSharing
        self.permittedBy = permittedBy
    }

    /// Whether the owner set a condition, or was promised something on passing on: free texts, of which no program knows what
    /// they forbid, so that whoever discloses has to say by what it is permitted.
    package var areBinding: Bool { Self.areBinding(conditions: conditions, onwardSharing: onwardSharing) }

    /// Whether conditions, or a promise on passing on, ask who discloses to say by what it is permitted.
    package static func areBinding(conditions: [String], onwardSharing: String?) -> Bool {
        !conditions.isEmpty || onwardSharing != nil
    }

    /// The first value that is out of bounds, in words; nil where there is none.
    var flaw: String? {
        guard type == Self.currentType else { return "it is of another format, “\(type.prefix(80))”" }
        guard let first = objects.first, let last = objects.last, first >= 1, last <= RecordLimits.objects,
            zip(objects, objects.dropFirst()).allSatisfy({ $0 < $1 })
        else { return "it does not name objects by their numbers, each once and in order" }
        guard recipient.fingerprint != owner.fingerprint else {
            return "it is for the owner, who can open the bundle"
        }
        for (what, text) in [("why", reason), ("by what it is permitted", permittedBy ?? "-")] {
            if text.isBlank { return "it does not say \(what)" }
            if text.utf8.count > Self.maximumTextBytes { return "what it says of \(what) is too long" }
        }
        guard (permittedBy != nil) == areBinding else {
            return areBinding
                ? "the owner set conditions, or was promised something on passing on, and it does not say by what it is permitted"
                : "it says by what it is permitted, and nothing was set or promised"
        }
        return [recipient, owner].lazy.compactMap { card in
            card.surplus.map { "the card of \(card.quotedName) in it: \($0)" }
        }.first
    }

    /// In what these terms are not what a bundle's record says, as nouns; empty where they are.
    package func differences(from record: Record) throws(StatementError) -> [String] {
        let read = try ReceivedConditions(record)
        let owner = try Consent(verifying: record.consent).owner
        let pairs: [(String, Bool)] = [
            ("bundle", bundle == read.bundle), ("owner", self.owner == owner),
            ("request", request == read.request), ("consent", consent == read.consent),
            ("list of conditions", conditions == read.conditions),
            ("time for which it is kept", retention == read.retention),
            ("rule on passing it on", onwardSharing == read.onwardSharing),
            ("object", objects.last.map { $0 <= record.objects.count } ?? false),
        ]
        return pairs.filter { !$0.1 }.map(\.0)
    }

    /// Who opens a disclosure: its recipient and the owner, in this order.
    package var readers: [Card] { [recipient, owner] }

    /// Opens the terms as they stand in a disclosure and in a custody entry.
    ///
    /// - Throws: ``SealingError/ageNoMatch(_:)`` when the identity is neither the recipient's nor the owner's, and what else
    ///   age says; ``StatementError/statementNotValid(kind:reason:)``.
    package init(opening encrypted: String, ofBundle bundle: String, with identity: Identity) throws {
        self = try SealedText.open(
            encrypted, maximumBytes: Self.maximumBytes, with: identity, readers: \DisclosureTerms.readers)
        if let flaw {
            throw StatementError.statementNotValid(kind: Disclosure.kind, reason: flaw)
        }
        guard self.bundle == bundle else {
            throw StatementError.statementNotValid(
                kind: Disclosure.kind, reason: "its terms are those of another bundle")
        }
    }
}
