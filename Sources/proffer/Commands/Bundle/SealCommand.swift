import ArgumentParser
import CustodianCommands
import CustodyDesk
import Desk
import Outcomes
import Presentation

/// `proffer seal`.
struct SealCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal",
        abstract: "Cut what you consented to out of your recordings, and seal it for the recipients.",
        discussion: """
            Nothing outside the consent leaves: no picture, no sound, no file name. What leaves is encrypted for
            the recipients of the request and for you. Your recordings are only read. Without a valid consent
            of yours this ends with code 77 and writes nothing.

            EXAMPLE
              proffer seal --request request.json --consent consent.json --identity dana.identity \\
                --footage samples
            """)

    @Option(help: ArgumentHelp("The request you consented to.", valueName: "request"), completion: .file())
    var request: String

    @Option(help: ArgumentHelp("Your consent.", valueName: "consent"), completion: .file())
    var consent: String

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Revocations at hand; one of this consent stops the seal.", valueName: "file"),
        completion: .file())
    var revocation: [String] = []

    @OptionGroup var identity: IdentityOptions

    @OptionGroup var handover: HandoverOptions

    @Flag(help: "Do not pad sizes. The bundle is smaller, and its size tells more.")
    var noPad = false

    @Option(
        help: ArgumentHelp(
            "A time-stamping authority (RFC 3161) that says when the bundle was sealed. It gets one number that tells "
                + "nothing.", valueName: "url"))
    var timestamp: String?

    @OptionGroup var trust: SignerOptions
    @OptionGroup var acceptance: AcceptanceOptions
    @OptionGroup var journal: JournalOptions

    @Option(
        help: ArgumentHelp(
            "The bundle to write. Default: proffer-, the day, and eight digits of the bundle's random number, so that the name tells "
                + "a carrier nothing.", valueName: "file"), completion: .file())
    var out: String?

    @Flag(help: "Replace the file if it is there already.")
    var force = false

    @OptionGroup var result: ResultOptions

    func run() throws {
        let order = SealOrder(
            request: request, consent: consent, revocations: revocation, try handover.choices(),
            padsSizes: !noPad, authority: timestamp)
        let bundle = try NewBundle()
        let output = OutputFile(out ?? bundle.fileName, replaces: force)
        let shows = Terminal.showsProgress
        let sealed: SealedHandover
        do {
            defer { if shows { Output.status("") } }
            sealed = try order.seal(
                by: identity.atHand, trust: try trust.load(), accepting: acceptance.acceptance(),
                journal: journal.kept, bundle, into: output, program: .current,
                progress: { if shows { Output.status($0.inWords) } },
                noting: { note in
                    // A note on a line of its own wipes the progress first.
                    if shows { Output.status("") }
                    Output.note(note)
                })
        }
        try show(sealed, in: output.path)
    }

    private func show(_ sealed: SealedHandover, in path: String) throws {
        let facts = sealed.facts
        try result.show(json: facts) { page in
            page.paragraph("Sealed. \(path) holds, encrypted:")
            page.gap()
            for object in sealed.record.objectsInWords(by: .this) { page.facts([object]) }
            page.links(sealed.reached)
            page.leftOut(facts.leftOut)
            for proof in sealed.record.provenanceInWords(by: .this) { page.paragraph(proof) }
            page.other(lines: sealed.record.otherBytesInWords)
            if let timestamp = facts.timestamp {
                page.gap()
                page.paragraph("\(timestamp.authority) says that it was sealed by \(timestamp.time.inWords).")
            }
            page.gap()
            page.paragraph(
                "Give \(path) to \(sealed.request.agency.inWords), who asked in case \(sealed.request.caseNumber.quoted). Nobody on "
                    + "the way can read it. To look at it first as they will:")
            page.command(
                ["proffer", "open", path, "--identity", identity.identity, "--into", "look"]
                    + (trust.trust.map { ["--trust", $0] } ?? []))
        }
    }
}
