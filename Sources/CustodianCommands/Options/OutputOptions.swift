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

    /// Writes a signed statement: the envelope as JSON, and a line feed.
    package func write(_ envelope: OutputFile.Envelope) throws { try file.write(envelope) }

    /// Writes a page or a picture, for anyone to read.
    package func write(bytes: [UInt8]) throws { try file.write(bytes: bytes) }

    /// Writes what is for the eyes of the file's owner only.
    package func writePrivate(_ bytes: [UInt8]) throws { try file.writePrivate(bytes) }
}
