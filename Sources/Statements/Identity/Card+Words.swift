import Sealing

extension Card {
    /// `“Sgt. Maria Keller” of “Elm Springs Police”`: what the card says, marked as said by who made it.
    package var inWords: String { [name, organization].compactMap { $0?.quoted }.joined(separator: " of ") }

    /// How many keys open what is encrypted to the card, where it is more than one: each of them may be in another hand.
    package var keysInWords: String {
        let kinds = AgeRecipient.Kind.allCases.map { kind in ageRecipients.count { $0.kind == kind } }
        // A file is encrypted to the keys of one kind, whichever that is.
        guard let most = kinds.max(), most > 1 else { return "" }
        return ", with \(most) keys: whoever holds any of them can open it"
    }

    /// `custodian`, or `custodian, an office`: what the card says they do, and that several people may have its keys.
    package var roleInWords: String { Self.words(of: role, holder) }

    /// The same of a card of which no more is known.
    package static func words(of role: Role, _ holder: CardHolder) -> String {
        holder == .office ? "\(role.rawValue), an office" : role.rawValue
    }

    /// `“Sgt. Maria Keller”`.
    package var quotedName: String { name.quoted }
}
