import CustodyDesk
import Files
import Outcomes
import Sealing
import StatementFiles
import Foundation

/// The folders that a person looked for recordings in, the last one first, remembered for their eyes alone.
package struct LastFolders: Sendable {
    /// Where they are remembered.
    private let file: String

    /// How many are remembered.
    package static let most = 8

    package init(in place: PersonsFolder) { file = place.path + "/folders.json" }

    /// Those that are there now.
    package var there: [String] {
        remembered.filter { (try? OutsideFile.status(of: $0)) != nil }
    }

    private var remembered: [String] {
        guard let bytes = try? StatementFile.read(file),
            let paths = try? StrictJSON.decode(
                [String].self, from: bytes, maximumBytes: StatementFile.maximumBytes)
        else { return [] }
        return Array(paths.filter { $0.hasPrefix("/") }.prefix(Self.most))
    }

    /// Remembers one.
    ///
    /// - Throws: ``DeskError`` where that cannot be written.
    package func add(_ path: String) throws(DeskError) {
        let paths = [path] + remembered.filter { $0 != path }
        let bytes = try telling { try StrictJSON.encodePretty(Array(paths.prefix(Self.most))) }
        try PersonsFolder.make(URL(fileURLWithPath: file).deletingLastPathComponent().path)
        try OutputFile(file, replaces: true).writePrivate(bytes, isOutput: false)
    }
}

extension OwnersDraft {
    /// Takes a folder or a file to the recordings, by its whole path. Taken again it is there once.
    ///
    /// - Throws: ``DeskError`` where nothing lies there.
    package mutating func add(footage path: String) throws(DeskError) {
        let path = URL(fileURLWithPath: path).standardizedFileURL.path
        guard path.hasPrefix("/"), (try? OutsideFile.status(of: path)) != nil else {
            throw DeskError(
                .missing, "\(path): there is no such folder or file",
                cause: DeskError.Cause(.fileMissing, file: path))
        }
        if !footage.contains(path) { footage.append(path) }
    }
}

extension BrowsedFolder {
    /// Of the files in it, those that look like recordings.
    package var recordings: [String] { files.filter(OwnersFootage.looksLikeRecording) }
}
