import Portal
import Testing

@Suite("Which bytes a browser asks for (RFC 9110 §14)")
struct ByteRangeTests {
    @Test(
        "a part is understood by its ends, also from the file's end and beyond it",
        arguments: [
            ("bytes=0-", 0..<1000), ("bytes=0-499", 0..<500), ("bytes=500-500", 500..<501),
            ("bytes=-100", 900..<1000), ("bytes=-5000", 0..<1000), ("bytes=999-2000", 999..<1000),
            ("BYTES= 10 - 19", 10..<20), ("bytes=0-99999999999999999999999", 0..<1000),
        ] as [(String, Range<UInt64>)])
    func part(header: String, range: Range<UInt64>) {
        #expect(ByteRange(header, size: 1000) == .part(range))
    }

    @Test(
        "a part that the file has not is said to be none",
        arguments: ["bytes=1000-", "bytes=1000-1001", "bytes=-0", "bytes=99999999999999999999999-"])
    func beyond(header: String) {
        #expect(ByteRange(header, size: 1000) == .beyond)
    }

    @Test(
        "what is not understood asks for all",
        arguments: [
            nil, "", "bytes", "bytes=", "bytes=-", "bytes=5-4", "bytes=a-b", "bytes=0-1,3-4", "items=0-1",
            "bytes=0x1-2", "bytes=+1-2", "bytes=1--2",
        ])
    func whole(header: String?) {
        #expect(ByteRange(header, size: 1000) == .whole)
    }

    @Test("of an empty file there is no part")
    func empty() {
        #expect(ByteRange("bytes=0-", size: 0) == .beyond)
        #expect(ByteRange("bytes=-1", size: 0) == .beyond)
    }
}
