import Portal
import Testing

@Suite("The part of a clip that a player asks for")
struct AskedRangeTests {
    @Test(
        "one range of bytes is given as asked for, and never beyond the end",
        arguments: [
            ("bytes=0-", 0...99), ("bytes=10-19", 10...19), ("bytes=90-200", 90...99), ("bytes=-10", 90...99),
            ("bytes=-500", 0...99), ("bytes=99-", 99...99),
        ] as [(String, ClosedRange<UInt64>)])
    func range(_ header: String, _ expected: ClosedRange<UInt64>) {
        #expect(AskedRange(header, of: 100)?.range == expected)
    }

    @Test(
        "several ranges, none, and one behind the end are not given",
        arguments: [
            "bytes=100-", "bytes=20-10", "bytes=0-1,5-6", "bytes=", "bytes=-", "bytes=-0", "items=0-1",
            "bytes=+1-2",
            "bytes=99999999999999999999-",
        ])
    func none(_ header: String) { #expect(AskedRange(header, of: 100) == nil) }
}
