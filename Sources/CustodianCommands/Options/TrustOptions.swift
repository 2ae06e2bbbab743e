import Files
import StatementFiles
import Statements
import ArgumentParser
import Foundation

/// Whose cards are trusted.
package struct TrustOptions: ParsableArguments {
    package init() {}

    @Option(
        help: ArgumentHelp(
            "The folder of cards you trust. Default: $PROFFER_TRUST, or proffer/trust in "
                + "$XDG_DATA_HOME or ~/.local/share.",
            valueName: "folder"),
        completion: .directory)
    package var trust: String?

    /// The folder, which need not exist.
    package var folder: TrustFolder { TrustFolder(path: trust ?? Self.defaultPath) }

    /// The trusted cards. What in the folder is no card is named on standard error: somebody may
    /// believe it is trusted.
    package func load() throws -> Trust {
        // An option with a typing error must not look like a folder that trusts nobody.
        if let trust, !folder.exists {
            var failure = Failure(FileError.inputMissing(path: trust))
            failure.hint = "the first card makes it: proffer trust add CARD --trust \(trust.shellQuoted)"
            throw failure
        }
        return try content().trust
    }

    /// What the folder holds, or nothing where it is not there yet. What is to be said of the folder is said on standard
    /// error: what in it is no card, who else may change it, and where two cards replace the same one.
    package func content() throws -> TrustFolder.Content {
        let content = try folder.load()
        for file in content.unusable { Output.notes("note: not trusted: \(file.reason)") }
        ExposureNotes.note(trust: folder.path, files: content.files.values.joined().sorted())
        for fork in content.trust.forks {
            let cards = fork.successors.map { "\($0.name) (\($0.fingerprint.grouped.prefix(19))…)" }
            Output.notes(
                "note: you trust \(cards.count) cards that are signed as the one after the same card of "
                    + "\(fork.predecessor.inWords): \(listInWords(cards)); somebody else may have that key: call "
                    + "\(fork.predecessor.quotedName), and take away what is not theirs with proffer trust remove"
            )
        }
        return content
    }

    private static var defaultPath: String {
        let environment = ProcessInfo.processInfo.environment
        if let path = environment["PROFFER_TRUST"], !path.isEmpty { return path }
        // The XDG Base Directory Specification: a relative path is to be ignored.
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/proffer/trust" }
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
        return home + "/.local/share/proffer/trust"
    }
}
