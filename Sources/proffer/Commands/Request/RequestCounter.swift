import Outcomes
import CustodyDesk
import Desk
import CustodianCommands
import Statements
import ArgumentParser
import Catalog
import Sealing

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
            valueName: "time"), transform: MomentInWindow.argument)
    var from: MomentInWindow?

    @Option(
        help: ArgumentHelp(
            "When it ends, 21:42:30 or in full. Default: when the request does.", valueName: "time"),
        transform: MomentInWindow.argument)
    var to: MomentInWindow?

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
        transform: WallTime.argument)
    var expires: WallTime?

    @OptionGroup var journal: JournalOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var result: ResultOptions

    private struct Facts: Encodable {
        var file: String
        var offer: OfferFacts
    }

    func validate() throws {
        if cameras != nil, !camera.isEmpty {
            throw ValidationError("--cameras says how many and --camera says which: give one of the two")
        }
    }

    func run() throws {
        try output.check()
        let input = try StatementInput<Request>(request)
        let asked = input.statement
        let window = try Window(
            from: from?.moment(in: asked.window) ?? asked.window.from,
            to: to?.moment(in: asked.window) ?? asked.window.to)
        let identity = try identity.load()
        let issued = WallTime.nowToTheSecond(offsetSeconds: asked.window.from.utcOffsetSeconds)
        let offer = CounterOffer(
            request: input.envelope.payloadDigest, window: window, cameras: limit ?? asked.cameras,
            audio: asked.wanted.audio && !noAudio, stills: asked.wanted.stills && !noStills,
            conditions: condition, note: note, owner: identity.card, issued: issued,
            expires: expires ?? ConsentValidity.expiry(answering: asked, from: issued))
        let excess = offer.excess(over: asked)
        guard excess.isEmpty else {
            throw Failure(
                .notPermitted,
                "refused: the offer gives more than the request asks for: \(listInWords(excess))")
        }
        let envelope = try offer.signed(by: identity)
        try output.write(envelope)
        journal.kept.note(
            input.envelope, envelope, keptBy: JournalKeeper(identity, at: self.identity.identity))

        let facts = Facts(file: output.out, offer: OfferFacts(offer, digest: envelope.payloadDigest))
        try result.show(json: facts) { page in
            page.paragraph(
                "\(output.out) tells \(asked.agency.inWords) that you would rather be asked for this:")
            page.gap()
            page.offer(offer, isOwn: true)
            page.gap()
            page.paragraph(
                "You agreed to nothing, and nothing left. It says nothing of your recordings, but an offer lets them "
                    + "guess that you have a camera there. Send it, or do not. If they answer, you get a new request."
            )
        }
    }

    private var limit: CameraLimit? {
        camera.isEmpty ? cameras.map(CameraLimit.count) : .labels(camera)
    }
}

/// A counter-offer as `--json` shows it: the field names of docs/spec/counter-offer.md, the card without envelope.
struct OfferFacts: Encodable {
    /// What a request refers to.
    var digest: String
    /// The digest of the request it answers.
    var request: String
    var window: Window
    var cameras: CameraLimit?
    var audio: Bool
    var stills: Bool
    var conditions: [String]
    var note: String?
    var owner: CardFacts
    var issued: WallTime
    var expires: WallTime

    init(_ offer: CounterOffer, digest: SHA256Digest) {
        self.digest = digest.hex
        request = offer.request.hex
        window = offer.window
        cameras = offer.cameras
        audio = offer.audio
        stills = offer.stills
        conditions = offer.conditions
        note = offer.note
        owner = CardFacts(offer.owner)
        issued = offer.issued
        expires = offer.expires
    }
}

extension CounterOffer {
    /// Its facts by label, for a screen and for a page.
    ///
    /// - Parameter isOwn: whether who reads it made it; other people's words are marked.
    func inWords(isOwn: Bool) -> [(label: String, value: String?)] {
        func words(_ text: String) -> String { isOwn ? text : text.theirs }
        return [
            ("From", window.from.inWords),
            ("To", "\(window.to.inWords) (\(window.lengthInWords))"),
            ("Cameras", cameras?.inWords ?? "not said"),
            ("Content", Wanted(video: true, audio: audio, stills: stills).inWords),
            ("Conditions", conditions.map(words).joined(separator: "\n")),
            ("Note", note.map(words)),
            ("Stands until", expires.inWords),
        ]
    }
}

extension Page {
    /// Adds what a counter-offer offers, and which request it answers where the screen does not say so already.
    mutating func offer(_ offer: CounterOffer, isOwn: Bool, to request: SHA256Digest? = nil) {
        facts(
            offer.inWords(isOwn: isOwn).map { Fact($0.label, $0.value) }
                + [.init("Request", request.map { "SHA-256 \($0.hex)" })])
    }
}
