import ArgumentParser

/// `proffer footage`.
struct FootageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "footage",
        abstract: "See what recordings there are, and of when.",
        discussion: """
            EXAMPLE
              proffer footage list samples
            """,
        subcommands: [
            FootageListCommand.self, FootageMatchCommand.self, FootageClockCode.self, FootageClockCheck.self,
            FootageAnswers.self,
        ])
}
