import Desk
import Foundation
import Outcomes
import Peers
import Records
import Report
import Statements
import Testing

@Suite("Who compared the fingerprint, in a certification")
struct CertifiedComparisonTests {
    private let owner: AgreedOwner

    init() throws {
        owner = try AgreedOwner()
        try owner.seal(try owner.agree())
    }

    private func trust(by name: String?) throws -> Trust {
        let card = owner.asked.owner.card
        let trust = Trust([card])
        guard let name else { return trust }
        return trust.adding(
            try FingerprintComparison(
                of: card.fingerprint, read: card.fingerprint.grouped, by: name,
                compared: try WallTime(rfc3339: "2026-07-04T10:15:00+02:00"),
                way: .number("+1 555 0142, from the county directory"),
                noted: try WallTime(rfc3339: "2026-07-04T10:20:00+02:00")))
    }

    private func facts(_ trust: Trust) throws -> ReportFacts {
        try ReportFacts.examine(
            owner.folder.path("bundle.tar"), identity: owner.asked.agency, trust: trust,
            entersOpening: false,
            tool: ToolFacts(name: "proffer", version: "test", operatingSystem: "any", libraries: [:])
        ).facts
    }

    /// The draft as one line.
    private func draft(by name: String?) throws -> String {
        let trust = try trust(by: name)
        let text = try facts(trust).certification(.copy, as: .txt, path: "draft.txt", trust: trust)
        return String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
    }

    @Test("the declarant says that they compared, when and by which number, as they wrote it down")
    func own() throws {
        let text = try draft(by: owner.asked.agency.name)
        #expect(
            text.contains(
                "I compared all 64 digits of that fingerprint with the signer on Sat 2026-07-04 10:15:00 +02:00"
            ))
        #expect(text.contains("by telephone, on “+1 555 0142, from the county directory”"))
        #expect(!text.contains("[No note"))
    }

    @Test("of what somebody else compared it does not say I, and how the declarant knows is left open")
    func another() throws {
        let text = try draft(by: "Ruth Adeyemi")
        #expect(text.contains("“Ruth Adeyemi” compared all 64 digits"))
        #expect(!text.contains("I compared all"))
        #expect(text.contains("[You know this from them"))
    }

    @Test("where nobody wrote it down, the place is left open and says so")
    func nobody() throws {
        #expect(
            try draft(by: nil).contains(
                "[No note that the tool could read says who compared that fingerprint"))
    }

    @Test("whoever says unchanged, in a new container says which two, in both drafts and in the report")
    func containers() throws {
        let facts = try facts(try trust(by: nil))
        var texts = try CertificationRule.allCases.map {
            try facts.certification($0, as: .txt, path: "draft.txt", trust: Trust([]))
        }
        texts.append(try facts.report(as: .html, path: "report.html"))
        for text in texts {
            let words = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(
                separator: " ")
            #expect(words.contains("unchanged, in a new container (MP4, from "))
            #expect(!words.contains("in a new container. "))
        }
    }

    @Test("the number stands in no report and no graph")
    func isPrivate() throws {
        let facts = try facts(try trust(by: owner.asked.agency.name))
        for format in [ReportFormat.html, .jsonld] {
            let text = String(decoding: try facts.report(as: format, path: "report"), as: UTF8.self)
            #expect(!text.contains("555 0142"))
        }
        try owner.folder.write(try facts.report(as: .pdf, path: "report.pdf"), as: "report.pdf")
        let pdf = try Peer.run(try Peer.program("pdftotext"), ["report.pdf", "-"], in: owner.folder).text
        #expect(!pdf.contains("555 0142") && pdf.contains("Dana Whitfield"))
    }
}
