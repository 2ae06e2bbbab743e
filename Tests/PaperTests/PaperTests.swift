import Foundation
import Paper
import Peers
import Testing

@Suite("Pages as PDF, held against poppler and qpdf")
struct PaperTests {
    /// A file of so many paragraphs and rows that they need several pages.
    private static func long() throws -> [UInt8] {
        try Paper.file(
            title: "Übersicht <1> & more", author: "Proffer", created: "2026-07-04T21:40:00+02:00",
            footer: "the foot of each page", fill: fill)
    }

    private static func fill(_ paper: Paper) throws {
        try paper.heading("A heading", next: 20)
        for number in 1...60 {
            try paper.text(
                "Paragraph \(number) begins here and goes on for so long that it takes more than one line. The end of \(number)."
            )
        }
        for number in 1...40 {
            try paper.row(
                .init(
                    [("cell \(number)", TextStyle()), ("beside it", TextStyle())],
                    below: [
                        (
                            ("digest", TextStyle()),
                            (
                                String(repeating: "0123456789abcdef", count: 4),
                                TextStyle(size: 7, isFixed: true)
                            )
                        )
                    ]), widths: [1, 3], under: [("head one", TextStyle()), ("head two", TextStyle())],
                isFirst: number == 1)
        }
        // One cell that no page can hold.
        try paper.row(
            .init([
                ("tall", TextStyle()),
                ((1...120).map { "line \($0)" }.joined(separator: "\n"), TextStyle()),
            ]), widths: [1, 3])
    }

    @Test("qpdf finds no flaw, and the title, the date and the pages are what was said")
    func sound() throws {
        let folder = try ScratchFolder()
        try folder.write(try Self.long(), as: "a.pdf")
        let check = try Peer.run(try Peer.program("qpdf"), ["--check", "a.pdf"], in: folder)
        #expect(check.status == 0, "\(check.text)\(check.errors)")
        let info = try Peer.run(try Peer.program("pdfinfo"), ["-isodates", "a.pdf"], in: folder).text
        #expect(info.contains("Title:           Übersicht <1> & more"), "\(info)")
        #expect(info.contains("CreationDate:    2026-07-04T21:40:00+02"), "\(info)")
        #expect(info.contains("A4"))
    }

    @Test("every word is text that can be found, in order, none lost where a page ends")
    func searchable() throws {
        let folder = try ScratchFolder()
        try folder.write(try Self.long(), as: "a.pdf")
        let text = try Peer.run(try Peer.program("pdftotext"), ["-layout", "a.pdf", "-"], in: folder).text
        for number in 1...60 {
            #expect(text.contains("Paragraph \(number) begins"))
            #expect(text.contains("of \(number)."))
        }
        for number in 1...120 { #expect(text.contains("line \(number)\n")) }
        let pages = text.split(separator: "\u{0C}").count
        #expect(pages > 3)
        for (page, words) in text.split(separator: "\u{0C}").enumerated() {
            let lines = words.split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }
            let last = lines.last.map(String.init) ?? ""
            #expect(last.contains("the foot of each page"))
            #expect(last.hasSuffix("page \(page + 1) of \(pages)"), "\(last)")
        }
    }

    @Test(
        "a digest below its row is copied off the page in one piece, and a table's heads stand on each of its pages"
    )
    func tables() throws {
        let folder = try ScratchFolder()
        try folder.write(try Self.long(), as: "a.pdf")
        let text = try Peer.run(try Peer.program("pdftotext"), ["-layout", "a.pdf", "-"], in: folder).text
        let digest = String(repeating: "0123456789abcdef", count: 4)
        #expect(text.components(separatedBy: digest).count == 41)
        for page in text.split(separator: "\u{0C}") where page.contains("cell ") {
            #expect(page.contains("head one"))
        }
    }
}
