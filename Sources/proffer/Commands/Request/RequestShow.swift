import CustodianCommands
import Desk
import Presentation
import ArgumentParser

/// `proffer request show`.
struct RequestShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Read a request, or a counter-offer, in plain words, and who signed it.",
        discussion: """
            Nothing is answered and nothing leaves. The last lines are the commands that answer it. With --trust, ends with 77 where
            who signed it is unknown or their key was replaced or revoked; it is shown all the same.

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
        let scrutiny = try RequestScrutiny(lint, offers, trust, journal)
        let read = try scrutiny.show(request)
        let standing = read.standing(in: scrutiny.trust)
        switch read {
        case .request(let shown):
            try result.show(json: shown.facts) { page in
                page.doubt(standing.reason, whoSigned: "this request")
                show(shown, heldAgainst: scrutiny, on: &page)
            }
        case .offer(let offer, let facts):
            try result.show(json: facts) { page in
                page.doubt(standing.reason, whoSigned: "this counter-offer")
                page.paragraph(
                    "\(offer.owner.inWords) would rather be asked for this. It agrees to nothing yet:")
                page.gap()
                page.facts(offer.labelled(isOwn: false, to: offer.request))
                page.gap()
                page.facts(
                    scrutiny.trust.signature(
                        by: offer.owner, on: offer.issued, folder: trust.folder.path))
            }
        }
        try read.reliance(scrutiny.trust).end()
    }

    private func show(
        _ shown: ShownRequest.Read, heldAgainst scrutiny: RequestScrutiny, on page: inout Page
    ) {
        let trust = scrutiny.trust
        let asked = shown.request
        page.paragraph("\(asked.agency.inWords) asks for \(asked.wanted.inWords) from your cameras.")
        page.gap()
        page.facts(asked.labelled(for: .owner, trust: trust, at: shown.moment))
        if let offer = shown.keptOffer {
            page.gap()
            page.paragraph(
                "It answers your counter-offer of \(offer.issued.inWords), and keeps to it: all else is as in "
                    + "the request before.")
        }
        page.gap()
        page.facts(
            trust.signature(by: asked.agency, on: asked.issued, folder: self.trust.folder.path))
        page.gap()
        if !shown.facts.findings.isEmpty {
            page.facts(shown.facts.findings.map(\.labelled))
            page.gap()
        }
        if shown.mustCompareCard {
            page.paragraph(
                "Before you answer, make sure who asks: get their card, compare the fingerprint by "
                    + "telephone, at a number you looked up yourself, and then:"
            )
            page.command(
                ["proffer", "trust", "add", "CARD"] + (self.trust.trust.map { ["--trust", $0] } ?? []))
            page.gap()
        }
        answer(to: shown, on: &page)
    }

    /// What there is to decide, and how to say it.
    private func answer(to shown: ShownRequest.Read, on page: inout Page) {
        let asked = shown.request
        guard shown.next == .answer else {
            page.paragraph(
                "It can no longer be answered with yes: ask for a new request if you want to help.")
            return
        }
        page.paragraph(
            "You decide which cameras, from when to when (less than asked, never more)"
                + (asked.wanted.audio ? ", with or without sound" : "")
                + ", and on which conditions. To agree:")
        page.command(
            [
                "proffer", "consent", "grant", "--request", self.request, "--identity", "IDENTITY", "--out",
                "consent.json",
            ])
        page.paragraph("and to narrow it, add for example:")
        page.command(
            [
                "--camera", "CAMERA", "--from", asked.window.from.rfc3339, "--to",
                asked.window.to.rfc3339,
            ] + (asked.wanted.audio ? ["--no-audio"] : []))
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
}
