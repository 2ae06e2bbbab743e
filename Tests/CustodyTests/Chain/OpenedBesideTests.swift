import Records
import Sealing
import Statements
import Testing

@Suite("Who handed a bundle on still opens it, in an entry that says who holds it")
struct OpenedBesideTests {
    private let sample: SampleChain
    init() throws { sample = try SampleChain() }

    private var opened: CustodyAction { .opened(.init(objects: 2, checks: sample.checks)) }

    private func forced(_ action: CustodyAction, by signer: Identity) throws -> [CustodyFlaw] {
        let line = try sample.entry(action, by: signer, sequence: 6, previous: sample.digest(ofEntry: 5))
        return sample.chain(sample.lines + [line]).flaws
    }

    @Test("the entry names the holder, who stays it")
    func beside() throws {
        let tom = sample.story.investigator
        let chain = try sample.whole.adding(opened, by: sample.custodian)
        #expect(sample.chain(chain.links.map(\.json)).flaws.isEmpty && chain.holder == tom.card)
        guard case .opened(let facts)? = chain.links.last?.entry.action else {
            Issue.record("no opening")
            return
        }
        #expect(facts.heldBy == tom.card.fingerprint)
        #expect(try chain.adding(.verified(sample.checks), by: tom).holds)
        #expect(throws: CustodyRefusal.self) {
            try chain.adding(.verified(sample.checks), by: sample.custodian)
        }
    }

    @Test("somebody who never held it does not open it, whatever the entry says")
    func stranger() throws {
        let held = CustodyAction.opened(
            .init(objects: 2, checks: sample.checks, heldBy: sample.story.investigator.card.fingerprint))
        #expect(throws: CustodyRefusal.self) { try sample.whole.adding(opened, by: sample.story.stranger) }
        let flaws = try forced(held, by: sample.story.stranger)
        #expect(
            flaws == [.notHeld(entry: 6, line: 6, what: "opened by “Someone Else”", holder: "Tom Okafor")])
    }

    @Test("an opening that names another holder, or a holder's own that names one, is found")
    func wrongHolder() throws {
        let wrong = CustodyAction.opened(
            .init(objects: 2, checks: sample.checks, heldBy: sample.story.owner.card.fingerprint))
        for signer in [sample.custodian, sample.story.investigator] {
            let flaws = try forced(wrong, by: signer)
            guard flaws.count == 1, case .openedBeside = flaws[0] else {
                Issue.record("\(flaws)")
                continue
            }
        }
        // Without a word of who holds it, it is an entry by somebody who does not.
        #expect(try forced(opened, by: sample.custodian).first?.concern == .holders)
    }

    @Test("nothing is opened beside an offer that waits, which the next entry would end")
    func offered() throws {
        let offered = try sample.whole.adding(
            .transferred(.init(to: sample.story.owner.card, archive: sample.archive)),
            by: sample.story.investigator)
        #expect(throws: CustodyRefusal.self) { try offered.adding(opened, by: sample.custodian) }
    }
}
