import Outcomes
import StatementFiles
import Statements

/// Where the passphrase of an identity comes from: a file, or a person who is asked.
///
/// All that opens an identity goes through here, so that what must be a person's own is looked at wherever it is used.
package struct PassphraseSource {
    /// What a person is asked.
    package enum Question: Equatable, Sendable {
        /// The passphrase of the identity in a file.
        case ofIdentity(path: String)
        /// The passphrase for an identity that is being made.
        case ofNewIdentity
        /// The same once more, as nobody sees what they type.
        case again
    }

    /// How a person is asked.
    package typealias Asking = (Question) throws(DeskError) -> String

    /// A file with the passphrase on its one line; nil where none was named.
    package let file: String?
    private let asking: Asking?
    private let noting: (Note) -> Void

    /// - Parameters:
    ///   - file: a file with the passphrase on its one line; nil where none was named.
    ///   - asking: how a person is asked; nil where nobody is here.
    ///   - noting: where it is said who else can read or change the files that were used.
    package init(file: String?, asking: Asking?, noting: @escaping (Note) -> Void) {
        self.file = file
        self.asking = asking
        self.noting = noting
    }

    /// Reads an identity file. The passphrase is asked for only if it is protected.
    ///
    /// - Throws: ``DeskError`` for a file that is no identity, and where the passphrase is missing or wrong.
    package func open(_ path: String) throws(DeskError) -> Identity {
        let bytes = try telling { try StatementFile.read(path, maximumBytes: Identity.maximumFileBytes) }
        let identity = try telling(in: path) { try Identity(file: bytes, passphrase: passphrase(of: path)) }
        // Said of what was used: beside a refusal it would hide the one line that matters.
        note(path)
        if let file, Identity.isProtected(bytes) { note(file) }
        return identity
    }

    /// The passphrase for an identity that is being made, asked for twice unless a file has it.
    ///
    /// - Throws: ``DeskError`` where there is none.
    package func new() throws(DeskError) -> String {
        if let file {
            let passphrase = try read(file)
            note(file)
            return passphrase
        }
        guard let asking else {
            throw DeskError(
                .usage, "nobody is here to type a passphrase for the new identity",
                remedy: .givePassphraseOrNone)
        }
        let passphrase = try asking(.ofNewIdentity)
        guard !passphrase.isEmpty else {
            throw DeskError(.usage, "an empty passphrase protects nothing", remedy: .sayUnprotected)
        }
        guard try asking(.again) == passphrase else {
            throw DeskError(.usage, "the two passphrases differ; nothing was written")
        }
        return passphrase
    }

    /// How the passphrase is got when the file turns out to be protected; nil where there is no way.
    private func passphrase(of path: String) -> (() throws -> String)? {
        if let file { return { try read(file) } }
        return asking.map { asking in { try asking(.ofIdentity(path: path)) } }
    }

    private func read(_ file: String) throws(DeskError) -> String {
        var bytes = try telling { try StatementFile.read(file, maximumBytes: 64 * 1024) }
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        guard let text = String(validating: bytes, as: UTF8.self), !text.isEmpty else {
            throw DeskError(.notUnderstood, "\(file): holds no passphrase, which is one line of UTF-8 text")
        }
        return text
    }

    private func note(_ path: String) {
        if let exposure = Exposure(of: path, .secret) { noting(.keys(.exposed(exposure))) }
    }
}
