import ArgumentParser
import Bundle
import Custody

/// `proffer request show`.
struct RequestShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Read a request in plain words, and who signed it.",
        discussion: """
            Nothing is answered and nothing leaves. The last lines are the commands that answer it.

            EXAMPLE
              proffer request show request.json
            """)

    @Argument(help: "The request.", completion: .file())
    var request: String

    @OptionGroup var trust: SignerOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        let input = try StatementInput<Request>(request)
        let trust = try trust.load()
        let now = WallTime.now()
        let facts = RequestFacts(
            input.statement, digest: input.envelope.payloadDigest, trust: trust, at: now)

        try result.show(json: facts) { page in
            page.paragraph(
                "\(input.statement.agency.inWords), "
                    + "asks for \(input.statement.wanted.inWords) from your cameras."
            )
            page.gap()
            page.request(input.statement, reader: .owner, trust: trust, at: now)
            page.gap()
            page.signature(
                by: input.statement.agency, on: input.statement.issued, trust: trust,
                folder: self.trust.folder.path)
            page.gap()
            if !facts.agency.isKnown {
                page.paragraph(
                    "Before you answer, make sure who asks: get their card, compare the fingerprint by "
                        + "telephone, at a number you looked up yourself, and then:"
                )
                page.command(
                    ["proffer", "trust", "add", "CARD"] + (self.trust.trust.map { ["--trust", $0] } ?? []))
                page.gap()
            }
            answer(to: input.statement, expired: facts.expired, on: &page)
        }
    }

    /// What there is to decide, and how to say it.
    private func answer(to request: Request, expired: Bool, on page: inout Page) {
        guard !expired else {
            page.paragraph(
                "It can no longer be answered with yes: ask for a new request if you want to help.")
            return
        }
        page.paragraph(
            "You decide which cameras, from when to when (less than asked, never more)"
                + (request.wanted.audio ? ", with or without sound" : "")
                + ", and on which conditions. To agree:")
        page.command(
            [
                "proffer", "consent", "grant", "--request", self.request, "--identity", "IDENTITY", "--out",
                "consent.json",
            ])
        page.paragraph("and to narrow it, add for example:")
        page.command(
            [
                "--camera", "CAMERA", "--from", request.window.from.rfc3339, "--to",
                request.window.to.rfc3339,
            ] + (request.wanted.audio ? ["--no-audio"] : []))
        page.paragraph("To decline:")
        page.command(
            [
                "proffer", "consent", "decline", "--request", self.request, "--identity", "IDENTITY", "--out",
                "declined.json",
            ])
    }
}
