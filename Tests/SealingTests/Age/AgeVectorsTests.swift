import Foundation
import Peers
import Sealing
import Testing

/// Vectors of the age format: files with lines before them that say what must come out.
enum AgeVectors {
    /// Those that come with the repository; `Tests/Independent/age_vectors.py` made them.
    static let own = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Vectors")

    /// C2SP's, where somebody has them at hand.
    static let published = ProcessInfo.processInfo.environment["PROFFER_AGE_TESTKIT"].flatMap {
        $0.isEmpty || !FileManager.default.fileExists(atPath: $0) ? nil : URL(fileURLWithPath: $0)
    }

    /// The names of the vectors in a folder.
    static func names(in folder: URL?) -> [String] {
        guard let folder else { return [] }
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }
}

@Suite("age vectors: ours, and those of C2SP where they are at hand")
struct AgeVectorsTests {
    struct Vector {
        var expect = ""
        var payload: String?
        var identities: [AgeIdentity] = []
        var isArmored = false
        var isCompressed = false
        var file: [UInt8]

        init(_ bytes: [UInt8]) throws {
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let header = lines.prefix { !$0.isEmpty }
            file = Array(bytes.dropFirst(header.reduce(1) { $0 + $1.count + 1 }))
            for line in header {
                let field = String(decoding: line, as: UTF8.self).split(separator: ": ", maxSplits: 1)
                let (name, value) = (field[0], String(field.last ?? ""))
                switch name {
                case "expect": expect = value
                case "payload": payload = value
                case "identity": identities.append(try AgeIdentity(string: value))
                case "passphrase": identities.append(.scrypt(passphrase: value))
                case "armored": isArmored = value == "yes"
                case "compressed": isCompressed = try #require(value == "zlib") == ()
                case "file key", "comment": break
                default: Issue.record("the vector has an unknown field \(name)")
                }
            }
        }
    }

    @Test("ours are there, with every kind of outcome")
    func present() throws {
        let outcomes = try AgeVectors.names(in: AgeVectors.own).map { name in
            try Vector([UInt8](Data(contentsOf: AgeVectors.own.appending(path: name)))).expect
        }
        #expect(outcomes.count >= 20)
        #expect(
            Set(outcomes) == [
                "success", "no match", "HMAC failure", "header failure", "payload failure", "armor failure",
            ])
    }

    @Test(
        "every vector of ours gives its outcome and releases its payload",
        arguments: AgeVectors.names(in: AgeVectors.own))
    func own(name: String) throws {
        try holds(AgeVectors.own.appending(path: name))
    }

    @Test(
        "the folder named by PROFFER_AGE_TESTKIT holds vectors",
        .enabled(if: AgeVectors.published != nil, "PROFFER_AGE_TESTKIT names no folder"))
    func publishedPresent() {
        #expect(AgeVectors.names(in: AgeVectors.published).count >= 100)
    }

    @Test(
        "every vector of C2SP gives its outcome and releases its payload",
        .enabled(if: AgeVectors.published != nil, "PROFFER_AGE_TESTKIT names no folder"),
        arguments: AgeVectors.names(in: AgeVectors.published))
    func published(name: String) throws {
        try holds(try #require(AgeVectors.published).appending(path: name))
    }

    private func holds(_ file: URL) throws {
        let bytes = [UInt8](try Data(contentsOf: file))
        var vector = try Vector(bytes)
        if vector.isCompressed {
            vector.file = try Peer.python(
                "import sys, zlib; sys.stdout.buffer.write(zlib.decompress(sys.stdin.buffer.read()))",
                input: vector.file, in: try ScratchFolder()
            ).output
        }
        let (outcome, released) = open(vector)
        #expect(outcome == vector.expect)
        if let payload = vector.payload {
            #expect(try SHA256Digest.of(released).hex == payload, "\(released.count) bytes were released")
        } else {
            #expect(released.isEmpty)
        }
    }

    private func open(_ vector: Vector) -> (outcome: String, released: [UInt8]) {
        var released: [UInt8] = []
        do {
            let file = vector.isArmored ? try Armor.decode(vector.file) : vector.file
            var position = 0
            let decryptor = try AgeDecryptor(identities: vector.identities) { buffer in
                let count = min(buffer.count, file.count - position)
                buffer.copyBytes(from: file[position..<position + count])
                position += count
                return count
            }
            var block = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = try block.withUnsafeMutableBytes { try decryptor.read(into: $0) }
                if count == 0 { return ("success", released) }
                released += block[..<count]
            }
        } catch let error as SealingError {
            switch error {
            case .ageHeader: return ("header failure", released)
            case .ageHeaderMAC: return ("HMAC failure", released)
            case .ageNoMatch: return ("no match", released)
            case .agePayload: return ("payload failure", released)
            case .ageArmor: return ("armor failure", released)
            default: return ("\(error)", released)
            }
        } catch {
            return ("\(error)", released)
        }
    }
}
