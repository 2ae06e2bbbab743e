import Objects
import Statements
import Foundation
import Peers
import Testing

@Suite("Recordings described twice, and in a codec that nothing here knows")
struct DescriptionTests {
    /// Gives the second half of an MP4's samples a second sample description, taken from another file.
    private static let describeTwice = """
        import struct, sys
        joined, other, out, first, places = sys.argv[1:4] + [int(sys.argv[4]), eval(sys.argv[5])]
        data = open(joined, "rb").read()
        outer = [b"moov", b"trak", b"mdia", b"minf", b"stbl"]
        def boxes(data, start, end):
            while start < end:
                size, name = struct.unpack(">I4s", data[start:start + 8])
                yield name, start, start + size
                start += size
        def find(data, path):
            start, end = 0, len(data)
            for name in path:
                start, end = next((s + 8, e) for n, s, e in boxes(data, start, end) if n == name)
            return start - 8, end
        def box(name, body): return struct.pack(">I4s", len(body) + 8, name) + body
        alien = open(other, "rb").read()
        start, end = find(alien, outer + [b"stsd"])
        entry = alien[start + 16:end]
        def rebuilt(data, path):
            start, end = find(data, path)
            if path != outer:
                return box(path[-1], b"".join(
                    rebuilt(data, path + [n]) if path + [n] == outer[:len(path) + 1] else data[s:e]
                    for n, s, e in boxes(data, start + 8, end)))
            parts = b""
            for name, s, e in boxes(data, start + 8, end):
                if name == b"stsd": parts += box(name, struct.pack(">II", 0, 2) + data[s + 16:e] + entry)
                elif name == b"stsc":
                    parts += box(name, struct.pack(">IIIIIIII", 0, 2, 1, 1, 1, first + 1, 1, 2))
                elif name == b"stco":
                    parts += box(name, struct.pack(">II", 0, len(places)) + b"".join(struct.pack(">I", p) for p in places))
                else: parts += data[s:e]
            return box(b"stbl", parts)
        start, end = find(data, [b"moov"])
        open(out, "wb").write(data[:start] + rebuilt(data, [b"moov"]) + data[end:])
        """

    @Test("a file with two sample descriptions is cut up to the change, and refused beyond it")
    func twoDescriptions() throws {
        let folder = try ScratchFolder()
        for (name, profile) in [("a", "baseline"), ("b", "high")] {
            try MediaPeer.encode(
                [
                    "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=25:duration=6", "-c:v", "libx264",
                    "-profile:v", profile, "-bf", "0", "-g", "50", "-threads", "1",
                ], to: folder.path("\(name).mp4"))
        }
        try folder.write("file 'a.mp4'\nfile 'b.mp4'\n", as: "list")
        let joined = folder.path("joined.mp4")
        try MediaPeer.encode(["-f", "concat", "-i", folder.path("list"), "-c", "copy"], to: joined)
        let places = try MediaPeer.run(
            "ffprobe", ["-v", "error", "-show_entries", "packet=pos", "-of", "csv=p=0", joined]
        ).split { !$0.isNumber }.joined(separator: ",")
        let clip = folder.path("cam_2026-07-04T20-00-00Z.mp4")
        try Peer.python(
            Self.describeTwice, [joined, folder.path("b.mp4"), clip, "150", "[\(places)]"], in: folder)
        // ffmpeg agrees that it is a recording of 300 pictures.
        let all = try MediaPeer.run(
            "ffprobe",
            [
                "-v", "error", "-count_frames", "-show_entries", "stream=nb_read_frames", "-of", "csv=p=0",
                clip,
            ])
        #expect(all == "300\n")
        let recording = try ContainerClip.recording(clip)
        let source = try MediaView(source: clip)
        let grant = try ContainerClip.grant(recording, 1.3, 5.1)
        let result = try CutResult(recording, grant, into: folder)
        try CutOracle(source: source, recording: recording, window: grant.window).judge(result)
        for window in [(5.1, 7.3), (7.3, 9.1)] {
            let error = try #require(try Self.refusal(clip, window.0, window.1))
            #expect(!error.description.contains("\n"), "\(error)")
        }
    }

    /// What cutting says where it is refused.
    private static func refusal(_ clip: String, _ from: Double, _ to: Double) throws -> FootageError? {
        do {
            let recording = try ContainerClip.recording(clip)
            _ = try CutResult(
                recording, try ContainerClip.grant(recording, from, to), into: try ScratchFolder())
            return nil
        } catch let error as FootageError {
            return error
        }
    }

    @Test("a codec that no decoder here knows is refused by its name, in one sentence")
    func unknownCodec() throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(to: "mp4", ["-an"], in: folder)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: clip))
        // Called Versatile Video Coding, for which libavcodec 59 has no decoder.
        let entry = try #require(bytes.range(of: Data("avc1".utf8), options: .backwards))
        bytes.replaceSubrange(entry, with: Data("vvc1".utf8))
        try bytes.write(to: URL(fileURLWithPath: clip))
        let text = try #require(try ContainerClip.refusal(clip, 1, 4)).description
        #expect(text.contains("cannot be cut") && !text.contains("\n"), "\(text)")
    }
}
