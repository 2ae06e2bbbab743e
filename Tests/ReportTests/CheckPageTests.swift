import Bundle
import Foundation
import Report
import Testing

@Suite("docs/spec/checks.md")
struct CheckPageTests {
    private static let specification = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/spec")

    private static func page(_ name: String) throws -> String {
        try String(contentsOf: specification.appending(path: name), encoding: .utf8)
    }

    /// The rows of the page's tables: check, rules, what it shows, what it does not.
    private static func rows() throws -> [[String]] {
        try page("checks.md").split(separator: "\n").filter {
            $0.hasPrefix("| ") && !$0.hasPrefix("| check |")
        }
        .map { $0.dropFirst(2).dropLast(2).components(separatedBy: " | ") }
    }

    /// The address of a heading, as it is on the web.
    private static func anchor(_ heading: Substring) -> String {
        heading.drop { $0 == "#" }.drop { $0 == " " }.lowercased()
            .filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }.replacing(" ", with: "-")
    }

    @Test("has every check of the program under the name that is printed, and no other")
    func names() throws {
        #expect(try Self.rows().map { $0[0] } == CheckNames.ofBundle + CheckNames.ofReceipt)
    }

    @Test("and the table of what checks show have the same checks of bundles, in the same words")
    func meanings() throws {
        #expect(CheckMeaning.all.map(\.check) == CheckNames.ofBundle)
        let rows = try Self.rows().prefix(CheckNames.ofBundle.count)
        #expect(rows.map { Array($0.dropFirst(2)) } == CheckMeaning.all.map { [$0.shows, $0.doesNotShow] })
    }

    @Test("names rules for every check, and every place it names is there")
    func links() throws {
        for row in try Self.rows() {
            let links = row[1].matches(of: #/\]\(([a-z-]+\.md)(?:#([^)]*))?\)/#)
            #expect(!links.isEmpty, "\(row[0])")
            for link in links {
                let headings = try Self.page(String(link.1)).split(separator: "\n").filter {
                    $0.hasPrefix("#")
                }
                guard let place = link.2 else { continue }
                #expect(headings.map(Self.anchor).contains(String(place)), "\(row[0]): \(link.0)")
            }
        }
    }

    @Test(
        "has every section that says MUST of the pages on what is in a bundle",
        arguments: ["bundle.md", "record.md", "objects.md", "commitment.md"])
    func sections(name: String) throws {
        let page = try Self.page("checks.md")
        var section = ""
        for line in try Self.page(name).split(separator: "\n") {
            if line.hasPrefix("#") { section = Self.anchor(line) }
            if line.contains("MUST") { #expect(page.contains("(\(name)#\(section))"), "\(section)") }
        }
    }
}
