import Desk
import Portal
import Testing

@Suite("What stands beside picture and sound, in the words of the page")
struct InsideValuesTests {
    private func line(_ kinds: [(String, UInt64)]) throws -> (text: String, rows: [String]) {
        let messages = DraftedMessages(
            camera: "gate", rows: kinds.map { DraftedMessages.Row(kind: $0.0, count: $0.1, bytes: 40) })
        let values = InsideValues.of([messages], PortalWords(.english))
        let lines = try #require(values["lines"] as? [[String: Any]])
        let line = try #require(lines.first)
        #expect(lines.count == 1)
        return (try #require(line["text"] as? String), try #require(line["rows"] as? [String]))
    }

    @Test("what fills up the sound is said to stand beside the sound, and not between the pictures")
    func sound() throws {
        let said = try line([("element:6", 20)])
        #expect(said.text.contains("Beside the sound of gate are 20 pieces"))
        #expect(said.rows.first?.hasPrefix("filling beside the sound") == true)
    }

    @Test("what only players need is not said to be notes of the camera")
    func technical() throws {
        #expect(try line([("sei:1", 9), ("delimiter", 4)]).text.contains("only notes for players"))
        #expect(try line([("sei:1", 9), ("sei:5", 1)]).text.contains("one note that the camera wrote"))
    }

    @Test(
        "every kind that is counted has words of its own in each language",
        arguments: [
            "sei:0", "sei:1", "sei:4", "sei:5", "sei:6", "sei:137", "element:4", "element:6", "nal:24",
            "obu:5",
            "app:1", "com", "segment:3", "start_code:178", "zeros", "delimiter", "filler", "sets", "padding",
            "unseen", "unused", "undivided", "user_data",
        ])
    func kinds(_ kind: String) throws {
        for language in PortalWords.Language.allCases {
            let words = PortalWords(language)
            let said = InsideValues.kind(kind, words)
            #expect(said != words["kind.other"] && !said.contains("{"), "\(kind)")
        }
    }
}
