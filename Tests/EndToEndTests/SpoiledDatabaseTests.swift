import Foundation
import Peers
import Testing

@Suite("A database that a disk spoiled ends in one clear line, never in a crash")
struct SpoiledDatabaseTests {
    /// A journal with a sealed bundle and a ledger with a few entries.
    private func databases() throws -> Road {
        let road = try Road(sealed: false)
        try CommandRun.done(Road.seal(), in: road.folder, environment: ["PROFFER_JOURNAL": "journal.sqlite"])
        try CommandRun.done(["ledger", "new", "ledger.sqlite", "--identity", "agency.id"], in: road.folder)
        try CommandRun.done(
            ["ledger", "append", "ledger.sqlite", "request.json", "consent.json", "--identity", "agency.id"],
            in: road.folder)
        return road
    }

    /// What reads each of them.
    private static let readers = [
        "journal.sqlite": ["journal", "show", "--journal"],
        "ledger.sqlite": ["ledger", "verify", "--card", "agency.card"],
    ]

    @Test("a row with nothing where something must be")
    func emptyColumn() throws {
        let road = try databases()
        try Peer.pythonScript(
            """
            import sqlite3
            db = sqlite3.connect("journal.sqlite", isolation_level=None)
            db.execute("pragma writable_schema = on")
            db.execute("update sqlite_master set sql = replace(sql, 'NOT NULL', '') where type = 'table'")
            db.close()
            db = sqlite3.connect("journal.sqlite")
            db.execute("update entry set digest = null")
            db.commit()
            """, in: road.folder)
        let run = try CommandRun.proffer(["journal", "show", "--journal", "journal.sqlite"], in: road.folder)
        #expect([65, 73, 74].contains(run.status), "\(run.status): \(run.stderr)")
        #expect(run.stderr.split(separator: "\n").count == 1)
    }

    @Test("bits flipped, pieces cut out or put in, anywhere", arguments: ["journal.sqlite", "ledger.sqlite"])
    func spoiled(name: String) throws {
        let road = try databases()
        let bytes = try road.folder.read(name)
        let reader = try #require(Self.readers[name])
        var random: UInt64 = 20_261_126
        func draw(_ limit: Int) -> Int {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(random >> 33) % limit
        }
        for number in 0..<60 {
            var spoiled = bytes
            for _ in 0..<[1, 2, 8][draw(3)] {
                let place = draw(spoiled.count)
                switch draw(3) {
                case 0: spoiled[place] ^= 1 << UInt8(draw(8))
                case 1: spoiled.removeSubrange(place..<min(spoiled.count, place + 1 + draw(100)))
                default:
                    spoiled.insert(
                        contentsOf: bytes[draw(bytes.count / 2)...].prefix(1 + draw(60)), at: place)
                }
            }
            let copy = "spoiled-\(number).sqlite"
            try road.folder.write(spoiled, as: copy)
            chmod(road.folder.path(copy), 0o600)
            let run = try CommandRun.proffer(reader + [copy], in: road.folder)
            #expect([0, 1, 65, 73, 74].contains(run.status), "run \(number): \(run.status), \(run.stderr)")
            #expect(run.stderr.split(separator: "\n").count <= 2, "run \(number): \(run.stderr)")
        }
    }
}
