import ArgumentParser

/// `proffer ledger`.
package struct LedgerCommand: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Keep a log of signed statements that nobody can change unseen.",
        discussion: """
            A custodian logs what happens to bundles. Each checkpoint is signed over everything logged so far, and can be \
            given to others: with it they see later whether anything before was altered, removed or moved.

            EXAMPLE
              \(Program.name) ledger new ledger.sqlite --identity ruth.identity
              \(Program.name) ledger append ledger.sqlite bundle.tar.custody.jsonl --identity ruth.identity
              \(Program.name) ledger verify ledger.sqlite --card ruth.card.json --checkpoint yesterday.checkpoint
            """,
        subcommands: [
            LedgerNew.self, LedgerAppend.self, LedgerShow.self, LedgerCheckpoint.self, LedgerProve.self,
            LedgerCheck.self, LedgerVerify.self,
        ])
}
