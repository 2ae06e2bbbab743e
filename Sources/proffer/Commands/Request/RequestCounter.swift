import CustodianCommands
import CustodyDesk
import Desk
import Outcomes
import Presentation
import ArgumentParser

/// `proffer request counter`.
struct RequestCounter: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counter",
        abstract: "Say what you would rather be asked for: less time, fewer cameras, no sound.",
        discussion: """
            A counter-offer agrees to nothing, and no recording is looked at: it says what you type, and no more. Still, an
            offer lets the agency guess that you have a camera there. Whoever does not want to say that much declines, or
            does not answer. The agency answers with a new request (proffer request revise), on which you decide anew.

            EXAMPLE
              proffer request counter --request request.json --identity dana.identity \\
                --from 21:40:30 --to 21:42:30 --cameras 1 --no-audio --out offer.json
            """)

    @Option(help: ArgumentHelp("The request you answer.", valueName: "request"), completion: .file())
    var request: String

    @OptionGroup var identity: IdentityOptions

    @Option(
        help: ArgumentHelp(
            "When the time you offer starts, 21:40:30 or in full. Default: when the request does.",
            valueName: "time"), transform: GivenMoment.argument)
    var from: GivenMoment?

    @Option(
        help: ArgumentHelp(
            "When it ends, 21:42:30 or in full. Default: when the request does.", valueName: "time"),
        transform: GivenMoment.argument)
    var to: GivenMoment?

    @Option(help: ArgumentHelp("At most so many cameras, without saying which.", valueName: "number"))
    var cameras: Int?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Only this camera; one or more. This tells the agency what your cameras are called.",
            valueName: "label"))
    var camera: [String] = []

    @Flag(help: "Without sound.")
    var noAudio = false

    @Flag(help: "Without single pictures.")
    var noStills = false

    @Option(
        help: ArgumentHelp(
            "What you would ask in return, in words; can be given more than once.", valueName: "text"))
    var condition: [String] = []

    @Option(help: ArgumentHelp("What else you want to say.", valueName: "text"))
    var note: String?

    @Option(
        help: ArgumentHelp(
            "Until when the offer stands. Default: 30 days from now, or until the request expires.",
            valueName: "time"),
        transform: GivenTime.argument)
    var expires: GivenTime?

    @OptionGroup var trust: SignerOptions
    @OptionGroup var journal: JournalOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var result: ResultOptions

    func validate() throws {
        if cameras != nil, !camera.isEmpty {
            throw ValidationError("--cameras says how many and --camera says which: give one of the two")
        }
    }

    func run() throws {
        let answer = OwnersAnswer(
            by: identity.atHand, to: output.file, journal: journal.kept, noting: Output.note)
        let trusted = try trust.load()
        let given = try ChosenTimes.asking { try answer.counter(request, terms($0), trust: trusted) }
        try result.show(json: given.facts) { page in
            page.paragraph(
                "\(output.out) tells \(given.request.agency.inWords) that you would rather be asked for this:"
            )
            page.gap()
            page.facts(given.offer.labelled(isOwn: true))
            page.gap()
            page.paragraph(
                "You agreed to nothing, and nothing left. It says nothing of your recordings, but an offer lets them "
                    + "guess that you have a camera there. Send it, or do not. If they answer, you get a new request."
            )
        }
    }

    private func terms(_ chosen: ChosenTimes) -> OfferTerms {
        var terms = OfferTerms()
        terms.from = from.map(chosen.meant)
        terms.to = to.map(chosen.meant)
        terms.cameras = camera.isEmpty ? cameras.map { .count($0) } : .labels(camera)
        terms.keepsSound = noAudio
        terms.keepsStills = noStills
        terms.conditions = condition
        terms.note = note
        terms.expires = expires
        return terms
    }
}
