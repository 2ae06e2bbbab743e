import Outcomes
import CustodyDesk
import CustodianCommands
import Statements
import ArgumentParser
import Foundation

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
        transform: WallTime.argument)
    var expires: WallTime?

    @OptionGroup var trust: SignerOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var result: ResultOptions

    private struct Facts: Encodable {
        var file: String
        var request: RequestFacts
        var owner: TrustedCardFacts
    }

    func run() throws {
        try output.check()
        let former = try StatementInput<Request>(request)
        let offer = try StatementInput<CounterOffer>(offer)
        let trusted = try trust.load()
        let identity = try identity.load()
        let moment = WallTime.nowToTheSecond(
            offsetSeconds: former.statement.window.from.utcOffsetSeconds)
        var revised = try former.statement.revised(
            to: offer.envelope, of: former.envelope, id: UUID().uuidString.lowercased(), at: moment,
            expires: expires)
        revised.terms.retention = retention ?? revised.terms.retention
        revised.terms.onwardSharing = onwardSharing ?? revised.terms.onwardSharing
        let envelope = try revised.signed(by: identity)
        let departures = try AnsweredOffer(offer.envelope, former: former.envelope) { _ in nil }
            .departures(of: revised)
        try output.write(envelope)

        // Who made the list of recipients read their cards; who else trusts them is not known here.
        let known = Trust([identity.card] + revised.recipients)
        let owner = offer.statement.owner
        let facts = Facts(
            file: output.out,
            request: RequestFacts(revised, digest: envelope.payloadDigest, trust: known, at: moment),
            owner: TrustedCardFacts(owner, trust: trusted, signed: offer.statement.issued))
        try result.show(json: facts) { page in
            page.paragraph(
                "\(output.out) is signed by you, \(identity.card.inWords). It answers the counter-offer of "
                    + "\(owner.inWords), \(facts.owner.isKnown ? "whose card you trust" : "whose card you have not compared"), "
                    + "and asks for:")
            page.gap()
            page.request(revised, reader: .agency, trust: known, at: moment)
            page.gap()
            page.paragraph(
                departures.isEmpty
                    ? "It keeps to that: all else is as in your request before."
                    : "They are told that it does not keep to that in every field: \(departures.joined(separator: "; "))."
            )
            if !offer.statement.conditions.isEmpty || offer.statement.note != nil {
                page.gap()
                page.paragraph("They also said:")
                for line in offer.statement.conditions + [offer.statement.note].compactMap(\.self) {
                    page.paragraph(line.theirs)
                }
            }
            page.gap()
            page.paragraph("Send it to the owner.")
        }
    }
}
