import CustodianCommands
import Desk
import Presentation
import ArgumentParser

/// `proffer request lint`.
struct RequestLint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Read a request before you do, and say what you should know of it.",
        discussion: """
            Looks for what agencies are commonly held to: a signature by somebody you know, a case, a purpose that says
            something, no more than 12 hours and half a square mile, no pressure, no protest as a purpose. It advises; you
            decide. Ends with 0 whatever it finds; with --strict with 1 where it warns. A request that was changed
            after it was signed is read as far as it can be.

            EXAMPLE
              proffer request lint request.json
            """)

    @Argument(help: "The request.", completion: .file())
    var request: String

    @Flag(help: "End with 1 where there is a warning, for scripts.")
    var strict = false

    @OptionGroup var lint: LintOptions
    @OptionGroup var offers: OfferOptions
    @OptionGroup var trust: SignerOptions
    @OptionGroup var journal: JournalOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        let linted = try RequestScrutiny(lint, offers, trust, journal).lint(request)
        let findings = linted.facts.findings
        try result.show(json: linted.facts) { page in
            guard !findings.isEmpty else {
                return page.paragraph(
                    "Nothing to remark on. That is no reason to say yes: you decide, and may decline without a reason."
                )
            }
            page.facts(findings.map(\.labelled))
            page.gap()
            page.paragraph("This is advice from rules and word lists, not understanding. You decide.")
        }
        if strict, linted.isWarned { throw ExitStatus.checkFailed }
    }
}
