import Bundle
import Records
import Statements
import Sealing
import Timeline

/// Everything a report says of several bundles of one case: what it says of each, and all of them on one wall clock.
package struct CaseReport: Sendable {
    /// The bundles, in the order of their marks; every time in them is written by one clock, that of the first.
    package let bundles: [ReportFacts]

    private init(bundles: [ReportFacts]) {
        let clock = bundles.first?.clock ?? .universal
        self.bundles = bundles.map { facts in
            var facts = facts
            facts.clock = clock
            return facts
        }
    }

    /// The same with each clip and still produced as an exhibit.
    ///
    /// - Parameter firsts: the reference of the first clip, from which the numbers go on from bundle to bundle in the order of their marks;
    ///   or one for each bundle; or none.
    package func produced(from firsts: [ExhibitReference]) -> CaseReport {
        let runs = Self.runs(firsts, bundles.map(\.objects.count))
        guard runs.count == bundles.count else { return self }
        return CaseReport(bundles: zip(bundles, runs).map { $0.produced(from: $1.first) })
    }

    /// What is counted on in each bundle; empty where nothing is.
    private static func runs(
        _ firsts: [ExhibitReference], _ counts: [Int]
    ) -> [(first: ExhibitReference, count: Int)] {
        if firsts.count == counts.count { return zip(firsts, counts).map { ($0, $1) } }
        guard let first = firsts.first, firsts.count == 1 else { return [] }
        var before = 0
        return counts.map { count in
            defer { before += count }
            return (first.next(before), count)
        }
    }

    /// The clock that every time in the report is written by.
    var clock: DocumentClock { bundles.first?.clock ?? .universal }

    /// A bundle whose record cannot be read, so that there is nothing to report of the case as a whole.
    package struct Unreadable: Error {
        /// Where it lies.
        package let path: String
        /// What was checked.
        package let report: VerificationReport
    }

    /// Checks bundles and gathers all that is to be said of them.
    ///
    /// Nothing stands in a chain, and nothing is decrypted, before it is known that all of them may be opened; nothing stands in a
    /// chain before it is known that they may be shown as one case.
    ///
    /// - Parameters:
    ///   - paths: the bundles, in the order they are marked.
    ///   - severalCases: whether it is meant that they are of several cases.
    ///   - exhibits: as for ``produced(from:)``; of two clips that would have one reference nothing is made.
    ///   - others: as for ``ReportFacts/examine(_:identity:trust:authorities:sources:custody:head:entersOpening:tool:progress:)``.
    /// - Returns: what is to be said, and what each seal's signature is worth.
    /// - Throws: as that one, ``Unreadable``, and `CaseRefusal`.
    package static func examine(
        _ paths: [String], identity: Identity, trust: Trust, authorities: [UInt8]? = nil,
        severalCases: Bool = false, exhibits: [ExhibitReference] = [], entersOpening: Bool = true,
        tool: ToolFacts, progress: (String) -> Void = { _ in }
    ) throws -> (report: CaseReport, standings: [SignerStanding?]) {
        var examinations = try paths.map { path in
            progress("checking \(path)")
            return try BundleExamination(
                path, identity: identity, trust: trust, authorities: authorities,
                entersOpening: entersOpening)
        }
        var members: [OneCase.Member] = []
        var counts: [Int] = []
        for place in examinations.indices {
            do {
                let record = try examinations[place].open()
                members.append(.init(path: paths[place], id: record.bundle, record: record))
                counts.append(record.objects.count)
            } catch ReportError.unreadable(let report) {
                throw Unreadable(path: paths[place], report: report)
            }
        }
        try OneCase.check(members, severalCases: severalCases)
        if let clash = ExhibitReference.clash(runs(exhibits, counts)) {
            throw CaseRefusal.oneExhibit(
                path: paths[clash.other], first: paths[clash.one], reference: clash.reference.text)
        }
        let found = try examinations.map { try $0.gather(tool: tool, progress: progress) }
        return (CaseReport(bundles: found.map(\.facts)).produced(from: exhibits), found.map(\.standing))
    }

    /// The report as a file of a format.
    ///
    /// - Throws: ``ReportError``, and `TimelineError` where the timeline cannot be drawn.
    package func report(as format: ReportFormat, path: String) throws -> [UInt8] {
        let made = bundles.map(\.made).max() ?? .now()
        switch format {
        case .html: return try HTMLPage(document(), chart: chart).bytes()
        case .pdf: return try PDFPages(document(), chart: chart, made: made).bytes()
        case .jsonld: return try CaseGraph.bytes(of: bundles)
        case .txt: throw ReportError.formatNotKnown(path: path)
        }
    }

    /// The bundles with their marks.
    package var marked: [(mark: String, facts: ReportFacts)] {
        bundles.enumerated().map { (OneCase.mark($0), $1) }
    }

    /// All cameras on one wall clock, one lane a camera of a bundle; nil where no request can be read.
    var chart: TimelineChart? {
        let charts = marked.compactMap { mark, facts in facts.chart.map { (mark: mark, chart: $0) } }
        guard let first = charts.first?.chart,
            let from = charts.map(\.chart.requested.from).min(),
            let to = charts.map(\.chart.requested.to).max(),
            let whole = try? Window(
                from: from.inOffset(seconds: first.requested.from.utcOffsetSeconds),
                to: to.inOffset(seconds: first.requested.from.utcOffsetSeconds))
        else { return nil }
        let lanes = charts.flatMap { mark, chart in
            chart.lanes.map { lane in
                var lane = lane
                lane.camera = "\(mark): \(lane.camera)"
                return lane
            }
        }
        let isOne = Set(charts.map(\.chart.requested)).count == 1
        return TimelineChart(
            subtitle:
                "\(caseInWords), \(counted(UInt64(bundles.count), "bundle")); each lane is a camera of the bundle it names",
            requested: whole, isAnswered: true, lanes: lanes, reader: .recipient,
            requestedInWords: isOne
                ? nil
                : "asked for in \(counted(UInt64(Set(bundles.map(\.requestDigest)).count), "request")), from the first to the last"
        )
    }

    /// `Case “26-0417”`, or of how many.
    var caseInWords: String {
        let cases = Set(
            bundles.map { facts in
                facts.request.map {
                    "\($0.caseNumber)\n\($0.agency.organization ?? $0.agency.fingerprint.hex)"
                }
                    ?? facts.bundle.id
            })
        guard cases.count == 1, let number = bundles.first?.request?.caseNumber else {
            return "\(cases.count) cases"
        }
        return "Case \(number.quoted)"
    }
}
