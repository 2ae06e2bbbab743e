import Outcomes
import Synchronization

/// What was said of files that others can read or change, so that one thing is said once however often it is read.
enum ExposuresSaid {
    private static let said = Mutex<Set<String>>([])

    /// Whether it is still to be said. Of a file system without rights it is said once, whatever lies on it.
    static func isNew(_ exposure: Exposure) -> Bool {
        let thing = exposure.findings.contains(.noRights) ? "" : exposure.path
        return said.withLock { $0.insert(thing).inserted }
    }
}
