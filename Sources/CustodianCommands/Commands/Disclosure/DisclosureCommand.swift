import ArgumentParser

/// `proffer disclosure`.
package struct DisclosureCommand: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "disclosure",
        abstract: "Read a disclosure, and take what it opens out of the bundle for other age tools.",
        discussion: """
            EXAMPLE
              \(Program.name) disclosure show defence.disclosure.json --identity ada.identity
              \(Program.name) disclosure files bundle.tar --disclosure defence.disclosure.json --identity ada.identity \\
                --into files
            """,
        subcommands: [DisclosureShow.self, DisclosureFiles.self])
}
