import ArgumentParser
import CustodyDesk

/// Where a command writes its one file.
package struct OutputOptions: ParsableArguments {
    package init() {}

    @Option(help: ArgumentHelp("The file to write.", valueName: "file"), completion: .file())
    package var out: String

    @Flag(help: "Replace the file if it is there already.")
    package var force = false

    /// The same for a desk.
    package var file: OutputFile { OutputFile(out, replaces: force) }

    /// Fails now rather than after a passphrase was typed or an hour was spent.
    package func check() throws { try file.check() }
}
