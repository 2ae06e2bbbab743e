import Outcomes
import CustodyDesk
import Desk
import CustodianCommands
import StatementFiles
import Statements
import ArgumentParser

/// `proffer request show`.
struct RequestShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Read a request, or a counter-offer, in plain words, and who signed it.",
        discussion: """
            Nothing is answered and nothing leaves. The last lines are the commands that answer it.

            EXAMPLE
              proffer request show request.json
            """)

    @Argument(help: "The request, or the counter-offer.", completion: .file())
    var request: String

    @OptionGroup var lint: LintOptions
    @OptionGroup var offers: OfferOptions
    @OptionGroup var trust: SignerOptions
    @OptionGroup var journal: JournalOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        let trust = try trust.load()
        let file = try SignedFile(request)
        if file.payloadType == CounterOffer.payloadType { return try show(StatementInput(file), trust) }
        guard file.payloadType == Request.payloadType else {
            throw file.isNot("a request or a counter-offer")
        }
        let input = try StatementInput<Request>(file)
        let now = WallTime.now()
        let answered = try offers.answered(by: input.statement.answers, journal)
        let findings = try lint.linter().findings(
            in: try RequestReading(input.envelope), trust: trust, answered: answered, at: now)
        let facts = ShownRequestFacts(
            request: RequestFacts(
                input.statement, digest: input.envelope.payloadDigest, trust: trust, at: now),
            findings: findings)
        journal.kept.note(input.envelope)

        try result.show(json: facts) { page in
            page.paragraph(
                "\(input.statement.agency.inWords) "
                    + "asks for \(input.statement.wanted.inWords) from your cameras."
            )
            page.gap()
            page.request(input.statement, reader: .owner, trust: trust, at: now)
            if let answered, answered.isKept(by: input.statement) {
                page.gap()
                page.paragraph(
                    "It answers your counter-offer of \(answered.offer.issued.inWords), and keeps to it: all else is as in "
                        + "the request before.")
            }
            page.gap()
            page.signature(
                by: input.statement.agency, on: input.statement.issued, trust: trust,
                folder: self.trust.folder.path)
            page.gap()
            if !findings.isEmpty {
                page.findings(findings)
                page.gap()
            }
            if !facts.request.agency.isKnown {
                page.paragraph(
                    "Before you answer, make sure who asks: get their card, compare the fingerprint by "
                        + "telephone, at a number you looked up yourself, and then:"
                )
                page.command(
                    ["proffer", "trust", "add", "CARD"] + (self.trust.trust.map { ["--trust", $0] } ?? []))
                page.gap()
            }
            answer(to: input.statement, expired: facts.request.expired, on: &page)
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
        page.paragraph("To say what you would rather be asked for, which agrees to nothing:")
        page.command([
            "proffer", "request", "counter", "--request", self.request, "--identity", "IDENTITY", "--out",
            "offer.json",
        ])
        page.paragraph("To decline:")
        page.command(
            [
                "proffer", "consent", "decline", "--request", self.request, "--identity", "IDENTITY", "--out",
                "declined.json",
            ])
    }

    private struct ShownOfferFacts: Encodable {
        var offer: OfferFacts
        var signer: TrustedCardFacts
    }

    private func show(_ input: StatementInput<CounterOffer>, _ trust: Trust) throws {
        let owner = input.statement.owner
        let facts = ShownOfferFacts(
            offer: OfferFacts(input.statement, digest: input.envelope.payloadDigest),
            signer: TrustedCardFacts(owner, trust: trust, signed: input.statement.issued))
        try result.show(json: facts) { page in
            page.paragraph("\(owner.inWords) would rather be asked for this. It agrees to nothing yet:")
            page.gap()
            page.offer(input.statement, isOwn: false, to: input.statement.request)
            page.gap()
            page.signature(
                by: owner, on: input.statement.issued, trust: trust, folder: self.trust.folder.path)
        }
    }
}

/// What `request show --json` writes: the request's fields, and beside them what the linter found.
private struct ShownRequestFacts: Encodable {
    var request: RequestFacts
    var findings: [Finding]

    private enum CodingKeys: String, CodingKey { case findings }

    func encode(to encoder: any Encoder) throws {
        try request.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(findings, forKey: .findings)
    }
}
