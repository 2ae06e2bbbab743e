import ArgumentParser
import CustodianCommands
import CustodyDesk

/// The custodian's half of Proffer, without a media library: whoever opens bundles of strangers runs less code of others
/// (docs/decisions/0099-verifying-needs-no-media-library.md).
@main
struct ProfferVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proffer-verify",
        abstract: "Checks bundles and accounts for them, and reads no recordings.",
        discussion: """
            What proffer does for a custodian, by the same commands. The checks that need recordings, or pictures to be \
            encoded again, are “not checked” here, and say so.

            EXAMPLE
              proffer-verify verify bundle.tar --trust trust
              proffer-verify trust add dana.card.json
              proffer-verify custody show bundle.tar
            """,
        version: Version.current,
        subcommands: [
            IdentityCommand.self, TrustCommand.self, Verify.self, BundleCommand.self,
            ReceiveCommand<WithoutMedia>.self,
            CustodyCommand<WithoutMedia>.self, Disclose<WithoutMedia>.self, DisclosureCommand.self,
            ReceiptCommand<WithoutMedia>.self, LedgerCommand.self, WhatCommand.self,
        ], defaultSubcommand: WhatCommand.self)

    static func main() { Program.run(Self.self) }
}

/// A program that reads no recordings.
enum WithoutMedia: MediaAbility {
    static let checks: BundleToVerify.Media? = nil
    static let receiptShow: any ParsableCommand.Type = ReceiptShow.self
}

/// `proffer-verify verify`.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: VerifyArguments.abstract,
        discussion: VerifyArguments.discussion + """


            EXAMPLE
              proffer-verify verify bundle.tar
              proffer-verify verify bundle.tar --identity tom.identity --trust trust
            """)

    @OptionGroup var arguments: VerifyArguments

    func run() throws { try arguments.run(media: WithoutMedia.checks) }
}
