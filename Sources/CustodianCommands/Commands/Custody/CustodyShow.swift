import ArgumentParser
import CustodyDesk
import Presentation

/// `proffer custody show`.
package struct CustodyShow: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Read who held a bundle from when to when, and what they did with it.",
        discussion: """
            Takes a bundle, or a custody chain alone (a file that ends in .jsonl). Ends with 1 when the chain does not \
            hold or somebody signed in it with a key that had been revoked, and with 77 when somebody in it is unknown though --trust was \
            given. A chain alone does not show that the bundle is the one it was written about.

            EXAMPLE
              \(Program.name) custody show bundle.tar
            """)

    @Argument(help: ArgumentHelp("The bundle, or its custody chain.", valueName: "file"), completion: .file())
    package var bundle: String

    @OptionGroup package var custody: CustodyFileOptions
    @OptionGroup package var trust: SignerOptions
    @OptionGroup package var result: ResultOptions

    package func run() throws {
        let trusted = try trust.load()
        let shown = try ShownCustody(of: bundle, custody: custody.place, trust: trusted)
        try result.show(json: shown.facts) { page in
            page.add(shown.chain.passages(trust: trusted))
            guard shown.isAlone else { return }
            page.gap()
            page.paragraph("The bundle was not looked at: whether it is the one of this chain is not known.")
        }
        try shown.reliance.end()
    }
}
