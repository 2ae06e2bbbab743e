import Custody
import Foundation

/// Finds the recordings in files and folders.
public struct FootageSearch: Sendable {
    /// The recordings found, by start and then path.
    public private(set) var recordings: [Recording] = []
    /// Files that look like recordings and could not be read as such, each with the reason.
    public private(set) var unreadable: [(path: String, error: FootageError)] = []

    /// Endings by which a file in a folder is taken for a recording. A file named by the person is always tried.
    public static let extensions: Set<String> = [
        "mp4", "m4v", "mov", "qt", "mkv", "webm", "avi", "ts", "mts", "m2ts", "mpg", "mpeg", "vob", "flv",
        "3gp", "dav",
    ]

    /// Looks at files, and into folders and the folders in them.
    ///
    /// A damaged file in a folder does not hide the others: it is listed in ``unreadable``. A damaged file
    /// that was named itself is an error.
    ///
    /// - Parameters:
    ///   - paths: files and folders; a file reached twice counts once.
    ///   - zone: of clocks whose times carry none.
    ///   - clockError: of every recording found.
    ///   - starts: what the owner said of the starts of files.
    /// - Throws: ``FootageError/missing(path:)``, ``FootageError/noRecordings(path:)`` for a folder without
    ///   any, and what ``Recording/probe(_:zone:clockError:starts:)`` throws for a named file.
    public init(
        _ paths: [String], zone: RecordingZone, clockError: ClockError? = nil,
        starts: GivenStarts = GivenStarts()
    ) throws(FootageError) {
        var seen: Set<String> = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw .missing(path: path)
            }
            guard isFolder.boolValue else {
                guard seen.insert(Self.identity(path)).inserted else { continue }
                recordings.append(
                    try Recording.probe(path, zone: zone, clockError: clockError, starts: starts))
                continue
            }
            let files = try Self.files(in: path)
            guard !files.isEmpty else { throw .noRecordings(path: path) }
            let new = files.filter { seen.insert(Self.identity($0)).inserted }
            let probed = new.concurrentMap { file in
                Result { () throws(FootageError) in
                    try Recording.probe(file, zone: zone, clockError: clockError, starts: starts)
                }
            }
            for (file, result) in zip(new, probed) {
                switch result {
                case .success(let recording): recordings.append(recording)
                case .failure(let error): unreadable.append((file, error))
                }
            }
        }
        recordings = Recording.settlingRepeatedHours(recordings)
        recordings.sort { ($0.span.from, $0.path) < ($1.span.from, $1.path) }
    }

    private static func identity(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    private static func files(in folder: String) throws(FootageError) -> [String] {
        guard FileManager.default.isReadableFile(atPath: folder) else {
            throw .notReadable(path: folder, cause: "no permission")
        }
        guard let names = FileManager.default.enumerator(atPath: folder) else {
            throw .notReadable(path: folder, cause: "it cannot be listed")
        }
        var files: [String] = []
        for case let name as String in names {
            let hidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
            guard !hidden, extensions.contains((name as NSString).pathExtension.lowercased()) else {
                continue
            }
            let file = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue
            else { continue }
            files.append(file)
        }
        return files.sorted()
    }
}
