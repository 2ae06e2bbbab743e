import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Presentation
import Records
import Statements
import Testing

@Suite("A seal that an authority saw, with a key that was revoked later")
struct StampedSealTests {
    private let authority: TimestampAuthority
    private let room: CourtRoom
    /// Knows the owner's card, and that it is revoked from an hour after the seal on.
    private let trust: Trust

    init() throws {
        authority = try TimestampAuthority()
        room = try CourtRoom(isReceived: false, authority: authority)
        let revocation = CardRevocation(
            card: room.dana.card, reason: "stolen",
            since: .now().adding(nanoseconds: 3600 * WallTime.nanosecondsPerSecond), issued: .now())
        trust = Trust([room.dana.card]).adding(revocation)
    }

    @Test("whoever takes it in is told the same of its key as whoever verifies it", arguments: [true, false])
    func received(isTrusted: Bool) throws {
        let order = BundlesToReceive(
            [room.bundle], how: "by hand", authorities: isTrusted ? authority.root : nil, register: .none,
            noting: { _ in })
        var rows: [BundleRowFacts] = []
        _ = try order.receive(by: room.atHand(room.agency), trust: trust, media: nil) {
            row throws(DeskError) in rows.append(row)
        }
        #expect(rows.map(\.standing) == [isTrusted ? .trusted : .doubtful])
    }

    @Test("one of many is written down as one alone is")
    func many() throws {
        try room.receive(by: room.agency)
        let bundles = AccountedBundles([room.bundle], authorities: authority.root, register: .none)
        _ = try bundles.write(.verified, by: room.atHand(room.agency), trust: trust, media: nil) {
            _ throws(DeskError) in
        }
        let shown = try ShownCustody(of: room.bundle, custody: CustodyPlace(nil), trust: trust)
        let last = try #require(shown.chain.links.last?.entry.action.checks)
        #expect(last.holds && !last.notMade.contains("timestamp"))
    }

    @Test("whoever opens parts of it makes the check, and the list they sign says so")
    func disclosed() throws {
        try room.receive(by: room.agency)
        try room.disclose([1])
        guard case .opened(let opened) = try room.open(by: room.defence, trusting: authority) else {
            Issue.record("refused")
            return
        }
        #expect(opened.facts.report.word(.timestamp) == "ok")
        #expect(opened.facts.verification.codes.held.contains("timestamp"))
    }

    @Test(
        "a sworn draft says both what the authority saw and that the key was revoked",
        arguments: CertificationRule.allCases)
    func sworn(rule: CertificationRule) throws {
        var order = ReportOrder(bundle: room.bundle, certification: rule, entersOpening: false)
        order.authorities = authority.root
        _ = try order.write(
            into: OutputFile(room.folder.path("draft.txt"), replaces: false), by: room.atHand(room.agency),
            trust: trust, program: AgreedOwner.program)
        let draft = String(decoding: try room.folder.read("draft.txt"), as: UTF8.self)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(draft.contains("Of that the tool says: It was sealed no later than"), "\(draft)")
        #expect(
            draft.contains("was revoked as of") && draft.contains("shows that this bundle was sealed before"))
    }
}
