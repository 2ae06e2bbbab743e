import Cutting
import Recordings
import Records
import Foundation
import Synchronization

/// How far a seal has come.
package struct SealProgress: Sendable {
    /// One recording of the seal.
    package struct Part: Sendable {
        /// The camera's label.
        package var camera: String
        /// How much of what is cut from it is done, from 0 to 1.
        package var done: Double
    }

    /// The recordings, in order.
    package var parts: [Part]
    /// How much of everything is done, from 0 to 1.
    package var done: Double
    /// How many seconds it will still take at the pace so far; nil before that can be told.
    package var secondsLeft: Double?
}

/// Counts what was done of a seal, from whatever thread, and reckons how long the rest takes.
///
/// What costs time is unlike: bytes that are copied, pictures that are encoded, source files that are hashed.
/// Each is counted in the seconds it takes on an ordinary machine; how fast this one is shows as it goes.
final class SealMeter: Sendable {
    private struct State {
        var parts: [(camera: String, cost: Double, done: Double)]
        var hashCost: Double
        var hashed = 0.0
        var lastReport = ContinuousClock.now
    }

    private let state: Mutex<State>
    private let report: @Sendable (SealProgress) -> Void
    private let start = ContinuousClock.now

    /// Bytes of originals, pixels encoded anew, and bytes of source files hashed in a second: measured on two
    /// cores of 2023, and only their relation matters.
    private static let bytesASecond = 400e6
    private static let pixelsASecond = 120e6
    private static let hashedASecond = 900e6
    private static let interval = Duration.milliseconds(200)

    /// - Parameter kept: the paths of recordings that need not be hashed.
    init(_ plan: SealPlan, kept: Set<String> = [], report: @escaping @Sendable (SealProgress) -> Void) {
        var parts = plan.recordings.map { (camera: $0.camera, cost: 0.0, done: 0.0) }
        for (cut, place) in plan.cuts {
            for object in cut.objects { parts[place].cost += Self.cost(of: object, cut) }
        }
        // Once as files, once as access units.
        let bytes = 2 * plan.recordings.reduce(0.0) { $0 + (kept.contains($1.path) ? 0 : Double($1.size)) }
        state = Mutex(State(parts: parts, hashCost: bytes / Self.hashedASecond))
        self.report = report
    }

    /// What an object takes, in seconds of an ordinary machine.
    private static func cost(of object: PlannedObject, _ cut: CutPlan) -> Double {
        guard let pictures = object.pictures else {
            return Double(object.maximumSize ?? cut.recording.size / 4) / bytesASecond
        }
        return Double(pictures) * pictureCost(cut.recording)
    }

    private static func pictureCost(_ recording: Recording) -> Double {
        let pixels = (recording.pictureTrack?.width ?? 1920) * (recording.pictureTrack?.height ?? 1080)
        return Double(pixels) / pixelsASecond
    }

    /// Bytes of an original went out.
    func wrote(bytes: Int, of place: Int) { add(Double(bytes) / Self.bytesASecond, to: place) }

    /// A picture of a recording was encoded anew.
    func encodedPicture(of recording: Recording, _ place: Int) { add(Self.pictureCost(recording), to: place) }

    /// Bytes of source files were hashed.
    func hashed(bytes: Int) {
        let progress = state.withLock { state in
            state.hashed += Double(bytes) / Self.hashedASecond
            return due(&state)
        }
        if let progress { report(progress) }
    }

    private func add(_ cost: Double, to place: Int) {
        let progress = state.withLock { state in
            state.parts[place].done += cost
            return due(&state)
        }
        if let progress { report(progress) }
    }

    /// What to report, when it is time again.
    private func due(_ state: inout State) -> SealProgress? {
        let now = ContinuousClock.now
        guard now - state.lastReport >= Self.interval else { return nil }
        state.lastReport = now
        // A bound, not a size: a part can end before it is reached, and its padding can go beyond.
        let parts = state.parts.map {
            SealProgress.Part(camera: $0.camera, done: $0.cost > 0 ? min(1, $0.done / $0.cost) : 1)
        }
        let cost = state.parts.reduce(0) { $0 + $1.cost }
        let done = state.parts.reduce(0) { $0 + min($1.cost, $1.done) }
        let elapsed = (now - start) / .seconds(1)
        // Cutting and hashing go on side by side: what is left is what the slower has left.
        let left = [(cost, done), (state.hashCost, min(state.hashCost, state.hashed))].compactMap {
            whole, done in
            done > 0 ? elapsed * (whole - done) / done : nil
        }
        return SealProgress(
            parts: parts, done: cost > 0 ? done / cost : 1,
            secondsLeft: elapsed >= 0.5 ? left.max() : nil)
    }
}
