import Foundation
import Records
import Presentation
import Testing

@Suite("What checks show and do not show")
struct CheckMeaningTests {
    @Test("is said of every check, with the sections it holds to", arguments: CheckID.allCases)
    func said(check: CheckID) {
        let meaning = check.meaning
        #expect(meaning.shows.hasSuffix(".") && meaning.doesNotShow.hasSuffix("."))
        #expect(!meaning.sections.isEmpty)
    }

    @Test("the specification has the same list of what no check shows")
    func never() throws {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/spec/report.md"), encoding: .utf8)
        for sentence in CheckMeaning.never { #expect(page.contains("- \(sentence)\n"), "\(sentence)") }
    }
}
