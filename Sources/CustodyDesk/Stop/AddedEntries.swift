import Files
import Glibc
import Ledger
import Sealing
import Statements
import Synchronization

/// Entries that are added to files which grow, a ledger or a register: counted among what was written when somebody stops the
/// program (``StopSignals``).
///
/// A stop waits for the end of what is being added, and nothing is added behind it: what is said then is all there is.
enum AddedEntries {
    private static let isStopped = Mutex(false)

    /// Adds entries, unless the program is being stopped.
    ///
    /// - Parameters:
    ///   - path: the file they are added to, as a person is told of it.
    ///   - add: adds them, and gives how many were added.
    /// - Throws: what `add` throws; then none is counted.
    static func adding<Value: Sendable, Failure: Error>(
        to path: String, _ add: () throws(Failure) -> (value: Value, entries: Int)
    ) throws(Failure) -> Value {
        let value = try isStopped.withLock { isStopped throws(Failure) -> Value? in
            guard !isStopped else { return nil }
            let added = try add()
            WrittenOutputs.added(added.entries, to: path)
            return added.value
        }
        // Not for long: the process ends.
        while true {
            if let value { return value }
            pause()
        }
    }

    /// Ends all adding, for good, once what is being added now is added.
    static func stop() { isStopped.withLock { $0 = true } }
}

extension Ledger {
    /// Logs a statement unless it is there already, as `proof(logging:signedBy:after:)` does, and counts it for who stops the
    /// program.
    ///
    /// - Throws: as that.
    func countedProof(
        logging entry: [UInt8], signedBy keeper: Identity, after before: SignedBefore
    ) throws(LedgerError) -> TransparencyLogProof {
        try AddedEntries.adding(to: path) { () throws(LedgerError) -> (value: Void, entries: Int) in
            guard try !holds(entry) else { return ((), 0) }
            try append([entry], after: before)
            return ((), 1)
        }
        return try proof(logging: entry, signedBy: keeper, after: before)
    }
}
