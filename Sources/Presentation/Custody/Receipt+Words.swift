import Records
import Sealing
import Statements

extension Receipt {
    /// What a receipt says, in an owner's words.
    ///
    /// - Parameters:
    ///   - conditions: what the receiver says they read; nil where it was not opened.
    ///   - areCompared: whether that is what the owner's bundle says, and so more than the receiver's word.
    ///   - disclosed: what lies inside the disclosures that it tells of, by their digests; empty where nobody opened them.
    ///   - opening: what the owner gives to open them, in the front's words.
    package func labelled(
        conditions: ReceivedConditions?, areCompared: Bool, disclosed: [SHA256Digest: DisclosureTerms] = [:],
        opening: String
    ) -> [LabelledText] {
        let source = areCompared ? "" : ", by their receipt"
        let lines: [LabelledText?] = [
            .init("What", bundle.map { "your bundle \($0)" } ?? "a bundle too damaged to tell its number"),
            .init("File", archive.inWords),
            .init("Received by", "\(receiver.inWords) (\(receiver.roleInWords))"),
            .init("Receipt of", time.inWords),
            .init("State, they say", checks.inOwnersWords),
            .init("Case" + source, conditions?.caseNumber.theirs),
            .init(
                "Conditions",
                self.conditions.inWords(conditions, areCompared: areCompared, opening: opening)),
            .init("They said" + source, conditions?.promises),
            .init("Timestamp", timestamp.map { "SHA-256 \($0.hex)" }),
            .init("Custody entry", entryDigest?.hex),
            .init("Log", logInWords),
        ]
        return (lines + disclosedInWords(disclosed, opening)).compactMap(\.self)
    }

    /// To whom parts of the bundle were disclosed, a line a disclosure.
    private func disclosedInWords(
        _ terms: [SHA256Digest: DisclosureTerms], _ opening: String
    ) -> [LabelledText?] {
        disclosures.map { entry, facts in
            let first =
                "\(counted(facts.objects, "object")), by \(entry.actor.inWords), on "
                + entry.time.toTheSecond.inWords
            guard let terms = terms[facts.disclosure] else {
                return LabelledText(
                    "Disclosed", first + "; to whom and why, only the owner opens (\(opening))")
            }
            return LabelledText(
                "Disclosed",
                ([
                    first
                        + ", to \(terms.recipient.inWords) (\(terms.recipient.roleInWords)), and they say why:",
                    terms.reason.theirs,
                ]
                    + (terms.permittedBy.map { ["Permitted, they say, by:", $0.theirs] } ?? []))
                    .joined(separator: "\n"))
        }
    }

    /// Which log is said to hold the entry; whether it does, the checks tell. Nil without a proof.
    private var logInWords: String? {
        guard let proof, let read = try? TransparencyLogProof(Array(proof.utf8)) else { return nil }
        let log = read.checkpoint.checkpoint
        return "\(log.origin.quoted), place \(read.index) of \(log.size)"
    }
}

extension Receipt.Conditions {
    /// What became of the owner's conditions.
    ///
    /// - Parameter opening: what the owner gives to open them, in the front's words.
    package func inWords(_ read: ReceivedConditions?, areCompared: Bool, opening: String) -> String {
        switch self {
        case .notSeen(let reason): "not read, and they say why:\n\(reason.theirs)"
        case .seen:
            switch read {
            case nil: "read; which ones, only the owner opens (\(opening))"
            case let read? where read.conditions.isEmpty:
                areCompared ? "you set none" : "by their receipt you set none"
            case let read?:
                (areCompared ? "" : "by their receipt:\n")
                    + read.conditions.map(\.theirs).joined(separator: "\n")
            }
        }
    }
}

extension ReceivedConditions {
    /// What the agency promised in its request.
    fileprivate var promises: String? {
        let promises = [
            retention.map { "kept:\n\($0.theirs)" }, onwardSharing.map { "passed on to:\n\($0.theirs)" },
        ].compactMap(\.self)
        return promises.isEmpty ? nil : promises.joined(separator: "\n")
    }
}
