import Objects
import Records
import Foundation
import Peers
import Testing

@Suite("What an object says of its samples, as ffprobe reads it")
struct SampleEntryTests {
    /// A description, and what ffprobe must say of it.
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let container: ObjectContainer
        let description: TrackDescription
        let lines: [String]
    }

    private static func picture(
        _ codec: String, _ container: ObjectContainer, _ tag: String, _ configuration: [UInt8] = [],
        name: String? = nil, _ more: [String] = [], _ change: (inout TrackDescription) -> Void = { _ in }
    ) -> Row {
        var description = TrackDescription(
            kind: .video, codec: codec, configuration: Data(configuration),
            timeBase: TimeBase(numerator: 1, denominator: 90_000), width: 352, height: 288)
        change(&description)
        return Row(
            testDescription: "\(codec) in \(container.rawValue)\(name ?? "")", container: container,
            description: description,
            lines: [
                "codec_name=\(codec)", "codec_tag_string=\(tag)", "width=352", "height=288",
                "time_base=1/90000",
            ] + more)
    }

    private static func sound(
        _ codec: String, _ container: ObjectContainer, _ tag: String, rate: Int = 44_100, channels: Int = 2,
        bits: Int? = nil, _ configuration: [UInt8] = []
    ) -> Row {
        Row(
            testDescription: "\(codec) at \(rate) Hz in \(container.rawValue)", container: container,
            description: TrackDescription(
                kind: .audio, codec: codec, configuration: Data(configuration),
                timeBase: TimeBase(numerator: 1, denominator: 1000), sampleRate: rate, channels: channels,
                bitsPerSample: bits),
            lines: [
                "codec_name=\(codec)", "codec_tag_string=\(tag)", "sample_rate=\(rate)",
                "channels=\(channels)", "time_base=1/\(rate)",
            ])
    }

    static let rows: [Row] =
        [
            picture(
                "h264", .mp4, "avc1", [UInt8](MadeObject.pictures.configuration), name: ", oblong pixels",
                ["sample_aspect_ratio=4:3"]
            ) { $0.pixelAspect = PixelAspect(horizontal: 4, vertical: 3) },
            picture("mjpeg", .mov, "jpeg", name: ", turned", ["rotation=-90"]) {
                $0.displayMatrix = [0, 65_536, 0, -65_536, 0, 0, 288 << 16, 0, 1 << 30]
            },
            picture(
                "ffv1", .mov, "FFV1", name: ", in colour",
                [
                    "color_range=pc", "color_space=smpte240m", "color_transfer=bt709",
                    "color_primaries=bt470bg",
                ]
            ) {
                $0.colour = ColourDescription(primaries: 5, transfer: 1, matrix: 7, isFullRange: true)
            },
            picture("mjpeg", .mov, "jpeg", name: ", interlaced", ["field_order=tt"]) { $0.fields = .topTop },
            picture("ffv1", .mov, "FFV1", name: ", lower field first", ["field_order=bt"]) {
                $0.fields = .bottomTop
            },
            picture("mpeg2video", .mov, "m2v1", name: ", progressive", ["field_order=progressive"]) {
                $0.fields = .progressive
            },
            picture("mpeg1video", .mov, "m1v ", []),
            picture("mpeg2video", .mp4, "mp4v", [0, 0, 1, 0xB3]),
            picture("mpeg1video", .mp4, "mp4v", [0, 0, 1, 0xB3]),
            sound("aac", .mp4, "mp4a", [0x12, 0x10]), sound("aac", .mov, "mp4a", [0x12, 0x10]),
            sound("mp3", .mp4, "mp4a"), sound("mp3", .mov, ".mp3"), sound("mp3", .mp4, "mp4a", rate: 16_000),
            sound("mp2", .mov, ".mp2"),
            sound("opus", .mp4, "Opus", rate: 48_000, [0, 2, 1, 0x38, 0, 0, 0xBB, 0x80, 0, 0, 0]),
            sound("pcm_alaw", .mov, "alaw", rate: 8_000, channels: 1),
            sound("pcm_mulaw", .mov, "ulaw", rate: 8_000, channels: 1),
            sound("pcm_alaw", .mov, "alaw", rate: 96_000, channels: 2),
        ]
        + ["s16le", "s16be", "s24le", "s24be", "s32le", "s32be", "f32le", "f32be", "u8", "s8"].flatMap {
            name in
            let bits = Int(name.filter(\.isNumber)) ?? 8
            return [
                sound("pcm_" + name, .mov, "lpcm", bits: bits),
                sound("pcm_" + name, .mov, "lpcm", rate: 96_000, channels: 1, bits: bits),
            ]
        }

    @Test(
        "codec, size, shape, colour, fields, rotation, rate and channels are read as they are described",
        arguments: rows)
    func read(row: Row) throws {
        let form = try MadeObject.form(row.container, [row.description])
        let sample = MadeObject.Sample(
            track: 1, dts: 0, pts: 0, isKey: true, bytes: [UInt8](repeating: 0x11, count: 64))
        let folder = try ScratchFolder()
        let path = folder.path("object.\(row.container.rawValue)")
        try Data(MadeObject.bytes(form, [sample])).write(to: URL(fileURLWithPath: path))
        let said = try MediaPeer.run(
            "ffprobe", ["-v", "quiet", "-probesize", "32", "-show_streams", path]
        ).split(separator: "\n").map(String.init)
        for line in row.lines { #expect(said.contains(line), "\(line): \(said.joined(separator: " "))") }
    }

    // MARK: - Lengths of sound

    @Test(
        "the last packet of sound lasts as long as its own bits say",
        arguments: [
            ("aac", 44_100, [0x12, 0x10], [0x21, 0x00], 1024),
            ("aac, frames of 960", 48_000, [0x11, 0x94], [0x21, 0x00], 960),
            // Object type 5 (SBR): a core of 24 kHz, 48 kHz in all.
            ("aac, doubled", 48_000, [0x2B, 0x11, 0x88, 0x00], [0x21, 0x00], 2048),
            // Object type 23, low delay.
            ("aac, low delay", 48_000, [0xB9, 0x88], [0x21, 0x00], 512),
            ("mp3", 44_100, [], [0xFF, 0xFB, 0x90, 0x00], 1152),
            ("mp3 at 22,050 Hz", 22_050, [], [0xFF, 0xF3, 0x90, 0x00], 576),
            ("mp2", 48_000, [], [0xFF, 0xFD, 0x90, 0x00], 1152),
            ("mp2, of layer I", 48_000, [], [0xFF, 0xFF, 0x90, 0x00], 384),
            ("mp3, spoiled", 44_100, [], [0x00, 0x00, 0x00, 0x00], 1152),
            ("opus", 48_000, [0, 2, 1, 0x38, 0, 0, 0xBB, 0x80, 0, 0, 0], [0x78, 0x01], 960),
            ("opus, 2.5 ms", 48_000, [0, 2, 1, 0x38, 0, 0, 0xBB, 0x80, 0, 0, 0], [0xE0, 0x01], 120),
            ("pcm_s24le", 48_000, [], [UInt8](repeating: 7, count: 60), 10),
            ("pcm_alaw", 8_000, [], [UInt8](repeating: 7, count: 60), 30),
        ] as [(String, Int, [UInt8], [UInt8], Int64)])
    func lengths(name: String, rate: Int, configuration: [UInt8], packet: [UInt8], samples: Int64) throws {
        let codec = name.split(separator: ",")[0].split(separator: " ").first.map(String.init) ?? ""
        let description = TrackDescription(
            kind: .audio, codec: codec, configuration: Data(configuration),
            timeBase: TimeBase(numerator: 1, denominator: 1000), sampleRate: rate, channels: 2,
            bitsPerSample: codec == "pcm_s24le" ? 24 : nil)
        let isQuickTime = codec.hasPrefix("pcm")
        let form = try MadeObject.form(isQuickTime ? .mov : .mp4, [description])
        let bytes = try MadeObject.bytes(
            form, [MadeObject.Sample(track: 1, dts: 0, pts: 0, isKey: true, bytes: packet)])
        #expect(try MadeObject.scan(bytes, form).tracks[0].lastEnd == samples)
    }
}
