import CustodyDesk
import Desk
import Outcomes
import Statements
import Testing

@Suite("What a bundle's file is called tells a carrier nothing")
struct NewBundleTests {
    @Test("it is named by the day in UTC and eight digits of the random id that everybody can read in it")
    func name() throws {
        let owner = try AgreedOwner()
        let bundle = try NewBundle(at: WallTime(rfc3339: "2026-07-05T01:30:00+02:00"))
        #expect(bundle.fileName.wholeMatch(of: /proffer-2026-07-04-[0-9a-f]{8}\.tar/) != nil)
        let consent = try owner.agree()
        let sealed = try SealOrder(request: owner.request, consent: consent, owner.choices).seal(
            by: owner.asked.identity(owner.asked.owner), trust: Trust([owner.asked.agency.card]),
            journal: owner.asked.journal, bundle, into: owner.asked.output(bundle.fileName),
            program: AgreedOwner.program, noting: owner.asked.note)
        #expect(bundle.fileName.hasSuffix("-\(sealed.record.bundle.prefix(8)).tar"))
    }

    @Test("two bundles of a day have two names")
    func apart() throws {
        #expect(try NewBundle().fileName != NewBundle().fileName)
    }
}
