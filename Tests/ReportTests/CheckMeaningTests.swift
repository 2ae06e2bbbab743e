import Foundation
import Report
import Testing

@Suite("What checks show and do not show")
struct CheckMeaningTests {
    @Test("every check is explained once")
    func once() {
        let names = CheckMeaning.all.map(\.check)
        #expect(Set(names).count == names.count)
    }

    @Test("the specification has the same table and the same list")
    func page() throws {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/spec/report.md"), encoding: .utf8)
        for meaning in CheckMeaning.all {
            let row = "| \(meaning.check) | \(meaning.shows) | \(meaning.doesNotShow) |\n"
            #expect(page.contains(row), "\(row)")
        }
        for sentence in CheckMeaning.never { #expect(page.contains("- \(sentence)\n"), "\(sentence)") }
    }
}
