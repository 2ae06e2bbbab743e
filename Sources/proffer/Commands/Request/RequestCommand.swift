import ArgumentParser

/// `proffer request`.
struct RequestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract: "Ask for footage, read what is asked for, or offer less.",
        discussion: """
            A request is signed by who asks, and says why, where, from when to when, and who will be \
            able to open what is handed over.

            EXAMPLE
              proffer request show request.json
            """,
        subcommands: [
            RequestNew.self, RequestShow.self, RequestLint.self, RequestCounter.self, RequestRevise.self,
        ])
}
