import Objects
import Records
import Statements
import Threads
import Foundation

/// Finds the recordings in files and folders, and opens those that may reach into a window of time.
package struct FootageSearch: Sendable {
    /// The recordings opened, by start and then path.
    package private(set) var recordings: [Recording] = []
    /// Files that look like recordings and could not be read as such, and folders that could not be looked into, each
    /// with the reason.
    package private(set) var unreadable: [(path: String, error: FootageError)] = []
    /// Those of them whose names tell of which camera and time they are.
    package private(set) var unread: [UnreadRecording] = []
    /// What the owner's answers about starts settled.
    package private(set) var answered: AnsweredStarts
    /// The labels of every camera there is a recording of, opened or not, in order.
    package private(set) var cameras: [String] = []
    /// How many recordings were found and not opened, as they cannot reach into a window.
    package private(set) var leftClosed = 0
    /// The links and the second names that were met.
    package private(set) var links = FootageLinks()
    /// The links by which recordings were reached that were opened, by the recordings' paths.
    package private(set) var reached: [String: FollowedLink] = [:]
    /// Those of them whose camera's clock had probably been set back: the first, and how many there are.
    package private(set) var seemReset: (first: [FoundFile], count: Int) = ([], 0)
    /// How many files the memory called something else than they are, and one of them.
    package private(set) var misremembered: (count: Int, first: String?) = (0, nil)

    /// Endings by which a file in a folder is taken for a recording. A file named by the person is always tried.
    package static let extensions: Set<String> =
        Set(SourceContainer.allCases.flatMap(\.row.endings)).union(unreadEndings)

    /// Endings of videos in forms that are not read, unless the file is another than its name says: each is named as one that
    /// cannot be read, as nobody may take an hour for one without recordings because of its form.
    private static let unreadEndings: Set<String> = [
        "264", "h264", "avc", "265", "h265", "hevc", "m4s", "mjpg", "mjpeg", "m1v", "m2v", "mpv", "ogv", "rm",
        "rmvb", "nsv",
        "vid", "g64", "g64x", "bvr", "sec", "arv", "irf", "ssf", "wtv", "ifv",
    ]

    /// How many files are opened before what they are is kept.
    private static let openedAtOnce = 512

    /// How many files with a clock that was set back are kept: a person looks at one or two.
    private static let resetsKept = 16

    /// Looks at files, and into folders and the folders in them.
    ///
    /// A damaged file in a folder does not hide the others: it is listed in ``unreadable``. A damaged file
    /// that was named itself is an error.
    ///
    /// - Parameters:
    ///   - paths: files and folders; a file reached twice counts once.
    ///   - clocks: how their clocks are read.
    ///   - windows: what is asked for. A recording is only opened if a glance at its headers does not rule out that it
    ///     reaches into one of them; nil opens all.
    ///   - wanted: the cameras that are asked for; nil for every one. What the memory tells of others is believed.
    ///   - followsLinks: whether links in folders are followed.
    ///   - memory: of earlier glances. It may lead to more being opened and never to less: what it would leave closed of
    ///     what is asked for is glanced at anew.
    ///   - goesOn: is asked before each file, on whatever thread, whether to go on.
    /// - Throws: ``FootageError/missing(path:)``, ``FootageError/noRecordings(path:)`` for a folder without
    ///   any, and what ``Recording/probe(_:clocks:)`` throws for a named file,
    ///   ``FootageError/startOfNothing(path:)`` where a start was given of a file that is not among them,
    ///   ``FootageError/linkReadsOtherwise(link:claims:target:found:)`` and ``FootageError/twoNames(first:second:)``;
    ///   `CancellationError` once `goesOn` said no.
    package init(
        _ paths: [String], clocks: RecordingClocks, within windows: [Window]? = nil,
        of wanted: Set<String>? = nil, followsLinks: Bool = false, memory: (any GlanceMemory)? = nil,
        goesOn: @escaping @Sendable () -> Bool = { true }
    ) throws {
        answered = AnsweredStarts(clocks.starts, at: .now())
        var candidates: [FoundFile] = []
        var labels: Set<String> = []
        var withGivenStart: [String] = []
        let sought = windows.map { SoughtFootage(windows: $0, cameras: wanted) }
        var listing = FootageListing(
            clocks: clocks, followsLinks: followsLinks, memory: memory, for: sought)
        try listing.forEach(in: paths) { entry in
            guard goesOn() else { throw CancellationError() }
            switch entry {
            case .unreadable(let path, let error): unreadable.append((path, error))
            case .file(let file):
                labels.insert(file.camera)
                answered.add(file)
                if file.isAnswered { withGivenStart.append(file.path) }
                if sought?.mayHold(file) ?? true {
                    candidates.append(file)
                } else {
                    leftClosed += 1
                    guard file.seemsReset else { return }
                    if seemReset.count < Self.resetsKept { seemReset.first.append(file) }
                    seemReset.count += 1
                }
            }
        }
        (links, misremembered) = (listing.links, listing.misremembered)
        for (kept, other) in listing.twoNames
        where [kept, other].contains(where: { file in
            (wanted?.contains(file.camera) ?? true) && (sought?.mayHold(file) ?? true)
        }) {
            throw FootageError.twoNames(first: kept.path, second: other.path)
        }
        try clocks.starts.check(against: withGivenStart + unreadable.map(\.path))
        try open(candidates, named: Set(paths), clocks: clocks, goesOn: goesOn)
        unread = unreadable.compactMap { UnreadRecording($0.path, clocks: clocks) }
        for file in unread where windows?.contains(where: { file.part(of: $0, before: []) != nil }) ?? true {
            labels.insert(file.camera)
        }
        recordings = Recording.settlingRepeatedHours(recordings)
        recordings.sort { ($0.span.from, $0.path) < ($1.span.from, $1.path) }
        cameras = labels.sorted()
    }

    /// Opens what was found, on all cores, a part at a time: all at once, every recording would be in memory three times.
    private mutating func open(
        _ candidates: [FoundFile], named: Set<String>, clocks: RecordingClocks,
        goesOn: @escaping @Sendable () -> Bool
    ) throws {
        recordings.reserveCapacity(candidates.count)
        for start in stride(from: 0, to: candidates.count, by: Self.openedAtOnce) {
            let part = Array(candidates[start..<min(start + Self.openedAtOnce, candidates.count)])
            let probed = part.concurrentMap { file in
                guard goesOn() else { return Result<Recording, FootageError>?.none }
                return Result { () throws(FootageError) in
                    try Recording.probe(file, clocks: clocks)
                }
            }
            for (file, result) in zip(part, probed) {
                switch result {
                case nil: throw CancellationError()
                case .success(let recording):
                    recordings.append(recording)
                    reached[recording.path] = file.link
                case .failure(let error):
                    // A file that was named by a link has its target's path; one in a folder behind a link was not named.
                    let typed = file.link.flatMap { $0.target == file.path ? $0.path : nil } ?? file.path
                    if named.contains(typed) { throw error }
                    unreadable.append((file.path, error))
                }
            }
        }
    }
}

extension Recording {
    /// Opens a file that was found, thoroughly.
    ///
    /// - Throws: as ``probe(_:clocks:)``, and ``FootageError/notReadable(path:cause:)`` where another file has taken its
    ///   place since.
    package static func probe(_ file: FoundFile, clocks: RecordingClocks) throws(FootageError) -> Recording {
        let recording = try probe(file.path, clocks: clocks)
        guard recording.file == file.identity else {
            throw .notReadable(
                path: file.path, cause: "another file has taken its place since it was looked at; try again")
        }
        return recording
    }
}
