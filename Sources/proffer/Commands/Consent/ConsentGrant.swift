import CustodianCommands
import CustodyDesk
import Desk
import Presentation
import ArgumentParser

/// `proffer consent grant`.
struct ConsentGrant: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Agree to a request, or to less than it asks.",
        discussion: """
            What you do not narrow is granted as it was asked for: the whole window, and sound if sound was asked for. \
            With --footage the consent is held against your recordings, and names those of the cameras you chose that have \
            something of that time. Nothing leaves yet; that takes a seal. What would leave of your recordings \
            is shown by proffer consent preview, with the same options.

            EXAMPLE
              proffer consent grant --request request.json --identity dana.identity \\
                --footage cams --camera front-door --camera driveway --no-audio \\
                --from 21:40:30 --to 21:42:30 \\
                --condition 'Only for case 26-0417' --out consent.json
            """)

    @OptionGroup var grant: GrantOptions

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Files and folders with your recordings: the consent is held against them, and names cameras of them.",
            valueName: "path"), completion: .file())
    var footage: [String] = []

    @OptionGroup var reading: FootageOptions
    @OptionGroup var absent: AbsentCameraOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var lint: LintOptions
    @OptionGroup var offers: OfferOptions
    @OptionGroup var trust: SignerOptions
    @OptionGroup var acceptance: AcceptanceOptions
    @OptionGroup var journal: JournalOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var result: ResultOptions

    func validate() throws {
        guard !footage.isEmpty || !reading.isGiven && absent.without.isEmpty else {
            throw ValidationError("what is said of recordings needs --footage, which names them")
        }
    }

    /// The recordings the consent is given over; nil where none were named.
    private var over: GrantedFootage? {
        footage.isEmpty
            ? nil
            : GrantedFootage(
                reading.footage(in: footage, without: absent), choosing: CameraQuestion.asking)
    }

    func run() throws {
        try output.check()
        let answer = OwnersAnswer(
            by: identity.atHand, to: output.file, journal: journal.kept, noting: Output.note)
        let accepted = try acceptance.acceptance()
        let given = try ChosenTimes.asking { chosen in
            try answer.grant(
                grant.request, grant.terms(chosen), over: over,
                heldAgainst: RequestScrutiny(lint, offers, trust, journal), accepting: accepted)
        }
        try result.show(json: given.facts) { page in
            page.paragraph(
                "You agree that this may go to \(given.request.agency.inWords), for case "
                    + "\(given.request.caseNumber.quoted):")
            page.gap()
            page.facts(given.consent.labelled(isOwn: true))
            page.gap()
            page.paragraph("What stays with you: \(given.kept.inWords).")
            page.gap()
            if given.isWarned {
                page.briefly((given.facts.findings ?? []).warnings, of: grant.request)
                page.gap()
            }
            page.paragraph("Nothing has left yet. To hand it over, seal it:")
            page.command(
                [
                    "proffer", "seal", "--request", grant.request, "--consent", output.out, "--identity",
                    self.identity.identity, "--footage",
                ] + (footage.isEmpty ? ["FOLDER"] : footage)
                    + (absent.without.isEmpty ? [] : ["--without"] + absent.without) + reading.typed)
            page.paragraph("To take it back before that: proffer consent revoke.")
        }
    }
}
