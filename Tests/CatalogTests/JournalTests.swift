import Records
import Statements
import Catalog
import Foundation
import Peers
import Sealing
import Testing

/// An owner's journal: what it keeps, that it keeps it once, and what it says when somebody was at it.
@Suite("The owner's journal")
struct JournalTests {
    /// A request, an offer, a grant, a decline and a revocation, signed.
    struct Statements {
        let agency: Identity
        let owner: Identity
        let request: DSSEEnvelope
        let offer: DSSEEnvelope
        let consent: DSSEEnvelope
        let declined: DSSEEnvelope
        let revocation: DSSEEnvelope

        init(caseNumber: String = "26-0417") throws {
            func time(_ text: String) throws -> WallTime { try WallTime(rfc3339: text) }
            func person(_ name: String, _ role: Role, _ seed: UInt8) throws -> Identity {
                try Identity(
                    name: name, role: role, created: try time("2026-06-01T10:00:00Z"),
                    signingKey: try SigningKey(seed: [UInt8](repeating: seed, count: 32)),
                    ageIdentity: .x25519(
                        try X25519Identity(secretKey: [UInt8](repeating: seed, count: 32))))
            }
            agency = try person("Maria Keller", .agency, 1)
            owner = try person("Dana Whitfield", .owner, 2)
            let window = try Window(from: time("2026-07-04T21:40:00Z"), to: time("2026-07-04T21:43:00Z"))
            let asked = Request(
                id: "6f1c2f0e-4b7a-4c1d-9d53-2a7c0e9b4d11", agency: agency.card, caseNumber: caseNumber,
                purpose: "A car was struck", location: Location(text: "12 Elm St"), window: window,
                recipients: [agency.card], issued: try time("2026-07-05T09:00:00Z"),
                expires: try time("2026-08-05T09:00:00Z"))
            request = try asked.signed(by: agency)
            let issued = try time("2026-07-05T10:00:00Z")
            let expires = try time("2026-08-01T10:00:00Z")
            offer = try CounterOffer(
                request: request.payloadDigest, window: window, owner: owner.card, issued: issued,
                expires: expires
            ).signed(by: owner)
            consent = try Consent(
                request: request.payloadDigest, decision: .granted, grants: [Grant(window: window)],
                conditions: ["No publication"], owner: owner.card, issued: issued, expires: expires
            ).signed(by: owner)
            declined = try Consent(
                request: request.payloadDigest, decision: .declined, grants: [], owner: owner.card,
                issued: issued, expires: expires
            ).signed(by: owner)
            revocation = try Revocation(
                consent: consent.payloadDigest, owner: owner.card, issued: try time("2026-07-06T10:00:00Z")
            ).signed(by: owner)
        }
    }

    private static func journal(in folder: ScratchFolder) throws -> Journal {
        try Journal(path: folder.path("data/journal.sqlite"))
    }

    private static let earlier = WallTime(nanoseconds: 1_783_260_000_000_000_000)
    private static let later = WallTime(nanoseconds: 1_783_270_000_000_000_000)

