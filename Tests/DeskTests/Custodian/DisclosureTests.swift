import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Records
import Sealing
import Statements
import Testing

@Suite("Disclosing parts of a bundle")
struct DisclosureTests {
    @Test("the recipient makes every check of what was disclosed that needs no record, and none that does")
    func verified() throws {
        let room = try CourtRoom()
        try room.disclose([1])
        let verified = try room.verified(by: room.defence)
        #expect(verified.reliance.holds, "\(verified.report.failures)")
        let report = verified.report
        for id: CheckID in [
            .disclosureSigned, .disclosureOfBundle, .disclosureReaders, .disclosedKeysOfFiles,
            .discloserLetIn,
            .disclosureInCustody, .objectFilesAsRecorded, .samplesInsideWindow, .tracksAsRecorded,
        ] { #expect(report.word(id) == "ok", "\(id): \(report.check(id)?.verdict.reason ?? "")") }
        let needing =
            report.checks(in: .authorised)
            + [.grantedTimeComplete, .reasonsConsistent, .recordingsPrecedeRequest].compactMap(report.check)
        #expect(needing.allSatisfy { $0.verdict.needs == .record } && needing.count == 13)
        #expect(report.check(.disclosureTermsOfRecord)?.verdict.needs == .record)
        #expect(report.conclusions.contains { $0.code == .consentNotLookedAt })
    }

    @Test("what was not disclosed stays closed")
    func closed() throws {
        let room = try CourtRoom()
        let written = try room.disclose([1])
        let keys = try room.contents(by: room.defence).keys
        #expect(keys.files.map(\.name) == ["data/0001.age", "data/0001.facts.age"])
        #expect(written.terms.objects == [1])
        guard case .opened(let opened) = try room.open(by: room.defence) else {
            Issue.record("refused")
            return
        }
        #expect(opened.objects.map(\.object.file) == ["data/0001.age"])
        let names = try FileManager.default.contentsOfDirectory(atPath: opened.facts.folder)
        #expect(Set(names) == Set(opened.facts.files))
        #expect(names.filter { !$0.hasSuffix("SUMS") }.count == 5 && !names.contains("record.json"))
    }

    @Test("a clip opened by a disclosure is the clip that the agency opens")
    func sameClip() throws {
        let room = try CourtRoom()
        try room.disclose()
        guard case .opened(let theirs) = try room.open(by: room.defence),
            case .opened(let ours) = try OpenedBundle.open(
                room.bundle, by: room.atHand(room.agency), trust: Trust(), into: room.folder.path("ours"),
                program: AgreedOwner.program)
        else {
            Issue.record("refused")
            return
        }
        for object in ours.facts.objects {
            #expect(try room.folder.read("opened/\(object.name)") == room.folder.read("ours/\(object.name)"))
        }
        #expect(theirs.objects.count == ours.facts.objects.count)
    }

    @Test("both sides get the same bundle, and neither reads what the other was told")
    func bothSides() throws {
        let room = try CourtRoom()
        try room.disclose(to: room.prosecutor, as: "p.json")
        try room.disclose([1], to: room.defence, as: "d.json")
        #expect(try room.verified(by: room.prosecutor, "p.json").reliance.holds)
        #expect(try room.verified(by: room.defence, "d.json").reliance.holds)
        #expect(refusal { try room.verified(by: room.defence, "p.json") }?.kind == .notPermitted)
        #expect(refusal { try room.open(by: room.prosecutor, "d.json") }?.kind == .notPermitted)
    }

    @Test("what is readable of it names nobody but who discloses, and neither reason, condition nor object")
    func readable() throws {
        let room = try CourtRoom(conditions: ["No publication"])
        try room.disclose([1], reason: "Rule 16 request", permittedBy: "an order of the court")
        for name in ["disclosure.json", "bundle.tar.custody.jsonl"] {
            var seen = String(decoding: try room.folder.read(name), as: UTF8.self)
            for line in seen.split(separator: "\n") {
                let envelope = try DSSEEnvelope(json: Array(line.utf8))
                seen += String(decoding: envelope.payload, as: UTF8.self)
            }
            for word in ["Ada Stein", "Dana", "Rule 16", "publication", "order of", "data/0001", "26-0417"] {
                #expect(!seen.contains(word), "\(word) in \(name)")
            }
        }
    }

    @Test(
        "where the owner set a condition, or was promised something on passing on, it has to be said by what it is permitted"
    )
    func permission() throws {
        for (promise, conditions) in [
            (nil, ["Only for case 26-0417"]), ("the prosecutor only", [String]()),
        ] as [(String?, [String])] {
            let room = try CourtRoom(promise: promise, conditions: conditions)
            let error = refusal { try room.disclose() }
            #expect(error?.kind == .notPermitted && error?.remedy == .sayPermission)
            #expect(error?.message.contains(conditions.first ?? promise ?? "") ?? false)
            #expect(!room.exists("disclosure.json"))
            let written = try room.disclose(permittedBy: "§ 147 StPO")
            #expect(written.terms.permittedBy == "§ 147 StPO" && written.terms.conditions == conditions)
            #expect(
                try ShownDisclosure(
                    room.folder.path("disclosure.json"), openedBy: room.atHand(room.defence), trust: Trust()
                ).terms?.permittedBy == "§ 147 StPO")
        }
        let free = try CourtRoom()
        #expect(refusal { try free.disclose(permittedBy: "nothing") }?.kind == .usage)
    }

