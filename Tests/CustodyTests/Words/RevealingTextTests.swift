import Statements
import Testing

@Suite("Words that anyone may read, and that seem to say more than they should, are found")
struct RevealingTextTests {
    struct Sample: Sendable, CustomStringConvertible {
        let text: String
        let clues: [RevealingText.Clue]
        var description: String { text }

        init(_ text: String, _ clues: RevealingText.Clue...) { (self.text, self.clues) = (text, clues) }
    }

    static let samples = [
        Sample("by hand, on a USB stick"), Sample("retention ended"),
        Sample("the evidence store, second disk"),
        Sample("from the shelf in room 12"), Sample("a slip: entry 5 is of another bundle"),
        Sample("with 2 copies, version 1.2.3"), Sample("taken over by the hand-over before"),
        Sample("for case 26-0417", .caseNumber), Sample("26-0417", .caseNumber),
        Sample("CR-2026-417", .caseNumber),
        Sample("ref. no. 4711", .caseNumber), Sample("file #88", .caseNumber),
        Sample("Aktenzeichen 12 Js 345/26", .caseNumber), Sample("number 20260417", .caseNumber),
        Sample("mail to lee.park@elm-springs.example", .email),
        Sample("call +1 555 010 0199", .telephone), Sample("call 555-010-0199", .telephone),
        Sample("on 2026-07-04", .time), Sample("on 2026-07-04T21:40", .time), Sample("on 4.7.2026", .time),
        Sample("on 7/4/2026", .time), Sample("on July 4", .time), Sample("on 4 July 2026", .time),
        Sample("at 21:40", .time), Sample("at 9 pm", .time),
        Sample("a@b.example, 26-0417", .email, .caseNumber),
    ]

    @Test("a table of what is found, and what is not", arguments: samples)
    func table(sample: Sample) {
        #expect(
            RevealingText(sample.text).found.map(\.clue) == sample.clues,
            "\(RevealingText(sample.text).found)")
    }

    @Test("names that are known are found as words of their own, however they are written")
    func names() {
        let names = ["front-door", "Dana Whitfield", "Dana", "26-0417", "on"]
        func found(_ text: String) -> [RevealingText.Found] { RevealingText(text, knowing: names).found }
        #expect(found("the clip of FRONT-DOOR") == [.init(clue: .knownName, text: "FRONT-DOOR")])
        #expect(found("given back to dana") == [.init(clue: .knownName, text: "dana")])
        #expect(found("Dana Whitfield") == [.init(clue: .knownName, text: "Dana Whitfield")])
        #expect(found("the danaids, on a stick") == [])
        #expect(found("26-0417") == [.init(clue: .knownName, text: "26-0417")])
    }

    @Test("a text of any length and any letters is looked at")
    func anything() {
        #expect(RevealingText("").found.isEmpty)
        #expect(RevealingText("İSTANBUL ß ﬁ 👩‍👩‍👧", knowing: ["istanbul", "ﬁ"]).found.count <= 2)
        #expect(RevealingText(String(repeating: "26-0417 ", count: 300)).found.count == 300)
    }
}
