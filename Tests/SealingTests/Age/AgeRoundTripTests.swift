import Foundation
import Sealing
import Testing

@Suite("age files")
struct AgeRoundTripTests {
    static let sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 131_073, (1 << 20) + 1]

    @Test("what is encrypted comes back, and has the size foretold", arguments: sizes)
    func roundTrip(size: Int) throws {
        let plaintext = patternedBytes(size)
        let identity = try AgeIdentity.generateX25519()
        for armored in [false, true] {
            let file = try Age.encrypt(plaintext, to: [identity.recipient], armored: armored)
            #expect(try Age.decrypt(file, with: [identity]) == plaintext)
        }
        let encryptor = try AgeEncryptor(recipients: [identity.recipient])
        var file: [UInt8] = []
        try encryptor.update(plaintext, into: &file)
        try encryptor.finish(into: &file)
        #expect(UInt64(file.count) == encryptor.ciphertextSize(plaintextSize: UInt64(size)))
        #expect(file.starts(with: encryptor.header))
    }

    @Test(
        "the pieces in which a stream arrives do not matter",
        arguments: [1, 1000, 65_535, 65_536, 65_537, 200_000])
    func pieces(size: Int) throws {
        let plaintext = patternedBytes(size == 1 ? 70_000 : 300_000)
        let identity = try AgeIdentity.generateX25519()
        let encryptor = try AgeEncryptor(recipients: [identity.recipient])
        var file: [UInt8] = []
        for start in stride(from: 0, to: plaintext.count, by: size) {
            try encryptor.update(Array(plaintext[start..<min(start + size, plaintext.count)]), into: &file)
        }
        try encryptor.update([], into: &file)
        try encryptor.finish(into: &file)
        #expect(try Age.decrypt(file, with: [identity]) == plaintext)

        var position = 0
        let decryptor = try AgeDecryptor(identities: [identity]) { buffer in
            let count = min(buffer.count, file.count - position, size)
            buffer.copyBytes(from: file[position..<position + count])
            position += count
            return count
        }
        var read: [UInt8] = []
        var block = [UInt8](repeating: 0, count: size)
        while true {
            let count = try block.withUnsafeMutableBytes { try decryptor.read(into: $0) }
            if count == 0 { break }
            read += block[..<count]
        }
        #expect(read == plaintext)
        #expect(try block.withUnsafeMutableBytes { try decryptor.read(into: $0) } == 0)
    }

    @Test("every one of several recipients opens the file, and nobody else")
    func recipients() throws {
        let owners = try (0..<3).map { _ in try AgeIdentity.generateX25519() }
        let stranger = try AgeIdentity.generateX25519()
        let file = try Age.encrypt([1, 2, 3], to: owners.map(\.recipient), armored: false)
        for owner in owners { #expect(try Age.decrypt(file, with: [stranger, owner]) == [1, 2, 3]) }
        #expect(throws: SealingError.ageNoMatch("it is encrypted for other keys than the 1 given")) {
            try Age.decrypt(file, with: [stranger])
        }
        #expect(throws: SealingError.self) { try Age.decrypt(file, with: []) }
    }

    @Test("hybrid recipients open their file, and share none with ordinary ones")
    func hybrid() throws {
        let owners = try (0..<2).map { _ in try AgeIdentity.generateHybrid() }
        let ordinary = try AgeIdentity.generateX25519()
        let file = try Age.encrypt([1, 2, 3], to: owners.map(\.recipient), armored: true)
        for owner in owners { #expect(try Age.decrypt(file, with: [ordinary, owner]) == [1, 2, 3]) }
        #expect(throws: SealingError.self) { try Age.decrypt(file, with: [ordinary, try .generateHybrid()]) }
        #expect(throws: SealingError.self) {
            try Age.encrypt([], to: [owners[0].recipient, ordinary.recipient], armored: false)
        }
    }

    @Test("a passphrase opens its file, another does not, and it stands alone")
    func passphrase() throws {
        let recipient = AgeRecipient.scrypt(passphrase: "wintér rain", workFactor: 10)
        let file = try Age.encrypt([1, 2, 3], to: [recipient], armored: true)
        #expect(try Age.decrypt(file, with: [.scrypt(passphrase: "wintér rain")]) == [1, 2, 3])
        #expect(throws: SealingError.ageNoMatch("the passphrase is wrong")) {
            try Age.decrypt(file, with: [.scrypt(passphrase: "winter rain")])
        }
        #expect(throws: SealingError.ageNoMatch("it is protected by a passphrase, and none was given")) {
            try Age.decrypt(file, with: [try .generateX25519()])
        }
        #expect(throws: SealingError.self) {
            try Age.decrypt(file, with: [.scrypt(passphrase: "wintér rain", maximumWorkFactor: 9)])
        }
        let key = try AgeIdentity.generateX25519().recipient
        for recipients in [
            [recipient, recipient], [recipient, key], [.scrypt(passphrase: "", workFactor: 10)], [],
        ] {
            #expect(throws: SealingError.self) { try Age.encrypt([], to: recipients, armored: false) }
        }
        for workFactor in [-1, 0, 31] {
            #expect(throws: SealingError.self) {
                try Age.encrypt([], to: [.scrypt(passphrase: "x", workFactor: workFactor)], armored: false)
            }
        }
    }

    @Test("a finished encryptor takes nothing more")
    func finished() throws {
        let encryptor = try AgeEncryptor(recipients: [try AgeIdentity.generateX25519().recipient])
        var file: [UInt8] = []
        try encryptor.finish(into: &file)
        #expect(throws: SealingError.self) { try encryptor.update([1], into: &file) }
        #expect(throws: SealingError.self) { try encryptor.finish(into: &file) }
    }

    @Test("an error of the source passes unchanged")
    func sourceErrors() throws {
        struct Unplugged: Error {}
        let identity = try AgeIdentity.generateX25519()
        let file = try Age.encrypt(patternedBytes(100_000), to: [identity.recipient], armored: false)
        #expect(throws: Unplugged.self) {
            try AgeDecryptor(identities: [identity]) { _ in throw Unplugged() }
        }
        var position = 0
        let decryptor = try AgeDecryptor(identities: [identity]) { buffer in
            if position > 70_000 { throw Unplugged() }
            let count = min(buffer.count, file.count - position, 4096)
            buffer.copyBytes(from: file[position..<position + count])
            position += count
            return count
        }
        var block = [UInt8](repeating: 0, count: 100_000)
        #expect(throws: Unplugged.self) {
            while try block.withUnsafeMutableBytes({ try decryptor.read(into: $0) }) > 0 {}
        }
        #expect(throws: Unplugged.self, "and stays") {
            try block.withUnsafeMutableBytes { try decryptor.read(into: $0) }
        }
    }
}

