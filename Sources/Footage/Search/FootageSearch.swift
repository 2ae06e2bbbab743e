import Custody
import Foundation

/// Finds the recordings in files and folders, and opens those that may reach into a window of time.
public struct FootageSearch: Sendable {
    /// The recordings opened, by start and then path.
    public private(set) var recordings: [Recording] = []
    /// Files that look like recordings and could not be read as such, and folders that could not be looked into, each
    /// with the reason.
    public private(set) var unreadable: [(path: String, error: FootageError)] = []
    /// The labels of every camera there is a recording of, opened or not, in order.
    public private(set) var cameras: [String] = []
    /// How many recordings were found and not opened, as they cannot reach into a window.
    public private(set) var leftClosed = 0

    /// Endings by which a file in a folder is taken for a recording. A file named by the person is always tried.
    public static let extensions: Set<String> = Set(SourceContainer.allCases.flatMap(\.row.endings))

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
    ///   - memory: of earlier glances.
    /// - Throws: ``FootageError/missing(path:)``, ``FootageError/noRecordings(path:)`` for a folder without
    ///   any, and what ``Recording/probe(_:clocks:)`` throws for a named file, and
    ///   ``FootageError/startOfNothing(path:)`` where a start was given of a file that is not among them.
    public init(
        _ paths: [String], clocks: RecordingClocks, within windows: [Window]? = nil,
        memory: (any GlanceMemory)? = nil
    ) throws {
        var candidates: [String] = []
        var labels: Set<String> = []
        var withGivenStart: [String] = []
        var listing = FootageListing(clocks: clocks, memory: memory)
        try listing.forEach(in: paths) { entry in
            switch entry {
            case .unreadable(let path, let error): unreadable.append((path, error))
            case .file(let file):
                labels.insert(file.camera)
                if file.start.how == .given { withGivenStart.append(file.path) }
                if windows?.contains(where: file.mayReach) ?? true {
                    candidates.append(file.path)
                } else {
                    leftClosed += 1
                }
            }
        }
        try clocks.starts.check(against: withGivenStart + unreadable.map(\.path))
        let probed = candidates.concurrentMap { file in
            Result { () throws(FootageError) in
                try Recording.probe(file, clocks: clocks)
            }
        }
        let named = Set(paths)
        for (file, result) in zip(candidates, probed) {
            switch result {
            case .success(let recording): recordings.append(recording)
            case .failure(let error):
                if named.contains(file) { throw error }
                unreadable.append((file, error))
            }
        }
        recordings = Recording.settlingRepeatedHours(recordings)
        recordings.sort { ($0.span.from, $0.path) < ($1.span.from, $1.path) }
        cameras = labels.sorted()
    }
}
