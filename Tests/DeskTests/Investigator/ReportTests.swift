import CustodyDesk
import Desk
import Foundation
import Outcomes
import Statements
import Testing

@Suite("Reporting on a bundle")
struct ReportTests {
    private static func sealed() throws -> AgreedOwner {
        let owner = try AgreedOwner()
        try owner.seal(try owner.agree())
        return owner
    }

    private static func write(
        _ owner: AgreedOwner, _ name: String, _ certification: CertificationRule? = nil
    ) throws -> WrittenReport {
        try ReportOrder(bundle: owner.folder.path("bundle.tar"), certification: certification).write(
            into: owner.asked.output(name),
            by: owner.asked.identity(owner.asked.agency, "keller.identity"), trust: Trust([]),
            program: AgreedOwner.program)
    }

    @Test("a report is written for its owner's eyes only, with its digest")
    func written() throws {
        let owner = try Self.sealed()
        guard case .written(let facts, _) = try Self.write(owner, "report.jsonld") else {
            Issue.record("unreadable")
            return
        }
        #expect(facts.size == (try owner.folder.read("report.jsonld")).count)
        let mode = try FileManager.default.attributesOfItem(atPath: facts.file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("a name that says no format is refused before a passphrase is asked for")
    func format() throws {
        let owner = try Self.sealed()
        let before = owner.asked.openings
        #expect(refusal { try Self.write(owner, "report.doc") }?.remedy == .nameFormat)
        #expect(owner.asked.openings == before)
    }

    @Test("nothing is certified of a bundle of which a check does not hold, and a report of it says so")
    func certified() throws {
        let owner = try Self.sealed()
        let bundle = owner.folder.path("bundle.tar")
        var bytes = try owner.folder.read("bundle.tar")
        // In the first object, so that the record can still be read.
        bytes[bytes.count / 2] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: bundle))
        let draft = refusal { try Self.write(owner, "draft.txt", .copy) }
        #expect(draft?.kind == .doesNotHold)
        #expect(!owner.asked.exists("draft.txt"))
        guard case .written(let facts, _) = try Self.write(owner, "report.jsonld") else {
            Issue.record("unreadable")
            return
        }
        #expect(!facts.report.failures.isEmpty)
    }
}