    @Test("a blank reason, no such object, and a card that opens the bundle already are refused")
    func refused() throws {
        let room = try CourtRoom()
        #expect(refusal { try room.disclose(reason: " ") }?.kind == .usage)
        #expect(refusal { try room.disclose([0]) }?.kind == .usage)
        #expect(refusal { try room.disclose([1, 99]) }?.kind == .usage)
        #expect(refusal { try room.disclose([]) }?.kind == .usage)
        #expect(refusal { try room.disclose(to: room.agency) }?.kind == .usage)
        #expect(refusal { try room.disclose(to: room.dana) }?.kind == .usage)
        #expect(!room.exists("disclosure.json"))
        #expect(try Self.actions(room) == ["received"])
    }

    @Test("who does not hold the bundle is told that, and nothing of who may open it")
    func holderFirst() throws {
        let room = try CourtRoom(isReceived: false)
        try room.receive(by: room.prosecutor)
        #expect(refusal { try room.disclose(to: room.dana) }?.kind == .notPermitted)
    }

    @Test("of a stranger's bundle it is disclosed, and is no success where somebody asked who sealed it")
    func strangersBundle() throws {
        let room = try CourtRoom()
        func disclosed(_ cards: [Card], _ name: String) throws -> DisclosureWritten {
            var trust = Trust(cards)
            trust.isAskedFor = true
            return try room.disclose(trust: trust, as: name)
        }
        let stranger = try disclosed([], "1.json")
        #expect(stranger.reliance.refusal?.remedy == .compareWithSigner && room.exists("1.json"))
        #expect(stranger.facts.state.sealer?.standing == .unknown)
        #expect(try disclosed([room.dana.card], "2.json").reliance.holds)
    }

    @Test("who cannot open the bundle discloses nothing of it")
    func notLetIn() throws {
        let room = try CourtRoom(isReceived: false)
        try room.receive(by: room.prosecutor)
        #expect(refusal { try room.disclose(by: room.prosecutor) }?.kind == .notPermitted)
    }

    @Test("nothing is disclosed of a bundle that was changed")
    func damaged() throws {
        let room = try CourtRoom()
        var bytes = try room.folder.read("bundle.tar")
        bytes[bytes.count / 2] ^= 1
        try room.folder.write(bytes, as: "bundle.tar")
        #expect(refusal { try room.disclose() }?.kind == .doesNotHold)
        #expect(!room.exists("disclosure.json"))
    }

    static func actions(_ room: CourtRoom) throws -> [String] {
        try ShownCustody(of: room.bundle, custody: CustodyPlace(nil), trust: Trust()).chain.links.map(
            \.entry.action.word)
    }
}
