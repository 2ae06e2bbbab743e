import Files
import Objects
import Threads
import Glibc

/// Finds the recordings in files and folders by a glance at each, one after the other, so that a hundred thousand
/// of them take no more memory than one.
package struct FootageListing {
    /// What the listing comes to.
    package enum Entry: Sendable {
        /// A recording.
        case file(FoundFile)
        /// Something that looks like one, or like a folder of them, and cannot be read; it stops nothing else.
        case unreadable(path: String, error: FootageError)
    }

    /// The links and the second names that were met.
    package private(set) var links = FootageLinks()
    /// How many files the memory called something else than they are, where they were looked at anew; and one of them.
    package private(set) var misremembered: (count: Int, first: String?) = (0, nil)
    /// Two names of one file that tell different things, the one it was found under first.
    private(set) var twoNames: [(kept: FoundFile, other: FoundFile)] = []
    /// The same as what is to be said of them.
    package var contradictions: [FootageError] {
        twoNames.map { .twoNames(first: $0.kept.path, second: $0.other.path) }
    }

    private let clocks: RecordingClocks
    private let memory: (any GlanceMemory)?
    private let sought: SoughtFootage?
    private let followsLinks: Bool
    private let settling: Int64
    private var seenFiles: Set<FileIdentity> = []
    private var seenFolders: Set<FileIdentity> = []
    /// Of files with more names than one, what the first name told.
    private var foundFiles: [FileIdentity: FoundFile] = [:]
    private var namedFiles: Set<FileIdentity> = []
    /// Links to be followed, once all that are no links have been come to.
    private var waiting: [WalkedName] = []

    /// How many files are looked at side by side, and from how many folders, each of which is open; and on how many
    /// threads, as a disk is waited for.
    private static let batch = 2048
    private static let batchFolders = 64
    private static let threads = 8

    /// A listing.
    ///
    /// - Parameters:
    ///   - clocks: how their clocks are read.
    ///   - followsLinks: whether links in folders are followed, and what they lead to is called by its own path.
    ///   - memory: of earlier looks; what it has is not opened.
    package init(
        clocks: RecordingClocks, followsLinks: Bool = false, memory: (any GlanceMemory)? = nil
    ) {
        self.init(clocks: clocks, followsLinks: followsLinks, memory: memory, for: nil)
    }

    /// The same where something else is taken for long enough.
    ///
    /// - Parameter settling: how long a file must have been left alone, in nanoseconds, before what was seen in it is
    ///   remembered.
    package init(
        clocks: RecordingClocks, followsLinks: Bool = false, memory: (any GlanceMemory)?,
        settling: Int64
    ) {
        self.init(
            clocks: clocks, followsLinks: followsLinks, memory: memory, for: nil, settling: settling)
    }

    /// A listing of what is looked for: what is remembered closes nothing of it.
    init(
        clocks: RecordingClocks, followsLinks: Bool, memory: (any GlanceMemory)?, for sought: SoughtFootage?,
        settling: Int64 = FileTimes.settling
    ) {
        self.clocks = clocks
        self.followsLinks = followsLinks
        self.memory = memory
        self.sought = sought
        self.settling = settling
    }

    /// Comes to every recording in files and folders: named files first, then each folder in the order of its paths,
    /// then what links lead to.
    ///
    /// A file or folder reached twice counts once, whatever the paths. Hidden ones are passed over, and in folders
    /// all that have none of ``FootageSearch/extensions``. Links in folders are followed only where that was asked for.
    /// What was reached by a link is called by the path without it.
    ///
    /// - Throws: ``FootageError/missing(path:)``, ``FootageError/noRecordings(path:)`` for a folder without
    ///   any, ``FootageError/linkReadsOtherwise(link:claims:target:found:)``, the reason why a named file or folder cannot be
    ///   read, and what the closure throws.
    package mutating func forEach(in paths: [String], _ body: (Entry) throws -> Void) throws {
        var folders: [NamedPath] = []
        for path in paths {
            let named = try NamedPath(path)
            if let link = named.link { links.follow(link) }
            guard named.kind != .folder else {
                folders.append(named)
                continue
            }
            try look(at: named, body)
        }
        for folder in folders {
            guard access(folder.real, R_OK | X_OK) == 0 else {
                throw FootageError.notReadable(path: folder.typed, cause: SystemCause.inWords(errno))
            }
            if try walk(folder, body) == 0 { throw FootageError.noRecordings(path: folder.typed) }
        }
        while !waiting.isEmpty {
            let round = waiting
            waiting = []
            for link in round { try follow(link, body) }
        }
    }

    private mutating func look(at named: NamedPath, _ body: (Entry) throws -> Void) throws {
        let name: WalkedName
        do {
            name = try WalkedName(withoutLinks: named.real)
        } catch {
            throw FootageError.notReadable(path: named.typed, cause: error.inWords)
        }
        let look = FileLook(
            at: FileCandidate(name: name, link: named.link), clocks: clocks)
        guard isNew(look, named.real) else { return }
        if let identity = look.identity { namedFiles.insert(identity) }
        let file = try look.result.get()
        if !followsLinks { try named.check(file.path) }
        try body(.file(file))
    }

    private mutating func follow(_ link: WalkedName, _ body: (Entry) throws -> Void) throws {
        let named: NamedPath
        do {
            named = try NamedPath(link: link)
        } catch {
            return try body(.unreadable(path: link.path, error: error))
        }
        if let link = named.link { links.follow(link) }
        guard named.kind != .folder else {
            _ = try walk(named, body)
            return
        }
        do {
            let name = try WalkedName(withoutLinks: named.real)
            let look = FileLook(at: FileCandidate(name: name, link: named.link), clocks: clocks)
            guard isNew(look, name.path) else { return }
            try body(look.entry(name.path))
        } catch let refusal as OutsideFile.Refusal {
            let error = FootageError.notReadable(path: link.path, cause: refusal.inWords)
            try body(.unreadable(path: link.path, error: error))
        }
    }

    /// Walks a folder.
    ///
    /// - Returns: how many files, links and troubles were met; nil where the folder was walked before.
    private mutating func walk(_ folder: NamedPath, _ body: (Entry) throws -> Void) throws -> Int? {
        let foldersBefore = seenFolders.count
        var walk = FolderWalk(folder.real, endings: FootageSearch.extensions, seen: &seenFolders)
        guard seenFolders.count > foldersBefore else {
            // What cannot be opened is no folder seen before.
            while case .unreadable(let path, let error)? = walk.next(seen: &seenFolders) {
                try body(.unreadable(path: path, error: error))
            }
            return nil
        }
        var recall = GlanceRecall(memory, folder: folder.real, settling: settling)
        var batch: [FileCandidate] = []
        var batchFolders: Set<FileIdentity> = []
        var steps = 0
        while let step = walk.next(seen: &seenFolders) {
            steps += 1
            switch step {
            case .noFootage(let folder): links.pass(folder)
            case .link(let name):
                if followsLinks { waiting.append(name) } else { links.pass(name) }
            case .unreadable(let path, let error): try body(.unreadable(path: path, error: error))
            case .file(let name):
                var candidate = recall.candidate(name)
                candidate.link = folder.link
                batch.append(candidate)
                batchFolders.insert(name.folder.identity)
                if batch.count == Self.batch || batchFolders.count == Self.batchFolders {
                    batchFolders.removeAll(keepingCapacity: true)
                    try look(at: &batch, &recall, folder, body)
                }
            }
        }
        try look(at: &batch, &recall, folder, body)
        recall.finish()
        return steps
    }

    private mutating func look(
        at batch: inout [FileCandidate], _ recall: inout GlanceRecall, _ folder: NamedPath,
        _ body: (Entry) throws -> Void
    ) throws {
        let looks = batch.threadedMap(Self.threads) { [clocks, sought] in
            FileLook(at: $0, clocks: clocks, for: sought)
        }
        for (candidate, look) in zip(batch, looks) {
            recall.learn(candidate, look)
            if let remembered = candidate.remembered, let seen = look.seen, look.stamp == remembered.stamp,
                seen != remembered.outcome
            {
                misremembered = (misremembered.count + 1, misremembered.first ?? candidate.path)
            }
            guard isNew(look, candidate.path) else { continue }
            if folder.link != nil, !followsLinks, case .success(let file) = look.result {
                try folder.check(file.path)
            }
            try body(look.entry(candidate.path))
        }
        batch.removeAll(keepingCapacity: true)
    }

    /// Whether a file was not come to before; another name of one that was is taken note of.
    private mutating func isNew(_ look: FileLook, _ path: String) -> Bool {
        guard let identity = look.identity else { return true }
        guard !seenFiles.insert(identity).inserted else {
            if look.names > 1 { foundFiles[identity] = try? look.result.get() }
            return true
        }
        guard look.names > 1, let kept = foundFiles[identity], kept.path != path else { return false }
        links.meet(path, foundAs: kept.path)
        // What a person named itself is what they mean.
        if !namedFiles.contains(identity), let file = try? look.result.get(), !file.tellsTheSame(as: kept) {
            twoNames.append((kept, file))
        }
        return false
    }
}
