import ArgumentParser
import CustodyDesk

/// Whose cards are trusted.
package struct TrustOptions: ParsableArguments {
    package init() {}

    @Option(
        help: ArgumentHelp(
            "The folder of cards you trust. Default: $PROFFER_TRUST, or proffer/trust in "
                + "$XDG_DATA_HOME or ~/.local/share.",
            valueName: "folder"),
        completion: .directory)
    package var trust: String?

    /// The same for a desk.
    package var source: TrustSource { TrustSource(named: trust, noting: Output.note) }

    /// The trusted cards and the person's own, by which people get their names.
    package func withOwn() throws -> TrustSource.Loaded {
        try TrustSource(named: trust, own: Program.ownCards, noting: Output.note).load()
    }

    /// The trusted cards.
    package func load() throws -> TrustSource.Loaded { try source.load() }
}
