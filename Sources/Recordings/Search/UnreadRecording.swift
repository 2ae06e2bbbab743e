import Starts
import Objects
import Records
import Statements

/// A file that should be a recording and cannot be read, as far as its name, or who gave its start, tells of which camera and
/// time it is.
package struct UnreadRecording: Sendable, Hashable {
    /// Where it lies.
    package let path: String
    /// The camera's label.
    package let camera: String
    /// What its name says that made it.
    package let recorder: RecorderKind
    /// When it begins.
    package let from: WallTime
    /// When it ends; nil where nothing tells.
    package let to: WallTime?

    /// How far back one may begin that reaches into a window, where nothing tells when it ends, in nanoseconds: a day.
    private static let longest = 86_400 * WallTime.nanosecondsPerSecond

    /// Reads what a path tells; nil where that is no time.
    init?(_ path: String, clocks: RecordingClocks) {
        let name = LayoutTable.read(path: path)
        let label = CameraLabel.of(path: path, reading: name)
        let zone = clocks.zone(of: label)
        let given = clocks.starts.start(of: path)
        guard name != nil || given != nil,
            let found = try? StartEvidence.find(
                path: path, name: name, creationTime: nil, lastChanged: .now(), durationNanoseconds: nil,
                zone: zone, given: given),
            let from = try? Placement.trueTime(
                found.evidence.time, clockErrorNanoseconds: clocks.error(of: label)?.errorNanoseconds ?? 0,
                path: path)
        else { return nil }
        self.path = path
        camera = label
        recorder = name?.recorder ?? .unknown
        self.from = from
        to = name.flatMap { name in
            guard given == nil, let end = name.civilEnd else { return nil }
            var last = name
            last.civil = end
            last.civilEnd = nil
            let ended = try? StartEvidence.find(
                path: path, name: last, creationTime: nil, lastChanged: .now(), durationNanoseconds: nil,
                zone: zone)
            guard let length = ended?.evidence.time.nanoseconds(since: found.evidence.time), length > 0 else {
                return nil
            }
            return from.adding(nanoseconds: length)
        }
    }

    /// Whether its name shows that it has time in a window: it begins or lasts then.
    package func isOf(_ window: Window) -> Bool {
        window.contains(from) || to.flatMap { try? Window(from: from, to: $0) }?.intersection(window) != nil
    }

    /// What of a window it may have been of.
    ///
    /// - Parameter others: when other recordings of its camera begin: one ends where the next begins.
    package func part(of window: Window, before others: [WallTime]) -> Window? {
        let next = others.filter { $0 > from }.min()
        let end = to ?? min(next ?? window.to, from.adding(nanoseconds: Self.longest))
        return (try? Window(from: from, to: end)).flatMap(window.intersection)
    }
}
