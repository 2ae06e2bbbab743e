import CustodyDesk
import Desk
import Foundation
import Outcomes
import Records
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

    /// The exhibits that an opened folder has, by the files' names.
    private static func opened(_ owner: AgreedOwner, from first: ExhibitReference) throws -> [String: String]
    {
        var choices = OpeningChoices()
        choices.exhibit = first
        let outcome = try OpenedBundle.open(
            owner.folder.path("bundle.tar"),
            by: owner.asked.identity(owner.asked.agency, "keller.identity"), trust: Trust([]),
            into: owner.folder.path("opened"), choices: choices, program: AgreedOwner.program)
        guard case .opened(let opened) = outcome else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: opened.facts.listed.compactMap { file in
                file.exhibit.map { (file.name, $0.text) }
            })
    }

    @Test(
        "each clip has the exhibit's reference that an opened folder gives it, in report, sworn table and graph"
    )
    func exhibits() throws {
        let owner = try Self.sealed()
        let first = try #require(ExhibitReference("TO/4"))
        let exhibits = try Self.opened(owner, from: first)
        #expect(exhibits.count == 2)
        func text(_ name: String, _ certification: CertificationRule? = nil) throws -> String {
            var order = ReportOrder(
                bundle: owner.folder.path("bundle.tar"), certification: certification)
            order.exhibits = [first]
            _ = try order.write(
                into: owner.asked.output(name),
                by: owner.asked.identity(owner.asked.agency, "keller.identity"), trust: Trust([]),
                program: AgreedOwner.program)
            return String(decoding: try owner.folder.read(name), as: UTF8.self).replacing(
                /<br *\/?>/, with: " "
            )
            .replacing(/<[^>]*>/, with: "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        let report = try text("report.html")
        let sworn = try text("draft.html", .copy)
        for (clip, reference) in exhibits {
            for page in [report, sworn] {
                #expect(page.contains("\(reference) \(clip)"), "\(reference) \(clip)")
            }
        }
        _ = try text("graph.jsonld")
        let graph = try JSONSerialization.jsonObject(with: Data(try owner.folder.read("graph.jsonld")))
        let nodes = try #require((graph as? [String: Any])?["@graph"] as? [[String: Any]])
        let numbers = nodes.compactMap { node -> (String, String)? in
            guard let number = node["case-investigation:exhibitNumber"] as? String, number.hasPrefix("TO/"),
                let clips = node["uco-core:object"] as? [[String: String]], clips.count == 1,
                let clip = nodes.first(where: { $0["@id"] as? String == clips[0]["@id"] }),
                let facets = (clip["uco-core:hasFacet"] as? [[String: String]])?.compactMap({ $0["@id"] }),
                let name = nodes.first(where: {
                    facets.contains($0["@id"] as? String ?? "") && $0["uco-observable:fileName"] != nil
                })?["uco-observable:fileName"] as? String
            else { return nil }
            return (name, number)
        }
        #expect(Dictionary(numbers) { first, _ in first } == exhibits)
    }

    @Test("without a reference none is made up")
    func noExhibits() throws {
        let owner = try Self.sealed()
        _ = try Self.write(owner, "report.html")
        let page = String(decoding: try owner.folder.read("report.html"), as: UTF8.self)
        #expect(!page.contains("as an exhibit"))
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
