import Starts
import Cutting
import Recordings
import Records
import Statements
import Foundation
import Peers
import Sealing
import Testing

@Suite("A long recording read by part of its index is read as by the whole")
struct ThinnedIndexTests {
    /// All that a hand-over says and writes, without a file for each object.
    private struct Handover: Equatable {
        var recording: Recording
        var provenance: [ProvenanceFacts]
        var plans: [CutPlan] = []
        var cuts: [WrittenCut] = []
        var digests: [SHA256Digest] = []

        init(_ clip: String, _ windows: [GrantedWindow]) throws {
            recording = try Recording.probe(clip, zone: RecordingZone("UTC"))
            provenance = try recording.provenance()
            for window in windows {
                let plan = try recording.plan(window)
                plans.append(plan)
                for object in plan.objects {
                    let hasher = try SHA256Hasher()
                    cuts.append(
                        try plan.write(object) {
                            $0 + 64
                        } to: {
                            try hasher.update($0)
                        })
                    digests.append(try hasher.finalize())
                }
            }
        }
    }

    /// Near the start, in the middle of a group, over a hole of what the ends list, and over the end.
    private static func windows() throws -> [GrantedWindow] {
        try [("20:00:01.3", "20:00:04"), ("20:00:40.02", "20:00:47.7"), ("20:01:24", "20:09:00")].map {
            from, to in
            try Consented.grant(from: "2026-07-04T\(from)Z", to: "2026-07-04T\(to)Z")
        }
    }

    @Test("what is found, planned and written is the same to the last bit", arguments: LongClip.recipes)
    func handover(recipe: LongClip.Recipe) throws {
        let folder = try ScratchFolder()
        let clip = try LongClip.make(recipe, in: folder)
        let windows = try Self.windows()
        let (thinned, whole) = try LongClip.bothWays { try Handover(clip, windows) }
        #expect(thinned.recording == whole.recording)
        #expect(thinned.provenance == whole.provenance)
        #expect(thinned.plans == whole.plans)
        #expect(thinned.cuts == whole.cuts)
        #expect(thinned.digests == whole.digests)
        #expect(whole.digests.count >= windows.count)
    }

    @Test(
        "only part of the index is read, and what the library says of the tracks does not show it",
        arguments: LongClip.recipes)
    func listing(recipe: LongClip.Recipe) throws {
        let folder = try ScratchFolder()
        let clip = try LongClip.make(recipe, in: folder)
        let (thinned, whole) = try LongClip.bothWays { try IndexTrial(clip, .ends) }
        try #require(thinned.isThinned && !whole.isThinned)
        #expect(try thinned.facts() == whole.facts())
        for (listed, all) in zip(try thinned.listed(), try whole.listed()) {
            #expect(listed >= LongClip.rule.first + LongClip.rule.last)
            #expect(listed < all / 2)
        }
    }

    @Test(
        "wherever reading begins and however far it goes, the packets are the same",
        arguments: LongClip.recipes)
    func walks(recipe: LongClip.Recipe) throws {
        let folder = try ScratchFolder()
        let clip = try LongClip.make(recipe, in: folder)
        let recording = try Recording.probe(clip, zone: RecordingZone("UTC"))
        var ranges: [Int: Range<Int64>] = [:]
        for track in recording.tracks {
            func ticks(_ seconds: Int64) -> Int64 {
                seconds * track.timeBase.denominator / track.timeBase.numerator
            }
            ranges[track.index] = ticks(35)..<ticks(50)
        }
        var random = SystemRandomNumberGenerator()
        let tracks = Set(recording.tracks.map(\.index))
        for round in 0..<30 {
            let track = recording.tracks[Int.random(in: 0..<recording.tracks.count, using: &random)]
            let seconds = round == 0 ? -5 : Double.random(in: -2...100, using: &random)
            let time = Int64(seconds * Double(track.timeBase.denominator) / Double(track.timeBase.numerator))
            let chosen = round % 3 == 0 ? [track.index] : tracks
            let steps = [90, 60, 400].map { Int.random(in: 0...$0, using: &random) }
            let (thinned, whole) = try LongClip.bothWays {
                let trial = try IndexTrial(clip, round % 4 == 0 ? .ends : .around(ranges))
                // From the start, then from a place, then on from there.
                return try trial.read(steps[0], of: chosen)
                    + trial.read(steps[1], of: chosen, from: (track.index, time))
                    + trial.read(steps[2], of: chosen)
            }
            #expect(thinned == whole, "\(seconds) s of track \(track.index), \(steps)")
        }
    }

    @Test("a reader that stays in what it asked for never reads the whole index")
    func stays() throws {
        let folder = try ScratchFolder()
        let clip = try LongClip.make(LongClip.recipes[0], in: folder)
        let recording = try Recording.probe(clip, zone: RecordingZone("UTC"))
        let unit = try #require(recording.pictureTrack).timeBase.denominator
        try ThinningRule.$current.withValue(LongClip.rule) {
            let trial = try IndexTrial(clip, .around([0: 40 * unit..<50 * unit, 1: 40 * 48000..<50 * 48000]))
            #expect(try trial.read(100, of: [0, 1], from: (0, 42 * unit)).count == 100)
            #expect(trial.isThinned)
            #expect(try trial.read(10, of: [0, 1], from: (0, 60 * unit)).count == 10)
            #expect(!trial.isThinned)
        }
    }

    @Test(
        "files of unusual or small tables are read as they are",
        arguments: [
            ["-c:a", "pcm_s16le", "-f", "mov"], ["-c:a", "aac", "-movflags", "+frag_keyframe+empty_moov"],
            ["-c:a", "aac", "-movflags", "+negative_cts_offsets", "-bf", "2"],
        ])
    func unusual(arguments: [String]) throws {
        let folder = try ScratchFolder()
        let clip = folder.path("cam_2026-07-04T20-00-00Z.mp4")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=64x64:rate=12:duration=60", "-f", "lavfi", "-i",
                "sine=frequency=440:sample_rate=48000:duration=60", "-pix_fmt", "yuv420p", "-c:v", "libx264",
            ] + arguments, to: clip)
        let (thinned, _) = try LongClip.bothWays { try IndexTrial(clip, .ends).isThinned }
        #expect(!thinned)
    }
}
