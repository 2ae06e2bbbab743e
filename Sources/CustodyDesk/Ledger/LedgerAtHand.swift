import Ledger
import Outcomes
import Sealing
import StatementFiles
import Statements

/// A ledger's file, and where it is said what is to be said of its place.
package struct LedgerAtHand {
    /// The file.
    package let path: String
    private let noting: (Note) -> Void

    package init(_ path: String, noting: @escaping (Note) -> Void) {
        self.path = path
        self.noting = noting
    }

    /// Opens it.
    func open() throws(DeskError) -> Ledger { said(try telling { try Ledger(path: path) }) }

    /// Begins it, with a checkpoint over nothing.
    ///
    /// - Parameters:
    ///   - keeper: who signs for it.
    ///   - heads: what the files are named after in which it is kept what was signed for last; nil for the keeper's identity.
    /// - Throws: ``DeskError``, also where something is there already.
    package func begin(by keeper: IdentityAtHand, heads: String?) throws(DeskError) -> BegunLedger {
        let identity = try keeper.open()
        let ledger = said(
            try telling {
                try Ledger.create(
                    at: path, by: identity, keeping: SignedBefore(.beside(heads ?? keeper.path), of: identity)
                )
            })
        let newest = try telling { try ledger.newestCheckpoint() }
        return BegunLedger(
            facts: NewLedgerFacts(ledger: ledger.path, checkpoint: CheckpointFacts(newest)),
            origin: ledger.origin)
    }

    private func said(_ ledger: Ledger) -> Ledger {
        if let caution = ledger.caution { noting(.custody(.ledgerPlace(caution: caution))) }
        return ledger
    }
}

/// A ledger that was begun.
package struct BegunLedger {
    package let facts: NewLedgerFacts
    /// The log's name in its checkpoints.
    package let origin: String
}

/// Who keeps a ledger, and what they signed for before, outside the ledger's file.
package struct LedgerKeeper {
    /// The keeper's identity, beside which it is kept what they signed for last.
    package var identity: IdentityAtHand
    /// What the files are named after in which that is kept; nil for the identity.
    package var heads: String?
    /// Files with checkpoints of this ledger that were kept elsewhere: nothing is signed for that contradicts one.
    package var kept: [String]

    package init(_ identity: IdentityAtHand, heads: String?, kept: [String]) {
        self.identity = identity
        self.heads = heads
        self.kept = kept
    }

    /// What the ledger must not have less of, or other.
    func signedBefore(_ identity: Identity) throws(DeskError) -> SignedBefore {
        var checkpoints: [SignedCheckpoint] = []
        for path in kept { checkpoints.append(try SignedCheckpoint(file: path)) }
        return SignedBefore(.beside(heads ?? self.identity.path), of: identity, kept: checkpoints)
    }
}

extension SignedCheckpoint {
    /// Reads a checkpoint from a file, and names it where it is none.
    init(file path: String) throws(DeskError) {
        self = try readingNote(path) { try SignedCheckpoint($0) }
    }
}

/// A file with a checkpoint or a proof, or why it is none.
func readingNote<Value>(_ path: String, _ read: ([UInt8]) throws -> Value) throws(DeskError) -> Value {
    try telling(in: path) {
        try read(try StatementFile.read(path, maximumBytes: TransparencyLogProof.maximumBytes))
    }
}

/// What is logged of a file: a signed statement, or one a line.
enum LoggedFile {
    /// How a file with a statement on each line ends.
    private static let linesEnding = ".jsonl"

    /// The statements, without the line feeds between and behind them.
    static func entries(_ path: String) throws(DeskError) -> [[UInt8]] {
        guard path.hasSuffix(linesEnding) else {
            var bytes = try telling { try StatementFile.read(path) }
            if bytes.last == 0x0A { bytes.removeLast() }
            return [bytes]
        }
        return try telling { try StatementFile.read(path, maximumBytes: 256 << 20) }
            .split(separator: 0x0A, omittingEmptySubsequences: true).map { [UInt8]($0) }
    }

    /// The one statement of a file.
    static func entry(_ path: String) throws(DeskError) -> [UInt8] {
        let entries = try entries(path)
        guard let entry = entries.first, entries.count == 1 else {
            throw DeskError(
                .usage, "\(path): holds \(entries.count) statements, and one is asked for",
                remedy: .givePlaceInLedger)
        }
        return entry
    }
}
