import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Records
import Report
import Statements
import Testing

/// How a report stands on paper, as poppler reads it back, for bundles of many kinds.
@Suite("Pages of a report")
struct ReportLayoutTests {
    /// What is changed in the facts of a bundle that was sealed, so that its report takes another form.
    enum Kind: String, CaseIterable, Sendable {
        case asSealed, stranger, damaged, severalCameras, gaps, longNames, manyReaders, longChain, clocks,
            otherZone
    }

    private let owner: AgreedOwner

    init() throws { owner = try AgreedOwner { $0.stills = true } }

    private func facts() throws -> ReportFacts {
        try owner.seal(try owner.agree())
        return try ReportFacts.examine(
            owner.folder.path("bundle.tar"), identity: owner.asked.agency,
            trust: Trust([owner.asked.owner.card]), entersOpening: false,
            tool: ToolFacts(name: "proffer", version: "test", operatingSystem: "any", libraries: [:])
        ).facts
    }

    private func facts(_ kind: Kind) throws -> ReportFacts {
        var facts = try facts()
        let object = try #require(facts.objects.first)
        switch kind {
        case .asSealed: break
        case .stranger: facts.bundle.signer = nil
        case .damaged:
            facts.verification = facts.verification.adding(
                [Check(.originalsInSources, .failed(reason: "data/0001.age is not what was sealed"))],
                conclusions: [])
            facts.pictures = []
        case .severalCameras:
            facts.objects = Array(repeating: object, count: 23)
            facts.recordings = Array(repeating: facts.recordings[0], count: 9)
            facts.pictures = (0..<5).flatMap { camera in
                facts.pictures.map { picture in
                    var picture = picture
                    picture.camera = "camera-\(camera)"
                    return picture
                }
            }
        case .gaps:
            facts.gaps = (0..<30).map { _ in
                Gap(
                    camera: "front-door", window: object.facts.window,
                    reason: .noRecording(mayBeRounding: false))
            }
        case .longNames:
            let name = "camera_on_the_corner_of_the_garage_facing_the_street_2026-07-04T21-38-00+0200.mp4"
            for place in facts.objects.indices { facts.objects[place].facts.name = name }
            facts.bundle.name = String(repeating: name, count: 3)
            facts.request?.caseNumber = String(repeating: "2026/ESPD-", count: 12)
            facts.request?.purpose = String(repeating: "A car was struck, and the driver left. ", count: 40)
        case .manyReaders:
            facts.request?.recipients = Array(repeating: owner.asked.agency.card, count: 40)
            facts.consent?.conditions = (1...37).map {
                "Condition \($0): for this case alone, and for nobody whom the owner did not name before."
            }
        case .longChain:
            facts.custody = (1...60).map { _ in
                .init(
                    time: facts.made, event: "verified", signer: facts.maker, digest: facts.requestDigest,
                    detail: "25 checks held, 1 was not made")
            }
        case .clocks: facts.recordings = Array(repeating: facts.recordings[0], count: 31)
        case .otherZone:
            facts.request?.window = try Window(
                from: try WallTime(rfc3339: "2026-07-04T14:40:00-05:00"),
                to: try WallTime(rfc3339: "2026-07-04T14:43:00-05:00"))
        }
        return facts
    }

    /// The lines of each page that have words, as they stand on it.
    private func pages(_ pdf: [UInt8]) throws -> [[String]] {
        try owner.folder.write(pdf, as: "report.pdf")
        let text = try Peer.run(
            try Peer.program("pdftotext"), ["-layout", "report.pdf", "-"], in: owner.folder
        ).text
        return text.split(separator: "\u{0C}").map { page in
            page.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }
    }

    private static let headings: Set = [
        "In short", "What was asked for", "What the owner agreed to", "When", "Contact sheet",
        "What was handed over", "How it was checked", "Clocks", "Software", "Custody after sealing",
        "What the checks show, and what they do not", "Declaration", "The data", "Signature",
        "Before anybody signs: take this part out", "Notice that the rule requires: take this part out",
    ]

