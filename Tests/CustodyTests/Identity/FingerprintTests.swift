import Statements
import Sealing
import Testing

@Suite("Fingerprints")
struct FingerprintTests {
    private let hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

    @Test("a fingerprint is read out in sixteen groups of four, and read back however it was typed")
    func forms() throws {
        let fingerprint = try Fingerprint(hex)
        #expect(fingerprint.hex == hex)
        #expect(fingerprint.grouped.split(separator: " ").count == 16)
        #expect(fingerprint.grouped.hasPrefix("0123 4567 89ab cdef 0123"))
        for typed in [
            fingerprint.grouped, hex.uppercased(), fingerprint.grouped.replacing(" ", with: ":"),
            fingerprint.grouped.replacing(" ", with: "-"),
        ] {
            #expect(try Fingerprint(typed) == fingerprint)
        }
    }

    @Test(
        "a text that is not all of a fingerprint is refused",
        arguments: [
            "", "0123", String(repeating: "0", count: 63), String(repeating: "0", count: 65),
            String(repeating: "g", count: 64), String(repeating: "0", count: 64) + ".",
        ])
    func refused(text: String) {
        #expect(failure { try Fingerprint(text) } == StatementError.fingerprintNotUnderstood(text: text))
    }

    @Test("a beginning names a fingerprint, nothing does not")
    func prefixes() throws {
        let fingerprint = try Fingerprint(hex)
        #expect(fingerprint.hasPrefix("0123 45"))
        #expect(fingerprint.hasPrefix("0123-4567-89AB"))
        #expect(fingerprint.hasPrefix(hex))
        for other in ["", " ", "1", "0124", hex + "0"] { #expect(!fingerprint.hasPrefix(other)) }
    }
}
