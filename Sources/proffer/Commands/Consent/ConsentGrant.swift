import ArgumentParser
import Custody

/// `proffer consent grant`.
struct ConsentGrant: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Agree to a request, or to less than it asks.",
        discussion: """
            What you do not narrow is granted as it was asked for: every camera, the whole window, and \
            sound if sound was asked for. Nothing leaves yet; that takes a seal.

            EXAMPLE
              proffer consent grant --request request.json --identity dana.identity \\
                --camera front-door --camera driveway --no-audio \\
                --from 21:40:30 --to 21:42:30 \\
                --condition 'Only for case 26-0417' --out consent.json
            """)

    @Option(help: ArgumentHelp("The request you answer.", valueName: "request"), completion: .file())
    var request: String

    @OptionGroup var identity: IdentityOptions

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
        help: ArgumentHelp("A camera you grant; one or more. Default: every camera.", valueName: "label"))
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

    @OptionGroup var output: OutputOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        try output.check()
        let input = try StatementInput<Request>(request)
        let request = input.statement
        let window = try Window(
            from: from?.moment(in: request.window) ?? request.window.from,
            to: to?.moment(in: request.window) ?? request.window.to)
        let identity = try identity.load()

        let cameras: [String?] = camera.isEmpty ? [nil] : camera
        let issued = WallTime.nowToTheSecond(offsetSeconds: request.window.from.utcOffsetSeconds)
        let consent = Consent(
            request: input.envelope.payloadDigest, decision: .granted,
            grants: cameras.map {
                Grant(
                    camera: $0, window: window, audio: request.wanted.audio && !noAudio,
                    stills: request.wanted.stills && !noStills)
            },
            conditions: condition, owner: identity.card, issued: issued,
            expires: expires ?? ConsentValidity.expiry(answering: request, from: issued))
        let envelope = try consent.signed(by: identity)
        // A consent that could not be sealed under is never written. The rules are those of the seal.
        _ = try Authorization(
            request: input.envelope, consent: envelope, owner: identity.card.verifyingKey, at: .now())
        try output.write(envelope)

        let facts = WrittenConsentFacts(
            file: output.out, consent: ConsentFacts(consent, digest: envelope.payloadDigest))
        try result.show(json: facts) { page in
            page.paragraph(
                "You agree that this may go to \(request.agency.inWords), for case \(request.caseNumber):")
            page.gap()
            page.consent(consent)
            page.gap()
            page.paragraph("What stays with you: \(kept(of: request, granting: window)).")
            page.gap()
            page.paragraph("Nothing has left yet. To hand it over, seal it:")
            page.command([
                "proffer", "seal", "--request", self.request, "--consent", output.out, "--identity",
                self.identity.identity, "--footage", "FOLDER", "--out", "bundle.tar",
            ])
            page.paragraph("To take it back before that: proffer consent revoke.")
        }
    }

    /// What was asked for and not granted, and what nobody asked for.
    private func kept(of request: Request, granting window: Window) -> String {
        var kept: [String] = []
        if let before = try? Window(from: request.window.from, to: window.from) {
            kept.append("the first \(before.lengthInWords) that were asked for")
        }
        if let after = try? Window(from: window.to, to: request.window.to) {
            kept.append("the last \(after.lengthInWords) that were asked for")
        }
        if request.wanted.audio, noAudio { kept.append("the sound") }
        if request.wanted.stills, noStills { kept.append("single pictures") }
        if !camera.isEmpty { kept.append("every other camera") }
        return listInWords(kept + ["everything outside the window"])
    }
}
