/// What others than its owner can do with a file or folder that is to be one person's own.
package struct Exposure: Equatable, Sendable {
    /// What others can do.
    package enum Finding: Equatable, Sendable {
        /// Others may read it.
        case readable
        /// Others may change it.
        case writable
        /// Others may put another in its place, as they may change the folder.
        case replaceable(folder: String)
        /// It belongs to another user.
        case foreign(user: UInt32)
        /// The file system keeps no rights, so nobody can say who may do what.
        case noRights
    }

    /// The file or folder.
    package var path: String
    /// Whether it says whom the person trusts, and is no secret.
    package var isTrust: Bool
    /// What others can do; at least one.
    package var findings: [Finding]
    /// The words of commands of the system that end it, one command after the other; none where no command does.
    package var remedies: [[String]]

    package init(path: String, isTrust: Bool, findings: [Finding], remedies: [[String]]) {
        self.path = path
        self.isTrust = isTrust
        self.findings = findings
        self.remedies = remedies
    }
}
