import ArgumentParser

/// `proffer identity`.
struct IdentityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identity",
        abstract: "Make and show the keys with which you sign and open.",
        discussion: """
            An identity is yours alone: it signs as you and opens what is meant for you. Its card is the \
            half that others keep.

            EXAMPLE
              proffer identity new --name 'Dana Whitfield' --role owner --out dana.identity
              proffer identity card dana.identity --out dana.card
            """,
        subcommands: [
            IdentityNew.self, IdentityCard.self, IdentityShow.self, IdentityRotate.self, IdentityRevoke.self,
            IdentityRequestCertificate.self, IdentityCertify.self,
        ])
}
