import CustodyDesk
import Desk
import Foundation
import Outcomes
import Statements
import Testing

@Suite("A promise that has run out is said where what was promised for is used")
struct PassedPromiseTests {
    private static let condition = "deleted by 2020-01-31"
    private static let passed = BundleFinding.duePassed(day: "2020-01-31")
    private static let note = Note.custody(.found(passed))

    private let room: CourtRoom
    init() throws { room = try CourtRoom(conditions: [Self.condition]) }

    private func disclosed(by discloser: Identity? = nil) throws {
        try room.disclose([1], by: discloser, permittedBy: "an order of the court")
    }

    @Test("who discloses is told once, and the owner, to whom it was promised, is not")
    func disclosing() throws {
        try disclosed()
        #expect(room.notes.filter { $0 == Self.note }.count == 1)
        let free = try CourtRoom(conditions: [Self.condition], isReceived: false)
        try free.disclose([1], by: free.dana, permittedBy: "my own word")
        #expect(!free.notes.contains(Self.note))
    }

    @Test("who opens is told, by the record and by the terms of a disclosure")
    func opening() throws {
        try disclosed()
        var notes: [Note] = []
        guard
            case .opened = try OpenedBundle.open(
                room.bundle, by: room.atHand(room.agency), trust: Trust(), into: room.folder.path("ours"),
                program: AgreedOwner.program, noting: { notes.append($0) })
        else {
            Issue.record("refused")
            return
        }
        #expect(notes == [Self.note])
        notes = []
        guard
            case .opened = try OpenedDisclosed.open(
                room.bundle, by: room.folder.path("disclosure.json"), with: room.atHand(room.defence),
                trust: Trust(), into: room.folder.path("theirs"), program: AgreedOwner.program,
                noting: { notes.append($0) })
        else {
            Issue.record("refused")
            return
        }
        #expect(notes == [Self.note])
        notes = []
        _ = try ShownDisclosure(
            room.folder.path("disclosure.json"), openedBy: room.atHand(room.defence), trust: Trust(),
            noting: { notes.append($0) })
        #expect(notes == [Self.note])
    }

    @Test("who reports is told")
    func reporting() throws {
        var notes: [Note] = []
        _ = try ReportOrder(bundle: room.bundle).write(
            into: OutputFile(room.folder.path("report.html"), replaces: false), by: room.atHand(room.agency),
            trust: Trust(), program: AgreedOwner.program, noting: { notes.append($0) })
        #expect(notes == [Self.note])
    }

    @Test("who makes a film is told")
    func filming() throws {
        var notes: [Note] = []
        _ = try FilmOrder(bundles: [room.bundle]).make(
            into: room.folder.path("film"), by: room.atHand(room.agency), trust: Trust(),
            program: AgreedOwner.program, noting: { notes.append($0) })
        #expect(notes == [Self.note])
    }

    @Test("who writes into the chain is told, unless the bundle is disposed of by it")
    func accounting() throws {
        let bundle = AccountedBundle(room.bundle, custody: CustodyPlace(nil))
        func write(_ deed: CustodyDeed) throws -> [BundleFinding] {
            try bundle.write(deed, by: room.atHand(room.agency), trust: Trust(), media: nil).findings
        }
        try FileManager.default.copyItem(atPath: room.bundle, toPath: room.folder.path("copy.tar"))
        #expect(try write(.verified) == [Self.passed])
        #expect(try write(.copied(to: "another disk", copy: room.folder.path("copy.tar"))) == [Self.passed])
        #expect(try write(.disposed(.returned, how: nil, why: "retention ended")).isEmpty)
    }
}
