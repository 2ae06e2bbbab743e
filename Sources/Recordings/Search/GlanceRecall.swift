import Glibc

/// Goes through what is remembered of a folder beside a walk through it. Both are in the order of their paths' bytes, so
/// no file is looked up: what the walk passes over is gone and is forgotten.
struct GlanceRecall {
    private let memory: (any GlanceMemory)?
    /// How the folder's path begins where it is walked, and where it is remembered: there without links.
    private let shownCount: Int
    private let prefix: String
    private let end: String
    private var page: [RememberedFile] = []
    private var position = 0
    private var isAtEnd: Bool

    private var learned: [RememberedFile] = []
    private var forgotten: [String] = []
    /// So many are written at once.
    private static let writeBatch = 4096

    /// How long a file must have been left alone, in nanoseconds.
    private let settling: Int64

    init(_ memory: (any GlanceMemory)?, folder: String, settling: Int64) {
        self.memory = memory
        self.settling = settling
        isAtEnd = memory == nil
        shownCount = folder.utf8.count + (folder.hasSuffix("/") ? 0 : 1)
        let resolved = realpath(folder, nil)
        defer { free(resolved) }
        let real = resolved.flatMap { String(validatingCString: $0) } ?? folder
        prefix = real == "/" ? real : real + "/"
        end = prefix.dropLast() + "0"  // the character behind the slash
        if !isAtEnd { turn(behind: prefix) }
    }

    /// The file the walk came to, with what is remembered of it.
    mutating func candidate(_ name: WalkedName) -> FileCandidate {
        guard !isAtEnd else { return FileCandidate(name: name) }
        let real = remembered(name.path)
        while let next {
            let order = FolderWalk.order(next.path, real)
            if order > 0 { break }
            position += 1
            if order == 0 {
                // A change need not show in times like those.
                if name.folder.hasCoarseTimes {
                    forget(real)
                    break
                }
                return FileCandidate(name: name, remembered: next)
            }
            forget(next.path)
        }
        return FileCandidate(name: name)
    }

    /// Takes in what a look came to.
    mutating func learn(_ candidate: FileCandidate, _ look: FileLook) {
        guard memory != nil else { return }
        if let seen = look.seen, let stamp = look.stamp, seen.isOfContent,
            !candidate.name.folder.hasCoarseTimes, FileTimes.tell(stamp, at: look.time, settling: settling)
        {
            learned.append(RememberedFile(path: remembered(candidate.path), stamp: stamp, outcome: seen))
            if learned.count >= Self.writeBatch { write() }
        } else if candidate.remembered != nil, look.seen != nil || look.stamp == nil {
            forget(remembered(candidate.path))
        }
    }

    /// Ends the walk: what was not come to is gone.
    mutating func finish() {
        while let next {
            position += 1
            forget(next.path)
        }
        write()
    }

    private func remembered(_ path: String) -> String {
        prefix + String(decoding: path.utf8.dropFirst(shownCount), as: UTF8.self)
    }

    private var next: RememberedFile? {
        mutating get {
            if position == page.count, !isAtEnd, let last = page.last?.path { turn(behind: last) }
            return position < page.count ? page[position] : nil
        }
    }

    private mutating func turn(behind path: String) {
        page = memory?.remembered(after: path, before: end) ?? []
        position = 0
        isAtEnd = page.isEmpty
    }

    private mutating func forget(_ path: String) {
        forgotten.append(path)
        if forgotten.count >= Self.writeBatch { write() }
    }

    private mutating func write() {
        guard !learned.isEmpty || !forgotten.isEmpty else { return }
        memory?.update(remembering: learned, forgetting: forgotten)
        learned.removeAll(keepingCapacity: true)
        forgotten.removeAll(keepingCapacity: true)
    }
}
