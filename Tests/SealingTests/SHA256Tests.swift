import Foundation
import Sealing
import Testing

@Suite("SHA-256")
struct SHA256Tests {
    @Test(
        "digests are those of FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                String(repeating: "a", count: 1_000_000),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
            ),
        ])
    func digests(message: String, expected: String) throws {
        #expect(try SHA256Digest.of(Array(message.utf8)).hex == expected)
    }

    @Test("a stream has the digest of its whole, however it is split")
    func splits() throws {
        let message = patternedBytes(10_000)
        let whole = try SHA256Digest.of(message)
        for size in [1, 63, 64, 65, 4096] {
            let hasher = try SHA256Hasher()
            for start in stride(from: 0, to: message.count, by: size) {
                try hasher.update(Array(message[start..<min(start + size, message.count)]))
            }
            #expect(try hasher.finalize() == whole, "in pieces of \(size)")
        }
    }

    @Test("a finished hash takes nothing more")
    func finished() throws {
        let hasher = try SHA256Hasher()
        _ = try hasher.finalize()
        #expect(throws: SealingError.self) { try hasher.update([1]) }
        #expect(throws: SealingError.self) { try hasher.finalize() }
    }

    @Test("a digest has one spelling: 64 lower-case digits")
    func spelling() throws {
        let digest = try SHA256Digest.of([])
        #expect(SHA256Digest(hex: digest.hex) == digest)
        #expect(SHA256Digest(bytes: digest.bytes) == digest)
        #expect(SHA256Digest(hex: digest.hex.uppercased()) == nil)
        #expect(SHA256Digest(hex: String(digest.hex.dropLast())) == nil)
        #expect(SHA256Digest(hex: String(digest.hex.dropLast(2))) == nil)
        #expect(SHA256Digest(hex: String(digest.hex.dropLast()) + "g") == nil)
        #expect(SHA256Digest(bytes: [1, 2, 3]) == nil)
        #expect(try StrictJSON.encode([digest]) == Array("[\"\(digest.hex)\"]".utf8))
        #expect(
            try StrictJSON.decode([SHA256Digest].self, from: StrictJSON.encode([digest]), maximumBytes: 100)
                == [digest])
        #expect(throws: SealingError.self) {
            try StrictJSON.decode([SHA256Digest].self, from: Array("[\"00\"]".utf8), maximumBytes: 100)
        }
    }

    @Test("random bytes have the length asked for and differ")
    func random() throws {
        #expect(try SecureRandom.bytes(0).isEmpty)
        let one = try SecureRandom.bytes(32)
        #expect(one.count == 32)
        #expect(try SecureRandom.bytes(32) != one)
        #expect(throws: SealingError.self) { try SecureRandom.bytes(-1) }
    }
}
