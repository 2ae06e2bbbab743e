import Foundation
import Peers
import Sealing
import Testing

@Suite("A file key handed to others")
struct HandedKeyTests {
    private let first: AgeIdentity
    private let second: AgeIdentity
    private let folder: ScratchFolder

    init() throws {
        first = try .generateX25519()
        second = try .generateX25519()
        folder = try ScratchFolder()
    }

    private static func reading(_ file: [UInt8]) -> AgeDecryptor.Source {
        var position = 0
        return { buffer in
            let count = min(buffer.count, file.count - position)
            buffer.copyBytes(from: file[position..<position + count])
            position += count
            return count
        }
    }

    private func key(of file: [UInt8], for others: [AgeRecipient]) throws -> HandedKey {
        let header = try AgeDecryptor(identities: [first], source: Self.reading(file)).header
        return try HandedKey(opening: try header.wrapped(for: others), with: [second])
    }

    @Test("a new header before the old payload is an age file for whom the key was handed to: age opens it")
    func peer() throws {
        let content = try SecureRandom.bytes(200_000)
        let file = try Age.encrypt(content, to: [first.recipient], armored: false)
        let key = try key(of: file, for: [second.recipient])
        let size = Int(try Age.headerBytes(of: Self.reading(file)))
        let other = key.headerBytes + file[size...]
        try folder.write(Array((try #require(second.string) + "\n").utf8), as: "key")
        let outcome = try Peer.run(
            try Peer.program("age"), ["-d", "-i", "key"], input: Array(other), in: folder)
        #expect(outcome.status == 0 && outcome.output == content, "\(outcome.errors)")
        #expect(try Age.decrypt(Array(other), with: [second]) == content)
        #expect(throws: SealingError.self) { try Age.decrypt(Array(other), with: [first]) }
    }

    @Test("it opens the file it is of, by that file's own header, and no other")
    func own() throws {
        let file = try Age.encrypt([1, 2, 3], to: [first.recipient], armored: false)
        let another = try Age.encrypt([1, 2, 3], to: [first.recipient], armored: false)
        let key = try key(of: file, for: [second.recipient])
        var buffer = [UInt8](repeating: 0, count: 8)
        let decryptor = try AgeDecryptor(key: key, source: Self.reading(file))
        #expect(try buffer.withUnsafeMutableBytes { try decryptor.read(into: $0) } == 3)
        #expect(try decryptor.header.differences(from: [first.recipient]).isEmpty)
        #expect(throws: SealingError.ageOtherKey) {
            try AgeDecryptor(key: key, source: Self.reading(another))
        }
        // The payload of the one behind the header of the other: the header decides, before a byte is released.
        let size = Int(try Age.headerBytes(of: Self.reading(file)))
        let otherSize = Int(try Age.headerBytes(of: Self.reading(another)))
        #expect(throws: SealingError.ageOtherKey) {
            try AgeDecryptor(key: key, source: Self.reading(Array(another[..<otherSize] + file[size...])))
        }
    }

    @Test("whom it is wrapped for is seen by who has it")
    func made() throws {
        let file = try Age.encrypt([1], to: [first.recipient], armored: false)
        let third = try AgeIdentity.generateX25519()
        let key = try key(of: file, for: [second.recipient, third.recipient])
        #expect(try key.isMade(for: [second.recipient, third.recipient]))
        #expect(try !key.isMade(for: [second.recipient]))
        #expect(try !key.isMade(for: [third.recipient, second.recipient]))
        let header = try AgeDecryptor(identities: [first], source: Self.reading(file)).header
        #expect(try header.letsIn(anyOf: [third.recipient, first.recipient]))
        #expect(try !header.letsIn(anyOf: [second.recipient]))
    }

    @Test("what is no header, or has something behind it, is no key")
    func form() throws {
        let file = try Age.encrypt([1], to: [second.recipient], armored: false)
        for bytes in [[], Array("age-encryption.org/v1\n".utf8), file] {
            #expect(throws: SealingError.self) { try HandedKey(opening: bytes, with: [second]) }
        }
        let passphrase = AgeRecipient.scrypt(passphrase: "x", workFactor: 4)
        let header = try AgeDecryptor(identities: [second], source: Self.reading(file)).header
        #expect(throws: SealingError.self) { try header.wrapped(for: []) }
        #expect(throws: SealingError.self) { try header.wrapped(for: [passphrase, first.recipient]) }
    }
}
