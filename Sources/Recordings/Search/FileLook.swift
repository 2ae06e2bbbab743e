import Files
import Objects
import Statements
import Glibc

/// A file to be looked at, and what is remembered of it.
struct FileCandidate: Sendable {
    let name: WalkedName
    var remembered: RememberedFile?
    /// The link it was reached by.
    var link: FollowedLink?

    var path: String { name.path }
}

/// What is looked for. What is remembered may lead to more being opened and never to less: it lies in a file that
/// anybody's program may have written, and tells what a file was and not what it is.
struct SoughtFootage: Sendable {
    /// The times; a recording that cannot reach into one of them is left closed.
    let windows: [Window]
    /// The labels of the cameras; nil for every one.
    let cameras: Set<String>?

    /// Whether something that is remembered of a file would leave it closed, so that it has to be looked at anew.
    func distrusts(_ remembered: FileLook.Result) -> Bool {
        // What is no recording has no camera, and would be told of in words that came out of the memory.
        guard case .success(let file) = remembered else { return true }
        guard cameras?.contains(file.camera) ?? true, !mayHold(file) else { return false }
        return !windows.allSatisfy(file.startsAfter)
    }

    /// Whether a thorough look could find something of it in a file.
    func mayHold(_ file: FoundFile) -> Bool { windows.contains(where: file.mayReach) }
}

/// One look at one file: at its stamp, and into it where that is not one that is remembered.
struct FileLook: Sendable {
    typealias Result = Swift.Result<FoundFile, FootageError>

    /// Which file it is; nil where it cannot be asked.
    let identity: FileIdentity?
    /// How many names it has.
    let names: Int
    /// Its stamp, taken before anything was read.
    let stamp: FileStamp?
    /// When that was, in nanoseconds since 1970.
    let time: Int64
    /// What was seen in it; nil where that was remembered.
    let seen: GlanceOutcome?
    /// What it comes to.
    let result: Result

    /// Looks.
    ///
    /// - Parameter sought: what is looked for; nil believes all that is remembered.
    init(at candidate: FileCandidate, clocks: RecordingClocks, for sought: SoughtFootage? = nil) {
        let path = candidate.path
        time = WallTime.now().nanoseconds
        let status: stat
        do throws(OutsideFile.Refusal) {
            status = try candidate.name.status()
            let kind = FileKind(mode: status.st_mode)
            guard kind == .file else { throw .kind(kind) }
        } catch {
            (identity, names, stamp, seen) = (nil, 0, nil, nil)
            // A file that vanished meanwhile, or became a link.
            result = .failure(.notReadable(path: path, cause: error.inWords))
            return
        }
        let (stamp, identity) = (FileStamp(status), FileIdentity(status))
        (self.stamp, self.identity, names) = (stamp, identity, Int(clamping: status.st_nlink))
        func placed(_ outcome: GlanceOutcome) -> Result {
            switch outcome {
            // Remembered is the path without links.
            case .unreadable(let error): .failure(error.about(path))
            case .recording(let glance):
                Result { () throws(FootageError) in
                    try FoundFile(
                        path: path, stamp: stamp, identity: identity, glance: glance, clocks: clocks,
                        link: candidate.link)
                }
            }
        }
        if let remembered = candidate.remembered, remembered.stamp == stamp {
            let result = placed(remembered.outcome)
            if sought?.distrusts(result) != true {
                seen = nil
                self.result = result
                return
            }
        }
        let outcome = GlanceOutcome.looking(into: candidate.name, being: identity)
        seen = outcome
        result = placed(outcome)
    }

    /// What it comes to, as a listing tells it.
    func entry(_ path: String) -> FootageListing.Entry {
        switch result {
        case .success(let file): .file(file)
        case .failure(let error): .unreadable(path: path, error: error)
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
