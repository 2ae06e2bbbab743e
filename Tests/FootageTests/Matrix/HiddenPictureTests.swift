import Cutting
import Objects
import Recordings
import Records
import Statements
import Foundation
import Peers
import Starts
import Testing

@Suite("Pictures that an edit list hides")
struct HiddenPictureTests {
    private static func placed(_ clip: String) throws -> Recording {
        try Recording.probe(
            clip, zone: RecordingZone("UTC"),
            starts: GivenStarts(["\(clip)=2026-07-04T20:00:00Z"], zone: RecordingZone("UTC")))
    }

    /// When the pictures and sounds of a cut's objects lie, in seconds of the recording, from first to last.
    private static func reach(_ plan: CutPlan, _ folder: ScratchFolder) throws -> [ClosedRange<Double>] {
        try plan.objects.enumerated().flatMap { place, object in
            let path = folder.path("\(plan.window.from.nanoseconds)-\(place)")
            try #require(FileManager.default.createFile(atPath: path, contents: nil))
            let file = try #require(FileHandle(forWritingAtPath: path))
            let cut = try plan.write(object) {
                $0 + 8
            } to: {
                try file.write(contentsOf: $0)
            }
            return try cut.tracks.map { track in
                let source = try #require(plan.recording.tracks.first { $0.index == track.sourceTrack })
                func seconds(_ time: Int64) -> Double {
                    let shift =
                        Double(track.shift) * Double(source.timeBase.numerator)
                        / Double(source.timeBase.denominator)
                    let origin = Double(plan.recording.placement.origin) / 12_800
                    return Double(time) / Double(track.timeBase.denominator) + shift - origin
                }
                return seconds(track.firstPTS)...seconds(max(track.lastPTS, track.lastEnd - 1))
            }
        }
    }

    /// The base clip with an edit list of its own in both tracks; `moov` is its last box.
    private static func edited(
        _ parts: [(from: Double, seconds: Double)], in folder: ScratchFolder
    ) throws -> String {
        let clip = try ContainerClip.remux(to: "mp4", in: folder)
        for (track, scale) in [(0, 12_800.0), (1, 48_000.0)] {
            // The first picture is stored with a composition offset of two pictures, the first sound behind one packet.
            let begin = track == 0 ? 1024 : 1024
            try MovieBoxes.change(["moov", "trak", "edts", "elst"], ofTrack: track, in: clip) { _ in
                MovieBoxes.numbers(0, parts.count)
                    + parts.flatMap {
                        MovieBoxes.numbers(Int($0.seconds * 1000), Int($0.from * scale) + begin, 65_536)
                    }
            }
        }
        return clip
    }

    @Test(
        "before the first that is shown leave nothing, and are counted; the start is of the first that is shown"
    )
    func before() throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(to: "mov", input: ["-ss", "3.1"], in: folder)
        let stored = try MediaPeer.packets(clip, "v", editLists: true)
        let recording = try Self.placed(clip)
        #expect(recording.hidesItsBeginning)
        #expect(recording.span.from == (try WallTime(rfc3339: "2026-07-04T20:00:00Z")))
        let grant = try ContainerClip.grant(recording, -2, 2)
        let plans = try recording.plans(grant)
        #expect(
            plans.flatMap(\.leftOut).contains {
                guard case .hidden(let pictures, _) = $0 else { return false }
                return pictures == stored.count { $0.pts < 0 }
            }, "\(plans.flatMap(\.leftOut))")
        for reach in try plans.flatMap({ try Self.reach($0, folder) }) {
            #expect(reach.lowerBound >= -0.0001)
        }
        #expect(plans.contains { !$0.objects.isEmpty })
    }

    @Test("in the middle part what is before them from what comes behind, and sound is hidden with them")
    func middle() throws {
        let folder = try ScratchFolder()
        let clip = try Self.edited([(0, 4), (8, 4)], in: folder)
        let recording = try Self.placed(clip)
        let plans = try recording.plans(try ContainerClip.grant(recording, 2, 10))
        #expect(plans.filter { !$0.objects.isEmpty }.count == 2)
        let reaches = try plans.flatMap { try Self.reach($0, folder) }
        #expect(!reaches.isEmpty)
        for reach in reaches {
            #expect(reach.upperBound <= 4.001 || reach.lowerBound >= 7.999, "\(reach) was hidden")
        }
        #expect(
            try recording.plans(try ContainerClip.grant(recording, 4.5, 7.5)).allSatisfy(\.objects.isEmpty))
    }

    @Test("behind the last that is shown leave nothing, and the recording ends where a player ends it")
    func behind() throws {
        let folder = try ScratchFolder()
        let clip = try Self.edited([(0, 5)], in: folder)
        let recording = try Self.placed(clip)
        #expect(!recording.hidesItsBeginning)
        #expect(abs(Double(recording.span.durationNanoseconds) / 1e9 - 5) < 0.05)
        for plan in try recording.plans(try ContainerClip.grant(recording, 3, 8)) {
            for reach in try Self.reach(plan, folder) { #expect(reach.upperBound <= 5.001) }
        }
    }

    @Test("a list that only delays, or says how long all of it is, hides nothing")
    func nothing() throws {
        let folder = try ScratchFolder()
        let clip = try Self.edited([(0, 12)], in: folder)
        let recording = try ContainerClip.recording(clip)
        #expect(!recording.hidesItsBeginning)
        #expect(try recording.plans(try ContainerClip.grant(recording, 1, 9)).count == 1)
        try ContainerClip.judge(clip, [(2.5, 6.3), (9.3, 20.0)])
    }
}

@Suite("Sound to the packet")
struct SoundPacketTests {
    /// Sound of 1,024 samples a packet whose table lets packets come three at once, and last no time.
    @Test(
        "packets that are stamped as they came are heard inside the window, however late they are",
        arguments: [
            [(2, 8), (1, 3056)], [(1, 3056), (2, 8)], [(15, 8), (1, 1024 * 16 - 120)], [(1, 700), (1, 1348)],
        ])
    func bursts(pattern: [(Int, Int)]) throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(.inOrder, to: "mp4", in: folder)
        let packets = try MediaPeer.packets(clip, "a", editLists: true)
        let each = pattern.reduce(0) { $0 + $1.0 }
        try MovieBoxes.change(MovieBoxes.table("stts"), ofTrack: 1, in: clip) { _ in
            let rounds = (0..<(packets.count / each)).flatMap { _ in
                pattern.map { (count: $0.0, ticks: $0.1) }
            }
            return MovieBoxes.durations(
                rounds + [(count: packets.count % each, ticks: 1024)].filter { $0.count > 0 })
        }
        let recording = try ContainerClip.recording(clip)
        let (from, to) = (4.0, 8.242)
        let result = try CutResult(recording, try ContainerClip.grant(recording, from, to), into: folder)
        let master = try #require(result.object(.master))
        let places = Dictionary(
            packets.enumerated().map { ($1.hash, $0) }, uniquingKeysWith: { first, _ in first })
        let cut = try MediaPeer.packets(master.path, "a").compactMap { places[$0.hash] }
        #expect(cut.count > 100)
        for place in cut {
            // The first packet is what the encoder primes its decoder with; each is heard in its own place.
            let heard = (Double(place - 1) * 1024 / 48_000, Double(place) * 1024 / 48_000)
            #expect(
                heard.0 >= from && heard.1 <= to, "packet \(place) is heard from \(heard.0) to \(heard.1)")
        }
    }
}
