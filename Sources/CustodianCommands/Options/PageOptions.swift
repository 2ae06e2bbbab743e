import ArgumentParser
import Foundation

/// How the owner's page is opened.
package struct PageOptions: ParsableArguments {
    package init() {}

    @Flag(help: "Open no browser: say which file opens the page.")
    package var noBrowser = false

    @Option(
        help: ArgumentHelp(
            "After how many minutes without use the page ends, up to 1440. Default: 20.", valueName: "minutes"
        ))
    package var idleMinutes: Double?

    package func validate() throws {
        if let idleMinutes, !(idleMinutes > 0 && idleMinutes <= 1440) {
            throw ValidationError("--idle-minutes is more than 0 and at most 1440")
        }
    }

    /// A file by its whole path: a page has no folder of its own.
    ///
    /// - Throws: ``Failure`` for a file that is not there.
    package func whole(_ file: String?) throws -> String? {
        guard let file else { return nil }
        guard FileManager.default.fileExists(atPath: file) else {
            throw Failure(.inputMissing, "\(file): there is no such file")
        }
        return URL(fileURLWithPath: file).standardizedFileURL.path
    }

    /// What was typed, for the program that serves the page.
    package var typed: [String] {
        (noBrowser ? ["--no-browser"] : []) + (idleMinutes.map { ["--idle-minutes", "\($0)"] } ?? [])
    }
}
