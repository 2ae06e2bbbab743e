import ArgumentParser

/// `proffer journal`.
struct JournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: "See who got what from you, when, and under which conditions.",
        discussion: """
            Requests you looked at, what you answered, and what you sealed are noted by themselves, in a file on this
            machine that only you can read and that is never sent.

            EXAMPLE
              proffer journal show
            """,
        subcommands: [JournalShow.self, JournalAdd.self])
}
