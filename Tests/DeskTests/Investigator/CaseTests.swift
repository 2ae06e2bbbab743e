import CustodyDesk
import Desk
import Foundation
import Outcomes
import Statements
import Testing

@Suite("Several bundles of one case")
struct CaseTests {
    private static func film(
        _ bundles: CaseBundles, _ paths: [String]? = nil, trust: Trust = Trust([]), severalCases: Bool = false
    ) throws -> FilmedCase {
        try FilmOrder(bundles: paths ?? bundles.paths, severalCases: severalCases).make(
            into: bundles.folder.path("film"), by: bundles.reader(), trust: trust,
            program: AgreedOwner.program)
    }

    private static func report(
        _ bundles: CaseBundles, _ name: String = "case.html", _ change: (inout ReportOrder) -> Void = { _ in }
    ) throws -> WrittenReport {
        var order = ReportOrder(bundles: bundles.paths)
        change(&order)
        return try order.write(
            into: bundles.first.asked.output(name), by: bundles.reader(), trust: Trust([]),
            program: AgreedOwner.program)
    }

    @Test(
        "a film names its bundles, its cameras and what they have not, and stands in each chain before it is there"
    )
    func film() throws {
        let bundles = try CaseBundles()
        try bundles.received(0, by: bundles.investigator)
        guard case .made(let facts, _) = try Self.film(bundles) else {
            Issue.record("refused")
            return
        }
        #expect(facts.film.cameras.map(\.mark) == ["A", "B"])
        #expect(facts.film.bundles.map(\.caseNumber) == ["26-0417", "26-0417"])
        // Whose it is, nobody vouches for.
        #expect(facts.film.bundles.map(\.signer) == ["unknown", "unknown"])
        #expect(facts.film.bundles.allSatisfy { $0.owner == nil })
        for camera in facts.film.cameras {
            #expect(camera.cards.contains { $0.kind == .notHandedOver } && camera.failures.isEmpty)
            #expect(camera.madeFrom.count >= 1 && camera.pictures == 40)
        }
        #expect(facts.film.lengthNanoseconds == 10_000_000_000 && facts.film.rate == 10)
        #expect(try bundles.events(0) == ["received", "opened"])
        #expect(facts.custody == [bundles.paths[0] + ".custody.jsonl"])
        let names = try FileManager.default.contentsOfDirectory(atPath: facts.folder)
        #expect(Set(names) == ["film.mp4", "film.json"])
    }

    @Test("who does not hold one of them gets nothing of any, and no chain has an entry of it")
    func notHolder() throws {
        let bundles = try CaseBundles()
        try bundles.received(0, by: bundles.investigator)
        let custodian = try Identity.generate(name: "Ines Roth", role: .custodian)
        try bundles.received(1, by: custodian)
        #expect(refusal { try Self.film(bundles) }?.kind == .notPermitted)
        #expect(refusal { try Self.report(bundles) }?.kind == .notPermitted)
        for place in 0...1 { #expect(try bundles.events(place) == ["received"]) }
        #expect(!bundles.first.asked.exists("film") && !bundles.first.asked.exists("case.html"))
    }

    @Test("of bundles of which one does not hold no film is made, and a report over them is stamped")
    func damaged() throws {
        let bundles = try CaseBundles()
        try bundles.damage(1)
        guard case .refused(let bundle, let report) = try Self.film(bundles) else {
            Issue.record("made")
            return
        }
        #expect(bundle == bundles.paths[1] && !report.failures.isEmpty)
        #expect(!bundles.first.asked.exists("film"))
        guard case .writtenCase(_, let reliances) = try Self.report(bundles) else {
            Issue.record("unreadable")
            return
        }
        #expect(
            reliances.map { if case .doesNotHold = $0 { true } else { false } } == [false, true])
        let page = String(decoding: try bundles.folder.read("case.html"), as: UTF8.self)
        #expect(page.contains("DOES NOT HOLD"))
    }

    @Test("exhibits are numbered on from bundle to bundle, so that no reference is given twice")
    func exhibits() throws {
        let bundles = try CaseBundles()
        guard
            case .writtenCase = try Self.report(
                bundles, "case.html", { $0.exhibits = [GivenExhibit("IV/1")].compactMap(\.self) })
        else {
            Issue.record("unreadable")
            return
        }
        // Pictures stand in the page too, as letters that may look like a reference.
        let page = String(decoding: try bundles.folder.read("case.html"), as: UTF8.self).replacing(
            /<[^>]*>/, with: "")
        let references = page.matches(of: /IV\/[0-9]+/).map { String(page[$0.range]) }
        let counts = Dictionary(references.map { ($0, 1) }, uniquingKeysWith: +)
        #expect(counts.count >= 2 && counts.values.allSatisfy { $0 == 2 }, "\(counts)")
    }

