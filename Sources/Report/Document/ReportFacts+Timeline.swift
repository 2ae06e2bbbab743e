import Custody
import Timeline

extension ReportFacts {
    /// The picture of what was handed over, one lane a camera; nil where the request cannot be read.
    var chart: TimelineChart? {
        guard let request, let consent else { return nil }
        let labels = Set(recordings.map(\.camera)).union(gaps.compactMap(\.camera)).sorted()
        let lanes = labels.map { camera -> TimelineChart.Lane in
            let own = objects.filter { recording(of: $0)?.camera == camera && $0.facts.role != .still }
            let granted = consent.grants.filter { $0.camera == nil || $0.camera == camera }.map(\.window)
            let missing = gaps.filter { $0.camera == nil || $0.camera == camera }.map(\.window)
            let total = granted.reduce(Int64(0)) { $0.addingClamped($1.durationNanoseconds) }
            let lost = missing.reduce(Int64(0)) { $0.addingClamped($1.durationNanoseconds) }
            return TimelineChart.Lane(
                camera: camera, recordings: [], gaps: missing,
                overlaps: overlaps.filter { $0.camera == camera }.map(\.window), granted: granted,
                leaving: own.map { ($0.shown, $0.facts.role.isDerivative) },
                coverageInWords: lost == 0
                    ? "all \(durationInWords(nanoseconds: total))"
                    : "\(durationInWords(nanoseconds: max(0, total - lost))) of \(durationInWords(nanoseconds: total))"
            )
        }
        return TimelineChart(
            subtitle: "For \(request.agency.inWords), case \(request.caseNumber)",
            requested: request.window, isAnswered: true, lanes: lanes, reader: .recipient)
    }
}
