import CustodyDesk
import Desk
import Statements
import ArgumentParser
import Sealing

/// What a grant gives: of which cameras, from when to when, with or without sound, on which conditions.
struct GrantOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The request you answer.", valueName: "request"), completion: .file())
    var request: String

    @Option(
        help: ArgumentHelp(
            "When your grant starts, 21:40:30 or in full. Default: when the request does.", valueName: "time"),
        transform: MomentInWindow.argument)
    var from: MomentInWindow?

    @Option(
        help: ArgumentHelp(
            "When your grant ends, 21:42:30 or in full. Default: when the request does.", valueName: "time"),
        transform: MomentInWindow.argument)
    var to: MomentInWindow?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "A camera you grant; one or more. Default: those the request names, or every camera.",
            valueName: "label"))
    var camera: [String] = []

    @Flag(help: "Keep the sound.")
    var noAudio = false

    @Flag(help: "Keep single pictures.")
    var noStills = false

    @Option(
        help: ArgumentHelp(
            "What you ask in return, in words; can be given more than once.", valueName: "text"))
    var condition: [String] = []

    @Option(
        help: ArgumentHelp(
            "Until when you can seal. Default: 30 days from now, or until the request expires.",
            valueName: "time"),
        transform: WallTime.argument)
    var expires: WallTime?

    /// The same for a desk.
    var terms: GrantTerms {
        var terms = GrantTerms()
        terms.from = from
        terms.to = to
        terms.cameras = camera
        terms.keepsSound = noAudio
        terms.keepsStills = noStills
        terms.conditions = condition
        terms.expires = expires
        return terms
    }

    /// The answer these options make, signed.
    func consent(
        to input: StatementInput<Request>, by identity: Identity
    ) throws -> (consent: Consent, envelope: DSSEEnvelope) {
        let request = input.statement
        let cameras: [String?] =
            switch (camera.isEmpty, request.cameras) {
            case (true, .labels(let labels)): labels
            case (true, _): [nil]
            case (false, _): camera
            }
        let issued = WallTime.nowToTheSecond(offsetSeconds: request.window.from.utcOffsetSeconds)
        let window = try window(in: request)
        let consent = Consent(
            request: input.envelope.payloadDigest, decision: .granted,
            grants: cameras.map {
                Grant(
                    camera: $0, window: window, audio: request.wanted.audio && !noAudio,
                    stills: request.wanted.stills && !noStills)
            },
            conditions: condition, owner: identity.card, issued: issued,
            expires: expires ?? ConsentValidity.expiry(answering: request, from: issued))
        return (consent, try consent.signed(by: identity))
    }

    /// From when to when.
    func window(in request: Request) throws -> Window {
        try Window(
            from: from?.moment(in: request.window) ?? request.window.from,
            to: to?.moment(in: request.window) ?? request.window.to)
    }

    /// What was asked for and not granted, and what nobody asked for.
    func kept(of request: Request, granting window: Window) -> String {
        var kept: [String] = []
        if let before = try? Window(from: request.window.from, to: window.from) {
            kept.append("the first \(before.lengthInWords) that were asked for")
        }
        if let after = try? Window(from: window.to, to: request.window.to) {
            kept.append("the last \(after.lengthInWords) that were asked for")
        }
        if request.wanted.audio, noAudio { kept.append("the sound") }
        if request.wanted.stills, noStills { kept.append("single pictures") }
        if !camera.isEmpty || request.cameras != nil { kept.append("every other camera") }
        return listInWords(kept + ["everything outside the window"])
    }
}
