import CustodianCommands
import Records
import Statements
import ArgumentParser
import Catalog
import Foundation
import Sealing

/// Where the owner's journal lies, and what a command notes in it.
struct JournalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Your journal, in which this is noted. Default: $PROFFER_JOURNAL, or proffer/journal.sqlite in "
                + "$XDG_DATA_HOME or ~/.local/share.", valueName: "file"), completion: .file())
    var journal: String?

    @Flag(help: "Note nothing.")
    var noJournal = false

    func validate() throws {
        if noJournal, journal != nil {
            throw ValidationError("--journal and --no-journal do not go together")
        }
    }

    /// Where it lies, be there one or not; nil with `--no-journal` and for a person without a home folder.
    var path: String? { noJournal ? nil : Self.place(journal) }

    /// The place somebody named, or else the usual one.
    static func place(_ named: String?) -> String? {
        if let named { return named }
        if let path = ProcessInfo.processInfo.environment["PROFFER_JOURNAL"], !path.isEmpty { return path }
        return Journal.standardPath
    }

    /// Notes what was read or signed. What it says is done by then, so a journal that cannot be written to is named on
    /// standard error and ends nothing.
    ///
    /// - Parameter keeper: the identity at hand, beside which the newest link is kept; nil where there is none.
    func note(_ envelopes: DSSEEnvelope..., keptBy keeper: JournalKeeper? = nil) {
        guard let path else { return }
        do {
            let journal = try Journal(path: path, keptBy: keeper)
            Self.say(journal, try journal.note(try envelopes.map(JournalEntry.init(verifying:))))
        } catch {
            Output.notes("note: this is not in your journal: \(Failure(error).message)")
        }
    }

    private static func say(_ journal: Journal, _ notes: [String]) {
        for note in [journal.caution].compactMap(\.self) + notes { Output.notes("note: \(note)") }
    }

    /// A statement that was noted, by its payload digest; nil where it is not there.
    func statement(_ digest: SHA256Digest, _ kind: JournalEntry.Kind) -> DSSEEnvelope? {
        guard let path, Journal.exists(at: path) else { return nil }
        return try? Journal(path: path).statement(digest, kind)
    }

    /// Whether a key is the owner's: what lies beside an identity that the journal remembers is signed with it. Nil where
    /// nothing lies there, so that nobody knows.
    func isOwn(_ key: VerifyingKey) -> Bool? {
        guard let path, Journal.exists(at: path) else { return nil }
        return (try? Journal(path: path).isOwn(key, place: HeadPlace.beside)) ?? nil
    }

    /// Notes that a bundle is about to be made.
    ///
    /// - Throws: ``Failure``: what left would not be in the journal, so nothing leaves before that was decided.
    func beginSealing(
        request: DSSEEnvelope, consent: DSSEEnvelope, file: String, by owner: Identity,
        keptBy keeper: JournalKeeper
    ) throws(Failure) -> JournaledSealing? {
        guard let path else { return nil }
        do {
            let journal = try Journal(path: path, keptBy: keeper)
            let begun = try journal.beginSealing(
                request: request, consent: consent, file: (file as NSString).lastPathComponent)
            Self.say(journal, begun.notes)
            return JournaledSealing(journal: journal, begun: begun, owner: owner, file: file)
        } catch {
            var failure = Failure(error)
            failure.message += "; nothing was sealed"
            failure.hint = "--journal FILE keeps it elsewhere, and --no-journal seals without noting it"
            throw failure
        }
    }
}

/// A bundle the journal knows to have been begun.
struct JournaledSealing {
    let journal: Journal
    let begun: Journal.Begun
    let owner: Identity
    let file: String

    /// Notes that there is no such bundle.
    func abandon() { try? journal.forgetSealing(begun) }

    /// Notes what left. The bundle is there by then, so a failure is said and ends nothing.
    func end(_ record: Record, size: UInt64?, timestamp: SHA256Digest?, seal: DSSEEnvelope?) {
        do throws(CatalogError) {
            guard let seal else {
                throw .journalFailed(path: journal.path, cause: "the bundle's seal did not reach it")
            }
            let notes = try journal.endSealing(
                begun, SealedFacts(record, size: size, timestamp: timestamp), seal: seal, by: owner)
            // What was said when it was begun is not said twice.
            for note in notes where !begun.notes.contains(note) { Output.notes("note: \(note)") }
        } catch {
            Output.notes(
                "note: \(file) is made and whole, but your journal only says that it was begun: \(error)")
        }
    }
}

extension JournalKeeper {
    /// An identity, and the place beside its file.
    init(_ identity: Identity, at path: String) {
        self.init(identity, .beside(URL(fileURLWithPath: path).path))
    }
}
