// Who asks, and whether it is still what they signed.

extension LintRule {
    static let identity: [LintRule] = [
        LintRule("signature-not-valid", .stop) { subject in
            guard subject.reading.isSigned != true else { return [] }
            let who =
                subject.reading.agency.map { "by \($0.quotedName)" }
                ?? "by whoever asks, whose card is damaged"
            return [
                Words(
                    "the request was changed after it was signed, or was not signed \(who)",
                    "Do not answer it. Ask the agency for it again, at a number you looked up yourself.")
            ]
        },
        LintRule("not-in-form", .stop) { subject in
            guard subject.reading.isSigned == true, case .failure(let error) = subject.reading.verified else {
                return []
            }
            let fields = subject.reading.unreadable
            let which = fields.isEmpty ? "" : " (not readable: \(fields.joined(separator: ", ")))"
            return [
                Words(
                    "\(error)\(which)", "It cannot be granted as it is. Ask the agency for one that is whole."
                )
            ]
        },
        LintRule("signer-key-not-valid", .stop) { subject in
            guard let agency = subject.reading.agency, subject.reading.isSigned == true else { return [] }
            let standing = subject.standing(of: agency)
            switch standing {
            case .trusted, .certified, .unknown: return []
            case .replaced, .doubtful, .revoked:
                return [
                    Words(
                        "its signature cannot be relied on: \(standing.reason ?? standing.word)",
                        "Do not answer it. Ask the agency, at a number you looked up yourself, who asks with that key."
                    )
                ]
            }
        },
        LintRule("expired", .stop) { subject in
            guard let expires = subject.reading.expires, expires <= subject.moment else { return [] }
            return [
                Words(
                    "the time to answer it ended on \(expires)",
                    "It can no longer be granted. Ask for a new one if you want to help.")
            ]
        },
        LintRule("signer-unknown", .warning) { subject in
            guard let agency = subject.reading.agency, case .unknown(let note) = subject.standing(of: agency),
                subject.trust.lookAlike(of: agency) == nil
            else { return [] }
            return [
                Words(
                    "you have not compared the card of \(agency.quotedName): anybody can write that name on a card"
                        + (note.map { " (\($0.text))" } ?? ""),
                    "Call a number you looked up yourself, compare the fingerprint, and only then trust the card.",
                    step: .trustCard)
            ]
        },
        LintRule("name-looks-alike", .warning) { subject in
            guard let agency = subject.reading.agency, case .unknown = subject.standing(of: agency),
                let known = subject.trust.lookAlike(of: agency)
            else { return [] }
            return [
                Words(
                    "\(agency.quotedName) asks under a name that looks like one you trust, \(known.inWords), with another key",
                    "Do not answer before you asked \(known.quotedName), at a number you already have, whether this is theirs."
                )
            ]
        },
        LintRule("signer-not-agency", .warning) { subject in
            guard let agency = subject.reading.agency, agency.role != .agency else { return [] }
            return [
                Words(
                    "who signed calls themselves \(agency.role.rawValue) on their card, not agency",
                    "Ask in whose name they ask.")
            ]
        },
        LintRule("issued-in-future", .warning) { subject in
            guard let issued = subject.reading.issued, subject.moment < issued else { return [] }
            return [
                Words(
                    "it is dated \(issued), which is still to come",
                    "Check the clock of this machine; if it is right, ask the agency why.")
            ]
        },
    ]
}

extension LintSubject {
    /// What the agency's signature is worth at the time it names itself.
    fileprivate func standing(of agency: Card) -> SignerStanding {
        trust.standing(of: agency, signed: reading.issued ?? moment, now: moment)
    }
}
