import Paper
import Testing

@Suite("Where long names go on on the next line")
struct TextBreaksTests {
    @Test(
        "behind what parts a name, and behind eight digits of a digest",
        arguments: [
            ("front-door_2026-07-04.mp4", ["front-door_", "2026-07-04.", "mp4"]),
            ("elm-springs-evidence", ["elm-", "springs-", "evidence"]),
            ("short.mp4", ["short.mp4"]),
            ("a word/of/several/folders here", ["a word/", "of/", "several/", "folders here"]),
            (
                "of 0123456789abcdef0123456789abcdef,",
                ["of 01234567", "89abcdef", "01234567", "89abcdef,"]
            ),
            ("to 21:40:33.346666666,", ["to 21:40:33.346666666,"]),
            ("Zufahrtsüberwachungskamera", ["Zufahrtsüberwachungskamera"]),
        ])
    func places(text: String, lines: [String]) {
        var found = [""]
        for piece in TextBreaks.pieces(of: text) {
            found[found.count - 1] += piece.text
            if piece.mayEndLine { found.append("") }
        }
        #expect(found.filter { !$0.isEmpty } == lines)
    }

    @Test("nothing is put in between: the pieces are the text")
    func whole() {
        for text in [
            "", "é-\u{1F4F7}-very-long_name.of.a/file", "x\ny " + String(repeating: "0a", count: 40),
            "......................", "front-door_2026-07-04T21-38-00+0200.mp4 (“a.b”)",
        ] {
            #expect(TextBreaks.pieces(of: text).map(\.text).joined() == text)
        }
    }
}
