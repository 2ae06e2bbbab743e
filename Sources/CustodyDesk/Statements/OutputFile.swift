import Files
import Outcomes
import Sealing
import StatementFiles
import Statements

/// The one file that an act writes: whole or not at all.
package struct OutputFile: Sendable {
    /// Where it shall appear.
    package let path: String
    /// Whether a file that is there already may be replaced.
    package let replaces: Bool

    package init(_ path: String, replaces: Bool) {
        self.path = path
        self.replaces = replaces
    }

    /// Fails now rather than after a passphrase was typed or an hour was spent.
    package func check() throws(DeskError) {
        try telling { try AtomicFile(path: path, replaceExisting: replaces).abandon() }
    }

    /// Writes a signed statement: the envelope as JSON, and a line feed.
    package func write(_ envelope: DSSEEnvelope) throws(DeskError) {
        try telling {
            try StatementFile.write(
                try envelope.json() + [UInt8(ascii: "\n")], to: path, replaceExisting: replaces)
        }
    }

    /// Writes a card.
    package func write(_ card: Card) throws(DeskError) {
        try telling { try StatementFile.write(try card.json(), to: path, replaceExisting: replaces) }
    }

    /// Writes a page or a picture, for anyone to read.
    package func write(bytes: [UInt8]) throws(DeskError) {
        try telling { try StatementFile.write(bytes, to: path, replaceExisting: replaces) }
    }

    /// Writes private keys and what was decrypted, for the eyes of the file's owner only.
    ///
    /// - Parameter isOutput: whether who stops the program is told of it, as of all but what it keeps for itself.
    package func writePrivate(_ bytes: [UInt8], isOutput: Bool = true) throws(DeskError) {
        try telling {
            try StatementFile.write(
                bytes, to: path, replaceExisting: replaces, permissions: [.ownerReadWrite], isOutput: isOutput
            )
        }
    }
}

/// Does what modules do, and tells their errors as a desk does.
///
/// - Parameter file: the file they are about, put in front of those that do not name it; nil where they name their own.
package func telling<Value>(in file: String? = nil, _ act: () throws -> Value) throws(DeskError) -> Value {
    do { return try act() } catch {
        throw file.map { DeskError(error, in: $0) } ?? DeskError(error)
    }
}
