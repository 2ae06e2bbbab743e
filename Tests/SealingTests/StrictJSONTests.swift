import Peers
import Sealing
import Testing

@Suite("Strict JSON")
struct StrictJSONTests {
    /// Accepts any JSON value, so that only the text's own rules can refuse it.
    struct Anything: Decodable {
        init(from decoder: any Decoder) throws {}
    }

    private func read(_ text: [UInt8]) throws {
        _ = try StrictJSON.decode(Anything.self, from: text, maximumBytes: 1 << 16)
    }

    @Test(
        "what RFC 8259 allows is read",
        arguments: [
            "{}", "[]", " \r\n\t{ } ", "null", "true", "false", "\"\"", "0", "-0", "-1.5e+10", "1E3",
            "[1,[2,{\"a\":3}]]",
            #"{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}"#, #""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#, "\"é😀\"",
        ])
    func accepted(text: String) throws { try read(Array(text.utf8)) }

    @Test(
        "what RFC 8259 does not allow is refused",
        arguments: [
            "", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "{\"a\"}", "{\"a\":}", "[1 2]", "tru",
            "nul", "NaN", "+1",
            "01", "1.", ".5", "1e", "-", "\"\u{1}\"", "\"a", #""\x""#, #""\u12g4""#, "// comment\n1", "[1]]",
            "1 2", "{}{}",
            "\u{FEFF}{}", "\u{A0}1", "\"\n\"",
        ])
    func refused(text: String) {
        #expect(throws: SealingError.self) { try read(Array(text.utf8)) }
    }

    @Test(
        "a key stands once in an object, however it is spelled",
        arguments: [
            #"{"a":1,"a":1}"#, #"{"a":1,"\u0061":2}"#, #"{"x":{"to":1,"b":2,"to":3}}"#,
            #"[{"é":1,"\u00e9":2}]"#,
            #"{"/":1,"\/":2}"#, #"{"😀":1,"\ud83d\ude00":2}"#, "{\"\u{E9}\":1,\"e\u{301}\":2}",
        ])
    func duplicates(text: String) {
        let error = #expect(throws: SealingError.self) { try read(Array(text.utf8)) }
        #expect(error?.description.contains("stands twice in one object") == true)
    }

    @Test(
        "half of a surrogate pair is refused",
        arguments: [#""\ud800""#, #""\udc00""#, #""\ud800\u0041""#, #""\ud800x""#])
    func surrogates(text: String) {
        #expect(throws: SealingError.self) { try read(Array(text.utf8)) }
    }

    @Test(
        "invalid UTF-8 is refused",
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC3, 0x22],
        ])
    func encoding(text: [UInt8]) {
        #expect(throws: SealingError.self) { try read(text) }
    }

    @Test("nesting ends at 64 levels, so that no text exhausts the stack")
    func depth() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        try read(nested(64))
        #expect(throws: SealingError.self) { try read(nested(65)) }
        #expect(throws: SealingError.self) { try read([UInt8](repeating: UInt8(ascii: "["), count: 60_000)) }
    }

    @Test("a text longer than expected is refused before it is looked at")
    func size() {
        #expect(throws: SealingError.json(reason: "3 bytes where at most 2 are expected", byte: nil)) {
            try StrictJSON.decode(Int.self, from: Array("100".utf8), maximumBytes: 2)
        }
    }

    @Test("an error names the field")
    func fields() {
        struct Outer: Decodable {
            struct Inner: Decodable { let count: Int }
            let list: [Inner]
        }
        let error = #expect(throws: SealingError.self) {
            try StrictJSON.decode(
                Outer.self, from: Array(#"{"list":[{"count":1},{}]}"#.utf8), maximumBytes: 100)
        }
        #expect(
            error?.description.contains("list[1].count is missing") == true, "\(String(describing: error))")
    }

    @Test("the same value is always written as the same bytes, keys sorted, slashes plain")
    func writing() throws {
        let value = ["b": "/", "a": "é", "aa": "\n", "B": "\""]
        let expected = #"{"B":"\"","a":"é","aa":"\n","b":"/"}"#
        #expect(String(decoding: try StrictJSON.encode(value), as: UTF8.self) == expected)
        let pretty = try StrictJSON.encodePretty(value)
        #expect(pretty.last == UInt8(ascii: "\n"))
        #expect(try StrictJSON.decode([String: String].self, from: pretty, maximumBytes: 1000) == value)
        #expect(throws: SealingError.self) { try StrictJSON.encode([Double.nan]) }
    }

    @Test("a text of more values than its length is worth, and a number no number needs, are refused unread")
    func dense() throws {
        func read(_ text: String) throws {
            _ = try StrictJSON.decode(Anything.self, from: Array(text.utf8), maximumBytes: 1 << 24)
        }
        func array(_ count: Int, of value: String) -> String {
            "[" + [String](repeating: value, count: count).joined(separator: ",") + "]"
        }
        try read(array(60_000, of: "0"))
        try read(array(500_000, of: "\"a word\""))
        try read(String(repeating: "9", count: 64))
        #expect(throws: SealingError.self) { try read(array(100_000, of: "0")) }
        #expect(throws: SealingError.self) { try read(String(repeating: "9", count: 65)) }
        #expect(throws: SealingError.self) { try read("0." + String(repeating: "0", count: 64)) }
    }

    @Test("an object of many keys costs by the key: twice as many cost no more than thrice as much")
    func wide() throws {
        func time(_ count: Int) throws -> Duration {
            let text =
                "{" + (0..<count).map { "\"a key of number \($0)\":\"value\"" }.joined(separator: ",") + "}"
            return try processorTime {
                _ = try StrictJSON.decode(Anything.self, from: Array(text.utf8), maximumBytes: 1 << 24)
            }
        }
        let (one, two) = (try time(20_000), try time(40_000))
        #expect(two <= one * 3 + .milliseconds(300), "\(one), \(two)")
    }
}
