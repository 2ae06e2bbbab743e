import Statements
import Ledger
import Peers
import Sealing
import Testing

@Suite("A ledger keeps what it is given, in order, and proves it")
struct LedgerTests {
    @Test("an untouched ledger verifies, and says by whom and how much is signed for")
    func untouched() throws {
        let log = try Log(entries: 7)
        try log.ledger.append([try log.entry(7)])
        let found = try log.verification()
        #expect(found.holds)
        #expect(found.size == 8)
        #expect(found.signed == 7)
        #expect(found.summary.contains("Ruth Adeyemi"))
        #expect(found.summary.contains("Not yet under a checkpoint: the last 1 entry"))
    }

    @Test("places count from 0 on, whoever appends")
    func places() throws {
        let log = try Log()
        #expect(try log.ledger.append([try log.entry(0), try log.entry(1)]) == 0..<2)
        let other = try Ledger(path: log.ledger.path)
        #expect(try other.append([try log.entry(2)]) == 2..<3)
        #expect(try log.ledger.append([try log.entry(3)]) == 3..<4)
        #expect(try other.entry(at: 1) == log.entry(1))
    }

    @Test("every entry of ledgers of 1 to 33 entries is proven, offline")
    func proofs() throws {
        let log = try Log()
        for size in 1...33 {
            try log.ledger.append([try log.entry(size - 1)])
            try log.ledger.checkpoint(signedBy: log.keeper)
            for place in [0, size / 2, size - 1] {
                let proof = try TransparencyLogProof(try log.ledger.proof(of: UInt64(place)).bytes)
                #expect(
                    try proof.holds(of: log.entry(place), by: log.keeper.signingKey.verifyingKey),
                    "\(place) of \(size)")
            }
        }
    }

    @Test("growth between any two checkpoints is proven, offline")
    func growth() throws {
        let log = try Log()
        var earlier = [try log.ledger.newestCheckpoint()]
        for size in 1...20 {
            try log.ledger.append([try log.entry(size)])
            try log.ledger.checkpoint(signedBy: log.keeper)
            for checkpoint in earlier {
                let proof = try GrowthProof(try log.ledger.growth(since: checkpoint).bytes)
                #expect(try proof.holds(since: checkpoint, by: log.keeper.signingKey.verifyingKey))
            }
            earlier.append(try log.ledger.newestCheckpoint())
        }
    }

    @Test("an entry after the newest checkpoint has no proof, and the reason is that no checkpoint shows it")
    func unsigned() throws {
        let log = try Log(entries: 3)
        try log.ledger.append([try log.entry(3)])
        let error = #expect(throws: LedgerError.self) { try log.ledger.proof(of: 3) }
        guard case .notUnderCheckpoint(_, entry: 3, size: 3)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("what is no signed statement is not logged, nor anything given with it")
    func notAnEntry() throws {
        let log = try Log(entries: 2)
        #expect(throws: LedgerError.self) { try log.ledger.append([try log.entry(2), Array("{}".utf8)]) }
        #expect(try log.ledger.count() == 2)
    }

    @Test("nothing that is there is taken for a new ledger, or for one")
    func foreign() throws {
        let log = try Log(entries: 2)
        #expect(throws: LedgerError.exists(path: log.ledger.path)) {
            try Ledger.create(at: log.ledger.path, by: log.keeper)
        }
        try log.folder.write("no ledger", as: "other")
        #expect(throws: LedgerError.self) { try Ledger(path: log.folder.path("other")) }
        #expect(throws: LedgerError.missing(path: log.folder.path("none"))) {
            try Ledger(path: log.folder.path("none"))
        }
    }

    @Test("many writers at once lose nothing and fork nothing")
    func writers() async throws {
        let log = try Log()
        let path = log.ledger.path
        let entries = try (0..<200).map { try log.entry($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    let ledger = try Ledger(path: path)
                    for number in stride(from: writer, to: 200, by: 4) {
                        try ledger.append([entries[number]])
                    }
                }
            }
            try await group.waitForAll()
        }
        try log.ledger.checkpoint(signedBy: log.keeper)
        #expect(try log.verification().holds)
        #expect(try Set(log.ledger.entries(from: 0, count: 1000).map(\.bytes)) == Set(entries))
    }
}
