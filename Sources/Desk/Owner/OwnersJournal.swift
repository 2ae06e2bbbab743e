import CustodyDesk
import Outcomes
import Statements
import Catalog
import Foundation
import Sealing

/// The port to the owner's journal: where it lies, and where it is said what is to be said of it.
///
/// It is opened anew for each thing, so that nobody waits for a lock while a person thinks.
package struct OwnersJournal {
    /// Where the journal lies, be there one or not; nil where nothing is to be noted.
    package let path: String?
    /// Where it is looked for what was noted before, also where nothing is to be noted now.
    private let place: String?
    let noting: (Note) -> Void

    /// - Parameters:
    ///   - path: where the journal lies; nil for a person who has none.
    ///   - isWritten: whether it is noted in. Who notes nothing has said no all the same.
    package init(at path: String?, isWritten: Bool = true, noting: @escaping (Note) -> Void) {
        self.path = isWritten ? path : nil
        place = path
        self.noting = noting
    }

    /// Where a journal lies: the place somebody named, that of the variable `PROFFER_JOURNAL`, or the usual one. Nil for a
    /// person without a home folder who names none.
    package static func place(_ named: String?) -> String? {
        if let named { return named }
        if let path = ProcessInfo.processInfo.environment["PROFFER_JOURNAL"], !path.isEmpty { return path }
        return Journal.standardPath
    }

    /// Notes what was read or signed. That is done by then, so a journal that cannot be written to is a note and ends
    /// nothing.
    ///
    /// - Parameter keeper: the identity at hand, beside which the newest link is kept; nil where there is none.
    package func note(_ envelopes: DSSEEnvelope..., keptBy keeper: JournalKeeper? = nil) {
        guard let path else { return }
        do {
            let journal = try Journal(path: path, keptBy: keeper)
            say(journal, try journal.note(try envelopes.map(JournalEntry.init(verifying:))))
        } catch {
            noting(.journal(.notNoted(reason: DeskError(error).message)))
        }
    }

    /// A statement that was noted, by its payload digest; nil where it is not there.
    package func statement(_ digest: SHA256Digest, _ kind: JournalEntry.Kind) -> DSSEEnvelope? {
        guard let path, Journal.exists(at: path) else { return nil }
        return try? Journal(path: path).statement(digest, kind)
    }

    /// What takes a consent back, as far as it was noted.
    ///
    /// - Throws: ``DeskError`` where the journal is there and cannot be read: it may hold a no. Where nothing is to be noted
    ///   either, that is a note.
    func refusals(of consent: SHA256Digest, to request: SHA256Digest) throws(DeskError) -> Journal.Refusals {
        guard let place, Journal.exists(at: place) else { return Journal.Refusals() }
        do {
            return try Journal(path: place).refusals(of: consent, to: request)
        } catch {
            let reason = DeskError(error)
            guard path != nil else {
                noting(.journal(.notLookedInto(reason: reason.message)))
                return Journal.Refusals()
            }
            throw DeskError(
                reason.kind, reason.message + "; nothing was sealed", remedy: .keepJournalElsewhere,
                cause: reason.cause)
        }
    }

    /// What was noted of answers to a request, each with its revocations.
    ///
    /// - Throws: ``DeskError`` where the journal is there and cannot be read: it may hold a no. Where nothing is to be noted
    ///   either, that is a note.
    func consents(
        to request: SHA256Digest
    ) throws(DeskError) -> [(consent: DSSEEnvelope, revocations: [DSSEEnvelope])] {
        guard let place, Journal.exists(at: place) else { return [] }
        do {
            return try Journal(path: place).consents(to: request)
        } catch {
            let reason = DeskError(error)
            guard path != nil else {
                noting(.journal(.notLookedInto(reason: reason.message)))
                return []
            }
            throw DeskError(
                reason.kind, reason.message, remedy: .keepJournalElsewhere, cause: reason.cause)
        }
    }

    /// When the owner declined a request last, by the answers that were noted; nil where there is none.
    func declined(_ request: SHA256Digest) -> WallTime? {
        guard let path, Journal.exists(at: path),
            let noted = try? Journal(path: path).refusals(of: request, to: request)
        else { return nil }
        return noted.declines.compactMap { try? Consent(verifying: $0).issued }.max()
    }

    /// Whether a key is the owner's: what lies beside an identity that the journal remembers is signed with it. Nil where
    /// nothing lies there, so that nobody knows.
    package func isOwn(_ key: VerifyingKey) -> Bool? {
        guard let path, Journal.exists(at: path) else { return nil }
        return (try? Journal(path: path).isOwn(key, place: HeadPlace.beside)) ?? nil
    }

    /// The owner's own cards, by what they answered before; none where there is no journal that can be read.
    package func ownCards() -> [Card] {
        guard let place, Journal.exists(at: place) else { return [] }
        return (try? Journal(path: place).ownCards(place: HeadPlace.beside)) ?? []
    }

    /// Notes that a bundle is about to be made: the journal knows first.
    ///
    /// - Parameter file: the bundle's.
    /// - Returns: nil where nothing is to be noted.
    /// - Throws: ``DeskError``: what left would not be in the journal, so nothing leaves before that was decided.
    package func beginSealing(
        request: DSSEEnvelope, consent: DSSEEnvelope, file: String, by owner: Identity,
        keptBy keeper: JournalKeeper
    ) throws(DeskError) -> JournaledSealing? {
        guard let path else { return nil }
        do {
            let journal = try Journal(path: path, keptBy: keeper)
            let begun = try journal.beginSealing(
                request: request, consent: consent, file: (file as NSString).lastPathComponent)
            say(journal, begun.remarks)
            return JournaledSealing(journal: journal, begun: begun, owner: owner, file: file, noting: noting)
        } catch {
            let reason = DeskError(error)
            throw DeskError(
                reason.kind, reason.message + "; nothing was sealed", remedy: .keepJournalElsewhere,
                cause: reason.cause)
        }
    }

    /// The place of the journal, where one is needed.
    ///
    /// - Throws: ``DeskError`` for a person without a home folder who names none.
    func existingPlace() throws(DeskError) -> String {
        guard let path else {
            throw DeskError(
                .usage, "there is no home folder to look in for your journal", remedy: .nameJournal)
        }
        return path
    }

    /// Says what is to be said of a journal that was opened, and of noting in it.
    func say(_ journal: Journal, _ remarks: [JournalRemark]) {
        if let caution = journal.caution { noting(.journal(.place(caution: caution))) }
        for remark in remarks { noting(.journal(JournalNote(remark))) }
    }
}

extension JournalKeeper {
    /// An identity, and the place beside its file.
    package init(_ identity: Identity, at path: String) {
        self.init(identity, .beside(URL(fileURLWithPath: path).path))
    }
}

extension JournalNote {
    /// What a journal has to say, as a note.
    init(_ remark: JournalRemark) {
        switch remark {
        case .headNotUsable(let reason): self = .headNotUsable(reason: reason)
        case .lacksRows(let journal, let head, let rows):
            self = .lacksRows(journal: journal, head: head, rows: rows)
        case .headNotKept(let reason): self = .headNotKept(reason: reason)
        }
    }
}
