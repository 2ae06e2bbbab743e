import Outcomes
import CustodyDesk
import CustodianCommands
import Cutting
import Files
import Handover
import Recordings
import Records
import Statements
import ArgumentParser
import Timeline

/// `proffer footage match`.
struct FootageMatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract:
            "See which cameras have the time a request asks for, what is missing, and what would leave.",
        discussion: """
            Needs neither your identity nor a consent, and writes nothing but the picture you ask for: it is shown as \
            if you agreed to everything that is asked for. With --consent it shows what you did agree to. Only \
            recordings of about that time are opened.

            EXAMPLE
              proffer footage match --request request.json samples --plot match.svg
            """)

    @Option(help: ArgumentHelp("The request to answer.", valueName: "request"), completion: .file())
    var request: String

    @Argument(
        help: ArgumentHelp("Files and folders with your recordings.", valueName: "path"), completion: .file())
    var paths: [String]

    @Option(
        help: ArgumentHelp("Your consent, to see what would leave under it.", valueName: "consent"),
        completion: .file())
    var consent: String?

    @Option(
        help: ArgumentHelp("Draw it as a picture: a file that ends in .svg or .png.", valueName: "file"),
        completion: .file(extensions: ["svg", "png"]))
    var plot: String?

    @Flag(help: "Replace the picture if it is there already.")
    var force = false

    @OptionGroup var footage: FootageOptions
    @OptionGroup var trust: SignerOptions
    @OptionGroup var result: ResultOptions

    /// Cameras without anything of the time get a lane of their own up to this many.
    private static let emptyLanes = 6

    func run() throws {
        let picture = try plot.map { try PictureFile($0, replaceExisting: force) }
        let request = try StatementInput<Request>(request)
        let requester = try trust.requester(of: request.statement)
        let consent = try consent.map { try StatementInput<Consent>($0) }
        let search = try footage.search(paths, within: [request.statement.window])
        let match =
            try consent.map { try FootageMatch(request.envelope, consent: $0.envelope, search) }
            ?? FootageMatch(request.envelope, search)
        if let picture {
            let chart = Self.chart(match, request.statement)
            try picture.write(try picture.isSVG ? chart.svg() : chart.png())
        }
        var facts = MatchFacts(match, unreadable: search.unreadable, plot: plot)
        facts.requester = requester.facts
        facts.links = LinksFacts(search.links)
        requester.note(self.request)
        try result.show(json: facts) { page in facts.show(on: &page) }
    }

    private static func chart(_ match: FootageMatch, _ request: Request) -> TimelineChart {
        let have = match.cameras.filter { !$0.recordings.isEmpty }
        let without = match.cameras.count - have.count
        let shown = have + match.cameras.dropFirst(have.count).prefix(without > emptyLanes ? 0 : emptyLanes)
        let lanes = shown.map { camera in
            TimelineChart.Lane(
                camera: camera.label, recordings: camera.recordings, coverage: camera.coverage,
                requested: match.requested,
                granted: match.granted.map { grants in
                    grants.filter { $0.camera == nil || $0.camera == camera.label }.map(\.window)
                },
                leaving: camera.leaving.map { ($0.window, $0.object.role.isDerivative) },
                coverageInWords: camera.coverageInWords(of: match.requested))
        }
        return TimelineChart(
            subtitle:
                "For \(request.agency.inWords), case \(request.caseNumber.quoted): \(request.purpose.quoted)",
            requested: match.requested, isAnswered: match.granted != nil, lanes: lanes,
            otherCameras: match.cameras.count - shown.count)
    }
}

/// Where the picture goes: begun before any work, so that a name that cannot be written to is told of at once.
private struct PictureFile {
    let path: String
    let isSVG: Bool
    private let replaceExisting: Bool

    init(_ path: String, replaceExisting: Bool) throws {
        self.path = path
        self.replaceExisting = replaceExisting
        isSVG = path.lowercased().hasSuffix(".svg")
        guard isSVG || path.lowercased().hasSuffix(".png") else {
            throw Failure(
                .usage, "“\(path)” ends in neither .svg nor .png", hint: "for example --plot match.svg")
        }
        try AtomicFile(path: path, replaceExisting: replaceExisting).abandon()
    }

    func write(_ bytes: [UInt8]) throws {
        let file = try AtomicFile(path: path, replaceExisting: replaceExisting)
        try file.write(bytes)
        try file.commit()
    }
}

extension FootageMatch.Camera {
    /// `14 min 40 s of 15 min`, `nothing of that time`.
    fileprivate func coverageInWords(of requested: Window) -> String {
        let covered = coveredNanoseconds(of: requested)
        if covered == 0 { return "nothing of that time" }
        if covered == requested.durationNanoseconds { return "all \(requested.lengthInWords)" }
        return "\(durationInWords(nanoseconds: covered)) of \(requested.lengthInWords)"
    }
}
