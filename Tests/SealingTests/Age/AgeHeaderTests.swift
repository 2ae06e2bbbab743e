import Foundation
import Peers
import Sealing
import Testing

@Suite("Whoever opens an age file of ours can say whom it lets in")
struct AgeHeaderTests {
    /// The header of a file, opened with the first of some identities that opens it.
    static func header(of file: [UInt8], _ identities: [AgeIdentity]) throws -> OpenedHeader {
        var rest = file[...]
        return try AgeDecryptor(identities: identities) { buffer in
            let part = rest.prefix(buffer.count)
            buffer.copyBytes(from: part)
            rest = rest.dropFirst(part.count)
            return part.count
        }.header
    }

    private static func rawKey(_ recipient: AgeRecipient) throws -> [UInt8] {
        switch recipient {
        case .x25519(let recipient): recipient.publicKey
        case .hybrid(let recipient): recipient.publicKey
        case .scrypt: try #require(nil as [UInt8]?)
        }
    }

    private static func secret(_ identity: AgeIdentity) throws -> [UInt8] {
        switch identity {
        case .x25519(let identity): identity.secretKey
        case .hybrid(let identity): identity.seed
        case .scrypt: try #require(nil as [UInt8]?)
        }
    }

    @Test(
        "Python makes our header again, byte for byte, from the file key and the page",
        arguments: [false, true])
    func peerMakesItAgain(isHybrid: Bool) throws {
        let folder = try ScratchFolder()
        let people = try (0..<3).map { _ in
            isHybrid ? try AgeIdentity.generateHybrid() : try AgeIdentity.generateX25519()
        }
        let file = try Age.encrypt([7, 8, 9], to: people.map(\.recipient), armored: false)
        for person in people {
            #expect(
                try AgeWriter.makesAgain(
                    headerOf: file, secret: Self.secret(person),
                    recipients: people.map { try Self.rawKey($0.recipient) },
                    isHybrid: isHybrid, in: folder))
        }
    }

    @Test("the header is the recipients' and nobody else's", arguments: [false, true])
    func honest(isHybrid: Bool) throws {
        let people = try (0..<3).map { _ in
            isHybrid ? try AgeIdentity.generateHybrid() : try AgeIdentity.generateX25519()
        }
        let recipients = people.map(\.recipient)
        let header = try Self.header(of: try Age.encrypt([1], to: recipients, armored: false), [people[1]])
        #expect(try header.differences(from: recipients) == [])
        #expect(try header.mark().isMade(for: recipients))
    }

    @Test("what a header differs in is named: one more, another, one fewer, another order, one twice")
    func differences() throws {
        let people = try (0..<3).map { _ in try AgeIdentity.generateX25519() }
        let recipients = people.map(\.recipient)
        let press = try AgeIdentity.generateX25519().recipient
        let cases: [([AgeRecipient], [OpenedHeader.Difference])] = [
            (recipients + [press], [.strangers(1)]),
            ([recipients[0], press, recipients[2]], [.strangers(1), .missing(recipients[1])]),
            ([recipients[0]], [.missing(recipients[1]), .missing(recipients[2])]),
            ([recipients[0], recipients[2], recipients[1]], [.order]),
            (recipients + [recipients[0]], [.repeated]),
            (
                [recipients[0], recipients[0], recipients[0]],
                [.missing(recipients[1]), .missing(recipients[2]), .repeated]
            ),
        ]
        for (actual, expected) in cases {
            let file = try Age.encrypt([1], to: actual, armored: false)
            let header = try Self.header(of: file, [people[0]])
            #expect(try header.differences(from: recipients) == expected)
            #expect(try !header.mark().isMade(for: recipients))
        }
    }

    @Test(
        "hybrid headers differ as plainly, and a file for the ordinary keys of the same people is told from them"
    )
    func hybridDifferences() throws {
        let people = try (0..<2).map { _ in try AgeIdentity.generateHybrid() }
        let recipients = people.map(\.recipient)
        let press = try AgeIdentity.generateHybrid().recipient
        func differences(_ actual: [AgeRecipient], _ opener: AgeIdentity) throws -> [OpenedHeader.Difference]
        {
            try Self.header(of: try Age.encrypt([1], to: actual, armored: false), [opener]).differences(
                from: recipients)
        }
        #expect(try differences(recipients + [press], people[0]) == [.strangers(1)])
        #expect(
            try differences([recipients[0], press], people[0]) == [.strangers(1), .missing(recipients[1])])
        #expect(try differences(recipients.reversed(), people[0]) == [.order])
        let ordinary = try AgeIdentity.generateX25519()
        #expect(
            try differences([ordinary.recipient], ordinary)
                == [.type("X25519"), .missing(recipients[0]), .missing(recipients[1])])
    }

    @Test("a stanza of a type nobody knows, and shares that were drawn at random, are each named")
    func otherWriters() throws {
        let folder = try ScratchFolder()
        let people = try (0..<2).map { _ in try AgeIdentity.generateX25519() }
        let recipients = people.map(\.recipient)
        let keys = try recipients.map(Self.rawKey)
        func differences(_ lie: AgeWriter.Lie) throws -> [OpenedHeader.Difference] {
            let file = try AgeWriter.encrypt([1, 2], to: keys, lie, in: folder)
            #expect(try Age.decrypt(file, with: [people[0]]) == [1, 2])
            return try Self.header(of: file, [people[0]]).differences(from: recipients)
        }
        #expect(try differences(.init()) == [], "the peer writes what we write")
        #expect(try differences(.init(stanza: "-> x-grease abc\n\n")) == [.type("x-grease")])
        #expect(
            try differences(.init(drawsShares: true))
                == [.strangers(2), .missing(recipients[0]), .missing(recipients[1])])
        // age itself draws its shares: what it writes is a sound file, and no file of a bundle.
        let theirs = try Peer.run(
            try Peer.program("age"), ["-e"] + recipients.flatMap { ["-r", $0.description] }, input: [3],
            in: folder)
        #expect(
            try Self.header(of: theirs.output, [people[1]]).differences(from: recipients)
                == [.strangers(2), .missing(recipients[0]), .missing(recipients[1])])
    }

    @Test("the same file key is known again, and shows in no description")
    func fileKeys() throws {
        let folder = try ScratchFolder()
        let person = try AgeIdentity.generateX25519()
        let key = [UInt8](repeating: 0x5A, count: 16)
        func header(_ key: [UInt8]?) throws -> OpenedHeader {
            try Self.header(
                of: try AgeWriter.encrypt(
                    [1], to: [try Self.rawKey(person.recipient)], .init(fileKey: key), in: folder), [person])
        }
        let (one, two, other) = (try header(key), try header(key), try header(nil))
        #expect(try one.mark().keyName == two.mark().keyName)
        #expect(try one.mark().keyName != other.mark().keyName)
        for shown in ["\(one)", "\(try one.mark())", "\(try one.mark().keyName)", String(reflecting: one)] {
            #expect(!shown.contains("90, 90") && !shown.lowercased().contains("5a5a"), "\(shown)")
        }
    }
}
