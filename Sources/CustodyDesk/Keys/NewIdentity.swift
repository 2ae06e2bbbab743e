import Outcomes
import Statements

/// Keys that are to be made, and for whom.
package struct NewIdentity {
    /// What somebody does.
    package typealias Role = Statements.Role

    package var name: String
    package var role: Role
    /// Whether the keys are an office's, whose people use them one after another, or several of them.
    package var isOffice: Bool
    package var organization: String?
    /// Whether there is a post-quantum key beside the ordinary one.
    package var postQuantum: Bool

    package init(
        name: String, role: Role, isOffice: Bool = false, organization: String?, postQuantum: Bool
    ) {
        self.name = name
        self.role = role
        self.isOffice = isOffice
        self.organization = organization
        self.postQuantum = postQuantum
    }

    /// Makes the keys, and writes them.
    ///
    /// - Parameter passphrase: what protects them; nil leaves them readable for whoever has the file.
    /// - Throws: ``DeskError``, before a passphrase is asked for where a card cannot say this.
    package func make(in output: OutputFile, protectedBy passphrase: PassphraseSource?) throws(DeskError)
        -> MadeIdentity
    {
        try output.check()
        let identity: Identity
        do {
            identity = try Identity.generate(
                name: name, role: role, holder: isOffice ? .office : .person, organization: organization,
                created: .nowToTheSecond(offsetSeconds: 0), postQuantum: postQuantum)
        } catch .cardNotValid(let reason) {
            throw DeskError(.usage, "no card can be made: \(reason)", remedy: .nameOtherwise)
        } catch { throw DeskError(error) }
        return try MadeIdentity(writing: identity, to: output, protectedBy: passphrase)
    }
}
