import Foundation
import Records
import Presentation
import Testing

@Suite("docs/spec/checks.md")
struct CheckPageTests {
    private static let specification = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/spec")

    private static func page(_ name: String) throws -> String {
        try String(contentsOf: specification.appending(path: name), encoding: .utf8)
    }

    /// The rows of the page's tables: code, title, sections, what it shows, what it does not.
    private static func rows() throws -> [[String]] {
        try page("checks.md").split(separator: "\n").filter {
            $0.hasPrefix("| ") && !$0.hasPrefix("| code |")
        }
        .map { $0.dropFirst(2).dropLast(2).components(separatedBy: " | ") }
    }

    /// The address of a heading, as it is on the web.
    private static func anchor(_ heading: Substring) -> String {
        heading.drop { $0 == "#" }.drop { $0 == " " }.lowercased()
            .filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }.replacing(" ", with: "-")
    }

    /// A section as the page links to it: `[bundle: tag files](bundle.md#tag-files)`.
    private static func link(_ section: String) -> String {
        let label = section.replacing(".md#", with: ": ").replacing(".md", with: "").replacing("-", with: " ")
        return "[\(label)](\(section))"
    }

    @Test("has every check of the program under its code and the title that is printed, and no other")
    func checks() throws {
        #expect(try Self.rows().map { $0[0] } == CheckID.allCases.map { "`\($0.rawValue)`" })
        #expect(try Self.rows().map { $0[1] } == CheckID.allCases.map(\.title))
    }

    @Test("says of every check what it holds to, shows and does not show in the words of the program")
    func meanings() throws {
        let rows = Dictionary(try Self.rows().map { ($0[0], Array($0.dropFirst(2))) }) { first, _ in first }
        for check in CheckID.allCases {
            let meaning = check.meaning
            let links = meaning.sections.map(Self.link).joined(separator: ", ")
            #expect(
                rows["`\(check.rawValue)`"] == [links, meaning.shows, meaning.doesNotShow],
                "\(check.rawValue)")
        }
    }

    @Test("names sections that are there", arguments: CheckID.allCases)
    func sections(of check: CheckID) throws {
        for section in check.meaning.sections {
            let parts = section.split(separator: "#")
            let headings = try Self.page(String(parts[0])).split(separator: "\n").filter {
                $0.hasPrefix("#")
            }
            guard parts.count > 1 else { continue }
            #expect(headings.map(Self.anchor).contains(String(parts[1])), "\(section)")
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
