import CustodyDesk
import Desk
import Foundation
import Outcomes
import Testing

@Suite("A yes that was taken back, and one that is said after it")
struct YesAgainTests {
    private let owner: CaseOwner

    init() throws { owner = try CaseOwner() }

    private var found: OwnersCase { owner.found }

    private func takeBack() throws {
        _ = try OwnersAnswer(
            by: owner.identity, to: OutputFile(found.revocation, replaces: false),
            journal: owner.asked.journal,
            noting: owner.asked.note
        ).revoke(found.consent, reason: nil)
    }

    /// Says yes, has it sealed, takes it back, and says yes to less a second later.
    private func agreeAgain() throws -> (consent: String, revocation: String, bundle: OwnersBundle) {
        try owner.agree()
        try owner.seal()
        let first = (found.consent, found.revocation, try #require(found.bundles.first))
        try takeBack()
        #expect(found.isTakenBack && !found.isAgreed)
        var draft = found.draft
        draft.conditions = ["Delete it after the trial."]
        try found.keep(draft)
        usleep(1_100_000)
        try owner.agree()
        return first
    }

    @Test("the later one is a consent of its own, and a seal makes a bundle under it")
    func again() throws {
        let first = try agreeAgain()
        #expect(found.isAgreed && !found.isTakenBack)
        #expect(found.consent != first.consent)
        #expect(found.bundles.isEmpty, "what was made under the one taken back is not of this one")
        guard case .agreed = try owner.entry().standing else {
            Issue.record("\(try owner.entry().standing)")
            return
        }
        #expect(found.next(try owner.entry()) == .seal)
        let sealed = try owner.seal()
        #expect(found.bundles.map(\.path) == [sealed.facts.file])
        #expect(found.bundlesOfAll.map(\.path) == [sealed.facts.file, first.bundle.path])
    }

    @Test("the earlier one stays taken back: its files stay as they are, and nothing is sealed under it")
    func earlier() throws {
        try owner.agree()
        let consent = found.content(of: found.consent)
        let first = found.consent
        try takeBack()
        let revocation = found.content(of: found.revocation)
        var draft = found.draft
        draft.conditions = []
        try found.keep(draft)
        usleep(1_100_000)
        try owner.agree()
        #expect(found.content(of: first) == consent)
        #expect(found.lastRevocation.flatMap { found.content(of: $0) } == revocation)
        let order = SealOrder(request: found.request, consent: first, owner.owner.choices)
        let refused = refusal {
            try order.seal(
                by: owner.identity, trust: owner.trust, journal: owner.asked.journal,
                into: owner.asked.output("again.tar"), program: AgreedOwner.program, noting: owner.asked.note)
        }
        #expect(refused?.kind == .notPermitted)
    }

    @Test("each can be taken back in its turn")
    func twice() throws {
        try owner.agree()
        try takeBack()
        var draft = found.draft
        draft.conditions = []
        try found.keep(draft)
        usleep(1_100_000)
        try owner.agree()
        try takeBack()
        #expect(found.isTakenBack)
        #expect(refusal { try owner.seal() }?.kind == .notPermitted)
        guard case .takenBack = try owner.entry().standing else {
            Issue.record("\(try owner.entry().standing)")
            return
        }
    }

    @Test("one that has run out with nothing sealed under it is followed by another, and stays as it is")
    func runOut() throws {
        try owner.agree()
        let (first, content) = (found.consent, found.content(of: found.consent))
        let end = try #require(found.unusedUntil)
        #expect(!found.hasRunOut() && !found.takesYes())
        #expect(found.next(try owner.entry()) == .seal)
        #expect(found.hasRunOut(at: end) && found.takesYes(at: end))
        #expect(found.next(try owner.entry(), at: end) == .agreeAgain)
        usleep(1_100_000)
        try owner.agree(at: end)
        #expect(found.consent != first)
        #expect(found.content(of: first) == content)
        #expect(try owner.seal().facts.file == found.bundles.first?.path)
    }

    @Test("one under which something was sealed does not run out")
    func used() throws {
        try owner.agree()
        let end = try #require(found.unusedUntil)
        try owner.seal()
        #expect(found.unusedUntil == nil && !found.hasRunOut(at: end) && !found.takesYes(at: end))
    }

    @Test("while one stands, there is no other")
    func stands() throws {
        try owner.agree()
        #expect(refusal { try owner.agree() } != nil)
    }
}