    @Test("a no that was noted behind a consent closes it; one noted before it was opened again by it")
    func refusals() throws {
        let statements = try Statements()
        func refusals(_ noted: [DSSEEnvelope]) throws -> Journal.Refusals {
            let folder = try ScratchFolder()
            let journal = try Self.journal(in: folder)
            for envelope in noted { try journal.note([try JournalEntry(verifying: envelope)]) }
            return try journal.refusals(
                of: statements.consent.payloadDigest, to: statements.request.payloadDigest)
        }
        let (request, consent, declined) = (statements.request, statements.consent, statements.declined)
        #expect(try refusals([request, consent]).declines.isEmpty)
        #expect(try refusals([request, consent, declined]).declines == [declined])
        #expect(try refusals([request, declined, consent]).declines.isEmpty)
        #expect(try refusals([request, declined, consent]).earlierDeclines == [declined])
        #expect(
            try refusals([request, consent, statements.revocation]).revocations == [statements.revocation])
    }

    @Test("of a consent that was not noted, every no to its request counts")
    func refusalsOfAnother() throws {
        let statements = try Statements()
        let folder = try ScratchFolder()
        let journal = try Self.journal(in: folder)
        for envelope in [statements.request, statements.declined] {
            try journal.note([try JournalEntry(verifying: envelope)])
        }
        let refusals = try journal.refusals(
            of: try SHA256Digest.of([7]), to: statements.request.payloadDigest)
        #expect(refusals.declines == [statements.declined])
    }

    @Test("what is noted comes back whole, by request, also after it was closed")
    func givesBack() throws {
        let folder = try ScratchFolder()
        let statements = try Statements()
        do {
            let journal = try Self.journal(in: folder)
            for envelope in [
                statements.request, statements.offer, statements.consent, statements.declined,
                statements.revocation,
            ] {
                try journal.note([try JournalEntry(verifying: envelope)])
            }
        }
        let history = try Self.journal(in: folder).history()
        #expect(history.spoiled.isEmpty)
        let entry = try #require(history.requests.first)
        #expect(history.requests.count == 1)
        #expect(entry.request?.envelope == statements.request)
        #expect(entry.offers.map(\.envelope) == [statements.offer])
        #expect(
            Set(entry.answers.compactMap(\.consent?.envelope)) == [statements.consent, statements.declined])
        let granted = try #require(
            entry.answers.first { $0.digest == statements.consent.payloadDigest })
        #expect(granted.revocations.map(\.envelope) == [statements.revocation])
    }

    @Test("the same request seen twice is one row, with when it was seen first and last")
    func idempotent() throws {
        let folder = try ScratchFolder()
        let journal = try Self.journal(in: folder)
        let entry = try JournalEntry(verifying: try Statements().request)
        try journal.note([entry], at: Self.later)
        try journal.note([entry], at: Self.earlier)
        try journal.note([entry, entry], at: Self.later)
        let history = try journal.history()
        #expect(history.requests.count == 1)
        #expect(history.requests.first?.request?.first == Self.later)
        #expect(history.requests.first?.request?.last == Self.later)
        try journal.note([entry], at: Self.later.adding(nanoseconds: 1))
        #expect(
            try journal.history().requests.first?.request?.last == Self.later.adding(nanoseconds: 1))
    }

    @Test(
        "an answer to a request that was not noted is kept, and a revocation without its consent is refused")
    func withoutContext() throws {
        let folder = try ScratchFolder()
        let journal = try Self.journal(in: folder)
        let statements = try Statements()
        let revocation = try JournalEntry(verifying: statements.revocation)
        #expect(throws: CatalogError.self) { try journal.note([revocation]) }
        try journal.note([try JournalEntry(verifying: statements.consent), revocation])
        let entry = try #require(try journal.history().requests.first)
        #expect(entry.request == nil)
        #expect(entry.digest == statements.request.payloadDigest)
        #expect(entry.answers.first?.revocations.count == 1)
    }

    @Test("only statements that hold are taken, of kinds that are known")
    func refuses() throws {
        let statements = try Statements()
        let changed = try DSSEEnvelope(
            payload: statements.request.payload + [0x20], payloadType: statements.request.payloadType,
            signatures: statements.request.signatures)
        #expect(throws: StatementError.self) { try JournalEntry(verifying: changed) }
        let other = try DSSEEnvelope(
            payload: [0x7B, 0x7D], payloadType: "application/vnd.in-toto+json",
            signatures: statements.request.signatures)
        #expect(throws: StatementError.self) { try JournalEntry(verifying: other) }
        let foreign = try DSSEEnvelope(
            payload: [0x7B, 0x7D], payloadType: "application/json", signatures: statements.request.signatures)
        #expect(throws: CatalogError.self) { try JournalEntry(verifying: foreign) }
    }

    static func facts() throws -> SealedFacts {
        let time = try WallTime(rfc3339: "2026-07-05T10:30:00Z")
        let statements = try Statements()
        return SealedFacts(
            Record(
                bundle: "5b3393425d9041a8ae7570b0d4159d78", request: statements.request,
                consent: statements.consent, sealed: time, recordings: [], objects: [],
                tool: ToolFacts(name: "t", version: "1", operatingSystem: "t", libraries: [:]), log: []),
            size: 12, timestamp: nil)
    }

    @Test("a seal is there from before it is made: begun, then done, or forgotten when it failed")
    func sealing() throws {
        let folder = try ScratchFolder()
        let journal = try Self.journal(in: folder)
        let statements = try Statements()
        func bundles() throws -> [JournalHistory.BundleHistory] {
            try journal.history().requests.flatMap { $0.answers.flatMap(\.bundles) }
        }
        let failed = try journal.beginSealing(
            request: statements.request, consent: statements.consent, file: "a.tar")
        try journal.forgetSealing(failed)
        #expect(try bundles().isEmpty)
        let row = try journal.beginSealing(
            request: statements.request, consent: statements.consent, file: "b.tar", at: Self.earlier)
        let begun = try #require(try bundles().first)
        #expect((begun.file, begun.begun, begun.ended) == ("b.tar", Self.earlier, nil))
        #expect(begun.facts == nil)
        // Any envelope will do for a seal here: what a seal is, is for Bundle to say.
        try journal.endSealing(
            row, try Self.facts(), seal: statements.offer, by: statements.owner, at: Self.later)
        let ended = try #require(try bundles().first)
        #expect(ended.ended == Self.later)
        #expect(ended.facts?.bundle == "5b3393425d9041a8ae7570b0d4159d78")
        #expect(ended.seal == statements.offer.payloadDigest)
        // What is done cannot be forgotten.
        try journal.forgetSealing(row)
        #expect(try bundles().count == 1)
        #expect(try !journal.history().spoiled.isEmpty)
        // Request and consent are there without having been noted before.
        let entry = try #require(try journal.history().requests.first)
        #expect(entry.request?.envelope == statements.request)
    }

    @Test("a receipt stands with the bundle whose seal it is about, and without one is refused")
    func receipt() throws {
        let folder = try ScratchFolder()
        let journal = try Self.journal(in: folder)
        let statements = try Statements()
        let seal = statements.offer
        let agency = statements.agency
        let receipt = try JournalEntry(
            verifying: try Receipt(
                bundle: "5b3393425d9041a8ae7570b0d4159d78", seal: seal.payloadDigest,
                archive: ArchiveFacts(sha256: try SHA256Digest.of([]), size: 12),
                checks: CheckSummary(VerificationReport(checks: [])), time: Self.later,
                receiver: agency.card, conditions: .notSeen(reason: "no key"), entry: nil, proof: nil
            ).signed(by: agency))
        #expect(throws: CatalogError.self) { try journal.note([receipt]) }
        let row = try journal.beginSealing(
            request: statements.request, consent: statements.consent, file: "b.tar")
        try journal.endSealing(row, try Self.facts(), seal: seal, by: statements.owner)
        try journal.note([receipt])
        let bundle = try journal.history().requests.first?.answers.first?.bundles.first
        #expect(bundle?.receipts.map(\.envelope) == [receipt.envelope])
    }

    @Test("it is readable by its owner only, is sound SQLite, and is none where another database lies")
    func privateFile() throws {
        let folder = try ScratchFolder()
        let journal = try Self.journal(in: folder)
        try journal.note([try JournalEntry(verifying: try Statements().request)])
        for (name, mode) in [
            ("data", 0o700), ("data/journal.sqlite", 0o600), ("data/journal.sqlite-wal", 0o600),
        ] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(name))
            #expect(attributes[.posixPermissions] as? Int == mode, "\(name)")
        }
        try Peer.python(
            """
            import sqlite3
            db = sqlite3.connect("data/journal.sqlite")
            assert db.execute("pragma integrity_check").fetchone() == ("ok",)
            assert db.execute("pragma journal_mode").fetchone() == ("wal",)
            assert db.execute("select count(*) from entry").fetchone() == (1,)
            other = sqlite3.connect("other.sqlite")
            other.execute("create table mine (x)"); other.commit()
            """, in: folder)
        #expect(throws: CatalogError.self) { try Journal(path: folder.path("other.sqlite")) }
        try folder.write("not a database, but long enough to look like one at first sight\n", as: "text")
        #expect(throws: CatalogError.self) { try Journal(path: folder.path("text")) }
        #expect(throws: CatalogError.self) { try Journal(path: folder.path("data")) }
        #expect(throws: CatalogError.self) { try Journal(path: folder.path("text/below")) }
    }

    @Test("a statement that somebody changed in the database is named, and is not shown as if it held")
    func changed() throws {
        let folder = try ScratchFolder()
        let statements = try Statements()
        let journal = try Self.journal(in: folder)
        try journal.note([
            try JournalEntry(verifying: statements.request), try JournalEntry(verifying: statements.consent),
        ])
        try Peer.python(
            """
            import base64, json, sqlite3
            db = sqlite3.connect("data/journal.sqlite")
            text = db.execute("select content from entry where kind = 'consent'").fetchone()[0]
            envelope = json.loads(text)
            payload = base64.b64decode(envelope["payload"]).replace(b"No publication", b"Anything goes!")
            envelope["payload"] = base64.b64encode(payload).decode()
            db.execute("update entry set content = ? where kind = 'consent'", (json.dumps(envelope).encode(),))
            db.commit()
            """, in: folder)
        let history = try journal.history()
        #expect(history.spoiled.contains("a consent"))
        #expect(history.spoiled.contains { $0.contains("row 2, noted as consent") })
        #expect(history.requests.first?.answers.isEmpty == true)
        #expect(history.requests.first?.request != nil)
    }

    @Test("several may note at once, each with the journal opened anew: nothing is lost")
    func together() async throws {
        let folder = try ScratchFolder()
        let path = folder.path("journal.sqlite")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    for number in 0..<5 {
                        let request = try Statements(caseNumber: "\(writer)-\(number)").request
                        try Journal(path: path).note([try JournalEntry(verifying: request)])
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try Journal(path: path).history().requests.count == 20)
    }
}
