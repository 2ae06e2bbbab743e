import CustodyDesk
import Desk
import Outcomes
import Synchronization
import Threads

/// What all pages share: whose they are, where things lie, and what only lives as long as the server.
final class PortalState: Sendable {
    /// How long nobody uses the page before it ends, in minutes.
    static let idleMinutes = 20

    let session = Session()
    let person: PersonsFolder
    let identity: HeldIdentity
    let cases: OwnersCases
    let pages: Pages
    let kept = KeptForms()
    let works = CaseWorks()
    /// Which program a bundle is made with.
    let program: ProgramVersion
    /// The bundle that is looked at, read once; no key is in it.
    let opened = Mutex<(bundle: OwnersBundle, contents: SealedContents)?>(nil)
    let thumbnails = Thumbnails()
    /// What the pages found of the person's recordings.
    let footage = KnownFootage()
    let telephone = TelephoneListener()
    /// The folders that the person looked for recordings in.
    let lastFolders: LastFolders
    let drafted = DraftedHandovers()
    /// Where what a browser sent lies while it is looked at.
    let scratch: String
    /// A file that was named at the start, which the first page opens.
    let file: String?
    private let port = Mutex(0)

    init(scratch: String, file: String?, program: ProgramVersion) throws {
        self.program = program
        person = PersonsFolder()
        identity = HeldIdentity(at: person.identity())
        cases = OwnersCases(in: person)
        lastFolders = LastFolders(in: person)
        pages = try Pages()
        self.scratch = scratch
        self.file = file
    }

    /// Says on which port the server listens.
    func listens(on number: Int) { port.withLock { $0 = number } }

    /// The only host by which it is reached.
    var host: String { "127.0.0.1:\(port.withLock(\.self))" }
    /// What stands in front of every address of its pages: they are named everywhere as if they lay at the top.
    var root: String { "/" + session.folder }
    /// The origin of its pages.
    var origin: String { "http://\(host)" }

    /// Does what blocks on a thread of its own, and gives what comes of it with what the desk said on the way.
    func atDesk<Value: Sendable>(
        _ work: @escaping @Sendable (DeskAtHand) throws -> Value
    ) async throws -> (value: Value, notes: [Note]) {
        try await OwnThread.run {
            let desk = DeskAtHand()
            let value = try work(desk)
            return (value, desk.notes)
        }
    }
}

/// The desk as one act of the page uses it, with what it says on the way.
final class DeskAtHand {
    private(set) var notes: [Note] = []

    func note(_ note: Note) { notes.append(note) }

    /// The owner's journal, which notes what is read and signed.
    var journal: OwnersJournal {
        OwnersJournal(at: OwnersJournal.place(nil), noting: note)
    }

    /// Whom the owner trusts.
    var trust: TrustSource {
        let journal = journal
        return TrustSource(named: nil, own: { journal.ownCards() }, noting: note)
    }
}
