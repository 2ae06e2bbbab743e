import Statements

/// How long before or after a recording began its camera's clock was measured.
///
/// An error is measured of one moment. That it was the same when the camera recorded is concluded, and the more so the longer the two
/// are apart: clocks drift, and people set them. So whoever reads an error beside the times of the footage reads this too.
package struct MeasuredApart: Sendable, Hashable, Comparable {
    /// From the recording's start, less its clock's error where one is known, to the measurement, in nanoseconds; negative where it
    /// was measured before.
    package let nanoseconds: Int64

    /// - Parameter moment: when it was measured, by a clock that is believed.
    package init(_ moment: WallTime, from recording: RecordingFacts) {
        self.init(moment, from: recording.start, less: recording.clockError)
    }

    init(_ moment: WallTime, from start: StartEvidence, less error: ClockError?) {
        nanoseconds = moment.nanoseconds(since: start.time).addingClamped(error?.errorNanoseconds ?? 0)
    }

    package static func < (one: MeasuredApart, other: MeasuredApart) -> Bool {
        one.nanoseconds < other.nanoseconds
    }

    /// `about 21 d 3 h after`: in whole hours from a day on, in whole minutes from an hour on, else in whole seconds.
    package var inWords: String {
        "about \(durationInWords(nanoseconds: rounded)) \(nanoseconds < 0 ? "before" : "after")"
    }

    /// `21 d after`, for a line in a picture: in its largest unit.
    package var caption: String {
        let words = durationInWords(nanoseconds: rounded).split(separator: " ").prefix(2)
        return "\(words.joined(separator: " ")) \(nanoseconds < 0 ? "before" : "after")"
    }

    /// The length without what nobody needs of it.
    private var rounded: Int64 {
        let second = WallTime.nanosecondsPerSecond
        let length = nanoseconds == .min ? .max : abs(nanoseconds)
        let units: [(from: Int64, unit: Int64)] = [(86_400, 3600), (3600, 60), (1, 1)]
        let unit = units.first { length >= $0.from * second }?.unit
        return unit.map { length - length % ($0 * second) } ?? length
    }

    /// The same of several recordings: `about 3 h after the recording began`, `from about 2 h to about 3 h after …`.
    ///
    /// - Returns: nil for none.
    package static func inWords(_ all: [MeasuredApart]) -> String? {
        guard let first = all.min(), let last = all.max() else { return nil }
        let began = all.count == 1 ? "the recording began" : "the recordings began"
        return first.inWords == last.inWords
            ? "\(first.inWords) \(began)" : "from \(first.inWords) to \(last.inWords) \(began)"
    }
}
