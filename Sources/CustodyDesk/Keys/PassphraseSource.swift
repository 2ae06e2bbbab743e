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
        case ofIdentity(path: String, after: Mistake? = nil)
        /// The passphrase for an identity that is being made.
        case ofNewIdentity(after: Mistake? = nil)
        /// The same once more, as nobody sees what they type.
        case again
    }

    /// Why a person is asked once more.
    package enum Mistake: Equatable, Sendable {
        /// They typed nothing.
        case empty
        /// It is not the passphrase of that identity.
        case wrong
        /// The two that they typed differ.
        case differ
        /// They typed what is no passphrase; why, in words.
        case notPassphrase(reason: String)
    }

    /// How a person is asked.
    package typealias Asking = (Question) throws(DeskError) -> String

    /// How often a person is asked before it is given up.
    package static let tries = 3

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
        // Nobody types a passphrase for a file that is none of theirs.
        if let wrong = DeskError(wrong: path, needed: "an identity", [.identity, .protectedIdentity, .empty])
        {
            throw wrong
        }
        let bytes = try telling { try StatementFile.read(path, maximumBytes: Identity.maximumFileBytes) }
        let identity: Identity
        if file == nil, let asking, Identity.isProtected(bytes) {
            identity = try typed(opening: bytes, path, asking)
        } else {
            identity = try telling(in: path) {
                try Identity(file: bytes, passphrase: file.map { file in { try read(file).text } })
            }
        }
        // Said of what was used: beside a refusal it would hide the one line that matters.
        note(path)
        if let file, Identity.isProtected(bytes) { note(file) }
        return identity
    }

    /// The passphrase for an identity that is being made, asked for twice unless a file has it.
    ///
    /// - Throws: ``DeskError`` where there is none.
    package func new() throws(DeskError) -> String {
        let passphrase: Passphrase
        if let file {
            passphrase = try read(file)
            note(file)
        } else {
            guard let asking else {
                throw DeskError(
                    .usage, "nobody is here to type a passphrase for the new identity",
                    remedy: .givePassphraseOrNone)
            }
            passphrase = try typedAnew(asking)
        }
        if passphrase.isShort {
            noting(.keys(.shortPassphrase(length: passphrase.length, fewest: Passphrase.fewestCharacters)))
        }
        return passphrase.text
    }

    /// Asks until what was typed opens the identity, a few times.
    private func typed(opening bytes: [UInt8], _ path: String, _ asking: Asking) throws(DeskError) -> Identity
    {
        var mistake: Mistake?
        for _ in 0..<Self.tries {
            let passphrase: Passphrase
            let text = try asking(.ofIdentity(path: path, after: mistake))
            do { passphrase = try Passphrase(typed: text) } catch {
                mistake = Mistake(error)
                continue
            }
            do {
                return try Identity(file: bytes) { passphrase.text }
            } catch StatementError.wrongPassphrase {
                mistake = .wrong
            } catch {
                throw DeskError(error, in: path)
            }
        }
        throw given(up: mistake, after: DeskError(StatementError.wrongPassphrase, in: path))
    }

    /// Asks for a new passphrase until it was typed twice alike, a few times.
    private func typedAnew(_ asking: Asking) throws(DeskError) -> Passphrase {
        var mistake: Mistake?
        for _ in 0..<Self.tries {
            let passphrase: Passphrase
            let text = try asking(.ofNewIdentity(after: mistake))
            do { passphrase = try Passphrase(typed: text) } catch {
                mistake = Mistake(error)
                continue
            }
            let again = try asking(.again)
            if (try? Passphrase(typed: again)) == passphrase { return passphrase }
            mistake = .differ
        }
        throw given(
            up: mistake, after: DeskError(.usage, "the two passphrases differ; nothing was written"),
            remedy: .sayUnprotected)
    }

    /// The error after the last try.
    private func given(
        up mistake: Mistake?, after other: DeskError, remedy: Remedy? = nil
    ) -> DeskError {
        switch mistake {
        case .empty:
            DeskError(.usage, "no passphrase was typed; an empty one protects nothing", remedy: remedy)
        case .notPassphrase(let reason): DeskError(.usage, "what was typed \(reason)")
        case .wrong, .differ, nil: other
        }
    }

    private func read(_ file: String) throws(DeskError) -> Passphrase {
        let bytes = try telling { try StatementFile.read(file, maximumBytes: 64 * 1024) }
        // A card is one line as well, and no passphrase.
        if let wrong = DeskError(wrong: file, needed: "a file with a passphrase on its one line", [.empty]) {
            throw wrong
        }
        do { return try Passphrase(file: bytes) } catch {
            throw DeskError(.notUnderstood, "\(file): it \(error.inWords)", remedy: .givePassphraseOnOneLine)
        }
    }

    private func note(_ path: String) {
        if let exposure = Exposure(of: path, .secret) { noting(.keys(.exposed(exposure))) }
    }
}

extension PassphraseSource.Mistake {
    fileprivate init(_ flaw: Passphrase.Flaw) {
        self = flaw == .empty ? .empty : .notPassphrase(reason: flaw.inWords)
    }
}
