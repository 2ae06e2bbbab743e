import Files
import Records
import StatementFiles
import Statements
import Foundation
import Glibc
import Sealing
import SystemPackage

/// The file a bundle's custody chain lies in: `BUNDLE.custody.jsonl`, beside the bundle.
///
/// It is written anew as a whole for every entry and renamed into place, so a reader finds the chain before or after,
/// never in between. Two processes that add at once are put one behind the other, so they cannot fork the chain.
package struct CustodyFile: Sendable, Hashable {
    /// What is put behind a bundle's name.
    package static let suffix = ".custody.jsonl"
    /// How long is waited for another process, in nanoseconds.
    private static let patience: UInt64 = 10_000_000_000

    /// Where the chain lies, or will lie.
    package let path: String

    /// The file at a place of its own.
    package init(path: String) { self.path = path }

    /// The file that belongs beside a bundle.
    package init(besideBundle path: String) { self.path = path + Self.suffix }

    /// Whether the file is there.
    package var exists: Bool { access(path, F_OK) == 0 }

    /// Reads the chain; one that is not there yet has no entries.
    ///
    /// - Throws: ``FileError`` when the file cannot be read. What is wrong with the chain is no error but in it.
    package func read(
        of seal: Seal, digest: SHA256Digest, timestamp: SHA256Digest? = nil
    ) throws(FileError) -> CustodyChain {
        guard exists else { return CustodyChain(of: seal, digest: digest, timestamp: timestamp) }
        return CustodyChain(jsonLines: try content(), of: seal, digest: digest, timestamp: timestamp)
    }

    /// The file's bytes.
    package func content() throws(FileError) -> [UInt8] {
        try StatementFile.read(
            path, maximumBytes: CustodyChain.maximumBytes, keepsByteOrderMark: true)
    }

    /// Changes the chain, while no other process can.
    ///
    /// - Parameters:
    ///   - seal: of the bundle.
    ///   - digest: of the seal's payload.
    ///   - timestamp: the SHA-256 of the bundle's file `seal.tsr`; nil where it has none.
    ///   - change: makes the chain that is to be written from the one that is there.
    /// - Returns: the chain that was written.
    /// - Throws: ``FileError``, ``FileError/busy(path:)`` among them, and what `change` throws; then the file is as it was.
    @discardableResult
    package func update(
        of seal: Seal, digest: SHA256Digest, timestamp: SHA256Digest? = nil,
        _ change: (CustodyChain) throws -> CustodyChain
    ) throws -> CustodyChain {
        while true {
            if let chain = try updateExisting({
                try change(try read(of: seal, digest: digest, timestamp: timestamp))
            }) {
                return chain
            }
            let chain = try change(CustodyChain(of: seal, digest: digest, timestamp: timestamp))
            if try begin(chain) { return chain }
            // Another process began the chain meanwhile: ours is made anew behind its entry.
        }
    }

    /// Changes the chain of a bundle that is not there any more, while no other process can.
    ///
    /// - Parameter change: makes the chain that is to be written from the one that is there.
    /// - Returns: the chain that was written; nil where no line of the file is an entry.
    /// - Throws: as ``update(of:digest:timestamp:_:)``; ``FileError/inputMissing(path:)`` where there is no chain.
    package func updateAlone(_ change: (CustodyChain) throws -> CustodyChain) throws -> CustodyChain? {
        guard let chain = CustodyChain(withoutSeal: try content()) else { return nil }
        // It is read again under the lock.
        return try updateExisting {
            try change(CustodyChain(withoutSeal: try content()) ?? chain)
        }
    }

    /// Writes anew what is there; nil where nothing is.
    private func updateExisting(_ change: () throws -> CustodyChain) throws -> CustodyChain? {
        guard let lock = try FileLock(path: path, patience: Self.patience) else { return nil }
        defer { lock.release() }
        let chain = try change()
        try StatementFile.write(chain.jsonLines, to: path, replaceExisting: true)
        return chain
    }

    /// Writes a chain where none is.
    ///
    /// - Returns: whether none was.
    private func begin(_ chain: CustodyChain) throws(FileError) -> Bool {
        do throws(FileError) {
            try StatementFile.write(chain.jsonLines, to: path)
            return true
        } catch {
            guard case .outputExists = error else { throw error }
            return false
        }
    }
}

extension CustodyFile {
    /// The seal of a verified bundle, on which a chain hangs.
    static func seal(of keyless: KeylessVerification) throws(CustodyRefusal) -> (Seal, SHA256Digest) {
        guard let seal = keyless.seal, let digest = keyless.sealDigest else {
            let failed = keyless.checks.first(where: \.isFailed)
            throw .noSeal(reason: failed.flatMap { check in check.verdict.reason } ?? "it was not reached")
        }
        return (seal, digest)
    }

    /// Checks, without writing anything, that a person may add to the chain.
    ///
    /// - Parameter opening: whether they are to open the bundle, which who held it and handed it on may, too.
    /// - Throws: ``FileError`` or `CustodyRefusal`.
    package func checkTurn(
        of identity: Identity, on keyless: KeylessVerification, opening: Bool = false
    ) throws {
        let (seal, digest) = try Self.seal(of: keyless)
        let summary = CheckSummary(VerificationReport(checks: keyless.checks))
        let action: CustodyAction =
            opening ? .opened(.init(objects: 0, checks: summary)) : .verified(summary)
        let chain = try read(of: seal, digest: digest)
        try Self.requireReceived(keyless, for: action, in: chain)
        _ = try chain.next(
            action, by: identity.card, appointment: try identity.signedAppointment, at: .now())
    }

    /// Adds an entry to the chain of a bundle.
    ///
    /// - Throws: as ``update(of:digest:_:)``, and `CustodyRefusal`.
    @discardableResult
    package func add(
        _ action: CustodyAction, by identity: Identity, on keyless: KeylessVerification
    ) throws -> CustodyChain {
        let (seal, digest) = try Self.seal(of: keyless)
        return try update(of: seal, digest: digest, timestamp: keyless.timestampDigest) {
            try Self.requireReceived(keyless, for: action, in: $0)
            return try $0.adding(action, by: identity)
        }
    }

    /// Refuses to write of a whole bundle into a chain that knows it by damaged copies alone, before it was received.
    private static func requireReceived(
        _ keyless: KeylessVerification, for action: CustodyAction, in chain: CustodyChain
    ) throws(CustodyRefusal) {
        switch action {
        case .verified, .opened, .copied, .disclosed, .clockMeasured, .transferred: break
        case .received, .disposed, .corrected, .succeeded: return
        }
        guard let archive = keyless.archive?.facts, VerificationReport(checks: keyless.checks).holds,
            chain.files.areDamagedOnly, chain.files.objection(to: archive) != nil
        else { return }
        throw .wholeNotReceived(archive)
    }
}
