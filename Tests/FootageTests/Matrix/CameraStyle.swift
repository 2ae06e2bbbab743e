import Objects
import Foundation
import Peers
import Testing

/// A way cameras record: what ffmpeg is asked to make, and what a cut of it must be like.
struct CameraStyle: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let ending: String
    /// The inputs after the pictures, and how everything is encoded.
    let arguments: [String]
    /// The format of a master.
    let container: ObjectContainer
    /// How many packets inside the window may be lost at either end of each sound track.
    let loss: Int
    /// Words that say what stays behind.
    let leftOut: [String]
    /// The codecs of its tracks, by their names in ``Codec/table``; a test that cuts it holds the recording to them.
    let codecs: Set<String>
    /// Whether the encoder sees everything twice: libvpx hides frames only then.
    let isPlannedAhead: Bool

    init(
        _ name: String, _ arguments: String, in ending: String = "mp4", pictures: Bool = true,
        as container: ObjectContainer = .mp4, loss: Int = 1, leaving leftOut: [String] = [],
        isPlannedAhead: Bool = false
    ) {
        testDescription = name
        self.ending = ending
        let drawn = pictures ? ["-f", "lavfi", "-i", "testsrc2=size=192x108:rate=25:duration=12"] : []
        self.arguments = drawn + arguments.split(separator: " ").map(String.init)
        self.container = container
        self.loss = loss
        self.leftOut = leftOut
        self.isPlannedAhead = isPlannedAhead
        // MP4 has one name for layers II and III, and libavformat takes it for layer III.
        let encoded = Self.encoded.merging(ending == "mp4" ? ["mp2": "mp3"] : [:]) { $1 }
        codecs = Set(
            zip(self.arguments, self.arguments.dropFirst()).lazy.filter { $0.0.hasPrefix("-c:") }
                .map { encoded[$0.1] ?? $0.1 })
    }

    /// What the encoders make that are not named like their codec.
    private static let encoded = [
        "libx264": "h264", "libx265": "hevc", "libaom-av1": "av1", "libvpx-vp9": "vp9", "libopus": "opus",
        "libmp3lame": "mp3", "libvpx": "vp8",
    ]

    private static let noise = "-f lavfi -i anoisesrc=sample_rate=48000:amplitude=0.3:duration=12 "
    private static let hum = "-f lavfi -i sine=frequency=300:sample_rate=8000:duration=12 "
    private static let x264 = "-c:v libx264 -preset ultrafast -g 100 -sc_threshold 0 "

    static let pictures: [CameraStyle] = [
        CameraStyle(
            "AV1 as cameras do it", "-c:v libaom-av1 -usage realtime -cpu-used 8 -lag-in-frames 0 -g 100"),
        CameraStyle("AV1 with frames not shown", "-c:v libaom-av1 -cpu-used 8 -lag-in-frames 19 -g 100"),
        CameraStyle(
            "AV1 in Matroska", "-c:v libaom-av1 -usage realtime -cpu-used 8 -lag-in-frames 0 -g 100",
            in: "mkv"),
        CameraStyle("VP9 as cameras do it", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 100"),
        CameraStyle(
            "VP9 with frames not shown",
            "-c:v libvpx-vp9 -deadline good -cpu-used 5 -auto-alt-ref 1 -lag-in-frames 25 -b:v 200k -g 100",
            isPlannedAhead: true),
        CameraStyle(
            "VP9 in Matroska", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 100", in: "mkv"),
        CameraStyle(
            "VP8 in WebM, as cameras do it", "-c:v libvpx -deadline realtime -cpu-used 8 -g 100", in: "webm"),
        CameraStyle("VP8 in AVI", "-c:v libvpx -deadline realtime -cpu-used 8 -g 100", in: "avi"),
        CameraStyle("MPEG-4 without B-pictures", "-c:v mpeg4 -q:v 4 -g 100 -sc_threshold 1000000000"),
        CameraStyle(
            "MPEG-4 with B-pictures", "-c:v mpeg4 -q:v 4 -bf 2 -g 100 -sc_threshold 1000000000"),
        CameraStyle("MPEG-4 in QuickTime", "-c:v mpeg4 -q:v 4 -bf 2 -g 100", in: "mov"),
        CameraStyle("MPEG-2, open groups", "-c:v mpeg2video -q:v 4 -bf 2 -g 100"),
        CameraStyle(
            "MPEG-2, closed groups",
            "-c:v mpeg2video -q:v 4 -bf 2 -g 100 -flags +cgop -sc_threshold 1000000000"),
        CameraStyle(
            "MPEG-2, interlaced, in QuickTime",
            "-vf scale=192:96,setfield=tff -c:v mpeg2video -q:v 4 -bf 2 -g 50 -flags +ilme+ildct", in: "mov"),
        CameraStyle("MPEG-1 in QuickTime", "-c:v mpeg1video -q:v 4 -bf 2 -g 50", in: "mov"),
        CameraStyle("Motion JPEG", "-c:v mjpeg -q:v 4", in: "mov", as: .mov),
        CameraStyle("Motion JPEG, oblong pixels, in MP4", "-vf setsar=4/3 -c:v mjpeg -q:v 4", as: .mov),
        CameraStyle(
            "H.264, interlaced", x264 + "-vf scale=192:96,setfield=tff -bf 2 -flags +ilme+ildct"),
        CameraStyle("H.264, 4:2:2, 10 bits", x264 + "-bf 2 -pix_fmt yuv422p10le"),
        CameraStyle(
            "HEVC, 10 bits, tagged hev1",
            "-c:v libx265 -preset ultrafast -pix_fmt yuv420p10le -tag:v hev1 -x265-params "
                + "log-level=none:keyint=100:bframes=3:scenecut=0"),
    ]

    /// AAC without noise substitution, which decoders fill with whatever noise they are at.
    static let sounds: [CameraStyle] = [
        CameraStyle("AAC", noise + x264 + "-c:a aac -aac_pns 0 -b:a 64k"),
        CameraStyle("AAC at 8 kHz", hum + x264 + "-bf 2 -c:a aac -aac_pns 0 -b:a 16k"),
        CameraStyle("Opus", noise + x264 + "-c:a libopus -b:a 48k"),
        CameraStyle("Opus, 60 ms, error correction", hum + x264 + "-c:a libopus -frame_duration 60 -fec 1"),
        CameraStyle(
            "Opus in Matroska", noise + "-c:v libvpx-vp9 -deadline realtime -g 100 -c:a libopus", in: "mkv"),
        CameraStyle(
            "VP9 and Opus in WebM",
            noise + "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 100 -c:a libopus", in: "webm"),
        CameraStyle(
            "AV1 and Opus in WebM",
            noise + "-c:v libaom-av1 -usage realtime -cpu-used 8 -lag-in-frames 0 -g 100 -c:a libopus",
            in: "webm"),
        CameraStyle("MP3 with a full reservoir", noise + x264 + "-c:a libmp3lame -b:a 64k", loss: 6),
        CameraStyle("MP3 at a low rate", hum + x264 + "-c:a libmp3lame -ar 16000 -b:a 16k", loss: 12),
        CameraStyle("MP2", noise + x264 + "-c:a mp2 -b:a 96k"),
        CameraStyle("MP2 in Matroska", noise + x264 + "-c:a mp2 -b:a 96k", in: "mkv"),
        CameraStyle("AC-3", noise + x264 + "-c:a ac3 -b:a 96k"),
        CameraStyle("AC-3 in AVI", noise + "-c:v mpeg4 -bf 0 -g 100 -c:a ac3 -b:a 96k", in: "avi"),
        CameraStyle("AC-3 in Matroska", noise + x264 + "-c:a ac3 -ar 44100 -b:a 96k", in: "mkv"),
        CameraStyle("AC-3 alone", noise + "-c:a ac3 -b:a 64k", pictures: false),
        CameraStyle(
            "IMA ADPCM and Motion JPEG in AVI", hum + "-c:v mjpeg -c:a adpcm_ima_wav", in: "avi", as: .mov,
            loss: 0),
        CameraStyle(
            "IMA ADPCM in QuickTime", hum + x264 + "-c:a adpcm_ima_wav", in: "mov", as: .mov, loss: 0),
        CameraStyle(
            "IMA ADPCM of two channels in Matroska", noise + x264 + "-ac 2 -c:a adpcm_ima_wav", in: "mkv",
            as: .mov),
        CameraStyle(
            "Microsoft's ADPCM in AVI", hum + "-c:v mjpeg -c:a adpcm_ms", in: "avi", as: .mov, loss: 0),
        CameraStyle(
            "Microsoft's ADPCM in QuickTime", hum + x264 + "-c:a adpcm_ms", in: "mov", as: .mov, loss: 0),
        CameraStyle(
            "QuickTime's IMA ADPCM, two channels", noise + x264 + "-ac 2 -c:a adpcm_ima_qt", in: "mov",
            as: .mov,
            loss: 0),
        CameraStyle("PCM", noise + x264 + "-c:a pcm_s16le", in: "mov", as: .mov, loss: 0),
        CameraStyle(
            "A-law and Motion JPEG", hum + "-c:v mjpeg -c:a pcm_alaw", in: "mov", as: .mov, loss: 0),
        CameraStyle("µ-law", hum + x264 + "-bf 2 -c:a pcm_mulaw", in: "mov", as: .mov, loss: 0),
        CameraStyle(
            "two tracks, AAC and PCM",
            noise + hum + x264 + "-map 0 -map 1 -map 2 -c:a:0 aac -aac_pns 0 -b:a:0 64k -c:a:1 pcm_s16le",
            in: "mov",
            as: .mov),
        CameraStyle(
            "PCM beside VP9", hum + "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 100 -c:a pcm_s16le",
            in: "mkv", leaving: ["no file format"]),
        CameraStyle("Opus alone", noise + "-c:a libopus", pictures: false),
        CameraStyle("MP3 alone", noise + "-c:a libmp3lame -b:a 64k", pictures: false, loss: 6),
        CameraStyle("A-law alone", hum + "-c:a pcm_alaw", in: "mov", pictures: false, as: .mov, loss: 0),
        CameraStyle(
            "timecode track beside the pictures", noise + x264 + "-c:a aac -aac_pns 0 -timecode 10:00:00:00",
            in: "mov",
            leaving: ["data track 2"]),
    ]

    /// Sound as it is sampled, in every form that has a row of its own.
    static let bareSounds = [
        "pcm_u8", "pcm_s8", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_s32be", "pcm_f32le",
        "pcm_f32be",
    ].map { codec in
        CameraStyle(codec, hum + "-c:a " + codec, in: "mov", pictures: false, as: .mov, loss: 0)
    }

    static let all = pictures + sounds + bareSounds

    /// Records in this style and returns where the file lies. It starts at 20:00 UTC by its name.
    func record(in folder: ScratchFolder) throws -> String {
        let path = folder.path("street_2026-07-04T20-00-00Z." + ending)
        var arguments = arguments + ["-threads", "1"]
        if isPlannedAhead {
            arguments += ["-passlogfile", folder.path("passes")]
            try MediaPeer.encode(arguments + ["-pass", "1", "-f", "null"], to: "-")
            arguments += ["-pass", "2"]
        }
        try MediaPeer.encode(arguments, to: path)
        return path
    }
}
