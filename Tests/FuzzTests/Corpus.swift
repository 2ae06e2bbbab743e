import Foundation
import Peers

/// Small true recordings, of each kind that cameras write, to be spoiled.
struct Corpus {
    struct Clip {
        let name: String
        /// The name of a file that says when the recording starts.
        let file: String
        let bytes: [UInt8]
        let mutation: Mutation
    }

    struct Failed: Error, CustomStringConvertible { let description: String }

    let clips: [Clip]

    private static let h264 = ["-c:v", "libx264", "-g", "4", "-bf", "2", "-sc_threshold", "0"]
    private static let plain = ["-c:v", "libx264", "-g", "4", "-bf", "0", "-sc_threshold", "0"]
    private static let hevc = [
        "-c:v", "libx265", "-x265-params", "log-level=none:keyint=4:min-keyint=4:bframes=2:scenecut=0",
    ]
    private static let aac = ["-c:a", "aac", "-b:a", "24k"]

    private static let recipes: [(name: String, ending: String, arguments: [String])] = [
        ("H.264 with AAC", "mp4", h264 + aac),
        ("wide numbers", "mp4", h264 + aac),
        ("index first", "mp4", plain + aac + ["-movflags", "+faststart"]),
        ("fragmented", "mp4", h264 + aac + ["-movflags", "frag_keyframe+empty_moov+default_base_moof"]),
        ("HEVC", "mp4", hevc + aac + ["-tag:v", "hvc1"]),
        ("QuickTime with PCM", "mov", plain + ["-c:a", "pcm_s16le", "-ar", "8000"]),
        (
            "signed among the pictures", "mp4",
            plain + ["-an", "-bsf:v", "h264_metadata=sei_user_data=005bc93f2d715e95ada4796f90877a6f+signed"]
        ),
        ("Matroska", "mkv", h264 + aac),
        ("transport stream", "ts", h264 + aac),
        ("AVI", "avi", plain + ["-an"]),
    ]

    /// Encodes them with ffmpeg; a second or two.
    init(in folder: ScratchFolder) throws {
        var made: [(name: String, ending: String, bytes: [UInt8])] = []
        for (number, recipe) in Self.recipes.enumerated() {
            let path = folder.path("corpus-\(number).\(recipe.ending)")
            try Self.ffmpeg(
                [
                    "-f", "lavfi", "-i", "testsrc2=size=64x64:rate=12:duration=1", "-f", "lavfi", "-i",
                    "sine=frequency=440:sample_rate=16000:duration=1", "-pix_fmt", "yuv420p", "-preset",
                    "veryfast", "-shortest",
                ] + recipe.arguments + [path])
            var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            if recipe.name.hasPrefix("signed") { bytes += Self.credentials }
            if recipe.name.hasPrefix("wide") { bytes = WideBoxes.widened(bytes) }
            made.append((recipe.name, recipe.ending, bytes))
        }
        let all = made.map(\.bytes)
        clips = made.map { clip in
            Clip(
                name: clip.name, file: "fuzz_2026-07-04T20-00-00Z.\(clip.ending)", bytes: clip.bytes,
                mutation: Mutation(headers: Mutation.headers(in: clip.bytes), others: all))
        }
    }

    /// A C2PA box with a store of one manifest.
    private static var credentials: [UInt8] {
        func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
            [0, 0, 0, UInt8(8 + content.count)] + Array(type.utf8) + content
        }
        func superbox(_ label: String, _ content: [UInt8]) -> [UInt8] {
            box(
                "jumb",
                box("jumd", [UInt8](repeating: 1, count: 16) + [3] + Array(label.utf8) + [0]) + content)
        }
        let type: [UInt8] = [
            0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81,
        ]
        return box(
            "uuid",
            type + [0, 0, 0, 0] + Array("manifest".utf8) + [UInt8](repeating: 0, count: 9)
                + superbox("c2pa", superbox("urn:c2pa:one", box("cbor", [0xA0]))))
    }

    static func ffmpeg(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["ffmpeg", "-nostdin", "-v", "error", "-y"] + arguments
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(description: "ffmpeg \(arguments.joined(separator: " ")) failed")
        }
    }
}
