import Files
import Statements
import Synchronization

/// Says on standard error where others can read or change what must be a person's own: identities, passphrase files and
/// trust folders. All commands that read one say it here.
package enum ExposureNotes {
    /// What was said, so that one thing is said once however often it is read.
    private static let said = Mutex<Set<String>>([])

    /// Looks at one file or folder, and says what is to be said of it.
    package static func note(_ path: String, _ use: FileExposure.Use) {
        guard let exposure = FileExposure(of: path, use) else { return }
        note(exposure)
    }

    /// Looks at a trust folder and what lies in it: of several cards that others may change, the first is named.
    package static func note(trust folder: String, files: [String]) {
        note(folder, .trusted)
        // Where the folder itself can be changed, no more is learnt from its files.
        guard FileExposure(of: folder, .trusted) == nil else { return }
        if let exposure = files.lazy.compactMap({ FileExposure(of: $0, .trusted) }).first { note(exposure) }
    }

    private static func note(_ exposure: FileExposure) {
        let hasNoRights = exposure.findings.contains(.noRights)
        // Of a file system without rights it is said once, whatever lies on it.
        guard said.withLock({ $0.insert(hasNoRights ? "" : exposure.path).inserted }) else { return }
        guard !hasNoRights else {
            return Output.notes(
                "note: \(exposure.path) lies on a file system that keeps no rights (FAT, or a network's): whoever has the "
                    + "disk can read and change it; keep identities and trust in your home folder, and a passphrase on "
                    + "your identity")
        }
        let what = listInWords(exposure.findings.map { $0.inWords(for: exposure.use) })
        let remedies = exposure.remedies.map { $0.map(\.shellQuoted).joined(separator: " ") }
        let advice =
            remedies.isEmpty
            ? "; use a copy of your own" : "; type: \(remedies.joined(separator: " && "))"
        Output.notes("note: \(exposure.path): \(what)\(advice)")
    }
}

extension FileExposure.Finding {
    fileprivate func inWords(for use: FileExposure.Use) -> String {
        switch self {
        case .readable: "others on this machine may read it"
        case .writable:
            use == .trusted ? "others may change it, and so whom you trust" : "others may change it"
        case .replaceable(let folder): "others may put another in its place, as they may change \(folder)"
        case .foreign(let user): "it belongs to another user (\(user)), who may change it"
        case .noRights: "nobody can say who may change it"
        }
    }
}
