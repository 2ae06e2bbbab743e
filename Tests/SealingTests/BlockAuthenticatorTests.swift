import Sealing
import Testing

@Suite("A block is recognised when it is read again")
struct BlockAuthenticatorTests {
    private func tag(
        _ bytes: [UInt8], _ number: UInt64, _ authenticator: BlockAuthenticator
    ) throws -> BlockAuthenticator.Tag {
        try bytes.withUnsafeBytes { try authenticator.tag(of: $0, number: number) }
    }

    @Test("the same bytes in the same place have the same tag, also by another one of the same key")
    func same() throws {
        let key = try BlockAuthenticator.Key()
        let (one, other) = (try BlockAuthenticator(key), try BlockAuthenticator(key))
        for size in [0, 1, 15, 16, 17, 1 << 20] {
            let bytes = try SecureRandom.bytes(size)
            let first = try tag(bytes, 7, one)
            #expect(try tag(bytes, 7, one) == first)
            #expect(try tag(bytes, 7, other) == first)
        }
    }

    @Test("another bit, length, place or key has another tag")
    func different() throws {
        let authenticator = try BlockAuthenticator(try BlockAuthenticator.Key())
        let bytes = try SecureRandom.bytes(4_096)
        let first = try tag(bytes, 7, authenticator)
        for bit in stride(from: 0, to: bytes.count * 8, by: 97) {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(try tag(changed, 7, authenticator) != first, "bit \(bit)")
        }
        #expect(try tag(Array(bytes.dropLast()), 7, authenticator) != first)
        #expect(try tag(bytes + [0], 7, authenticator) != first)
        #expect(try tag(bytes, 8, authenticator) != first)
        #expect(try tag(bytes, 7 << 32, authenticator) != first)
        #expect(try tag(bytes, 7, try BlockAuthenticator(try BlockAuthenticator.Key())) != first)
    }
}
