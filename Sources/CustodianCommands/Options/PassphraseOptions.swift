import CustodyDesk
import Outcomes
import Files
import StatementFiles
import Statements
import ArgumentParser

/// How an identity's passphrase is given: a file, or typed. Never an argument: those are seen by
/// every user of the machine.
package struct PassphraseOptions: ParsableArguments {
    package init() {}

    @Option(
        help: ArgumentHelp(
            "A file with the passphrase of the identity, instead of being asked for it. "
                + "One line feed at its end does not count.",
            valueName: "file"),
        completion: .file())
    package var passphraseFile: String?

    /// Reads an identity file, asking for its passphrase only if it is protected.
    package func open(_ path: String) throws(DeskError) -> Identity {
        let file: [UInt8]
        do { file = try StatementFile.read(path, maximumBytes: Identity.maximumFileBytes) } catch {
            throw DeskError(error)
        }
        let identity: Identity
        do {
            identity =
                passphraseFile != nil || Terminal.canAsk
                ? try Identity(file: file) {
                    try passphrase() ?? PassphrasePrompt.ask("Passphrase of \(path)")
                } : try Identity(file: file, passphrase: nil)
        } catch {
            throw DeskError(error, in: path)
        }
        // Said of what was used: beside a refusal it would hide the one line that matters.
        ExposureNotes.note(path, .secret)
        if let passphraseFile, Identity.isProtected(file) { ExposureNotes.note(passphraseFile, .secret) }
        return identity
    }

    /// The passphrase for a new identity, typed twice unless a file has it.
    package func new() throws -> String {
        if let passphraseFile, let passphrase = try passphrase() {
            ExposureNotes.note(passphraseFile, .secret)
            return passphrase
        }
        guard Terminal.canAsk else {
            throw Failure(
                .usage, "nobody is here to type a passphrase for the new identity",
                hint: "add --passphrase-file FILE, or --no-passphrase to leave the keys unprotected")
        }
        let passphrase = try PassphrasePrompt.ask("Passphrase for the new identity")
        guard !passphrase.isEmpty else {
            throw Failure(
                .usage, "an empty passphrase protects nothing", hint: "--no-passphrase says so openly")
        }
        guard try PassphrasePrompt.ask("The same passphrase again") == passphrase else {
            throw Failure(.usage, "the two passphrases differ; nothing was written")
        }
        return passphrase
    }

    /// What the file holds, or nil where none was named.
    private func passphrase() throws -> String? {
        guard let passphraseFile else { return nil }
        var bytes = try StatementFile.read(passphraseFile, maximumBytes: 64 * 1024)
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        guard let text = String(validating: bytes, as: UTF8.self), !text.isEmpty else {
            throw DeskError(
                .notUnderstood, "\(passphraseFile): holds no passphrase, which is one line of UTF-8 text")
        }
        return text
    }
}
