import CustodyDesk
import Outcomes
import StatementFiles
import Catalog
import Sealing

extension OwnersJournal {
    /// Notes a receipt that was read, where it is for a bundle that the journal knows: whoever reads one in the owner's name
    /// need not remember to.
    ///
    /// - Returns: the journal it is noted in; nil where there is none. That it is about another bundle, or cannot be
    ///   noted, is said.
    package func note(read receipt: ShownReceipt) -> String? {
        guard let path, Journal.exists(at: path) else { return nil }
        do {
            let journal = try Journal(path: path)
            say(journal, try journal.note([JournalEntry(verifying: receipt.envelope)]))
            return path
        } catch {
            noting(.journal(.notNoted(reason: DeskError(error).message)))
            return nil
        }
    }

    /// Notes statements that did not get into the journal by themselves, all of them or none. Each is checked first.
    ///
    /// - Parameter files: receipts for bundles the owner made, requests, counter-offers, consents and revocations.
    /// - Throws: ``DeskError`` that names the file of a statement that does not hold or is of no kind that is kept.
    package func add(_ files: [String]) throws(DeskError) -> JournalAddedFacts {
        let path = try existingPlace()
        var entries: [JournalEntry] = []
        for file in files {
            entries.append(
                try telling(in: file) {
                    try JournalEntry(verifying: try DSSEEnvelope(json: try StatementFile.read(file)))
                })
        }
        let journal = try telling { try Journal(path: path) }
        say(journal, [])
        try telling { _ = try journal.note(entries) }
        return JournalAddedFacts(
            journal: path,
            added: zip(files, entries).map {
                .init(file: $0, kind: $1.kind.rawValue, digest: $1.envelope.payloadDigest.hex)
            })
    }
}
