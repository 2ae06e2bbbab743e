import Bundle
import Handover
import Statements
import Foundation
import Peers
import Sealing
import Testing

@Suite("Memory does not grow with the clip")
struct ConstantMemoryTests {
    /// The most this process ever had resident, in KiB (proc_pid_status(5), VmHWM).
    private static func peak() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        return try #require(Int(line.split(separator: " ").dropFirst().first ?? ""))
    }

    private static func roundTrip(_ size: Int, unknownSize: Bool) throws {
        let folder = try ScratchFolder()
        let owner = try Identity.generate(name: "Owner", role: .owner)
        let writer = try BundleWriter(
            path: folder.path("out.tar"), replaceExisting: false, bundle: try BundleWriter.newBundleID(),
            recipients: [owner.ageIdentity.recipient])
        let piece = try SecureRandom.bytes(1 << 20)
        let produce: (_ sink: (UnsafeRawBufferPointer) throws -> Void) throws -> Void = { sink in
            for _ in 0..<(size >> 20) { try piece.withUnsafeBytes(sink) }
        }
        if unknownSize {
            _ = try writer.add(
                PreparedObject(
                    beside: folder.path("out.tar"), recipients: [owner.ageIdentity.recipient], produce))
        } else {
            _ = try writer.addObject(size: UInt64(size), produce)
        }
        try writer.addFacts([])
        try writer.addRecord([])
        try SampleBundle.finish(writer, as: owner)
        let verification = try KeylessVerification.of(folder.path("out.tar"), trust: Trust([owner.card]))
        try #require(!verification.fails)
        let archive = try #require(verification.archive)
        let decryptor = try archive.decryptor(for: "data/0001.age", identities: [owner.ageIdentity])
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
        defer { block.deallocate() }
        var total = 0
        while case let count = try decryptor.read(into: block), count > 0 { total += count }
        try #require(total == size)
    }

    // In a process of its own: the other tests, which run at the same time, need memory too.
    // How full the buffers between the threads get depends on the load, so the short round trips are
    // repeated, and some slack of the allocator is allowed: a twentieth of what growth with the clip would be.
    @Test("300 MiB are written, verified and decrypted in less than 16 MiB more than 32 MiB are")
    func constant() async {
        await #expect(processExitsWith: .success) {
            for _ in 0..<2 {
                try Self.roundTrip(32 << 20, unknownSize: true)
                try Self.roundTrip(32 << 20, unknownSize: false)
            }
            let before = try Self.peak()
            try Self.roundTrip(300 << 20, unknownSize: true)
            try Self.roundTrip(300 << 20, unknownSize: false)
            let grown = try Self.peak() - before
            try #require(grown < 16 << 10, "grew by \(grown) KiB over \(before) KiB")
        }
    }
}
