import Outcomes
import CustodyDesk
import CustodianCommands
import Cutting
import Desk
import Handover
import Recordings
import Records
import Statements
import ArgumentParser

/// `proffer consent preview`.
struct ConsentPreview: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "See what would leave of your recordings if you agreed.",
        discussion: """
            Takes the options of consent grant, and writes nothing: neither a consent nor a bundle. It says what \
            would be handed over as it was recorded, what would have to be encoded anew and why, what would stay with \
            you, and of what there is no recording.

            EXAMPLE
              proffer consent preview --request request.json --identity dana.identity \\
                --from 21:40:30 --to 21:42:30 --footage cams
            """)

    @OptionGroup var grant: GrantOptions
    @OptionGroup var identity: IdentityOptions

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Files and folders with your recordings.", valueName: "path"), completion: .file())
    var footage: [String]

    @OptionGroup var reading: FootageOptions

    @Flag(help: "As if only original packets were to be handed over.")
    var insideOnly = false

    @Flag(
        help:
            "Encode anew without any loss: larger by far, and each picture is the recording's to the last bit."
    )
    var lossless = false

    @OptionGroup var stills: StillOptions
    @OptionGroup var lint: LintOptions
    @OptionGroup var trust: SignerOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        guard !footage.isEmpty else { throw Failure(.usage, "--footage names no file or folder") }
        guard !insideOnly || !lossless else { throw Failure.bothInsideOnlyAndLossless }
        try stills.check(insideOnly: insideOnly)
        let input = try StatementInput<Request>(grant.request)
        let requester = try trust.requester(of: input.statement)
        _ = try grant.terms.window(in: input.statement)
        let findings = try RequestLinter(limitsFile: lint.limits).findings(
            in: try RequestReading(input.envelope), trust: try trust.load(), at: .now())
        let identity = try identity.load()
        // The same road as a seal, so that what is shown is what would be done; only nothing is written.
        var sealer = try Sealer(
            request: input.envelope,
            consent: grant.terms.consent(to: input, by: identity, at: .now()).envelope,
            identity: identity,
            tool: .current)
        sealer.insideOnly = insideOnly
        sealer.lossless = lossless
        sealer.stills = try stills.moments(in: input.statement.window)
        let found = try reading.search(footage, for: sealer.authorization.grants)
        let plan = try sealer.plan(found.recordings, cameras: found.cameras)
        let facts = try PreviewFacts(plan, found, requester: requester.facts, findings)
        let reached = plan.recordings.compactMap { found.reached[$0.path] }
        requester.note(grant.request)
        try result.show(json: facts) { page in
            guard !facts.objects.isEmpty else {
                page.paragraph("Nothing would leave: no recording has anything of that.")
                return page.gaps(facts.gaps.map(\.value))
            }
            page.paragraph("If you agreed, this would leave, and nothing else:")
            page.gap()
            for object in facts.objects { page.facts([.init(object.camera, object.inWords)]) }
            page.other(facts.objects.map { ("what would leave of \($0.camera.quoted)", $0.other ?? []) })
            page.links(reached)
            if facts.objects.allSatisfy({ $0.role.isDerivative }) {
                page.gap()
                page.paragraph(
                    "None of it would be the camera's own data. A window that reaches over a key frame would hold some."
                )
            }
            if !facts.leftOut.isEmpty {
                page.gap()
                page.paragraph("Not handed over:")
                for part in facts.leftOut { page.paragraph("- " + part.inWords) }
            }
            page.gaps(facts.gaps.map(\.value))
            for overlap in facts.overlaps { page.paragraph("Twice: \(overlap.inWords(plan.fileNames)).") }
            page.gap()
            if findings.contains(where: { $0.weight >= .warning }) {
                page.briefly(findings, of: grant.request)
                page.gap()
            }
            page.paragraph("Nothing was written and nothing has left. To agree: proffer consent grant.")
        }
    }
}

extension Page {
    fileprivate mutating func gaps(_ gaps: [Gap]) {
        guard !gaps.isEmpty else { return }
        gap()
        for missing in gaps {
            paragraph(missing.inWords + ".")
        }
    }
}

/// What `consent preview --json` writes.
private struct PreviewFacts: Encodable {
    var objects: [PreviewedObject] = []
    var leftOut: [LeftOutFacts] = []
    var gaps: [Worded<Gap>]
    var overlaps: [Overlap]
    /// Who asked, and whether that is somebody known here.
    var requester: TrustedCardFacts
    var findings: [Finding]
    var links: LinksFacts?

    enum CodingKeys: String, CodingKey {
        case objects, gaps, overlaps, requester, findings, links
        case leftOut = "left_out"
    }

    init(
        _ plan: SealPlan, _ found: FootageSearch, requester: TrustedCardFacts, _ findings: [Finding]
    ) throws {
        links = LinksFacts(found.links)
        self.requester = requester
        self.findings = findings
        gaps = plan.gaps.map { Worded($0) }
        overlaps = plan.overlaps
        for (cut, _) in plan.cuts {
            objects += try cut.objects.map {
                try PreviewedObject($0, of: cut, reachedBy: found.reached[cut.recording.path])
            }
        }
        for (place, recording) in plan.recordings.enumerated() {
            leftOut += plan.leftOut(ofRecording: place).map {
                LeftOutFacts(
                    $0, camera: recording.camera, file: recording.name, tracks: recording.tracks)
            }
        }
    }
}

/// One object that would be handed over.
private struct PreviewedObject: Encodable {
    var camera: String
    var recording: String
    /// The link its recording was reached by, and where that leads.
    var link: LinksFacts.Link?
    var role: ObjectRole
    var window: Window
    /// Bytes at most, before padding; absent where only writing it would tell.
    var maximumSize: UInt64?
    /// How many pictures would be encoded anew.
    var pictures: Int?
    /// Whether they would be the recording's to the last bit; absent for originals.
    var lossless: Bool?
    var reason: DerivativeReason?
    /// How much of it is no picture or sound, by kind; absent for what is encoded anew.
    var other: [OtherBytes]?

    enum CodingKeys: String, CodingKey {
        case camera, recording, link, role, window, pictures, lossless, reason, other
        case maximumSize = "maximum_size"
    }

    init(_ object: PlannedObject, of cut: CutPlan, reachedBy link: FollowedLink?) throws {
        self.link = link.map(LinksFacts.Link.init)
        camera = cut.recording.camera
        recording = cut.recording.name
        role = object.role
        // A recording may begin behind the window's start, or end before its end.
        window = (object.window.intersection(cut.recording.span) ?? object.window).shown(
            like: cut.grant.window)
        maximumSize = object.maximumSize
        pictures = object.pictures
        lossless = object.role.isDerivative ? object.isLossless : nil
        reason = object.reason
        other = object.role == .master ? try cut.otherBytes() : nil
    }

    var inWords: String {
        guard role != .still else { return "1 picture at \(window.from.inWords), as PNG" }
        let what = "\(window.from.inWords) for \(window.lengthInWords)"
        guard role.isDerivative else { return what + ": original, untouched" }
        let count = pictures.map { "\(counted(UInt64(clamping: $0), "picture")) " } ?? ""
        return
            "\(what): \(count)encoded anew\(lossless == true ? " without loss" : ""), because \(reason?.inWords ?? "it would have to be")"
    }
}
