import Sealing

extension Collection<Card> {
    /// The card of the one person who can open what is encrypted to these cards; nil where an office can, or a second
    /// person.
    ///
    /// Cards that share a key, or bear the same name for the same organisation, are one person's as far as anybody can see.
    package var onlyPerson: Card? {
        guard let one = first, allSatisfy({ $0.holder == .person && $0.isAsIfOfSamePerson(as: one) }) else {
            return nil
        }
        return one
    }
}

extension Card {
    fileprivate func isAsIfOfSamePerson(as other: Card) -> Bool {
        verifyingKey == other.verifyingKey || !Set(ageRecipients).isDisjoint(with: other.ageRecipients)
            || (name == other.name && organization == other.organization)
    }
}
