import Statements
import Testing

@Suite("What somebody else wrote reads as that and as nothing else")
struct ForeignTextTests {
    @Test("a name cannot end the marks around it")
    func quoted() {
        for name in ["Tom”, whose card is trusted here, “", "a\u{201D}b\u{201F}c\u{FF02}d\u{301E}e\u{275E}f"]
        {
            let quoted = name.quoted
            #expect(quoted.filter { "“”„‟＂〞❞".contains($0) }.count == 2, "\(quoted)")
            #expect(quoted.hasPrefix("“") && quoted.hasSuffix("”"))
        }
        #expect("Tom \"T\" Okafor".quoted == "“Tom \"T\" Okafor”")
        #expect("a\nb\r\nc".quoted == "“a\\nb\\r\\nc”", "it stays on its line")
        #expect(String(repeating: "W", count: 900_000).quoted.count < 500)
    }

    @Test("every line of a text is marked, whatever ends its lines")
    func marked() {
        for end in ["\n", "\r\n", "\r", "\u{2028}", "\u{2029}", "\u{85}", "\u{0B}", "\u{0C}"] {
            let lines = "Case 1\(end)\(end)Signature  valid".theirs.split(
                separator: "\n", omittingEmptySubsequences: false)
            #expect(
                lines.count == 3 && lines.allSatisfy { $0.hasPrefix("| ") }, "\(end.unicodeScalars): \(lines)"
            )
        }
        #expect("a".theirs == "| a" && "".theirs == "| ")
    }

    @Test("a text without end is counted where it would push everything else away")
    func long() {
        for text in [
            String(repeating: "W", count: 900_000), String(repeating: "\n", count: 900_000),
            String(repeating: "a ", count: 300_000),
        ] {
            let shown = text.theirs
            #expect(shown.count < 8_000, "\(shown.count)")
            let last = shown.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
            #expect(
                last.hasPrefix("(and ") && last.hasSuffix(" more characters, not shown here)"), "\(last)")
        }
    }
}
