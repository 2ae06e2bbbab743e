import CustodianCommands
import Desk
import Outcomes
import Presentation
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

    @Option(help: ArgumentHelp("When the window starts.", valueName: "time"), transform: GivenTime.argument)
    var from: GivenTime

    @Option(
        help: ArgumentHelp("When it ends; this moment is no longer inside.", valueName: "time"),
        transform: GivenTime.argument)
    var to: GivenTime

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
        transform: GivenTime.argument)
    var expires: GivenTime?

    @OptionGroup var output: OutputOptions
    @OptionGroup var result: ResultOptions

    func validate() throws {
        if purpose.allSatisfy(\.isWhitespace) {
            throw ValidationError("--purpose is empty; say what the footage is for")
        }
    }

    func run() throws {
        let written = try draft.sign(by: identity.atHand, to: output.file, noting: Output.note)
        try result.show(json: written.facts) { page in
            page.paragraph("\(output.out) is signed by you, \(written.signer.inWords). It asks for:")
            page.gap()
            page.facts(
                written.request.labelled(for: .agency, trust: written.trust, at: written.moment))
            page.gap()
            page.paragraph("Send it to the owner with your card. They read it with:")
            page.command(["proffer", "request", "show", output.out])
        }
    }

    private var draft: RequestDraft {
        var draft = RequestDraft(
            caseNumber: caseNumber, purpose: purpose, place: location, from: from, to: to,
            recipients: recipient)
        draft.offence = offence
        draft.legalBasis = legalBasis
        draft.contact = contact
        draft.latitude = near?.latitude
        draft.longitude = near?.longitude
        draft.radiusMetres = radius
        draft.audio = audio
        draft.stills = stills
        draft.retention = retention
        draft.onwardSharing = onwardSharing
        draft.expires = expires
        return draft
    }
}
