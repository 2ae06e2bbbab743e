import CustodyDesk
import Outcomes
import Recordings
import Records
import Starts
import Statements

/// Which camera has which part of a time that is asked for, by a glance at the recordings: what a picture of them is drawn from,
/// and quick however many there are. What would leave is worked out apart from it.
package struct FootageTimeline: Sendable, Equatable {
    /// One camera.
    package struct Lane: Sendable, Equatable {
        /// Its label.
        package let camera: String
        package let recorder: RecorderKind
        /// The parts of the time that its recordings cover, in order; those less than a second apart are one.
        package let parts: [Window]
    }

    /// The time that is asked for.
    package let asked: Window
    /// The cameras that have something of it, and those that were named, by label.
    package let lanes: [Lane]
}

extension OwnersFootage {
    /// Looks which camera has which part of a time.
    ///
    /// - Parameter named: cameras that get a lane also where they have nothing of it.
    /// - Throws: ``DeskError`` as for every look at recordings.
    package func timeline(
        of asked: Window, naming named: [String] = [], noting: (Note) -> Void
    ) throws(DeskError) -> FootageTimeline {
        try telling {
            var runs: [String: Runs] = [:]
            var recorders: [String: RecorderKind] = [:]
            _ = try forEach(by: try clocks(noting: noting), noting: noting) { entry in
                guard case .file(let file) = entry, let part = file.span.intersection(asked) else { return }
                runs[file.camera, default: Runs(toleranceNanoseconds: WallTime.nanosecondsPerSecond)].add(
                    part)
                if recorders[file.camera] == nil || !file.recorder.leavesUnnamed {
                    recorders[file.camera] = file.recorder
                }
            }
            let cameras = Set(runs.keys).union(named).sorted()
            return FootageTimeline(
                asked: asked,
                lanes: cameras.map { camera in
                    FootageTimeline.Lane(
                        camera: camera, recorder: recorders[camera] ?? .camera,
                        parts: runs[camera]?.runs.map(\.window) ?? [])
                })
        }
    }
}
