import Starts
import Cutting
import Objects
import Recordings
import Records
import Foundation
import Peers
import Sealing
import Testing

@Suite("A run of a recording that was committed to before")
struct PrecommittedPassTests {
    /// Forty seconds: four blocks of pictures and some seven of sound.
    private static func encode(_ name: String, _ more: [String], in folder: ScratchFolder) throws -> String {
        let path = folder.path(name)
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=25:duration=40", "-f", "lavfi", "-i",
                "sine=frequency=440:sample_rate=44100:duration=40", "-c:v", "libx264", "-preset", "ultrafast",
                "-bf", "2", "-g", "50", "-pix_fmt", "yuv420p", "-c:a", "aac",
            ] + more, to: path)
        return path
    }

    private static func plan(_ path: String, from: String, to: String) throws -> CutPlan {
        let recording = try Recording.probe(path, zone: RecordingZone("UTC"))
        return try recording.plan(
            Consented.grant(from: "2026-07-04T12:00:\(from)Z", to: "2026-07-04T12:00:\(to)Z"))
    }

    /// The proofs that reading the whole recording gives.
    private static func whole(_ path: String, _ kept: Precommitment, _ cut: CutPlan) throws -> [Int:
        ProvenRun]
    {
        let outcome = try CommitmentPass(of: SourceFile(path: path), kept.tracks, cuts: [cut], key: kept.key)
            .run()
        #expect(outcome.commitment == kept.commitment)
        return outcome.proofs[0]
    }

    @Test(
        "is proved by what lies around it as by the whole recording",
        arguments: [
            ("clip_2026-07-04T12-00-00Z.mp4", []),
            ("clip_2026-07-04T12-00-00Z.mov", []),
            ("clip_2026-07-04T12-00-00Z.mkv", []),
            ("clip_2026-07-04T12-00-00Z.ts", []),
            ("clip_2026-07-04T12-00-00Z.avi", ["-c:v", "mpeg4", "-bf", "0"]),
            ("frag_2026-07-04T12-00-00Z.mp4", ["-movflags", "frag_keyframe+empty_moov"]),
            ("open_2026-07-04T12-00-00Z.mp4", ["-x264-params", "open-gop=1"]),
        ])
    func sameProof(name: String, options: [String]) throws {
        let folder = try ScratchFolder()
        let path = try Self.encode(name, options, in: folder)
        let kept = try Precommitment.make(of: path)
        for (from, to) in [("00", "05"), ("09.3", "14.1"), ("17", "31.5"), ("35", "40"), ("00", "40")] {
            let cut = try Self.plan(path, from: from, to: to)
            let proofs = try PrecommittedPass(of: cut.recording, kept, cuts: [cut]).proofs()
            #expect(try proofs == [Self.whole(path, kept, cut)], "\(name), \(from) to \(to)")
            #expect(!proofs[0].isEmpty)
        }
    }

    @Test("is refused from a recording whose bytes around it are others than those committed to")
    func changedRecording() throws {
        let folder = try ScratchFolder()
        let path = try Self.encode("clip_2026-07-04T12-00-00Z.mp4", [], in: folder)
        let kept = try Precommitment.make(of: path)
        let cut = try Self.plan(path, from: "17", to: "19")
        // One bit of a picture of the block that the window lies in, and not of the window.
        let pictures = try MediaPeer.run(
            "ffprobe",
            [
                "-v", "error", "-select_streams", "v:0", "-show_packets", "-show_entries", "packet=pos,size",
                "-of",
            ]
                + ["csv=p=0", path]
        ).split(separator: "\n").map { $0.split(separator: ",").compactMap { Int($0) } }
        var bytes = try folder.read("clip_2026-07-04T12-00-00Z.mp4")
        let picture = pictures[400]
        bytes[picture[1] + picture[0] - 3] ^= 1
        try folder.write(bytes, as: "clip_2026-07-04T12-00-00Z.mp4")
        let error = try #require(throws: FootageError.self) {
            try PrecommittedPass(of: cut.recording, kept, cuts: [cut]).proofs()
        }
        #expect(error.description.contains("not the recording that was committed to"))
    }

    @Test("reads little more of a long recording than the run")
    func readsLittle() throws {
        let folder = try ScratchFolder()
        let path = try Self.encode("clip_2026-07-04T12-00-00Z.mp4", [], in: folder)
        let kept = try Precommitment.make(of: path)
        #expect(kept.blocks.values.allSatisfy { $0.marks.count >= 4 })
        let cut = try Self.plan(path, from: "17", to: "19")
        // What lies in the last blocks is not looked at: spoiling it there changes nothing.
        var bytes = try folder.read("clip_2026-07-04T12-00-00Z.mp4")
        let last = try #require(kept.blocks[0]?.marks.last?.position)
        for place in Int(last)..<Int(last) + 4096 { bytes[place] ^= 0x55 }
        try folder.write(bytes, as: "clip_2026-07-04T12-00-00Z.mp4")
        let proofs = try PrecommittedPass(of: cut.recording, kept, cuts: [cut]).proofs()
        #expect(proofs[0].keys.sorted() == [0, 1])
    }

    @Test("has no proof where its end has been handed over without its middle")
    func holes() throws {
        let hasher = try MerkleHasher()
        var prover = RangeProver()
        let unit = CommittedUnit(pts: 0, dts: 0, flags: 0, picture: try SHA256Digest.of([]))
        let leaf = try unit.leaf(track: 0, hasher)
        for _ in 0..<256 { try prover.add(leaf, of: unit, isHandedOver: true, hasher) }
        try prover.skip(leaf, level: 8, hasher)
        #expect(throws: RangeProver.NotARun.self) {
            try prover.add(leaf, of: unit, isHandedOver: true, hasher)
        }
    }
}
