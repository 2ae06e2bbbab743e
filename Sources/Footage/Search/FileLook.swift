import Custody
import Glibc

/// A file to be looked at, and what is remembered of it.
struct FileCandidate: Sendable {
    let path: String
    var remembered: RememberedFile?
}

/// One look at one file: at its stamp, and into it where that is not one that is remembered.
struct FileLook: Sendable {
    /// Which file it is; nil where it cannot be asked.
    let identity: FileIdentity?
    /// Its stamp, taken before anything was read.
    let stamp: FileStamp?
    /// What was seen in it; nil where that was remembered.
    let seen: GlanceOutcome?
    /// What it comes to.
    let entry: FootageListing.Entry

    init(at candidate: FileCandidate, clocks: RecordingClocks) {
        let path = candidate.path
        var status = stat()
        guard stat(path, &status) == 0 else {
            (identity, stamp, seen) = (nil, nil, nil)
            // A file that vanished meanwhile and a link that leads nowhere look alike.
            let cause = errno == ENOENT ? "it leads to nothing" : String(cString: strerror(errno))
            entry = .unreadable(path: path, error: .notReadable(path: path, cause: cause))
            return
        }
        let stamp = FileStamp(status)
        identity = FileIdentity(status)
        self.stamp = stamp
        let outcome: GlanceOutcome
        if let remembered = candidate.remembered, remembered.stamp == stamp {
            seen = nil
            outcome = remembered.outcome
        } else {
            outcome = GlanceOutcome.looking(into: path)
            seen = outcome
        }
        switch outcome {
        // Remembered is the path without links.
        case .unreadable(let error): entry = .unreadable(path: path, error: error.about(path))
        case .recording(let glance):
            do throws(FootageError) {
                entry = .file(
                    try FoundFile(path: path, stamp: stamp, glance: glance, clocks: clocks))
            } catch {
                entry = .unreadable(path: path, error: error)
            }
        }
    }
}

extension FootageError {
    /// The same of what a file's content is, about another path to it.
    fileprivate func about(_ path: String) -> FootageError {
        switch self {
        case .empty: .empty(path: path)
        case .notARecording(_, let cause): .notARecording(path: path, cause: cause)
        case .timesNotUsable(_, let reason): .timesNotUsable(path: path, reason: reason)
        default: self
        }
    }
}
