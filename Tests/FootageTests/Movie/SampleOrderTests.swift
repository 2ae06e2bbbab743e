import Cutting
import Objects
import Records
import Foundation
import Peers
import Testing

@Suite("The order in which a recording stores its samples is not to be seen in an object")
struct SampleOrderTests {
    /// The master cut out of a clip, and its form.
    private static func master(_ clip: String, in folder: ScratchFolder) throws -> (
        bytes: Data, form: MovieForm
    ) {
        let recording = try ContainerClip.recording(clip)
        let result = try CutResult(recording, try ContainerClip.grant(recording, 2.5, 9.5), into: folder)
        let master = try #require(result.object(.master))
        return (try Data(contentsOf: URL(fileURLWithPath: master.path)), try master.cut.form())
    }

    @Test(
        "interleaved finely, coarsely, or in fragments of one track each, the same samples give the same object, byte for byte",
        arguments: [
            ["-movflags", "frag_keyframe+empty_moov+default_base_moof"],
            [
                "-movflags", "frag_custom+empty_moov+default_base_moof+separate_moof", "-frag_duration",
                "3000000",
            ],
            ["-min_frag_duration", "5000000", "-movflags", "frag_keyframe+empty_moov"],
            ["-map", "0:a", "-map", "0:v"],
        ])
    func order(arguments: [String]) throws {
        let folder = try ScratchFolder()
        let plain = try ContainerClip.path(.reordered)
        let first = folder.path("one_2026-07-04T20-00-00Z.mp4")
        try FileManager.default.copyItem(atPath: plain, toPath: first)
        let other = folder.path("other_2026-07-04T20-00-00Z.mp4")
        let isMapped = arguments.contains("-map")
        try MediaPeer.encode(
            ["-i", plain] + (isMapped ? [] : ["-map", "0"]) + ["-c", "copy"] + arguments, to: other)
        let one = try Self.master(first, in: try ScratchFolder())
        let two = try Self.master(other, in: try ScratchFolder())
        #expect(one.form == two.form)
        #expect(one.bytes == two.bytes)
    }

    @Test("sound that begins late, pauses and ends early is held for, and no picture is lost")
    func silence() throws {
        let folder = try ScratchFolder()
        let clip = folder.path("cam_2026-07-04T20-00-00Z.mkv")
        // Sound from 4 to 5 s and from 7 to 8 s only, beside 12 s of pictures.
        try MediaPeer.encode(
            [
                "-i", try ContainerClip.path(.inOrder), "-map", "0:v", "-map", "0:a", "-c:v", "copy", "-c:a",
                "copy", "-bsf:a", "noise=drop='not(between(n,187,234)+between(n,328,375))'",
            ], to: clip)
        let recording = try ContainerClip.recording(clip)
        let grant = try ContainerClip.grant(recording, 2, 11)
        let result = try CutResult(recording, grant, into: folder)
        let master = try #require(result.object(.master))
        #expect(master.cut.tracks.first { $0.codec == "h264" }?.accessUnits == 225)
        for (kind, track) in [("v", 0), ("a", 1)] {
            let (stored, source) = (
                try MediaPeer.packets(master.path, kind).map(\.hash),
                try MediaPeer.packets(clip, kind).map(\.hash)
            )
            #expect(stored.count == master.cut.tracks[track].accessUnits)
            let first = try #require(source.firstIndex(of: stored[0]))
            #expect(Array(source[first...].prefix(stored.count)) == stored)
        }
        let sound = try #require(master.cut.tracks.first { $0.codec == "aac" })
        #expect((90...96).contains(sound.accessUnits))
    }

    // MARK: - Fragments

    @Test(
        "a fragment ends before a key picture, by bytes, by samples and before a step too long, and the reader agrees"
    )
    func fragments() throws {
        func count(_ samples: [MadeObject.Sample], _ descriptions: [TrackDescription]) throws -> Int {
            let (bytes, form) = try MadeObject.made(MadeObject.form(.mp4, descriptions), samples)
            _ = try MadeObject.scan(bytes, form)
            return AlteredObjectTests.Boxes(bytes).top.filter { $0.type == "moof" }.count
        }
        let pictures = [MadeObject.pictures]
        let both = [MadeObject.pictures, MadeObject.sound]
        let sound = [MadeObject.sound]
        func picture(_ number: Int64, isKey: Bool = false, bytes: Int = 7) -> MadeObject.Sample {
            MadeObject.picture(number * 40, isKey: isKey, bytes: bytes)
        }
        #expect(try count([picture(0, isKey: true, bytes: 1 << 18), picture(1, isKey: true)], pictures) == 2)
        #expect(
            try count([picture(0, isKey: true, bytes: (1 << 18) - 1), picture(1, isKey: true)], pictures) == 1
        )
        #expect(try count([picture(0, bytes: 1 << 20), picture(1)], pictures) == 2)
        #expect(try count([picture(0, bytes: (1 << 20) - 7), picture(1)], pictures) == 1)
        #expect(try count((0..<4097).map { picture($0) }, pictures) == 2)
        #expect(try count([picture(0), MadeObject.picture(1 << 31, isKey: false)], pictures) == 2)
        #expect(try count([picture(0), MadeObject.picture((1 << 31) - 1, isKey: false)], pictures) == 1)
        // Sound alone is the first track; beside pictures it may fill twice as much.
        func frames(_ count: Int64, track: Int) -> [MadeObject.Sample] {
            (0..<count).map { MadeObject.frame($0 * 1024, track: track) }
        }
        #expect(try count(frames(4096, track: 1), sound) == 1)
        #expect(try count(frames(4097, track: 1), sound) == 2)
        #expect(try count([picture(0)] + frames(8191, track: 2), both) == 1)
        #expect(try count([picture(0)] + frames(8192, track: 2), both) == 2)
        #expect(try count([picture(0, bytes: 1 << 21), MadeObject.frame(1024)], both) == 2)
    }

    @Test("a picture before a fragment that sound opens lasts until that sound")
    func pause() throws {
        let form = try MadeObject.form()
        let samples =
            [MadeObject.picture(0, isKey: true, bytes: 1 << 20), MadeObject.picture(90_000, isKey: false)]
            + (0..<20).map { MadeObject.frame($0 * 48_000, bytes: 100_000) }
        let bytes = try MadeObject.bytes(form, samples)
        let boxes = AlteredObjectTests.Boxes(bytes).top.filter { $0.type == "moof" }
        let run = try #require(boxes.first?.children.first { $0.type == "traf" }?.children.last?.fields)
        // The row of the first picture: 1 MiB and 1 MB of ten frames are in the fragment, the eleventh opens the next.
        let duration = run[12..<16].reduce(0) { $0 << 8 | Int($1) }
        #expect(duration == 10_000)
        #expect(try MadeObject.scan(bytes, form).tracks.map(\.accessUnits) == [2, 20])
    }
}
