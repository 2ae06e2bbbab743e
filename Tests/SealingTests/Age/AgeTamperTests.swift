import Sealing
import Testing

@Suite("Tampering with an age file")
struct AgeTamperTests {
    /// What came out before the error, and the error.
    private func open(_ file: [UInt8], _ identity: AgeIdentity) -> (released: [UInt8], error: SealingError?) {
        var released: [UInt8] = []
        var position = 0
        do {
            let decryptor = try AgeDecryptor(identities: [identity]) { buffer in
                let count = min(buffer.count, file.count - position)
                buffer.copyBytes(from: file[position..<position + count])
                position += count
                return count
            }
            var block = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = try block.withUnsafeMutableBytes { try decryptor.read(into: $0) }
                if count == 0 { return (released, nil) }
                released += block[..<count]
            }
        } catch {
            return (released, error as? SealingError)
        }
    }

    @Test("changing any single bit of any byte makes a small file fail, and nothing comes out")
    func everyByte() throws {
        let identity = try AgeIdentity.generateX25519()
        let file = try Age.encrypt(Array("seen at the corner".utf8), to: [identity.recipient], armored: false)
        for index in file.indices {
            for bit in 0..<8 {
                var changed = file
                changed[index] ^= 1 << UInt8(bit)
                let (released, error) = open(changed, identity)
                #expect(released.isEmpty, "bit \(bit) of byte \(index)")
                #expect(error != nil, "bit \(bit) of byte \(index)")
            }
        }
    }

    @Test("cutting a file short at any byte makes it fail, and only authentic bytes come out")
    func everyTruncation() throws {
        let identity = try AgeIdentity.generateX25519()
        let plaintext = patternedBytes(65_536 + 40)
        let file = try Age.encrypt(plaintext, to: [identity.recipient], armored: false)
        let interesting =
            Array(0..<300) + Array(stride(from: 300, to: file.count - 100, by: 4_099))
            + Array(file.count - 100..<file.count)
        for count in interesting {
            let (released, error) = open(Array(file[..<count]), identity)
            #expect(error != nil, "cut at \(count)")
            #expect(released.isEmpty || released == Array(plaintext[..<65_536]), "cut at \(count)")
        }
    }

    @Test("chunks moved, repeated, dropped or added make the file fail, and only authentic bytes come out")
    func chunks() throws {
        let identity = try AgeIdentity.generateX25519()
        let plaintext = patternedBytes(3 * 65_536)
        let encryptor = try AgeEncryptor(recipients: [identity.recipient])
        var file: [UInt8] = []
        try encryptor.update(plaintext, into: &file)
        try encryptor.finish(into: &file)
        let start = encryptor.header.count + 16
        let head = Array(file[..<start])
        let chunks = (0..<3).map { Array(file[start + $0 * 65_552..<start + ($0 + 1) * 65_552]) }
        #expect(open(head + chunks.joined(), identity) == (plaintext, nil))

        let cases: [(name: String, order: [Int], authentic: Int)] = [
            ("swapped", [1, 0, 2], 0), ("last first", [2, 0, 1], 0), ("first dropped", [1, 2], 0),
            ("middle dropped", [0, 2], 1), ("last dropped", [0, 1], 2), ("middle repeated", [0, 1, 1, 2], 2),
            ("last repeated", [0, 1, 2, 2], 3), ("something after the last", [0, 1, 2, 0], 3),
            ("none", [], 0),
        ]
        for (name, order, authentic) in cases {
            let (released, error) = open(head + order.flatMap { chunks[$0] }, identity)
            guard case .agePayload = error else {
                Issue.record("\(name): \(String(describing: error))")
                continue
            }
            #expect(released == Array(plaintext[..<(authentic * 65_536)]), "\(name)")
        }
    }

    @Test("a header whose recipients were exchanged fails at its MAC")
    func splicedHeader() throws {
        let (one, two) = (try AgeIdentity.generateX25519(), try AgeIdentity.generateX25519())
        let file = try Age.encrypt([1], to: [one.recipient, two.recipient], armored: false)
        var lines = file.split(separator: UInt8(ascii: "\n"), maxSplits: 6, omittingEmptySubsequences: false)
        lines.swapAt(1, 3)
        lines.swapAt(2, 4)
        let (released, error) = open(Array(lines.joined(separator: [UInt8(ascii: "\n")])), one)
        #expect(error == .ageHeaderMAC)
        #expect(released.isEmpty)
    }

    @Test("a header without end is given up after a megabyte")
    func endlessHeader() {
        var given = 0
        #expect(throws: SealingError.self) {
            try AgeDecryptor(identities: []) { buffer in
                given += buffer.count
                buffer.initializeMemory(as: UInt8.self, repeating: UInt8(ascii: "a"))
                return buffer.count
            }
        }
        #expect(given <= 1 << 20)
    }

    @Test("a header of more recipients than any file has is given up at the first too many")
    func manyRecipients() throws {
        func header(_ count: Int) -> [UInt8] {
            Array(
                ("age-encryption.org/v1\n" + String(repeating: "-> a\n\n", count: count) + "--- "
                    + String(repeating: "A", count: 43) + "\n").utf8)
        }
        let identity = try AgeIdentity.generateX25519()
        guard case .ageNoMatch? = open(header(1_024), identity).error else {
            Issue.record("as many as a header may name are not read")
            return
        }
        guard case .ageHeader(let reason)? = open(header(1_025), identity).error else {
            Issue.record("one more is read")
            return
        }
        #expect(reason.contains("more than 1024 recipients"))
    }

    @Test("where the place of the recipient is known, no other is tried, and none beyond the last")
    func place() throws {
        let (one, two) = (try AgeIdentity.generateX25519(), try AgeIdentity.generateX25519())
        let file = try Age.encrypt([1], to: [one.recipient, two.recipient], armored: false)
        func decryptor(at place: Int?) throws -> AgeDecryptor {
            var rest = file[...]
            return try AgeDecryptor(identities: [two], at: place) { buffer in
                let part = rest.prefix(buffer.count)
                buffer.copyBytes(from: part)
                rest = rest.dropFirst(part.count)
                return part.count
            }
        }
        #expect(try decryptor(at: nil).recipientPlace == 1)
        #expect(try decryptor(at: 1).recipientPlace == 1)
        for place in [0, 2, -1] {
            #expect(throws: SealingError.self, "\(place)") { try decryptor(at: place) }
        }
    }
}
