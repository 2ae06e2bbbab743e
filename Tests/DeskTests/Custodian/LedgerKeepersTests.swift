import CustodyDesk
import Foundation
import Outcomes
import Records
import Statements
import Testing

@Suite("Whose keys keep a ledger")
struct LedgerKeepersTests {
    private let room: EvidenceRoom
    private let ledger: LedgerAtHand

    /// A ledger of Ruth's, in which one custody entry is logged.
    init() throws {
        let room = try EvidenceRoom()
        self.room = room
        ledger = LedgerAtHand(room.folder.path("ledger.sqlite"), noting: room.note)
        _ = try ledger.begin(by: room.atHand(room.ruth), heads: nil)
        try room.write(.received(sender: nil, how: "by hand"), by: room.lee)
        let keeper = LedgerKeeper(room.atHand(room.ruth), heads: nil, kept: [])
        let logged = try LoggedStatements(
            [room.bundle + ".custody.jsonl"], in: ledger, again: false, by: keeper)
        try #require(logged.facts.appended == 1)
    }

    private func signatures(_ keepers: LedgerKeepers) throws -> Verdict? {
        try VerifiedLedger(ledger, kept: [], keepers: keepers).checks
            .first { $0.id == .ledgerCheckpointsSigned }?.verdict
    }

    private func proof() throws -> String {
        let output = room.output("entry.tlog-proof")
        _ = try LedgerProof.write(ofPlace: 0, from: ledger, to: output)
        return output.path
    }

    @Test("the person whose card is named")
    func named() throws {
        #expect(try signatures(LedgerKeepers(named: [try room.card(room.ruth)])) == .ok)
    }

    @Test("nobody else who is named")
    func anotherNamed() throws {
        #expect(try signatures(LedgerKeepers(named: [try room.card(room.lee)]))?.word == "failed")
    }

    @Test("where nobody is named, somebody who is trusted, also with a key that was replaced since")
    func trusted() throws {
        let new = try room.ruth.rotated(created: room.ruth.created.adding(nanoseconds: 1))
        #expect(
            try signatures(LedgerKeepers(knownBy: Trust([room.lee.card, room.ruth.card, new.card]))) == .ok)
    }

    @Test("no key that was revoked, though its card is trusted")
    func revoked() throws {
        let revocation = CardRevocation(
            card: room.ruth.card, successor: nil, reason: "stolen", since: room.ruth.created, issued: .now())
        let trust = Trust([room.ruth.card]).adding(revocation)
        #expect(try signatures(LedgerKeepers(knownBy: trust))?.word == "not_checked")
    }

    @Test("a proof is checked by somebody's signature: where nobody's counts, that is asked for")
    func nobody() throws {
        let chain = room.bundle + ".custody.jsonl"
        let proof = try proof()
        let error = refusal {
            try CheckedLedgerProof(proof, of: .holds(file: chain), by: LedgerKeepers(knownBy: Trust()))
        }
        #expect(error?.kind == .usage)
        #expect(error?.remedy == .giveKeepersCard)
    }

    @Test("a proof holds by the keeper's signature, and by no other")
    func proofs() throws {
        let chain = room.bundle + ".custody.jsonl"
        let proof = try proof()
        func check(_ identity: Identity) throws -> CheckedLedgerProof {
            try CheckedLedgerProof(
                proof, of: .holds(file: chain), by: LedgerKeepers(named: [try room.card(identity)]))
        }
        #expect(try check(room.ruth).finding?.keeper == room.ruth.card)
        #expect(try !check(room.lee).holds)
    }

    @Test("nothing is signed for that contradicts a checkpoint kept elsewhere")
    func contradiction() throws {
        let kept = room.output("kept.checkpoint")
        _ = try NewestCheckpoint.write(of: ledger, signedBy: nil, to: kept)
        let other = LedgerAtHand(room.folder.path("other.sqlite"), noting: room.note)
        _ = try other.begin(by: room.atHand(room.ruth), heads: nil)
        let keeper = LedgerKeeper(room.atHand(room.ruth), heads: nil, kept: [kept.path])
        #expect(
            refusal { try NewestCheckpoint.write(of: other, signedBy: keeper, to: room.output("new")) } != nil
        )
        #expect(!FileManager.default.fileExists(atPath: room.folder.path("new")))
    }
}
