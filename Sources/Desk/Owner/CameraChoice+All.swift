import Outcomes
import Recordings
import Statements

extension CameraChoice {
    /// The cameras that have something of a window, by their labels.
    package static func all(of recordings: [Recording], in window: Window) -> [CameraChoice] {
        let having = recordings.filter { recording in
            recording.span.intersection(window) != nil
                || recording.startQuestion(where: { $0.intersection(window) != nil }) != nil
        }
        let cameras = Dictionary(grouping: having, by: \.camera)
        return cameras.keys.sorted().compactMap { label in
            guard let own = cameras[label] else { return nil }
            let coverage = Coverage(of: window, by: own)
            let missing = coverage.gaps.reduce(0) { $0 + $1.window.durationNanoseconds }
            return CameraChoice(
                camera: label,
                recorder: (own.first { !$0.recorder.leavesUnnamed } ?? own[0]).recorder,
                recordings: own.count, covered: window.durationNanoseconds - missing)
        }
    }
}
