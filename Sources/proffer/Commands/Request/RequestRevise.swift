import CustodianCommands
import Desk
import Outcomes
import Presentation
import ArgumentParser

/// `proffer request revise`.
struct RequestRevise: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revise",
        abstract: "Answer a counter-offer with a new request that keeps to it.",
        discussion: """
            The new request is the former one with the time, the cameras and the sound of the offer, and refers to both.
            The owner's proffer request show says that it keeps to the offer.

            EXAMPLE
              proffer request revise --request request.json --offer offer.json \\
                --identity keller.identity --out request-2.json
            """)

    @Option(help: ArgumentHelp("The request you sent.", valueName: "request"), completion: .file())
    var request: String

    @Option(help: ArgumentHelp("The counter-offer you got.", valueName: "offer"), completion: .file())
    var offer: String

    @OptionGroup var identity: IdentityOptions

    @Option(help: "How long you will keep the footage, in words. Default: as before.")
    var retention: String?

    @Option(help: "Whom you will pass it on to, in words. Default: as before.")
    var onwardSharing: String?

    @Option(
        help: ArgumentHelp(
            "Until when the owner can answer. Default: as long as the offer stands.", valueName: "time"),
        transform: GivenTime.argument)
    var expires: GivenTime?

    @OptionGroup var trust: SignerOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        try output.check()
        var revision = RequestRevision(of: request, to: offer)
        revision.retention = retention
        revision.onwardSharing = onwardSharing
        revision.expires = expires
        let written = try revision.sign(
            by: identity.atHand, to: output.file, trust: try trust.load())
        let (revised, offer) = (written.request, written.offer)
        try result.show(json: revised.facts) { page in
            page.paragraph(
                "\(output.out) is signed by you, \(revised.signer.inWords). It answers the counter-offer of "
                    + "\(offer.owner.inWords), "
                    + (revised.facts.owner.isKnown
                        ? "whose card you trust" : "whose card you have not compared") + ", and asks for:")
            page.gap()
            page.facts(revised.request.labelled(for: .agency, trust: revised.trust, at: revised.moment))
            page.gap()
            page.paragraph(
                written.departures.isEmpty
                    ? "It keeps to that: all else is as in your request before."
                    : "They are told that it does not keep to that in every field: "
                        + written.departures.joined(separator: "; ") + ".")
            if !offer.conditions.isEmpty || offer.note != nil {
                page.gap()
                page.paragraph("They also said:")
                for line in offer.conditions + [offer.note].compactMap(\.self) {
                    page.paragraph(line.theirs)
                }
            }
            page.gap()
            page.paragraph("Send it to the owner.")
        }
    }
}
