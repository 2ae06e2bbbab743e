import Starts
import Peers
import Bundle
import Handover
import Recordings
import Records
import Statements
import Foundation
import Sealing

/// A true bundle of one clip of a second with pictures and sound, and all that is in it, so that it can be sealed again with
/// other content by the same owner.
struct SealedClip {
    let folder: ScratchFolder
    let owner: Identity
    let reader: Identity
    /// The recording it was cut from.
    let recording: String
    let bytes: [UInt8]
    /// The record's JSON.
    let record: [UInt8]
    /// The JSON of the facts of each object, in order.
    let facts: [[UInt8]]
    /// The objects, decrypted, in order.
    let objects: [[UInt8]]
    let camera: String

    static let tool = ToolFacts(name: "fuzz", version: "0", operatingSystem: "any", libraries: [:])

    init() throws {
        folder = try ScratchFolder(inMemory: true)
        let now = WallTime.now()
        let later = now.adding(nanoseconds: 86_400 * WallTime.nanosecondsPerSecond)
        owner = try Identity.generate(name: "Owner", role: .owner)
        reader = try Identity.generate(name: "Reader", role: .investigator, organization: "Police")
        recording = folder.path("gate_2026-07-04T20-00-00Z.mp4")
        try Corpus.ffmpeg(
            [
                "-f", "lavfi", "-i", "testsrc2=size=64x64:rate=12:duration=2", "-f", "lavfi", "-i",
                "sine=frequency=440:sample_rate=16000:duration=2", "-pix_fmt", "yuv420p", "-preset",
                "veryfast",
                "-c:v", "libx264", "-g", "6", "-bf", "2", "-sc_threshold", "0", "-c:a", "aac", "-b:a", "24k",
                recording,
            ])
        let window = try Window(
            from: WallTime(rfc3339: "2026-07-04T20:00:00.3Z"), to: WallTime(rfc3339: "2026-07-04T20:00:05Z"))
        let request = try Request(
            agency: reader.card, caseNumber: "1", purpose: "a test", location: Location(text: "here"),
            window: window, wanted: Wanted(audio: true, stills: true), recipients: [reader.card], issued: now,
            expires: later
        ).signed(by: reader)
        let consent = try Consent(
            request: request.payloadDigest, decision: .granted,
            grants: [Grant(window: window, audio: true, stills: true)], owner: owner.card, issued: now,
            expires: later
        ).signed(by: owner)
        var sealer = try Sealer(request: request, consent: consent, identity: owner, tool: Self.tool)
        sealer.stills = [window.from.adding(nanoseconds: 700_000_000)]
        let probed = try Recording.probe(recording, zone: RecordingZone("UTC"))
        camera = probed.camera
        let path = folder.path("bundle.tar")
        _ = try sealer.seal(try sealer.plan([probed]), to: path)
        bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let archive = try BundleArchive.read(path)
        let identity = owner.ageIdentity
        func decrypted(_ name: String) throws -> [UInt8] {
            let decryptor = try archive.decryptor(for: name, identities: [identity])
            var content: [UInt8] = []
            var block = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = try block.withUnsafeMutableBytes { try decryptor.read(into: $0) }
                if count == 0 { return content }
                content += block[..<count]
            }
        }
        objects = try archive.objects.map { try decrypted($0.name) }
        // Behind its end a text is padded with spaces and a line feed.
        func text(_ name: String) throws -> [UInt8] {
            Array(try decrypted(name).reversed().drop { $0 == 0x20 || $0 == 0x0A }.reversed())
        }
        facts = try archive.objectFacts.map { try text($0.name) }
        record = try text(Seal.recordName)
    }

    /// Where a run's bundle lies.
    var path: String { folder.path("run.tar") }

    /// Puts bytes there.
    func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

    /// Puts a whole bundle there, of the same id, well sealed by the owner, of other content.
    func seal(record: [UInt8], facts: [[UInt8]], objects: [[UInt8]], at sealed: WallTime) throws {
        let id = try StrictJSON.decode(BundleID.self, from: self.record, maximumBytes: 1 << 26).bundle
        let writer = try BundleWriter(
            path: path, replaceExisting: true, bundle: id,
            recipients: [reader.ageIdentity.recipient, owner.ageIdentity.recipient])
        for object in objects {
            _ = try writer.addObject(size: UInt64(object.count)) { sink in try object.withUnsafeBytes(sink) }
        }
        for facts in facts { try writer.addFacts(facts) }
        try writer.addRecord(record)
        try writer.finish(sealed: sealed) { subjects in
            try Seal(
                bundle: writer.bundle, sealed: sealed, signer: owner.card, subjects: subjects
            ).signed(by: owner)
        }
    }

    private struct BundleID: Decodable { var bundle: String }
}
