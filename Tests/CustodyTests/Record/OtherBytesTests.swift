import Records
import Testing

@Suite("What is beside picture and sound, in words")
struct OtherBytesTests {
    private static func rows(_ rows: (String, UInt64, UInt64)...) -> [OtherBytes] {
        rows.map { OtherBytes(kind: $0.0, count: $0.1, bytes: $0.2) }
    }

    @Test("one original is named with what it holds, its tracks together")
    func one() {
        #expect(
            OtherBytes.linesInWords([
                ("a.mp4", Self.rows(("sei:5", 2, 70), ("padding", 1, 4), ("padding", 2, 6)))
            ])
                == [
                    "Beside picture and sound, a.mp4 holds: user data of no registered kind (SEI 5), 2 times, 70 bytes; "
                        + "padding, 3 times, 10 bytes."
                ])
    }

    @Test(
        "originals that hold the same kinds share a line, however many there are, and others have their own")
    func many() {
        let tables = (1...200).map { ("\($0).mp4", Self.rows(("sei:5", 1, 35))) }
        #expect(
            OtherBytes.linesInWords(
                tables + [("nothing.mp4", []), ("z.mp4", Self.rows(("sei:5", 1, 35), ("com", 1, 9)))]) == [
                    "Beside picture and sound, 1.mp4, 2.mp4, 3.mp4 and 197 more hold together: user data of no registered "
                        + "kind (SEI 5), 200 times, 7000 bytes.",
                    "Beside picture and sound, z.mp4 holds: user data of no registered kind (SEI 5), once, 35 bytes; "
                        + "comments, once, 9 bytes.",
                ])
        #expect(OtherBytes.linesInWords([("nothing.mp4", [])]) == [])
    }

    @Test("numbers beyond all sums end nothing")
    func beyond() {
        let lines = OtherBytes.linesInWords([
            ("a", Self.rows(("com", .max, .max))), ("b", Self.rows(("com", 1, 1))),
        ])
        #expect(
            lines == [
                "Beside picture and sound, a and b hold together: comments, \(UInt64.max) times, \(UInt64.max) bytes."
            ])
    }
}

@Suite("What the name of an object shows of its camera")
struct ObjectNameTests {
    @Test(
        "a label that the name does not hold as it is, is to be shown beside it",
        arguments: [
            ("front-door", true), ("Tor2", true), ("front door", false), ("後門", false), ("Haustür", false),
            (String(repeating: "a", count: 40), true), (String(repeating: "a", count: 41), false),
        ])
    func shown(_ label: String, _ isShown: Bool) {
        #expect(ObjectFacts.showsLabel(label) == isShown)
    }
}
