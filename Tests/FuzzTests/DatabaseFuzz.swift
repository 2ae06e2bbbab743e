import Starts
import Peers
import Cutting
import Recordings
import Statements
import Catalog
import Foundation
import Ledger
import Sealing
import Testing

@Suite("Spoiled databases are refused or read, and end nothing")
struct DatabaseFuzz {
    /// A database as a file, where it lies in a run, and everything that reads it.
    private struct Kind {
        let name: String
        let path: String
        let bytes: [UInt8]
        let read: (inout Dice) throws -> Void
    }

    /// Big numbers in a database: SQLite stores 64-bit integers with the most significant byte first, and times are the only
    /// large ones. In their place stand the ends of all numbers.
    private static func spoilTimes(_ bytes: inout [UInt8], _ dice: inout Dice) {
        // 0x16 to 0x1B in front are the years 2020 to 2031.
        let years: ClosedRange<UInt8> = 0x16...0x1B
        var places: [Int] = []
        for place in 0..<max(0, bytes.count - 8) where years.contains(bytes[place]) { places.append(place) }
        guard let place = places.randomElement(using: &dice) else { return }
        let ends: [Int64] = [.min, .min + 1, -1, 0, 1, 1 << 62, -1 << 62, .max - 1, .max, 1 << 56, -1 << 56]
        let value = dice.one(of: ends)
        withUnsafeBytes(of: value.bigEndian) { bytes.replaceSubrange(place..<place + 8, with: $0) }
    }

    private func ledger(_ story: SignedStory, in folder: ScratchFolder) throws -> Kind {
        let path = folder.path("ledger.sqlite")
        let keeper = story.custodian
        let entries = try story.bases.map { try $0.signing($0.payload).json() }
        let early: SignedCheckpoint
        do {
            let ledger = try Ledger.create(at: path, by: keeper)
            try ledger.append(Array(entries.prefix(5)))
            early = try ledger.checkpoint(signedBy: keeper)
            try ledger.append(Array(entries.dropFirst(5)))
            try ledger.checkpoint(signedBy: keeper)
        }
        let keys = [(name: "Custodian", key: keeper.signingKey.verifyingKey)]
        return Kind(name: "ledger", path: path, bytes: try Self.bytes(path)) { dice in
            let ledger = try Ledger(path: path)
            let places: [UInt64] = [0, 3, 4, 11, 12, 1 << 62, 1 << 63, .max]
            var first: (any Error)?
            // Each reader of it, whatever the one before met.
            func attempt(_ body: () throws -> Void) { do { try body() } catch { first = first ?? error } }
            attempt { _ = try ledger.verify(keys: keys, kept: [early]) }
            attempt { _ = try ledger.count() }
            attempt {
                _ = try ledger.entries(from: dice.one(of: places), count: dice.one(of: [0, 1, 20, .max]))
            }
            attempt { _ = try ledger.entry(at: dice.one(of: places)) }
            attempt { _ = try ledger.proof(of: dice.one(of: places)) }
            attempt { _ = try ledger.growth(since: early) }
            attempt { _ = try ledger.place(of: dice.one(of: entries)) }
            if dice.oneIn(3) { attempt { try ledger.append([dice.one(of: entries)]) } }
            if dice.oneIn(3) { attempt { try ledger.checkpoint(signedBy: keeper) } }
            if let first { throw first }
        }
    }

    private func journal(_ story: SignedStory, in folder: ScratchFolder) throws -> Kind {
        let path = folder.path("journal.sqlite")
        do {
            let journal = try Journal(path: path)
            try journal.note([
                JournalEntry(kind: .request, envelope: story.request, about: nil),
                JournalEntry(kind: .consent, envelope: story.consent, about: story.request.payloadDigest),
            ])
            _ = try journal.beginSealing(request: story.request, consent: story.consent, file: "bundle.tar")
        }
        return Kind(name: "journal", path: path, bytes: try Self.bytes(path)) { dice in
            let journal = try Journal(path: path)
            var first: (any Error)?
            func attempt(_ body: () throws -> Void) { do { try body() } catch { first = first ?? error } }
            attempt { _ = try journal.history().requests.count }
            attempt { _ = try journal.statement(story.request.payloadDigest, .request) }
            if dice.oneIn(3) {
                attempt {
                    _ = try journal.beginSealing(
                        request: story.request, consent: story.consent, file: "b.tar")
                }
            }
            if let first { throw first }
        }
    }

