import Bundle
import Handover
import Foundation
import Peers
import Testing

@Suite("A header has one form, and it is a tar's")
struct TarHeaderTests {
    static let sizes: [UInt64] = [
        0, 1, 511, 512, (1 << 33) - 1, 1 << 33, 9_999_999_999, 10_000_000_000, (1 << 36) - 1,
    ]

    @Test("Python's tarfile reads name, size and neutral facts out of it", arguments: sizes)
    func python(size: UInt64) throws {
        let folder = try ScratchFolder()
        let name = "proffer-0123456789abcdef0123456789abcdef/data/0001.age"
        try folder.write(TarHeader.bytes(name: name, size: size), as: "header")
        let outcome = try Peer.python(
            """
            import tarfile
            entry = tarfile.open("header").next()
            print(entry.name, entry.size, entry.mode, entry.mtime, entry.uid, entry.gid,
                  repr(entry.uname), repr(entry.gname), entry.isreg(), sorted(entry.pax_headers))
            """, in: folder)
        let pax = size >= 1 << 33 ? "['size']" : "[]"
        #expect(outcome.text == "\(name) \(size) 420 0 0 0 '' '' True \(pax)\n")
    }

    /// Plaintext sizes whose ciphertexts lie on both sides of what needs an extended header.
    static let plaintextSizes: [UInt64] = [0, 1, (1 << 33) - (4 << 20), 1 << 33, 60 << 30]

    @Test("the writer's libarchive writes that very form, also beyond 8 GiB", arguments: plaintextSizes)
    func libarchive(size: UInt64) throws {
        struct HeaderAccepted: Error {}
        let folder = try ScratchFolder()
        let writer = try BundleWriter(
            path: folder.path("out.tar"), replaceExisting: false, bundle: String(repeating: "0", count: 32),
            recipients: [.scrypt(passphrase: "x", workFactor: 1)])
        // The writer compares the header before it asks for the first byte.
        #expect(throws: HeaderAccepted.self) {
            try writer.addObject(size: size) { _ in throw HeaderAccepted() }
        }
    }

    @Test("an object beyond 64 GiB is refused, not written as something no reader takes")
    func tooLarge() throws {
        let folder = try ScratchFolder()
        let writer = try BundleWriter(
            path: folder.path("out.tar"), replaceExisting: false, bundle: String(repeating: "0", count: 32),
            recipients: [.scrypt(passphrase: "x", workFactor: 1)])
        #expect(throws: BundleError.self) { try writer.addObject(size: 64 << 30) { _ in } }
        #expect(try folder.names() == [])
    }
}
