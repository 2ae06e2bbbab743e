import CustodyDesk
import Outcomes
import Recordings
import Statements

/// A recording of a camera that may have seen a clock code.
package struct CameraClip: Equatable, Sendable {
    package let path: String
    /// When it starts by the camera's clock.
    package let start: WallTime

    /// The file's name, without its folder.
    package var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}

extension OwnersFootage {
    /// The newest recordings of a camera, by its own clock.
    ///
    /// - Parameter most: how many at most.
    /// - Throws: ``DeskError``.
    package func newestClips(of camera: String, most: Int) throws(DeskError) -> [CameraClip] {
        try telling {
            var clips: [CameraClip] = []
            _ = try forEach(by: try clocks { _ in }, noting: { _ in }) { entry in
                guard case .file(let file) = entry, file.camera == camera else { return }
                clips.append(CameraClip(path: file.path, start: file.start.time))
                guard clips.count > 2 * most else { return }
                clips.sort { $0.start > $1.start }
                clips.removeLast(clips.count - most)
            }
            return Array(clips.sorted { $0.start > $1.start }.prefix(most))
        }
    }

    /// The labels of all cameras there is a recording of.
    ///
    /// - Throws: ``DeskError``.
    package func cameraLabels() throws(DeskError) -> Set<String> {
        try telling {
            var labels: Set<String> = []
            var read = self
            // What was said of clocks and starts may be of recordings that are no longer among these.
            (read.zones, read.clockErrors, read.starts) = ([], [], [])
            _ = try read.forEach(by: try read.clocks { _ in }, noting: { _ in }) { entry in
                if case .file(let file) = entry { labels.insert(file.camera) }
            }
            return labels
        }
    }
}
