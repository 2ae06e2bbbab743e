import Outcomes
import Statements

extension KeyNote {
    /// The note as a person reads it, without the word “note”.
    package var inWords: String {
        switch self {
        case .whoeverKnowsWillNotRely(let reason):
            "whoever knows of it will not rely on your signature: \(reason)"
        case .shortPassphrase(let length, let fewest):
            "the passphrase has \(length) character\(length == 1 ? "" : "s"): whoever copies the identity can try out short ones "
                + "by machine; \(fewest) or more, or six words drawn by lot, hold"
        case .byteOrderMark(let file):
            "\(file) begins with a byte order mark, which some editors put before a text; it was read without it, and is not byte "
                + "for byte the file that was written"
        case .exposed(let exposure): exposure.inWords
        }
    }
}

extension Exposure {
    /// Who can do what with it. What ends that is the front's to say.
    fileprivate var inWords: String {
        guard !findings.contains(.noRights) else {
            return
                "\(path) lies on a file system that keeps no rights (FAT, or a network's): whoever has the disk can "
                + "read and change it; keep identities and trust in your home folder, and a passphrase on your identity"
        }
        return "\(path): \(listInWords(findings.map { $0.inWords(isTrust: isTrust) }))"
    }
}

extension Exposure.Finding {
    fileprivate func inWords(isTrust: Bool) -> String {
        switch self {
        case .readable: "others on this machine may read it"
        case .writable: isTrust ? "others may change it, and so whom you trust" : "others may change it"
        case .replaceable(let folder): "others may put another in its place, as they may change \(folder)"
        case .foreign(let user): "it belongs to another user (\(user)), who may change it"
        case .noRights: "nobody can say who may change it"
        }
    }
}