    @Test(
        "exhibits begin anew in each bundle where one reference for each is given, as in the folders they are opened into"
    )
    func exhibitsOfEach() throws {
        let bundles = try CaseBundles()
        let firsts = ["IV/1", "IV/20"].compactMap(GivenExhibit.init(_:))
        guard case .writtenCase = try Self.report(bundles, "case.html", { $0.exhibits = firsts }) else {
            Issue.record("unreadable")
            return
        }
        let page = String(decoding: try bundles.folder.read("case.html"), as: UTF8.self).replacing(
            /<[^>]*>/, with: "")
        let references = Set(page.matches(of: /IV\/[0-9]+/).map { String(page[$0.range]) })
        #expect(references.isSuperset(of: ["IV/1", "IV/20"]), "\(references)")
    }

    @Test(
        "two clips with one reference are refused before a chain takes an entry, and so are too few references"
    )
    func exhibitsTwice() throws {
        let bundles = try CaseBundles()
        try bundles.received(0, by: bundles.investigator)
        for firsts in [["IV/1", "IV-01"], ["IV/1", "XY/1", "ZA/1"]] {
            let error = refusal {
                try Self.report(bundles) { $0.exhibits = firsts.compactMap(GivenExhibit.init(_:)) }
            }
            #expect(error?.kind == .usage && error?.remedy == .giveOtherExhibits, "\(firsts)")
        }
        #expect(try bundles.events(0) == ["received"])
        #expect(!bundles.first.asked.exists("case.html"))
    }

    @Test("one number of two agencies is two cases, and neither number is told")
    func twoAgencies() throws {
        let bundles = try CaseBundles(secondAgency: "Oak Hill Police")
        let error = refusal { try Self.report(bundles) }
        #expect(
            error?.kind == .usage && error?.message.contains("26-0417") == false,
            "\(String(describing: error))")
        guard case .writtenCase = try Self.report(bundles, "both.html", { $0.severalCases = true }) else {
            Issue.record("refused")
            return
        }
        let page = String(decoding: try bundles.folder.read("both.html"), as: UTF8.self)
        #expect(page.contains("2 cases"))
    }

    @Test("one bundle twice, under whatever name, is refused")
    func twice() throws {
        let bundles = try CaseBundles()
        let copy = bundles.folder.path("copy.tar")
        try FileManager.default.copyItem(atPath: bundles.paths[0], toPath: copy)
        let error = refusal { try Self.film(bundles, [bundles.paths[0], copy]) }
        #expect(error?.kind == .usage && error?.remedy == .giveEachOnce)
    }

    @Test(
        "bundles of several cases are not shown as one, unless that is meant; then no chain had an entry before"
    )
    func severalCases() throws {
        let bundles = try CaseBundles(secondCase: "26-9999")
        try bundles.received(0, by: bundles.investigator)
        #expect(refusal { try Self.film(bundles) }?.remedy == .saySeveralCases)
        #expect(refusal { try Self.report(bundles) }?.remedy == .saySeveralCases)
        #expect(try bundles.events(0) == ["received"])
        guard case .made = try Self.film(bundles, severalCases: true) else {
            Issue.record("refused")
            return
        }
    }

    @Test("a report has every bundle under its letter, all clips on one clock, and stands in each chain")
    func report() throws {
        let bundles = try CaseBundles()
        try bundles.received(1, by: bundles.investigator)
        guard case .writtenCase(let facts, _) = try Self.report(bundles) else {
            Issue.record("unreadable")
            return
        }
        #expect(facts.bundles.map(\.mark) == ["A", "B"])
        #expect(try bundles.events(1) == ["received", "opened"])
        let page = String(decoding: try bundles.folder.read("case.html"), as: UTF8.self)
        for id in ["summary", "timeline", "a-summary", "a-objects", "b-summary", "b-objects", "limits"] {
            #expect(page.contains("<section id=\"\(id)\">"), "\(id)")
        }
        #expect(page.components(separatedBy: "class=\"timeline\"").count == 2)
        let row = try #require(page.components(separatedBy: "A: “front-door”").dropFirst().first)
        #expect(row.contains("21:40:32 +02:00") && page.contains("B: “front-door”"))
    }

    @Test("what only one bundle can have is refused for several, before a passphrase is asked for")
    func single() throws {
        let bundles = try CaseBundles()
        let before = bundles.first.asked.openings
        for change: (inout ReportOrder) -> Void in [
            { $0.certification = .copy }, { $0.sources = ["a.mp4"] }, { $0.custody = "chain.jsonl" },
        ] {
            let name = "case.pdf"
            #expect(refusal { try Self.report(bundles, name, change) }?.remedy == .giveOneBundle)
        }
        #expect(bundles.first.asked.openings == before)
    }
}
