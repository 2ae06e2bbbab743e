import CustodyDesk
import StatementFiles
import Statements
import ArgumentParser
import Foundation
import Ledger
import Sealing

/// Which ledger a command is about.
package struct LedgerArgument: ParsableArguments {
    package init() {}

    @Argument(help: ArgumentHelp("The ledger.", valueName: "ledger"), completion: .file())
    package var ledger: String

    package func open() throws -> Ledger {
        let log = try Ledger(path: ledger)
        if let caution = log.caution { Output.notes("note: \(caution)") }
        return log
    }
}

/// What was signed for before, outside the ledger's file.
package struct SignedBeforeOptions: ParsableArguments {
    package init() {}

    @Option(
        help: ArgumentHelp(
            "A checkpoint of this ledger that was kept elsewhere: nothing is signed for that contradicts it. May be given "
                + "more than once.", valueName: "file"), completion: .file())
    package var checkpoint: [String] = []

    @Option(
        help: ArgumentHelp(
            "Where what you signed for last is kept, apart from the ledger: PATH.….head. Default: beside your identity.",
            valueName: "path"), completion: .file())
    package var heads: String?

    /// What lies beside an identity, and what was given.
    package func load(_ keeper: Identity, at identity: String) throws -> SignedBefore {
        SignedBefore(
            .beside(heads ?? identity), of: keeper,
            kept: try checkpoint.map { try readingNote($0) { try SignedCheckpoint($0) } })
    }
}

/// Whose checkpoints count.
package struct KeeperOptions: ParsableArguments {
    package init() {}

    @Option(
        help: ArgumentHelp(
            "The card of who keeps the ledger; may be given more than once, as keys change. Otherwise one of the cards you trust.",
            valueName: "card"), completion: .file())
    package var card: [String] = []

    @OptionGroup package var trust: TrustOptions

    /// Whether the cards are said to be the keepers', and not only known ones.
    package var isNamed: Bool { !card.isEmpty }

    package func load() throws -> [Card] {
        guard card.isEmpty else {
            return try card.map { path in
                do { return try Card(json: try StatementFile.read(path)) } catch {
                    throw Failure(error, in: path)
                }
            }
        }
        let trusted = try trust.load()
        return trusted.cards.filter { card in
            switch trusted.standing(of: card, signed: .now()) {
            case .trusted, .certified, .replaced: true
            case .revoked, .doubtful, .unknown: false
            }
        }
    }
}

/// What is logged of a file: a signed statement, or one a line.
package enum LoggedFile {
    /// How a file with a statement on each line ends.
    package static let linesEnding = ".jsonl"

    /// The statements, without the line feeds between and behind them.
    package static func entries(_ path: String) throws -> [[UInt8]] {
        guard path.hasSuffix(linesEnding) else {
            var bytes = try StatementFile.read(path)
            if bytes.last == 0x0A { bytes.removeLast() }
            return [bytes]
        }
        return try StatementFile.read(path, maximumBytes: 256 << 20)
            .split(separator: 0x0A, omittingEmptySubsequences: true).map { [UInt8]($0) }
    }

    /// The one statement of a file.
    package static func entry(_ path: String) throws -> [UInt8] {
        let entries = try entries(path)
        guard let entry = entries.first, entries.count == 1 else {
            throw Failure(
                .usage, "\(path): holds \(entries.count) statements, and one is asked for",
                hint: "give its place: --index N")
        }
        return entry
    }
}

/// A file with a checkpoint or a proof, or why it is none.
package func readingNote<Value>(_ path: String, _ read: ([UInt8]) throws -> Value) throws -> Value {
    let bytes = try StatementFile.read(path, maximumBytes: TransparencyLogProof.maximumBytes)
    do { return try read(bytes) } catch { throw Failure(error, in: path) }
}

/// A checkpoint as `--json` shows it.
package struct CheckpointFacts: Encodable {
    package var origin: String
    package var size: UInt64
    package var root: String

    package init(_ signed: SignedCheckpoint) {
        (origin, size, root) = (signed.checkpoint.origin, signed.checkpoint.size, signed.checkpoint.root.hex)
    }
}

/// `1 entry`, `3 entries`.
package func entriesInWords(_ count: UInt64) -> String { "\(count) entr\(count == 1 ? "y" : "ies")" }
