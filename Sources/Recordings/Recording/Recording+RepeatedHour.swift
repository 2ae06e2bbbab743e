import Starts
import Objects
import Records
import Statements

extension Recording {
    /// The recordings with the readings that those around them tell.
    package static func settlingRepeatedHours(_ recordings: [Recording]) -> [Recording] {
        guard recordings.contains(where: { $0.otherStart != nil }) else { return recordings }
        let readings = RepeatedHour.readings(
            recordings.map {
                RepeatedHour.Segment(
                    camera: $0.camera, first: $0.start.time, second: $0.otherStart,
                    durationNanoseconds: $0.span.durationNanoseconds)
            })
        return zip(recordings, readings).map { recording, reading in
            reading.map { recording.settled($0) } ?? recording
        }
    }

    private func settled(_ reading: RepeatedHour.Reading) -> Recording {
        guard let otherStart, let otherSpan else { return self }
        var settled = self
        settled.otherStart = nil
        settled.start.detail += RepeatedHour.detail
        if reading == .second {
            settled.start.time = otherStart
            settled.span = otherSpan
            settled.placement = placement.moved(to: otherSpan.from)
        }
        return settled
    }
}
