import ArgumentParser
import CustodyDesk

/// Which ledger a command is about.
package struct LedgerArgument: ParsableArguments {
    package init() {}

    @Argument(help: ArgumentHelp("The ledger.", valueName: "ledger"), completion: .file())
    package var ledger: String

    /// The same for a desk.
    package var atHand: LedgerAtHand { LedgerAtHand(ledger, noting: Output.note) }
}

/// What was signed for before, outside the ledger's file.
package struct SignedBeforeOptions: ParsableArguments {
    package init() {}

    @Option(
        help: ArgumentHelp(
            "A checkpoint of this ledger that was kept elsewhere: nothing is signed for that contradicts it. May be given "
                + "more than once.", valueName: "file"), completion: .file())
    package var checkpoint: [String] = []

    @Option(
        help: ArgumentHelp(
            "Where what you signed for last is kept, apart from the ledger: PATH.….head. Default: beside your identity.",
            valueName: "path"), completion: .file())
    package var heads: String?

    /// Who keeps the ledger, and what they signed for before.
    package func keeper(_ identity: IdentityAtHand) -> LedgerKeeper {
        LedgerKeeper(identity, heads: heads, kept: checkpoint)
    }
}

/// Whose checkpoints count.
package struct KeeperOptions: ParsableArguments {
    package init() {}

    @Option(
        help: ArgumentHelp(
            "The card of who keeps the ledger; may be given more than once, as keys change. Otherwise one of the cards you trust.",
            valueName: "card"), completion: .file())
    package var card: [String] = []

    @OptionGroup package var trust: TrustOptions

    /// Those who are named or, where nobody is, those who are trusted.
    package func load() throws -> LedgerKeepers {
        card.isEmpty ? LedgerKeepers(knownBy: try trust.load()) : try LedgerKeepers(named: card)
    }
}
