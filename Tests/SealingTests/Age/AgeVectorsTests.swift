import Foundation
import Peers
import Sealing
import Testing

/// The C2SP test vectors: files with a header of their own that says what must come out.
enum AgeTestkit {
    static let folder = ProcessInfo.processInfo.environment["PROFFER_AGE_TESTKIT"].flatMap {
        $0.isEmpty ? nil : $0
    }

    static var files: [String] {
        guard let folder else { return [] }
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    /// Says aloud that the vectors were not run, because a line of a long report is easily overlooked.
    static let isAvailable: Bool = {
        if folder != nil { return true }
        print(
            "SKIPPED: the C2SP age vectors were NOT run; set PROFFER_AGE_TESTKIT to the folder that holds them"
        )
        return false
    }()
}

@Suite("C2SP age vectors")
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

    @Test("the folder named by PROFFER_AGE_TESTKIT holds vectors", .enabled(if: AgeTestkit.isAvailable))
    func present() {
        #expect(AgeTestkit.files.count >= 100, "in \(AgeTestkit.folder ?? "")")
    }

    @Test(
        "every vector gives its outcome and releases its payload",
        .enabled(if: AgeTestkit.isAvailable, "PROFFER_AGE_TESTKIT is not set: the vectors were not run"),
        arguments: AgeTestkit.files)
    func vector(name: String) throws {
        let folder = try #require(AgeTestkit.folder)
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder).appending(path: name)))
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
