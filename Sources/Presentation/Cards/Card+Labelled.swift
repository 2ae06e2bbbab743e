import Statements

extension Card {
    /// Who a card belongs to, with the fingerprint in groups to be read out.
    package var labelled: [LabelledText] {
        let encryption =
            has(.postQuantum)
            ? has(.ordinary) ? "post-quantum and ordinary keys" : "a post-quantum key only" : nil
        let lines: [LabelledText?] = [
            .init("Name", name),
            .init("Role", roleInWords),
            .init("Organisation", organization),
            .init("Made", created.inWords),
            .init("Encryption", encryption),
            .init("Keys", keysInWords.isEmpty ? nil : String(keysInWords.dropFirst(2))),
            .init("Fingerprint", fingerprint.lines),
            .init("Replaces", predecessor.map { "the card \($0.beginning), as it says itself" }),
            .init(
                "Certificate",
                certificates.map { "for \($0.subject.text), by \($0.issuer); not checked here" }),
        ]
        return lines.compactMap(\.self)
    }

    /// Two cards side by side: what each says of the same thing, this one's first.
    package func compared(with new: Card) -> [LabelledText] {
        let old = self
        func both(_ label: String, _ of: (Card) -> String) -> LabelledText? {
            .init(label, of(old) == of(new) ? "both: \(of(old))" : "old: \(of(old))\nnew: \(of(new))")
        }
        let lines: [LabelledText?] = [
            both("Name", \.name),
            both("Role", \.roleInWords),
            both("Organisation") { $0.organization ?? "none" },
            both("Made", \.created.inWords),
            .init("Old card", old.fingerprint.lines),
            .init("New card", new.fingerprint.lines),
        ]
        return lines.compactMap(\.self)
    }
}

extension CardRevocation {
    /// Which card was revoked, when, why and by whom.
    package var labelled: [LabelledText] {
        let teller = successor.map { "the card that replaced it, \($0.fingerprint.beginning)" }
        let lines: [LabelledText?] = [
            .init("Revoked", since.inWords),
            .init("Reason", reason),
            .init("Said by", teller ?? "the card itself"),
            .init("Said on", issued.inWords),
            .init("Fingerprint", card.fingerprint.lines),
        ]
        return lines.compactMap(\.self)
    }
}
