import Sealing

/// The keys one file is encrypted to, so that the holder of every card can open it: the post-quantum keys of all of them,
/// or the ordinary keys of all of them.
///
/// The two kinds never share a file (C2SP age.md, the label `postquantum`): it would be only as strong as the ordinary
/// ones, and look stronger. So where one card has no post-quantum key, the ordinary keys of all are taken; and where
/// another has nothing else, there is no such file. Rule: docs/spec/age.md, Whom a bundle is encrypted to.
package struct ReaderKeys: Sendable, Hashable {
    /// Each key once, in the order of the cards.
    package let keys: [AgeRecipient]
    /// What all of them are.
    package let kind: AgeRecipient.Kind
    /// Where the keys are ordinary though somebody has a post-quantum one: whose card has none. Empty otherwise.
    package let withoutPostQuantum: [Card]

    /// Finds the keys that go together.
    ///
    /// - Parameter cards: of everybody who shall be able to open the file; at least one.
    /// - Throws: ``NoCommonKind`` where one card has only post-quantum keys and another none.
    package init(of cards: [Card]) throws(NoCommonKind) {
        let without = cards.filter { !$0.has(.postQuantum) }
        if without.isEmpty {
            self.init(cards, .postQuantum, without: [])
            return
        }
        if let only = cards.first(where: { !$0.has(.ordinary) }) {
            throw NoCommonKind(postQuantumOnly: only, ordinaryOnly: without)
        }
        self.init(cards, .ordinary, without: without.count < cards.count ? without : [])
    }

    /// The keys of one card, the stronger kind where it has both.
    package init(of card: Card) {
        self.init([card], card.has(.postQuantum) ? .postQuantum : .ordinary, without: [])
    }

    private init(_ cards: [Card], _ kind: AgeRecipient.Kind, without: [Card]) {
        var seen: Set<AgeRecipient> = []
        keys = cards.flatMap(\.ageRecipients).filter { $0.kind == kind && seen.insert($0).inserted }
        self.kind = kind
        withoutPostQuantum = without
    }

    /// What the person should know of the kind; nil where nothing is to be said.
    package var note: String? {
        guard !withoutPostQuantum.isEmpty else { return nil }
        let names = listInWords(withoutPostQuantum.map(\.quotedName))
        return
            "encrypted with ordinary keys, as there is no post-quantum key on the card of \(names): whoever keeps the bundle "
            + "until there are quantum computers could open it then"
    }
}

/// Some of the people who shall open a file have only post-quantum keys, others none.
package struct NoCommonKind: Error, Sendable, Hashable {
    /// A card with post-quantum keys only.
    package let postQuantumOnly: Card
    /// The cards without one; at least one.
    package let ordinaryOnly: [Card]
}

extension NoCommonKind: CustomStringConvertible {
    /// One line: whose cards do not go together, and what to do.
    package var description: String {
        "the card of \(postQuantumOnly.quotedName) has a post-quantum key only, and that of "
            + "\(listInWords(ordinaryOnly.map(\.quotedName))) has none: no file can be for both; ask for a card with both kinds"
    }
}

extension Card {
    /// Whether there is a key of that kind on the card.
    package func has(_ kind: AgeRecipient.Kind) -> Bool { ageRecipients.contains { $0.kind == kind } }
}
