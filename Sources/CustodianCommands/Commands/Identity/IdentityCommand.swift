import ArgumentParser

/// `proffer identity`.
package struct IdentityCommand: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "identity",
        abstract: "Make and show the keys with which you sign and open.",
        discussion: """
            An identity is yours alone: it signs as you and opens what is meant for you. Its card is the \
            half that others keep.

            EXAMPLE
              \(Program.name) identity new --name 'Dana Whitfield' --role owner --out dana.identity
              \(Program.name) identity card dana.identity --out dana.card
            """,
        subcommands: [
            IdentityNew.self, IdentityCard.self, IdentityShow.self, IdentityRotate.self, IdentityRevoke.self,
            IdentityRequestCertificate.self, IdentityCertify.self, IdentityAppoint.self,
        ])
}
