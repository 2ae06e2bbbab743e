import Files
import Outcomes
import Records
import Statements
import Catalog
import Sealing

/// A bundle the journal knows to have been begun.
package struct JournaledSealing {
    let journal: Journal
    let begun: Journal.Begun
    let owner: Identity
    let file: String
    let noting: (Note) -> Void

    /// Notes that there is no such bundle.
    package func abandon() { try? journal.forgetSealing(begun) }

    /// What notes the same from another thread.
    fileprivate var takeBack: @Sendable () -> Void {
        let (journal, begun) = (journal, begun)
        return { try? journal.forgetSealing(begun) }
    }

    /// Notes what left. The bundle is there by then, so a failure is a note and ends nothing.
    ///
    /// - Parameters:
    ///   - size: of the bundle, in bytes; nil where that could not be found out.
    ///   - timestamp: the SHA-256 of its file `seal.tsr`; nil where it has none.
    ///   - seal: as it was signed; nil where it did not get here.
    package func end(_ record: Record, size: UInt64?, timestamp: SHA256Digest?, seal: DSSEEnvelope?) {
        do throws(CatalogError) {
            guard let seal else {
                throw .journalFailed(path: journal.path, cause: "the bundle's seal did not reach it")
            }
            let remarks = try journal.endSealing(
                begun, SealedFacts(record, size: size, timestamp: timestamp), seal: seal, by: owner)
            // What was said when it was begun is not said twice.
            for remark in remarks where !begun.remarks.contains(remark) {
                noting(.journal(JournalNote(remark)))
            }
        } catch {
            noting(.journal(.onlyBegun(bundle: file, reason: error.description)))
        }
    }
}

extension JournaledSealing {
    /// Begins in the journal and seals; the journal is told that there is no bundle where that fails, and should the program be
    /// stopped before the bundle has its name.
    ///
    /// - Parameters:
    ///   - output: the bundle's path.
    ///   - begin: what the journal knows first; nil where nothing is to be noted.
    /// - Returns: what the sealing gives, and what was begun.
    static func during<Value>(
        _ output: String, begin: () throws -> JournaledSealing?, seal: () throws -> Value
    ) throws -> (value: Value, begun: JournaledSealing?) {
        var begun: JournaledSealing?
        let number = try WrittenOutputs.begin(before: output) {
            begun = try begin()
            return begun?.takeBack
        }
        defer { WrittenOutputs.isDone(number) }
        do { return (try seal(), begun) } catch {
            begun?.abandon()
            throw error
        }
    }
}
