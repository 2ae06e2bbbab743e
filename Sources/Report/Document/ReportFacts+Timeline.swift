import Records
import Statements
import Timeline

extension ReportFacts {
    /// The picture of what was handed over, one lane a camera; nil where the request cannot be read.
    var chart: TimelineChart? {
        guard let request, let consent else { return nil }
        let recordings = recordingsByID
        let moving = Dictionary(grouping: objects.lazy.filter { $0.facts.role != .still }) {
            recordings[$0.facts.recording]?.camera
        }
        let gapsOfCamera = Dictionary(grouping: gaps, by: \.camera)
        let overlapsOfCamera = Dictionary(grouping: overlaps, by: \.camera)
        let grantsOfCamera = Dictionary(grouping: consent.grants, by: \.camera)
        let labels = Set(self.recordings.map(\.camera)).union(gaps.compactMap(\.camera)).sorted()
        let lanes = labels.map { camera -> TimelineChart.Lane in
            let own = moving[camera] ?? []
            let granted = [nil, camera].flatMap { (grantsOfCamera[$0] ?? []).map(\.window) }
            let missing = [nil, camera].flatMap { (gapsOfCamera[$0] ?? []).map(\.window) }
            let total = granted.reduce(Int64(0)) { $0.addingClamped($1.durationNanoseconds) }
            let lost = missing.reduce(Int64(0)) { $0.addingClamped($1.durationNanoseconds) }
            return TimelineChart.Lane(
                camera: camera, recordings: [], gaps: missing,
                overlaps: (overlapsOfCamera[camera] ?? []).map(\.window), granted: granted,
                leaving: own.map { ($0.shown, $0.facts.role.isDerivative) },
                coverageInWords: lost == 0
                    ? "all \(durationInWords(nanoseconds: total))"
                    : "\(durationInWords(nanoseconds: max(0, total - lost))) of \(durationInWords(nanoseconds: total))"
            )
        }
        return TimelineChart(
            subtitle: "For \(request.agency.inWords), case \(request.caseNumber.quoted)"
                + (requesterDoubt == nil ? "" : ", by a card that is not relied on"),
            requested: request.window, isAnswered: true, lanes: lanes, reader: .recipient)
    }
}
