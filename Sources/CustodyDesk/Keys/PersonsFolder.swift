import Files
import Foundation
import Outcomes
import SystemPackage

/// The folder in which a front keeps a person's things when they choose no place: `$XDG_DATA_HOME/proffer`, by default
/// `~/.local/share/proffer` (the XDG Base Directory Specification).
package struct PersonsFolder: Sendable, Equatable {
    /// Where it lies, be it there or not.
    package let path: String

    package init(path: String) { self.path = path }

    /// The usual folder.
    package init(in environment: [String: String] = ProcessInfo.processInfo.environment) {
        // A relative path is to be ignored.
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            self.init(path: data + "/proffer")
        } else {
            let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
            self.init(path: home + "/.local/share/proffer")
        }
    }

    /// Where the person's identity lies: as the variable `PROFFER_IDENTITY` says, or `my.identity` in the folder.
    package func identity(
        in environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String {
        if let path = environment["PROFFER_IDENTITY"], !path.isEmpty { return path }
        return "\(path)/my.identity"
    }

    /// Makes a folder for the eyes of its owner alone, and those above it that are not there.
    ///
    /// - Throws: ``DeskError``.
    package static func make(_ path: String) throws(DeskError) {
        do { try OutsideFolder.make(path, mode: 0o700) } catch {
            throw DeskError(
                .cannotWrite, "\(error.path): a folder is needed there, and it cannot be made",
                cause: DeskError.Cause(.cannotWrite, file: error.path))
        }
    }
}

extension PersonsFolder {
    /// A folder for files of the moment, which goes away with its maker.
    package typealias OfTheMoment = PrivateFolder

    /// Makes a folder for files of the moment that nobody but the person can reach: in `$XDG_RUNTIME_DIR`, which is theirs
    /// alone and in memory, or else in the folder for temporary files.
    ///
    /// - Throws: ``DeskError``.
    package static func ofTheMoment(
        in environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(DeskError) -> OfTheMoment {
        let runtime = environment["XDG_RUNTIME_DIR"].flatMap { path in
            path.hasPrefix("/") && (try? OutsideFolder(path)) != nil ? path : nil
        }
        let temporary = environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
        return try telling { try PrivateFolder("proffer", in: runtime ?? temporary) }
    }
}
