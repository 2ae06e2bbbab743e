import CustodyDesk

/// Which Proffer this is; `proffer --version` says it and records carry it.
package enum Version {
    package static let current = "0.1.0"

    /// The version, and which build of it this is, one thing a line.
    static var inFull: String {
        [
            current, "commit \(ProgramBuild.commit ?? "not known: the build was not told")",
            "SHA-256 of this program \(ProgramBuild.digest ?? "not known: its file cannot be read")",
        ].joined(separator: "\n")
    }
}
