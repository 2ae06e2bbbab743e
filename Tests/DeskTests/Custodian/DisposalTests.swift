import CustodyDesk
import Foundation
import Outcomes
import Peers
import Records
import Statements
import Testing

@Suite("What became of a bundle is written down afterwards, with what lies at its place")
struct DisposalTests {
    private let room: EvidenceRoom
    init() throws {
        room = try EvidenceRoom()
        try room.write(.received(sender: nil, how: "by hand"), by: room.lee)
    }

    private func removed() throws { try FileManager.default.removeItem(atPath: room.bundle) }

    @Test("that it is gone is refused while it lies there, under another name of its bytes too")
    func liesThere() throws {
        let before = room.chain
        for seen in DisposalSeen.allCases where seen != .returned {
            let error = refusal {
                try room.write(.disposed(seen, how: nil, why: "retention ended"), by: room.lee)
            }
            #expect(error?.kind == .doesNotHold && error?.remedy == .disposeFirst, "\(seen)")
        }
        try room.damage()
        #expect(
            refusal { try room.write(.disposed(.deleted, how: nil, why: "retention ended"), by: room.lee) }?
                .kind
                == .doesNotHold)
        #expect(room.chain == before)
    }

    @Test("once it is gone the chain alone takes the entry, and says that nothing lay there")
    func gone() throws {
        try removed()
        let written = try room.write(.disposed(.overwritten, how: nil, why: "retention ended"), by: room.lee)
        guard case .disposed(let facts)? = written.chain.links.last?.entry.action else {
            Issue.record("no disposal")
            return
        }
        #expect(facts.found == .nothing && facts.seen == .overwritten && written.chain.isDisposed)
    }

    @Test("another file in its place is told of")
    func another() throws {
        try removed()
        try room.folder.write("zeros", as: "bundle.tar")
        let written = try room.write(.disposed(.overwritten, how: nil, why: "retention ended"), by: room.lee)
        guard case .disposed(let facts)? = written.chain.links.last?.entry.action else {
            Issue.record("no disposal")
            return
        }
        #expect(facts.found == .another)
    }

    @Test("the bundle packed anew in its place lies there still, so it was not overwritten")
    func packedAnew() throws {
        let made = try Peer.run(
            try Peer.program("sh"), ["-c", "gzip -c bundle.tar > x && mv x bundle.tar"], in: room.folder)
        try #require(made.status == 0, "\(made.errors)")
        let error = refusal {
            try room.write(.disposed(.overwritten, how: nil, why: "retention ended"), by: room.lee)
        }
        #expect(error?.message.contains("lies there still") == true, "\(String(describing: error))")
    }

    @Test("a disposal of the wrong bundle is taken back, also where the file lies elsewhere by now")
    func takenBack() throws {
        try removed()
        try room.write(.disposed(.noLongerThere, how: nil, why: "looked for it"), by: room.lee)
        #expect(
            refusal { try room.write(.corrected(entry: 2, why: "on the other shelf"), by: room.ruth) }?.kind
                == .notPermitted)
        let back = try room.write(.corrected(entry: 2, why: "on the other shelf"), by: room.lee)
        #expect(back.chain.holder == room.lee.card && back.chain.holds)
        #expect(
            refusal { try room.write(.corrected(entry: 9, why: "none"), by: room.lee) }?.kind == .notPermitted
        )
    }

    @Test("words that look as if they told too much are asked about, and not signed where they are not meant")
    func texts() throws {
        var asked: [[RevealingText.Found]] = []
        func write(_ how: String, answer: Bool) throws {
            let texts = TextScrutiny(
                asking: { found throws(DeskError) in
                    asked.append(found)
                    return answer
                }, noting: room.note)
            _ = try AccountedBundle(room.bundle, custody: CustodyPlace(nil), texts: texts).write(
                .received(sender: nil, how: how), by: room.atHand(room.lee), trust: Trust([room.owner.card]),
                media: nil)
        }
        let before = room.chain
        #expect(refusal { try write("for case 26-0417", answer: false) }?.remedy == .sayLess)
        #expect(room.chain == before && asked.first?.map(\.clue) == [.caseNumber])
        try write("brought by Morgenstern", answer: true)
        #expect(asked.last == [.init(clue: .knownName, text: "Morgenstern")])
        try write("by post", answer: false)
        #expect(asked.count == 2, "nobody is asked about harmless words")
    }

    @Test("where nobody can be asked it is noted, and signed")
    func noted() throws {
        let texts = TextScrutiny(asking: nil, noting: room.note)
        _ = try AccountedBundle(room.bundle, custody: CustodyPlace(nil), texts: texts).write(
            .received(sender: nil, how: "ring 555-010-0199"), by: room.atHand(room.lee), trust: Trust(),
            media: nil)
        #expect(room.notes.contains { if case .custody(.textTells) = $0 { true } else { false } })
    }
}
