import CustodyDesk
import Handover
import Outcomes
import Recordings
import Records
import Starts
import Statements
import Timeline

/// What a person's recordings have of the time a request asks for, what is missing, and what would leave.
package struct MatchedFootage: Sendable {
    package let facts: MatchFacts

    /// Cameras without anything of the time get a lane of their own up to this many.
    private static let emptyLanes = 6

    /// Matches recordings with a request.
    ///
    /// Neither an identity nor a consent is needed: it is as if everything that is asked for were agreed to.
    ///
    /// - Parameters:
    ///   - path: of the request.
    ///   - consent: the path of a consent, to see what would leave under it.
    ///   - journal: is looked into for a no to the consent, and not written to.
    ///   - trust: by which it is said who asks.
    ///   - picture: where to draw it; nil draws nothing.
    /// - Throws: ``DeskError``, as a seal would be refused under a consent that was taken back; then no picture was written.
    package static func of(
        _ footage: OwnersFootage, requestedBy path: String, consent: String? = nil, journal: OwnersJournal,
        trust: Trust, picture: MatchPicture? = nil, noting: (Note) -> Void
    ) throws(DeskError) -> MatchedFootage {
        try picture?.file.check()
        let request = try StatementInput<Request>(path)
        let requester = Requester(of: request.statement, trust: trust)
        var authorization: Authorization?
        if let consent {
            let answer = try StatementInput<Consent>(consent)
            let refusals = try RefusalsAtHand(of: answer, at: consent, journal: journal, noting: noting)
            authorization = try telling {
                try Authorization(
                    request: request.envelope, consent: answer.envelope, revocations: refusals.revocations,
                    declines: refusals.declines, owner: answer.statement.owner, at: .now())
            }
        }
        return try telling {
            let search = try footage.search(within: [request.statement.window], noting: noting)
            let absent = footage.absentCameras
            let match =
                if let authorization {
                    try FootageMatch(under: authorization, search, absent: absent)
                } else {
                    try FootageMatch(request.envelope, search, absent: absent)
                }
            for doubt in match.mixedLabels.compactMap(FootageDoubt.init) { noting(.footage(.doubt(doubt))) }
            if let picture {
                let chart = Self.chart(match, request.statement)
                try picture.file.write(bytes: try picture.isSVG ? chart.svg() : chart.png())
            }
            if let doubt = requester.doubt(in: path) { noting(doubt) }
            return MatchedFootage(
                facts: MatchFacts(match, search, plot: picture?.file.path, requester: requester.facts))
        }
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

/// Where the picture of a match goes, as SVG or PNG by its name.
package struct MatchPicture: Sendable {
    let file: OutputFile
    let isSVG: Bool

    /// - Throws: ``DeskError`` for a name that says neither.
    package init(_ file: OutputFile) throws(DeskError) {
        self.file = file
        isSVG = file.path.lowercased().hasSuffix(".svg")
        guard isSVG || file.path.lowercased().hasSuffix(".png") else {
            throw DeskError(
                .usage, "“\(file.path)” ends in neither .svg nor .png", remedy: .namePicture)
        }
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