    @Test("each page says which of how many it is, and of which bundle", arguments: Kind.allCases)
    func numbered(kind: Kind) throws {
        let facts = try facts(kind)
        let pages = try pages(try facts.report(as: .pdf, path: "report.pdf"))
        #expect(pages.count > 3)
        for (place, lines) in pages.enumerated() {
            let last = lines.last ?? ""
            #expect(last.hasSuffix("page \(place + 1) of \(pages.count)"), "\(last)")
            #expect(last.contains(facts.bundle.id), "\(last)")
        }
    }

    @Test(
        "no heading, no words that introduce something, and no table's heads end a page",
        arguments: Kind.allCases)
    func together(kind: Kind) throws {
        let facts = try facts(kind)
        for lines in try pages(try facts.report(as: .pdf, path: "report.pdf")) {
            // The foot stands below it.
            let last = lines.dropLast().last ?? ""
            #expect(!Self.headings.contains(last), "\(last)")
            #expect(!last.hasSuffix(":"), "\(last)")
            for head in [
                "When it holds, it shows", "Result ", "Time that is missing", "What was", "Libraries ",
            ] {
                #expect(!last.contains(head) || last.contains("."), "\(last)")
            }
        }
    }

    @Test(
        "what nothing shows, and what the owner asked for, stands on no page without its words above",
        arguments: Kind.allCases)
    func under(kind: Kind) throws {
        let facts = try facts(kind)
        for lines in try pages(try facts.report(as: .pdf, path: "report.pdf")) {
            if let item = lines.firstIndex(where: {
                $0.contains("•  That the scene was real") || $0.contains("•  Who is to be seen")
            }) {
                #expect(lines[..<item].contains { $0.contains("Nothing in this report shows:") })
            }
            if let item = lines.firstIndex(where: { $0.contains("•") && $0.contains("Condition ") }) {
                #expect(lines[..<item].contains { $0.contains("Conditions the owner set:") })
            }
        }
    }

    @Test(
        "every digest of the facts is on the pages in one piece, to be copied",
        arguments: [Kind.asSealed, .longChain])
    func digests(kind: Kind) throws {
        let facts = try facts(kind)
        let text = try pages(try facts.report(as: .pdf, path: "report.pdf")).joined().joined(separator: "\n")
        let digests =
            [facts.bundle.sha256, facts.requestDigest, facts.consentDigest]
            + facts.objects.flatMap { [$0.facts.sha256, $0.sealedSHA256] } + facts.recordings.map(\.sha256)
            + (facts.custody ?? []).map(\.digest)
        for digest in digests { #expect(text.contains(digest.hex), "\(digest)") }
    }

    @Test("one of a thing is not called several", arguments: Kind.allCases)
    func singular(kind: Kind) throws {
        let facts = try facts(kind)
        let text = try pages(try facts.report(as: .pdf, path: "report.pdf")).joined().joined(separator: "\n")
        let things =
            "pictures|packets|bytes|seconds|checks|recordings|clips|frames|entries|key frames|objects|steps"
        let wrong = try Regex("(^|[^0-9.,])1 (\(things))\\b")
        #expect(
            text.firstMatch(of: wrong) == nil, "\(text.firstMatch(of: wrong).map { text[$0.range] } ?? "")")
    }

    @Test(
        "a certification's pages are kept to the same, and a page of HTML breaks names without changing them")
    func others() throws {
        let facts = try facts(.longNames)
        let pdf = try facts.certification(.copy, as: .pdf, path: "draft.pdf", trust: Trust())
        let pages = try pages(pdf)
        for (place, lines) in pages.enumerated() {
            #expect(lines.last?.hasSuffix("page \(place + 1) of \(pages.count)") == true)
            #expect(!Self.headings.contains(lines.dropLast().last ?? ""))
        }
        let html = String(decoding: try facts.report(as: .html, path: "report.html"), as: UTF8.self)
        let digest = facts.bundle.sha256.hex
        #expect(!html.contains(digest))
        let copied = html.replacing("<wbr>", with: "").replacing("<span class=\"second\">", with: "")
            .replacing("</span>", with: "")
        #expect(copied.contains(digest))
        #expect(copied.contains(facts.bundle.name))
        #expect(html.contains("counter(pages)"))
    }
}
