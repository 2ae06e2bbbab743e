import ArgumentParser
import CustodianCommands
import Desk

/// The command line: parse, call, present. What a command does lies in the modules below; what a
/// failure is called and which code it ends with lies in `Failure.swift`.
@main
struct Proffer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proffer",
        abstract: "Hands video footage over as evidence, only with the owner's consent.",
        discussion: """
            An agency signs a request, the owner signs a consent, and what leaves is what was agreed. Given a file that you \
            got, it says what that is and what to do next.

            EXAMPLE
              proffer request.json
              proffer identity new --name 'Dana Whitfield' --role owner --out dana.identity
              proffer request show request.json
              proffer consent grant --request request.json --identity dana.identity \\
                --camera front-door --out consent.json
            """,
        version: Version.current,
        subcommands: [
            IdentityCommand.self, TrustCommand.self, RequestCommand.self, FootageCommand.self,
            CommitCommand.self, ConsentCommand.self, SealCommand.self, VerifyCommand.self, OpenCommand.self,
            BundleCommand.self,
            JournalCommand.self, ReportCommand.self, FilmCommand.self, PortalCommand.self,
            ReceiveCommand<WithMedia>.self,
            CustodyCommand<WithMedia>.self, Disclose<WithMedia>.self, DisclosureCommand.self,
            ReceiptCommand<WithMedia>.self, LedgerCommand.self, WhatCommand.self,
        ], defaultSubcommand: WhatCommand.self)

    static func main() {
        Program.run(Self.self) { OwnersJournal(at: OwnersJournal.place(nil), noting: { _ in }).ownCards() }
    }
}
