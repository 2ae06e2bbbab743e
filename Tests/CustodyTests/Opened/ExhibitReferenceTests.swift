import Foundation
import Records
import Testing

@Suite("References of exhibits")
struct ExhibitReferenceTests {
    @Test(
        "count on in the form they are given",
        arguments: [
            ("ABC/1", "ABC/2"), ("TO-09", "TO-10"), ("K 99", "K 100"), ("ABC999999", "ABC1000000"),
        ])
    func next(text: String, next: String) throws {
        let reference = try #require(ExhibitReference(text))
        #expect(reference.text == text)
        #expect(reference.next().text == next)
    }

    @Test("counted on beyond six digits they are written and read again")
    func readAgain() throws {
        let last = try #require(ExhibitReference("ABCDEFGH/999999"))
        let written = try JSONEncoder().encode([last.next()])
        #expect(
            try JSONDecoder().decode([ExhibitReference].self, from: written).map(\.text) == [
                "ABCDEFGH/1000000"
            ])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([ExhibitReference].self, from: Data(#"["A/12345678"]"#.utf8))
        }
    }

    @Test("number what the owner handed over in its order, what who opened made behind it, and nothing else")
    func numbering() throws {
        let first = try #require(ExhibitReference("TO/1"))
        #expect(
            first.numbering([.recipientsStill, .leadIn, .facts, .master, .still, .viewingCopy]).map(\.?.text)
                == ["TO/4", "TO/1", nil, "TO/2", "TO/3", nil])
    }

    @Test(
        "are initials and a number, and nothing else",
        arguments: [
            "", "ABC", "1", "abc/1", "ABC/0", "ABC/1/2", "ABC/-1", "ABC/1234567", "ABCDEFGHI/1", "A\u{301}/1",
            "../1",
        ])
    func refused(text: String) { #expect(ExhibitReference(text) == nil) }
}
