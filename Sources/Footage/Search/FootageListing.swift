import Custody
import Glibc

/// Finds the recordings in files and folders by a glance at each, one after the other, so that a hundred thousand
/// of them take no more memory than one.
public struct FootageListing {
    /// What the listing comes to.
    public enum Entry: Sendable {
        /// A recording.
        case file(FoundFile)
        /// Something that looks like one, or like a folder of them, and cannot be read; it stops nothing else.
        case unreadable(path: String, error: FootageError)
    }

    private let clocks: RecordingClocks
    private let memory: (any GlanceMemory)?
    private var seenFiles: Set<FileIdentity> = []
    private var seenFolders: Set<FileIdentity> = []
    /// Linked folders, to be walked once all that are no links have been.
    private var links: [String] = []

    /// How many files are looked at side by side; and on how many threads, as a disk is waited for.
    private static let batch = 2048
    private static let threads = 8

    /// A listing.
    ///
    /// - Parameters:
    ///   - clocks: how their clocks are read.
    ///   - memory: of earlier looks; what it has is not opened.
    public init(clocks: RecordingClocks, memory: (any GlanceMemory)? = nil) {
        self.clocks = clocks
        self.memory = memory
    }

    /// Comes to every recording in files and folders: named files first, then each folder in the order of its paths,
    /// then the folders that links lead to.
    ///
    /// A file or folder reached twice counts once, whatever the paths. Hidden ones are passed over, and in folders
    /// all that have none of ``FootageSearch/extensions``.
    ///
    /// - Throws: ``FootageError/missing(path:)``, ``FootageError/noRecordings(path:)`` for a folder without
    ///   any, the reason why a named file or folder cannot be read, and what the closure throws.
    public mutating func forEach(in paths: [String], _ body: (Entry) throws -> Void) throws {
        var folders: [String] = []
        for path in paths {
            var status = stat()
            guard stat(path, &status) == 0 else { throw SourceFile.failure(path, errno) }
            guard status.st_mode & S_IFMT != S_IFDIR else {
                folders.append(path)
                continue
            }
            guard seenFiles.insert(FileIdentity(status)).inserted else { continue }
            let entry = FileLook(at: FileCandidate(path: path), clocks: clocks).entry
            if case .unreadable(_, let error) = entry { throw error }
            try body(entry)
        }
        for folder in folders {
            guard access(folder, R_OK | X_OK) == 0 else {
                throw FootageError.notReadable(path: folder, cause: String(cString: strerror(errno)))
            }
            if try walk(folder, body) == 0 { throw FootageError.noRecordings(path: folder) }
        }
        while let link = links.popLast() { _ = try walk(link, body) }
    }

    /// Walks a folder.
    ///
    /// - Returns: how many files, links and troubles were met; nil where the folder was walked before.
    private mutating func walk(_ folder: String, _ body: (Entry) throws -> Void) throws -> Int? {
        let foldersBefore = seenFolders.count
        var walk = FolderWalk(folder, endings: FootageSearch.extensions, seen: &seenFolders)
        guard seenFolders.count > foldersBefore else { return nil }
        var recall = GlanceRecall(memory, folder: folder)
        var batch: [FileCandidate] = []
        var steps = 0
        while let step = walk.next(seen: &seenFolders) {
            steps += 1
            switch step {
            case .folderLink(let path): links.append(path)
            case .unreadable(let path, let error): try body(.unreadable(path: path, error: error))
            case .file(let path):
                batch.append(recall.candidate(path))
                if batch.count == Self.batch { try look(at: &batch, &recall, body) }
            }
        }
        try look(at: &batch, &recall, body)
        recall.finish()
        return steps
    }

    private mutating func look(
        at batch: inout [FileCandidate], _ recall: inout GlanceRecall, _ body: (Entry) throws -> Void
    ) throws {
        let looks = batch.threadedMap(Self.threads) { [clocks] in
            FileLook(at: $0, clocks: clocks)
        }
        for (candidate, look) in zip(batch, looks) {
            recall.learn(candidate, look)
            // A link and what it leads to, or two names of one file.
            if let identity = look.identity, !seenFiles.insert(identity).inserted { continue }
            try body(look.entry)
        }
        batch.removeAll(keepingCapacity: true)
    }
}