    private func store(_ clip: SealedClip, in folder: ScratchFolder) throws -> Kind {
        let path = folder.path("store")
        do { _ = try CommitmentRun([clip.recording], into: CommitmentStore(path: path), quietNanoseconds: 0) }
        let file = try #require(
            try FileManager.default.contentsOfDirectory(atPath: path).first { $0.hasSuffix("sqlite") })
        let window = try Window(
            from: WallTime(rfc3339: "2026-07-04T20:00:00.3Z"), to: WallTime(rfc3339: "2026-07-04T20:00:05Z"))
        let recording = try Recording.probe(clip.recording, zone: RecordingZone("UTC"))
        let plan = try recording.plan(Consented.grant(window, audio: true))
        return Kind(name: "commitments", path: "\(path)/\(file)", bytes: try Self.bytes("\(path)/\(file)")) {
            dice in
            let store = try CommitmentStore(path: path)
            var first: (any Error)?
            func attempt(_ body: () throws -> Void) { do { try body() } catch { first = first ?? error } }
            attempt { _ = try store.counts() }
            attempt { _ = try store.knows(clip.recording) }
            attempt {
                guard let kept = try store.commitments(to: clip.recording).kept.first else { return }
                _ = kept.committed.inWords
                do {
                    _ = try PrecommittedPass(of: recording, kept, cuts: [plan]).proofs()
                } catch is PrecommittedPass.NotFound {}
            }
            if dice.oneIn(3) {
                attempt {
                    _ = try CommitmentRun([clip.recording], into: store, quietNanoseconds: 0).committed
                }
            }
            if let first { throw first }
        }
    }

    private func index(_ clip: SealedClip, in folder: ScratchFolder) throws -> Kind {
        let path = folder.path("index.sqlite")
        func list(_ index: FootageIndex?) throws {
            _ = try FootageSearch(
                [clip.folder.url.path], clocks: RecordingClocks(zone: RecordingZone("UTC")), memory: index)
        }
        try list(FootageIndex(path: path))
        return Kind(name: "index", path: path, bytes: try Self.bytes(path)) { _ in
            guard let index = FootageIndex(path: path) else { return }
            for file in index.remembered(after: "/", before: "0") {
                if case .recording(let glance) = file.outcome {
                    _ = WallTime.latest.adding(
                        nanoseconds: -glance.durationNanoseconds - glance.marginNanoseconds)
                }
            }
            try list(index)
        }
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    @Test("ledgers, journals, commitments and the index, with bits, pieces and numbers spoiled")
    func databases() throws {
        let settings = FuzzSettings(share: 10, slice: 300)
        let folder = try ScratchFolder(inMemory: true)
        let (story, clip) = (try SignedStory(), try SealedClip())
        let kinds = try [
            ledger(story, in: folder), journal(story, in: folder), store(clip, in: folder),
            index(clip, in: folder),
        ]
        let watch = Watch("databases", settings)
        var outcomes: [String: Int] = [:]
        for run in settings.runs {
            var dice = Dice(seed: settings.seed ^ 0xDA7A_BA00, run: run)
            let kind = dice.one(of: kinds)
            var bytes = kind.bytes
            if !dice.oneIn(20) {
                if dice.oneIn(2) { Self.spoilTimes(&bytes, &dice) }
                if dice.oneIn(2) {
                    let pages = Array(stride(from: 0, to: bytes.count, by: 4096))
                    bytes = Mutation(headers: pages, others: kinds.map(\.bytes)).apply(to: bytes, &dice)
                }
            }
            for ending in ["-wal", "-shm", "-journal"] {
                try? FileManager.default.removeItem(atPath: kind.path + ending)
            }
            try Data(bytes).write(to: URL(fileURLWithPath: kind.path))
            watch.begin(run)
            var outcome = "\(kind.name): read"
            do { try kind.read(&dice) } catch {
                outcome = "\(kind.name): \(refusalKind(of: error))"
                if let flaw = refusalFlaw(of: error) {
                    Issue.record("run \(run), \(outcome): \(flaw); \(settings.replay(run))")
                }
            }
            outcomes[outcome, default: 0] += 1
        }
        _ = watch.finish()
        Report.table("databases", settings, outcomes)
        if settings.runs.count > 200 {
            for kind in kinds { #expect(outcomes["\(kind.name): read", default: 0] > 0, "\(kind.name)") }
            #expect(outcomes.keys.contains { !$0.hasSuffix(": read") })
        }
    }
}
