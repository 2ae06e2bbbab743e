import ArgumentParser

/// `proffer bundle`.
package struct BundleCommand: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: "Put a bundle back that somebody unpacked or packed anew.",
        discussion: """
            EXAMPLE
              \(Program.name) bundle restore bundle.tar.gz --out bundle.tar
            """,
        subcommands: [BundleRestore.self])
}
