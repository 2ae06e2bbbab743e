import Records
import Statements
import Databases
import Files
import Foundation
import GRDB
import Sealing

/// An owner's journal: every request seen, what was answered, what left, what came back. One SQLite file.
///
/// It is for the owner's eyes: it is readable by nobody else and is never sent. Statements are kept as they were
/// signed, and only those that hold. Rows are only added, each bound to all before it, and the newest link is kept beside the
/// owner's identity: what is altered, hidden or taken out is named. Everything is written whole or not at all, and synced
/// before it counts, so a process may be killed at any moment. Several processes may use it at once. Format:
/// docs/spec/journal.md.
package final class Journal: Sendable {
    /// The file.
    package let path: String
    /// Its name in what is kept beside identities, `proffer-journal/` and a random UUID.
    package let origin: String
    /// What the person is told of the place, in one line; nil where there is nothing.
    package let caution: String?
    private let queue: DatabaseQueue
    private let keeper: JournalKeeper?

    /// How many bytes the facts of one bundle may have.
    static let maximumFactBytes = 16 << 20
    /// How long another program's lock is waited for, in seconds.
    private static let patience: TimeInterval = 15

    /// Where a journal lies unless somebody says otherwise: `$XDG_DATA_HOME/proffer/journal.sqlite`, by default under
    /// `~/.local/share` (XDG Base Directory Specification); nil for a person without a home folder.
    package static var standardPath: String? {
        let environment = ProcessInfo.processInfo.environment
        // The specification has relative paths ignored.
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            return data + "/proffer/journal.sqlite"
        }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return home + "/.local/share/proffer/journal.sqlite"
    }

    /// Whether there is a journal at a path.
    package static func exists(at path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// Opens a journal, or begins one.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - keeper: who its newest link is signed by and kept beside; nil where no identity is at hand.
    /// - Throws: ``CatalogError/journalNotUsable(path:cause:)``, also where somebody else could reach into it, and after
    ///   five seconds of another program's lock.
    package init(path: String, keptBy keeper: JournalKeeper? = nil) throws(CatalogError) {
        self.path = path
        self.keeper = keeper
        do {
            // Foundation's own way ends the process where the path is a point.
            let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
            if !folder.isEmpty {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
            let database = try PrivateDatabase(
                path, JournalTables.layout, label: "journal", patience: Self.patience, opening: .orBegun)
            (queue, caution) = (database.queue, database.caution)
            let new = "proffer-journal/\(UUID().uuidString.lowercased())"
            origin =
                try database.isReadOnly
                ? queue.read { try JournalTables.origin(in: $0) }
                : queue.write { try JournalTables.origin(in: $0, orNew: new) }
        } catch {
            throw .journalNotUsable(path: path, cause: DatabaseCause.words(error))
        }
    }

    // MARK: - Noting

    /// Notes statements, all of them or none. What is there already is only said to have been seen again.
    ///
    /// - Returns: what the person has to be told: that rows are missing, or that the newest link is not kept.
    /// - Throws: ``CatalogError/notForJournal(reason:)`` for a revocation of a consent, or a receipt of a bundle, that
    ///   is not in the journal; ``CatalogError/journalFailed(path:cause:)``.
    @discardableResult
    package func note(_ entries: [JournalEntry], at moment: WallTime = .now()) throws(CatalogError)
        -> [JournalRemark]
    {
        let remarks = try adding { database in
            var rows: [JournalRow] = []
            for entry in entries {
                try Self.requireKnown(entry, database)
                rows.append(try append(entry, moment, database))
            }
            return rows
        }.remarks
        WrittenOutputs.added(entries.count, to: path)
        return remarks
    }

    private func append(
        _ entry: JournalEntry, _ moment: WallTime, _ database: Database
    ) throws -> JournalRow {
        let digest = entry.envelope.payloadDigest
        let isKnown = try JournalTables.envelope(of: digest, kind: entry.kind, in: database) != nil
        var row = JournalRow(
            number: 0, noted: moment,
            kind: isKnown ? JournalRow.Event.again.rawValue : entry.kind.rawValue, digest: digest.bytes)
        row.about = isKnown ? [] : entry.about?.bytes ?? []
        row.content = isKnown ? Array(entry.kind.rawValue.utf8) : try entry.envelope.json()
        return try JournalTables.append(row, origin: origin, in: database)
    }

    private static func requireKnown(_ entry: JournalEntry, _ database: Database) throws {
        let wanted: JournalEntry.Kind
        switch entry.kind {
        case .revocation: wanted = .consent
        case .receipt: wanted = .seal
        default: return
        }
        guard let about = entry.about,
            try JournalTables.envelope(of: about, kind: wanted, in: database) != nil
        else {
            throw CatalogError.notForJournal(
                reason: "the \(entry.kind.rawValue) is about a \(wanted.rawValue) that is not in the journal")
        }
    }

    /// A bundle that was begun.
    package struct Begun: Sendable {
        let row: UInt64
        let note: BegunNote
        /// What the person has to be told.
        package let remarks: [JournalRemark]
    }

    /// Notes, before anything is made, that a bundle is about to be.
    ///
    /// So that what left is never missing: whoever is interrupted between making a bundle and noting it finds here that
    /// there may be one.
    ///
    /// - Parameters:
    ///   - request: what was asked for.
    ///   - consent: what was answered.
    ///   - file: the name of the bundle's file.
    /// - Returns: to be given to ``endSealing(_:_:seal:by:at:)`` or ``forgetSealing(_:at:)``.
    /// - Throws: ``CatalogError/journalFailed(path:cause:)``; then no bundle should be made.
    package func beginSealing(
        request: DSSEEnvelope, consent: DSSEEnvelope, file: String, at moment: WallTime = .now()
    ) throws(CatalogError) -> Begun {
        let note = BegunNote(request: request.payloadDigest, consent: consent.payloadDigest, file: file)
        let (rows, remarks) = try adding { database in
            let asked = try append(
                JournalEntry(kind: .request, envelope: request, about: nil), moment, database)
            let answered = try append(
                JournalEntry(kind: .consent, envelope: consent, about: request.payloadDigest), moment,
                database)
            return [asked, answered, try append(.begun, note, moment, database)]
        }
        return Begun(row: rows.last?.number ?? 0, note: note, remarks: remarks)
    }

    /// Notes that a bundle was made, and what is in it, under the owner's signature.
    ///
    /// - Returns: what the person has to be told.
    /// - Throws: ``CatalogError/journalFailed(path:cause:)``. The bundle is there all the same, and the journal goes on
    ///   saying that it was begun.
    @discardableResult
    package func endSealing(
        _ begun: Begun, _ facts: SealedFacts, seal: DSSEEnvelope, by owner: Identity,
        at moment: WallTime = .now()
    ) throws(CatalogError) -> [JournalRemark] {
        try adding { database in
            let sealed = try append(
                JournalEntry(kind: .seal, envelope: seal, about: begun.note.consent), moment, database)
            let note = SealedNote(
                begun: begun.row, request: begun.note.request, consent: begun.note.consent,
                seal: seal.payloadDigest, file: begun.note.file, facts: facts)
            let row = JournalRow(
                number: 0, noted: moment, kind: JournalRow.Event.sealed.rawValue,
                about: JournalReplay.bytes(begun.row), content: try note.signed(by: owner).json())
            return [sealed, try JournalTables.append(row, origin: origin, in: database)]
        }.remarks
    }

    /// Notes that a bundle which was begun was not made.
    ///
    /// - Throws: ``CatalogError/journalFailed(path:cause:)``; then the journal goes on saying that it was begun.
    package func forgetSealing(_ begun: Begun, at moment: WallTime = .now()) throws(CatalogError) {
        _ = try adding { [try append(.abandoned, AbandonedNote(begun: begun.row), moment, $0)] }
    }

    private func append(
        _ event: JournalRow.Event, _ note: some Encodable, _ moment: WallTime, _ database: Database
    ) throws -> JournalRow {
        try JournalTables.append(
            JournalRow(
                number: 0, noted: moment, kind: event.rawValue, content: try StrictJSON.encode(note)),
            origin: origin, in: database)
    }

    // MARK: - Reading

    /// A statement of a kind by its payload digest; nil where it is not in the journal.
    ///
    /// - Throws: ``CatalogError/journalFailed(path:cause:)``.
    package func statement(_ digest: SHA256Digest, _ kind: JournalEntry.Kind) throws(CatalogError)
        -> DSSEEnvelope?
    {
        let bytes = try reading { try JournalTables.envelope(of: digest, kind: kind, in: $0) }
        return bytes.flatMap { try? DSSEEnvelope(json: [UInt8]($0)) }
    }

    /// What its owner said no with, of all that was noted.
    package struct Refusals: Sendable {
        /// The revocations of the consent.
        package var revocations: [DSSEEnvelope] = []
        /// The answers that decline its request, but for those that were noted before the consent was.
        package var declines: [DSSEEnvelope] = []
        /// The answers that decline its request and were noted before the consent, which opened it again.
        package var earlierDeclines: [DSSEEnvelope] = []

        /// None.
        package init() {}
    }

    /// What takes a consent back, as far as it was noted: its revocations, and later answers that decline its request.
    ///
    /// - Throws: ``CatalogError/journalFailed(path:cause:)``.
    package func refusals(
        of consent: SHA256Digest, to request: SHA256Digest
    ) throws(CatalogError) -> Refusals {
        try reading { database in
            var refusals = Refusals()
            refusals.revocations = try JournalTables.rows(about: consent, kind: .revocation, in: database)
                .compactMap { try? DSSEEnvelope(json: $0.content) }
            var isBefore = true
            for row in try JournalTables.rows(about: request, kind: .consent, in: database) {
                if row.digest == consent.bytes {
                    isBefore = false
                    continue
                }
                guard let envelope = try? DSSEEnvelope(json: row.content),
                    (try? Consent(verifying: envelope))?.decision == .declined
                else { continue }
                if isBefore {
                    refusals.earlierDeclines.append(envelope)
                } else {
                    refusals.declines.append(envelope)
                }
            }
            // Of a consent that was never noted nothing tells which came first but the dates.
            if isBefore { swap(&refusals.declines, &refusals.earlierDeclines) }
            return refusals
        }
    }

    /// The answers to a request that were noted, each with the revocations of it, in the order of their noting.
    ///
    /// - Throws: ``CatalogError/journalFailed(path:cause:)``.
    package func consents(
        to request: SHA256Digest
    ) throws(CatalogError) -> [(consent: DSSEEnvelope, revocations: [DSSEEnvelope])] {
        try reading { database in
            try JournalTables.rows(about: request, kind: .consent, in: database).compactMap { row in
                guard let consent = try? DSSEEnvelope(json: row.content) else { return nil }
                let revocations = try JournalTables.rows(
                    about: consent.payloadDigest, kind: .revocation, in: database)
                return (consent, revocations.compactMap { try? DSSEEnvelope(json: $0.content) })
            }
        }
    }

    /// Whether a key is the owner's: a head beside an identity that the journal remembers is signed with it. Nil where none
    /// lies there.
    ///
    /// - Parameter place: makes a place of a path the journal remembers.
    /// - Throws: ``CatalogError/journalFailed(path:cause:)``.
    package func isOwn(
        _ key: VerifyingKey, place: (String) -> HeadPlace?
    ) throws(CatalogError) -> Bool? {
        try reading { database in
            let places = try JournalTables.stems(in: database).compactMap(place)
            return JournalHeads(of: self.origin, places).isOwn(key)
        }
    }

    /// The owner's own cards, as their newest answers carry them: a head beside an identity that the journal remembers is
    /// signed with the key of each.
    ///
    /// - Parameter place: makes a place of a path the journal remembers.
    /// - Throws: ``CatalogError/journalFailed(path:cause:)``.
    package func ownCards(place: (String) -> HeadPlace?) throws(CatalogError) -> [Card] {
        try reading { database in
            let heads = JournalHeads(
                of: self.origin, try JournalTables.stems(in: database).compactMap(place))
            guard !heads.found.isEmpty else { return [] }
            var cards: [Card] = []
            func add(_ card: Card?) {
                if let card, !cards.contains(card), heads.isOwn(card.verifyingKey) == true {
                    cards.append(card)
                }
            }
            for content in try JournalTables.newest(.consent, atMost: Self.answersLookedAt, in: database) {
                add(try? Consent(verifying: DSSEEnvelope(json: Array(content))).owner)
            }
            for content in try JournalTables.newest(.counterOffer, atMost: Self.answersLookedAt, in: database)
            {
                add(try? CounterOffer(verifying: DSSEEnvelope(json: Array(content))).owner)
            }
            return cards
        }
    }

    /// How many of the newest answers are looked at for the owner's cards: a person has few keys.
    private static let answersLookedAt = 64

    /// Everything in it, by request, held against itself and against what lies beside identities.
    ///
    /// - Parameters:
    ///   - named: an identity's place whose head must be there to count.
    ///   - place: makes a place of a path the journal remembers.
    /// - Throws: ``CatalogError/journalFailed(path:cause:)``.
    package func history(
        heldAgainst named: HeadPlace? = nil, place: (String) -> HeadPlace? = { _ in nil }
    ) throws(CatalogError) -> JournalHistory {
        try reading { database in
            let stems = try JournalTables.stems(in: database).filter { $0 != named?.stem }
            let places = [named].compactMap(\.self) + stems.compactMap(place)
            let heads = JournalHeads(of: self.origin, places)
            var chain = try JournalChain(of: self.origin, sizes: Set(heads.found.map(\.head.checkpoint.size)))
            var replay = JournalReplay()
            try JournalTables.eachRow(in: database) { row in
                try chain.add(row)
                replay.add(row)
            }
            return JournalHistory(replay, chain, heads)
        }
    }

    // MARK: - SQLite

    private func failure(_ error: any Error) -> CatalogError {
        let cause = DatabaseCause.words(error)
        return DatabaseCause.isDamage(error)
            ? .damaged(path: path, cause: cause) : .journalFailed(path: path, cause: cause)
    }

    private func reading<Value>(_ body: (Database) throws -> Value) throws(CatalogError) -> Value {
        do { return try queue.read(body) } catch {
            throw failure(error)
        }
    }

    /// Adds rows, all of them or none, reads them back, and has the newest link kept beside the identity.
    private func adding(
        _ body: (Database) throws -> [JournalRow]
    ) throws(CatalogError) -> (rows: [JournalRow], remarks: [JournalRemark]) {
        do {
            let (rows, lost) = try queue.write { database in
                let lost = try noteMissing(in: database)
                return (try body(database), lost)
            }
            // What it says must be true: a row counts when it was found where it was put.
            let kept = try queue.write { database in
                for row in rows {
                    guard try JournalTables.row(row.number, in: database) == row else {
                        throw JournalTables.Damaged(
                            description: "what was noted is not what is there: row \(row.number)")
                    }
                }
                return try keepTip(in: database)
            }
            return (rows, [lost, kept].compactMap(\.self))
        } catch let error as CatalogError {
            throw error
        } catch {
            throw failure(error)
        }
    }

    /// Notes in the journal what the head beside the identity knows and the journal does not.
    ///
    /// - Returns: the same for the person; nil where nothing is amiss.
    private func noteMissing(in database: Database) throws -> JournalRemark? {
        guard let keeper else { return nil }
        let head: Checkpoint?
        do { head = try keeper.head(of: origin) } catch { return .headNotUsable(reason: "\(error)") }
        guard let head else { return nil }
        let link =
            try head.size == 0
            ? JournalRow.firstLink(of: origin) : JournalTables.row(head.size, in: database)?.link
        guard link != head.root.bytes else { return nil }
        let file = try keeper.place.path(of: origin)
        _ = try append(
            .missing, MissingNote(head: file, rows: head.size, link: head.root), .now(), database)
        return .lacksRows(journal: path, head: file, rows: head.size)
    }

    /// Keeps the newest link beside the identity. Under the database's lock, so that an older one never replaces it.
    ///
    /// - Returns: why that failed, for the person; nil where it did not.
    private func keepTip(in database: Database) throws -> JournalRemark? {
        guard let keeper, let tip = try JournalTables.tip(in: database) else { return nil }
        do {
            try keeper.keep(tip.link, rows: tip.number, of: origin)
        } catch {
            return .headNotKept(reason: "\(error)")
        }
        try JournalTables.remember(stem: keeper.place.stem, in: database)
        return nil
    }
}
