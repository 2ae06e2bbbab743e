import Statements
import Sealing

/// What was signed for before, as it lies outside the ledger's file: a ledger must not sign for less, or for other.
///
/// The checkpoints in the file go back with the file when an older copy of it is restored, or somebody takes its end
/// away. These do not.
package struct SignedBefore: Sendable {
    /// Where the newest checkpoint a keeper signed lies, and with which keys; nil where nobody keeps it.
    let heads: (place: HeadPlace, keys: [VerifyingKey])?
    /// Checkpoints that were kept elsewhere.
    let kept: [SignedCheckpoint]

    /// Nothing but what is in the file.
    package static let onlyInFile = SignedBefore(heads: nil, kept: [])

    /// What lies beside the keeper's identity, and what else was kept.
    package init(_ place: HeadPlace, of keeper: Identity, kept: [SignedCheckpoint] = []) {
        self.init(heads: (place, [keeper.signingKey.verifyingKey]), kept: kept)
    }

    private init(heads: (place: HeadPlace, keys: [VerifyingKey])?, kept: [SignedCheckpoint]) {
        self.heads = heads
        self.kept = kept
    }

    /// Refuses a ledger that is not what was signed for, or has less.
    ///
    /// - Throws: ``LedgerError/altered(path:reason:)``, ``LedgerError/headNotUsable(path:reason:)``, and
    ///   ``LedgerError/noSuchEntry(_:)`` for a checkpoint of another ledger.
    func require(_ tree: StoredTree, size: UInt64, origin: String, path: String) throws {
        func require(_ earlier: Checkpoint, _ source: String) throws {
            guard earlier.size <= size else {
                throw LedgerError.altered(
                    path: path,
                    reason:
                        "it has \(size) entries, and \(earlier.size) were signed for (\(source)): it is an older copy, or "
                        + "its end was taken away")
            }
            guard try tree.root(of: earlier.size) == earlier.root else {
                throw LedgerError.altered(
                    path: path,
                    reason: "its first \(earlier.size) entries are not those signed for (\(source))")
            }
        }
        if let heads, let head = try self.head(heads, of: origin) {
            try require(head.checkpoint, try heads.place.path(of: origin))
        }
        for checkpoint in kept.map(\.checkpoint) {
            guard checkpoint.origin == origin else {
                throw LedgerError.noSuchEntry("the checkpoint given is of another log, \(checkpoint.origin)")
            }
            try require(checkpoint, "the checkpoint given")
        }
    }

    private func head(
        _ heads: (place: HeadPlace, keys: [VerifyingKey]), of origin: String
    ) throws -> SignedCheckpoint? {
        let path = try heads.place.path(of: origin)
        do { return try heads.place.head(of: origin, signedBy: heads.keys) } catch let error
            as HeadPlace.Spoiled
        {
            throw LedgerError.headNotUsable(path: path, reason: error.reason)
        } catch {
            throw LedgerError.headNotUsable(path: path, reason: "\(error)")
        }
    }

    /// Keeps what is about to be signed for, before anybody is given it.
    ///
    /// - Throws: ``LedgerError/headNotKept(path:cause:)``.
    func keep(_ signed: SignedCheckpoint) throws {
        guard let heads else { return }
        let path = try heads.place.path(of: signed.checkpoint.origin)
        do { try heads.place.keep(signed) } catch {
            throw LedgerError.headNotKept(path: path, cause: "\(error)")
        }
    }
}