@Suite("Random access into an age file")
struct AgeRandomAccessTests {
    private func decryptor(_ file: [UInt8], _ identity: AgeIdentity, size: Int? = nil) throws
        -> AgeRandomAccessDecryptor
    {
        try AgeRandomAccessDecryptor(identities: [identity], size: UInt64(size ?? file.count)) {
            buffer, offset in
            let count = min(buffer.count, max(0, file.count - Int(offset)), 30_000)
            buffer.copyBytes(from: file[Int(offset)..<Int(offset) + count])
            return count
        }
    }

    @Test("any stretch read alone is that stretch of the content", arguments: AgeRoundTripTests.sizes)
    func stretches(size: Int) throws {
        let plaintext = patternedBytes(size)
        let identity = try AgeIdentity.generateX25519()
        let file = try Age.encrypt(plaintext, to: [identity.recipient], armored: false)
        let decryptor = try decryptor(file, identity)
        #expect(decryptor.plaintextSize == UInt64(size))
        let places = [0, 1, 65_535, 65_536, 65_537, 131_071, size / 2, size - 1, size, size + 1].filter {
            $0 >= 0
        }
        for offset in places {
            for length in [0, 1, 100, 65_536, 200_000] {
                var buffer = [UInt8](repeating: 0, count: length)
                let count = try buffer.withUnsafeMutableBytes {
                    try decryptor.read(at: UInt64(offset), into: $0)
                }
                let expected = offset < size ? Array(plaintext[offset..<min(offset + length, size)]) : []
                #expect(Array(buffer[..<count]) == expected, "\(length) bytes at \(offset)")
            }
        }
    }

    @Test("a file cut short is refused before a byte is handed out")
    func truncated() throws {
        let identity = try AgeIdentity.generateX25519()
        let file = try Age.encrypt(patternedBytes(200_000), to: [identity.recipient], armored: false)
        for missing in [1, 15, 16, 17, 3_392, 3_408, 65_552, 150_000, 190_000, 200_063, file.count] {
            #expect(throws: SealingError.self, "\(missing) bytes missing") {
                try decryptor(Array(file.dropLast(missing)), identity)
            }
        }
        #expect(throws: SealingError.self, "one byte added") { try decryptor(file + [0], identity) }
        #expect(throws: SealingError.self, "shorter than its size said") {
            try decryptor(Array(file.dropLast(10)), identity, size: file.count)
        }
    }

    @Test("a damaged chunk is refused, the others still read")
    func damaged() throws {
        let identity = try AgeIdentity.generateX25519()
        let plaintext = patternedBytes(200_000)
        var file = try Age.encrypt(plaintext, to: [identity.recipient], armored: false)
        file[file.count - 100_000] ^= 1
        let decryptor = try decryptor(file, identity)
        var buffer = [UInt8](repeating: 0, count: 1000)
        #expect(throws: SealingError.self) {
            try buffer.withUnsafeMutableBytes { try decryptor.read(at: 99_000, into: $0) }
        }
        #expect(try buffer.withUnsafeMutableBytes { try decryptor.read(at: 5, into: $0) } == 1000)
        #expect(buffer == Array(plaintext[5..<1005]))
    }
}
