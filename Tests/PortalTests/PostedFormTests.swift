import Portal
import Testing

@Suite("What a browser sends is read as the standards say")
struct PostedFormTests {
    @Test("fields with blanks, signs and repeated names")
    func fields() {
        let fields = PostedForm.fields(of: "name=Dana+W%C3%ADtt&line=0&line=3&empty=&a%3Db=%26")
        #expect(
            fields == ["name": ["Dana Wítt"], "line": ["0", "3"], "empty": [""], "a=b": ["&"]])
    }

    private static func body(_ text: String) -> [UInt8] {
        Array(text.replacing("\n", with: "\r\n").utf8)
    }

    @Test("a form with a file: its name, its bytes, and the fields before it")
    func parts() throws {
        let body = Self.body(
            """
            --x
            Content-Disposition: form-data; name="form"

            secret
            --x
            Content-Disposition: form-data; name="file"; filename="a %22b%22.json"
            Content-Type: application/json

            {"a":
            1}
            --x--

            """)
        let (fields, file) = try PostedForm.parts(of: body, boundary: "x")
        #expect(fields == ["form": ["secret"]])
        #expect(file?.name == "a \"b\".json")
        #expect(file.map { String(decoding: $0.head, as: UTF8.self) } == "{\"a\":\r\n1}")
    }

    @Test("of a file that was cut off, the beginning counts")
    func cut() throws {
        let body = Self.body(
            """
            --x
            Content-Disposition: form-data; name="file"; filename="clip.mp4"

            begins
            """)
        #expect(try PostedForm.parts(of: body, boundary: "x").1?.head == Array("begins".utf8))
    }

    @Test("what is no such form is refused", arguments: ["", "x", "--y\n", "--x\nfoo"])
    func notOne(_ text: String) {
        #expect(throws: PostedForm.Refusal.notUnderstood) {
            try PostedForm.parts(of: Self.body(text), boundary: "x")
        }
    }

    @Test("a form without a chosen file has none")
    func noFile() throws {
        let body = Self.body(
            "--x\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\n\n\n--x--\n")
        #expect(try PostedForm.parts(of: body, boundary: "x").1 == nil)
    }

    @Test(
        "a way back leads to a page of ours and to no other server",
        arguments: [
            ("/", true), ("/case/0123?x=1", true), ("//evil.example", false), ("https://evil.example", false),
            ("/\\evil.example", false), ("", false), ("/a\r\nSet-Cookie: x", false),
        ])
    func back(_ address: String, _ isOurs: Bool) { #expect(Visit.isOurs(address) == isOurs) }
}
