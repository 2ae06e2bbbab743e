import Cutting
import Handover
import Objects
import Recordings
import Starts
import Statements
import Foundation
import Peers
import Sealing
import Testing

@Suite("An object is read back from the ciphertext before it may leave")
struct ReadBackTests {
    /// A cut of a sample of the repository.
    private struct Cut {
        let plan: CutPlan
        let object: PlannedObject
        let owner: Identity

        init() throws {
            let folder = Repository.root.appending(path: "samples")
            let name = try #require(
                try FileManager.default.contentsOfDirectory(atPath: folder.path).first {
                    $0.hasPrefix("driveway_")
                })
            let recording = try Recording.probe(
                folder.appending(path: name).path, zone: RecordingZone("UTC"))
            let start = recording.span.from
            plan = try recording.plan(
                try Consented.grant(
                    try Window(
                        from: start.adding(nanoseconds: 5_000_000_000),
                        to: start.adding(nanoseconds: 15_000_000_000))))
            object = try #require(plan.objects.first { $0.role == .master })
            owner = try Identity.generate(name: "Owner", role: .owner)
        }

        var recipients: [AgeRecipient] { [owner.ageIdentity.recipient] }

        /// Writes the object and spoils, between the cut and the cipher, bytes of its first picture.
        func write(spoiling: Bool, to sink: (UnsafeRawBufferPointer) throws -> Void) throws -> WrittenCut {
            var place = 0
            return try plan.write(object, size: { _ in size }) { bytes in
                defer { place += bytes.count }
                guard spoiling, bytes.count > 4096, (1..<200_000).contains(place) else {
                    return try sink(bytes)
                }
                var spoiled = [UInt8](bytes)
                for byte in 2_000..<2_064 { spoiled[byte] ^= 0x55 }
                try spoiled.withUnsafeBytes(sink)
            }
        }

        var size: UInt64 { (object.maximumSize ?? 0) + 8 }
    }

    @Test(
        "from the bundle, where its size was known: a fault between cut and cipher leaves nothing under the name"
    )
    func bundle() throws {
        let cut = try Cut()
        for spoiling in [false, true] {
            let folder = try ScratchFolder()
            let writer = try BundleWriter(
                path: folder.path("out.tar"), replaceExisting: false, bundle: try BundleWriter.newBundleID(),
                recipients: cut.recipients)
            func add() throws -> DecodedAgain? {
                var written: WrittenCut?
                _ = try writer.addObject(size: cut.size) { sink in
                    written = try cut.write(spoiling: spoiling, to: sink)
                } check: { reader in
                    written = try cut.plan.check(cut.object, try #require(written)) {
                        try reader.read(at: $1, into: $0)
                    }
                }
                return written?.decodedAgain
            }
            guard spoiling else {
                #expect(try #require(try add()).pictures > 0)
                continue
            }
            #expect {
                _ = try add()
            } throws: { error in
                if case .decodesOtherwise? = error as? FootageError { true } else { false }
            }
            #expect(throws: (any Error).self) { try writer.addFacts([]) }
            #expect(try folder.names() == [])
        }
    }

    @Test("from what waits beside the bundle")
    func spool() throws {
        let cut = try Cut()
        for spoiling in [false, true] {
            let folder = try ScratchFolder()
            func prepare() throws {
                var written: WrittenCut?
                _ = try PreparedObject(beside: folder.path("out.tar"), recipients: cut.recipients) { sink in
                    written = try cut.write(spoiling: spoiling, to: sink)
                } check: { reader in
                    written = try cut.plan.check(cut.object, try #require(written)) {
                        try reader.read(at: $1, into: $0)
                    }
                }
            }
            guard spoiling else {
                try prepare()
                continue
            }
            #expect {
                try prepare()
            } throws: { error in
                if case .decodesOtherwise? = error as? FootageError { true } else { false }
            }
            #expect(try folder.names() == [])
        }
    }
}
