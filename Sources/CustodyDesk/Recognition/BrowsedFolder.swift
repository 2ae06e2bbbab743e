import Files
import Foundation
import Outcomes

/// A folder of this machine as a person looks through it to find a file.
package struct BrowsedFolder: Sendable {
    /// Where it lies, as an absolute path.
    package let path: String
    /// The folder it lies in; nil for the topmost one.
    package let parent: String?
    /// The folders in it, by name.
    package let folders: [String]
    /// The files in it, by name.
    package let files: [String]
    /// How many names are not shown: there are more than a person looks through, or they cannot be written.
    package let notShown: Int

    /// The most names of a kind that are shown.
    package static let most = 1000

    /// Looks into a folder. Hidden names are left out.
    ///
    /// - Throws: ``DeskError`` where it is none, or may not be read.
    package init(_ named: String) throws(DeskError) {
        guard named.hasPrefix("/") else {
            throw DeskError(.usage, "\(named): a folder is named by its whole path here")
        }
        let path = URL(fileURLWithPath: named).standardizedFileURL.path
        var (folders, files): ([String], [String]) = ([], [])
        var unnamed = 0
        do {
            let names = try OutsideFolder(path).names()
            unnamed = names.unnamed.count
            for name in names.texts where !name.hasPrefix(".") {
                guard let status = try? OutsideFile.status(of: path == "/" ? "/\(name)" : "\(path)/\(name)")
                else { continue }
                switch FileKind(mode: status.st_mode) {
                case .folder: folders.append(name)
                case .file: files.append(name)
                case .link, .pipe, .socket, .device: continue
                }
            }
        } catch {
            throw DeskError(.missing, "\(path): there is no such folder, or it may not be read")
        }
        self.path = path
        parent = path == "/" ? nil : URL(fileURLWithPath: path).deletingLastPathComponent().path
        notShown = unnamed + max(0, folders.count - Self.most) + max(0, files.count - Self.most)
        self.folders = Array(folders.sorted(by: Self.comesBefore).prefix(Self.most))
        self.files = Array(files.sorted(by: Self.comesBefore).prefix(Self.most))
    }

    /// As people sort names: 2 before 10.
    private static func comesBefore(_ one: String, _ other: String) -> Bool {
        one.compare(other, options: [.caseInsensitive, .numeric]) == .orderedAscending
    }

    /// Where a person begins to look: their home, and what is plugged in.
    package static func places(
        in environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> [String] {
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
        let user = NSUserName()
        let plugged = ["/media/\(user)", "/run/media/\(user)", "/media", "/mnt"].flatMap { parent in
            ((try? OutsideFolder(parent).names().texts) ?? []).map { "\(parent)/\($0)" }
        }
        return [home, home + "/Downloads"].filter { (try? OutsideFolder($0)) != nil }
            + plugged.filter { (try? OutsideFolder($0)) != nil && !$0.hasSuffix("/\(user)") }
    }
}
