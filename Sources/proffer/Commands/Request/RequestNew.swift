import CustodianCommands
import StatementFiles
import Statements
import ArgumentParser

/// `proffer request new`.
struct RequestNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Ask for footage, and sign what you ask.",
        discussion: """
            Times are written with their offset from UTC; the window starts at --from and ends just \
            before --to. Ask for no more than the case needs: the owner sees every word.

            EXAMPLE
              proffer request new --identity keller.identity --case 26-0417 \\
                --purpose 'Hit-and-run: a parked car was struck' \\
                --location 'front of 12 Elm St' --near 49.8728,8.6512 --radius 60 \\
                --from 2026-07-04T21:40:00+02:00 --to 2026-07-04T21:43:00+02:00 \\
                --recipient okafor.card.json --audio --out request.json
            """)

    @OptionGroup var identity: IdentityOptions

    @Option(name: .customLong("case"), help: ArgumentHelp("Your number of the case.", valueName: "number"))
    var caseNumber: String

    @Option(help: "What the footage is for, in plain words.")
    var purpose: String

    @Option(help: "The category of the offence.")
    var offence: String?

    @Option(help: "On what ground you ask; anything but voluntary is named to the owner.")
    var legalBasis = "voluntary"

    @Option(help: "How the owner reaches you.")
    var contact: String?

    @Option(help: "The place, in words.")
    var location: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The place on the map, degrees north and east.", valueName: "lat,lon"),
        transform: MapPoint.argument)
    var near: MapPoint?

    @Option(help: ArgumentHelp("How far around that point.", valueName: "metres"))
    var radius: Double?

    @Option(help: ArgumentHelp("When the window starts.", valueName: "time"), transform: WallTime.argument)
    var from: WallTime

    @Option(
        help: ArgumentHelp("When it ends; this moment is no longer inside.", valueName: "time"),
        transform: WallTime.argument)
    var to: WallTime

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "The card of someone who shall be able to open the footage; one or more.", valueName: "card"),
        completion: .file())
    var recipient: [String]

    @Flag(help: "Ask for sound too.")
    var audio = false

    @Flag(help: "Ask for single pictures too.")
    var stills = false

    @Option(help: "How long you will keep the footage, in words.")
    var retention: String?

    @Option(help: "Whom you will pass it on to, in words.")
    var onwardSharing: String?

    @Option(
        help: ArgumentHelp("Until when the owner can answer. Default: 30 days from now.", valueName: "time"),
        transform: WallTime.argument)
    var expires: WallTime?

    @OptionGroup var output: OutputOptions
    @OptionGroup var result: ResultOptions

    /// How long a request may be answered where nothing is said.
    static let defaultDays: Int64 = 30

    private struct Facts: Encodable {
        var file: String
        var request: RequestFacts
    }

    func validate() throws {
        if purpose.allSatisfy(\.isWhitespace) {
            throw ValidationError("--purpose is empty; say what the footage is for")
        }
    }

    func run() throws {
        try output.check()
        let window = try Window(from: from, to: to)
        let recipients = try recipient.map { path in
            do {
                return try Card(json: try StatementFile.read(path))
            } catch {
                throw Failure(error, in: path)
            }
        }
        do {
            _ = try ReaderKeys(of: recipients)
        } catch {
            throw Failure(.usage, "\(error)")
        }
        let identity = try identity.load()
        let issued = WallTime.nowToTheSecond(offsetSeconds: from.utcOffsetSeconds)
        let request = Request(
            agency: identity.card, contact: contact, caseNumber: caseNumber, purpose: purpose,
            offence: offence,
            legalBasis: legalBasis,
            location: Location(
                text: location, latitude: near?.latitude, longitude: near?.longitude, radiusMetres: radius),
            window: window, wanted: Wanted(video: true, audio: audio, stills: stills), recipients: recipients,
            issued: issued, expires: expires ?? issued.adding(days: Self.defaultDays),
            terms: Terms(retention: retention, onwardSharing: onwardSharing))
        let envelope = try request.signed(by: identity)
        try output.write(envelope)

        if let only = recipients.first(where: { !$0.has(.ordinary) }) {
            Output.notes(
                "note: the card of \(only.quotedName) has a post-quantum key only: the owner can seal for them only with such a "
                    + "key of their own; a card with both kinds leaves them the choice")
        }
        // Who made the list of recipients read their cards; who else trusts them is not known here.
        let trust = Trust([identity.card] + recipients)
        let facts = Facts(
            file: output.out,
            request: RequestFacts(request, digest: envelope.payloadDigest, trust: trust, at: issued))
        try result.show(json: facts) { page in
            page.paragraph("\(output.out) is signed by you, \(identity.card.inWords). It asks for:")
            page.gap()
            page.request(request, reader: .agency, trust: trust, at: issued)
            page.gap()
            page.paragraph("Send it to the owner with your card. They read it with:")
            page.command(["proffer", "request", "show", output.out])
        }
    }
}
