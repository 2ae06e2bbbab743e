import Foundation
import Peers
import Testing

@Suite("Viewing copies")
struct ViewingCopyTests {
    private static let open = Road.open + ["--viewing-copy"]

    private struct Stream {
        let codec: String
        let frames: Int
        let height: Int
        let seconds: Double
    }

    private static func streams(of file: String, in folder: ScratchFolder) throws -> [Stream] {
        let run = try Peer.run(
            "ffprobe", ["-v", "error", "-count_frames", "-show_streams", "-of", "json", file], in: folder)
        let streams = try #require(try run.json()["streams"] as? [[String: Any]])
        return streams.map { stream in
            Stream(
                codec: stream["codec_name"] as? String ?? "",
                frames: Int(stream["nb_read_frames"] as? String ?? "") ?? 0,
                height: stream["height"] as? Int ?? 0,
                seconds: Double(stream["duration"] as? String ?? "") ?? 0)
        }
    }

    private static func sidecar(in folder: ScratchFolder) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(try folder.read("opened/viewing-copy.json")))
                as? [String: Any])
    }

    @Test(
        "every picture of lead-in, master and lead-out stands in it once, for as long as the window; the hashes tie it to them"
    )
    func complete() throws {
        let road = try Road()
        try CommandRun.done(Self.open, in: road.folder)
        let streams = try Self.streams(of: "opened/viewing-copy-front-door.mp4", in: road.folder)
        #expect(streams.map(\.codec) == ["h264", "aac"])
        let clips = ["0001-front-door-lead-in", "0002-front-door-master", "0003-front-door-lead-out"]
            .map { "opened/\($0).mp4" }
        let pictures = try clips.reduce(0) { try $0 + Self.streams(of: $1, in: road.folder)[0].frames }
        #expect(pictures == 164)
        #expect(streams[0].frames == pictures)
        for stream in streams { #expect(abs(stream.seconds - 16.4) < 0.03, "\(stream)") }
        let sidecar = try Self.sidecar(in: road.folder)
        #expect((sidecar["label"] as? String)?.contains("not evidence") == true)
        let copy = try #require((sidecar["copies"] as? [[String: Any]])?.first)
        let files = ["opened/viewing-copy-front-door.mp4"] + clips
        let sums = try Peer.run("sha256sum", files, in: road.folder).text.split(separator: "\n").map {
            String($0.prefix(64))
        }
        #expect(copy["sha256"] as? String == sums[0])
        #expect(
            (copy["made_from"] as? [[String: Any]])?.compactMap { $0["sha256"] as? String }
                == Array(sums.dropFirst()))
        #expect(copy["pictures"] as? Int == pictures)
    }

    @Test(
        "the words are in the bands above and below, change with the clock, and the recording's picture is not covered"
    )
    func bands() throws {
        let road = try Road()
        try CommandRun.done(Self.open, in: road.folder)
        let found = try Peer.pythonScript(
            """
            import json, subprocess, numpy
            def frames(path, height, start, count):
                raw = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-vf", f"trim=start_frame={start}:end_frame={start + count}",
                    "-vsync", "passthrough", "-pix_fmt", "gray", "-f", "rawvideo", "-"], check=True, stdout=subprocess.PIPE).stdout
                return numpy.frombuffer(raw, numpy.uint8).reshape(-1, height, 640).astype(int)
            height = int(subprocess.run(["ffprobe", "-v", "error", "-select_streams", "v", "-show_entries", "stream=height",
                "-of", "csv=p=0", "opened/viewing-copy-front-door.mp4"], check=True, stdout=subprocess.PIPE).stdout)
            lead = int(subprocess.run(["ffprobe", "-v", "error", "-count_packets", "-select_streams", "v", "-show_entries",
                "stream=nb_read_packets", "-of", "csv=p=0", "opened/0001-front-door-lead-in.mp4"], check=True,
                stdout=subprocess.PIPE).stdout.split(b",")[0])
            band = (height - 360) // 2
            source = frames("opened/0002-front-door-master.mp4", 360, 0, 30)
            copy = frames("opened/viewing-copy-front-door.mp4", height, lead, 30)
            error = ((copy[:, band:band + 360] - source) ** 2).mean()
            below = copy[:, band + 360:]
            print(json.dumps({
                "psnr": float(10 * numpy.log10(255 ** 2 / max(error, 1e-9))), "bright": [
                    float((copy[:, :band] > 150).mean()), float((below > 150).mean())],
                "moves": float(abs(below[0] - below[20]).max()), "stays": float(abs(copy[0, :band] - copy[20, :band]).max()),
            }))
            """, in: road.folder
        ).json()
        #expect(try #require(found["psnr"] as? Double) > 33)
        for bright in try #require(found["bright"] as? [Double]) { #expect(bright > 0.01 && bright < 0.4) }
        #expect(try #require(found["moves"] as? Double) > 100)
        // Label and name stay the same within one clip, but for what encoding does.
        #expect(try #require(found["stays"] as? Double) < 60)
    }

    @Test("its sound is the recording's of that time, within 40 ms")
    func sound() throws {
        let road = try Road()
        try CommandRun.done(Self.open, in: road.folder)
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: Road.samples).first {
                $0.hasPrefix("front-door_")
            })
        let found = try Peer.pythonScript(
            """
            import json, subprocess, sys, numpy
            def sound(path, *before):
                raw = subprocess.run(["ffmpeg", "-v", "error", *before, "-i", path, "-vn", "-ac", "1", "-ar", "8000", "-f", "f32le", "-"],
                    check=True, stdout=subprocess.PIPE).stdout
                return numpy.frombuffer(raw, numpy.float32)
            # The recording begins at 21:38:00, the window 151 s later.
            whole = sound(sys.argv[1])[151 * 8000:][:16 * 8000]
            copy = sound("opened/viewing-copy-front-door.mp4")[:16 * 8000]
            def likeness(lag):
                a, b = (whole[lag:], copy) if lag >= 0 else (whole, copy[-lag:])
                count = min(len(a), len(b))
                a, b = abs(numpy.fft.rfft(a[:count].reshape(-1)[: count // 800 * 800].reshape(-1, 800))), abs(numpy.fft.rfft(
                    b[: count // 800 * 800].reshape(-1, 800)))
                return float((a * b).sum() / numpy.sqrt((a ** 2).sum() * (b ** 2).sum()))
            best = max(range(-1600, 1601, 80), key=likeness)
            print(json.dumps({"lag_ms": best / 8, "likeness": likeness(best)}))
            """, ["\(Road.samples)/\(name)"], in: road.folder
        ).json()
        #expect(abs(try #require(found["lag_ms"] as? Double)) <= 40)
        #expect(try #require(found["likeness"] as? Double) > 0.9)
    }

    @Test(
        "where nothing was recorded stands a card that says so, shortened to 10 s; a recording without sound gives a copy without"
    )
    func gap() throws {
        let story = try Story()
        try CommandRun.done(
            Story.grant([
                "--camera", "garden", "--from", "2026-07-04T21:41:50+02:00", "--to",
                "2026-07-04T21:42:30+02:00",
            ]), in: story.folder)
        try CommandRun.done(Road.seal(), in: story.folder)
        try CommandRun.done(Self.open, in: story.folder)
        let streams = try Self.streams(of: "opened/viewing-copy-garden.mp4", in: story.folder)
        #expect(streams.map(\.codec) == ["h264"])
        #expect(abs((streams.first?.seconds ?? 0) - 20) < 0.05)
        let copy = try #require((try Self.sidecar(in: story.folder)["copies"] as? [[String: Any]])?.first)
        let cards = try #require(copy["cards"] as? [[String: Any]])
        #expect(cards.map { $0["kind"] as? String } == ["no_footage"])
        #expect(cards.map { $0["shown_ns"] as? Int } == [10_000_000_000])
        #expect((cards.first?["window"] as? [String: String])?["to"] == "2026-07-04T21:42:30+02:00")
    }

    @Test("what two recordings cover is shown twice, with a card between")
    func twice() throws {
        let road = try Road(sealed: false)
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: Road.samples).first {
                $0.hasPrefix("front-door_")
            })
        for start in ["21-38-00", "21-38-30"] {
            try FileManager.default.copyItem(
                atPath: "\(Road.samples)/\(name)",
                toPath: road.folder.url.appending(path: "front-door_2026-07-04T\(start)+0200.mp4").path)
        }
        // The same bytes twice would be one recording: the later file has an empty box more.
        let later = try FileHandle(
            forUpdating: road.folder.url.appending(path: "front-door_2026-07-04T21-38-30+0200.mp4"))
        try later.seekToEnd()
        try later.write(contentsOf: Data([0, 0, 0, 8] + Array("free".utf8)))
        try later.close()
        try CommandRun.done(Road.seal(footage: "."), in: road.folder)
        try CommandRun.done(Self.open, in: road.folder)
        let copy = try #require((try Self.sidecar(in: road.folder)["copies"] as? [[String: Any]])?.first)
        #expect((copy["cards"] as? [[String: Any]])?.map { $0["kind"] as? String } == ["twice"])
        #expect(copy["pictures"] as? Int == 2 * 164)
        let seconds = try Self.streams(of: "opened/viewing-copy-front-door.mp4", in: road.folder)[0].seconds
        #expect(abs(seconds - (2 * 16.4 + 10)) < 0.1)
    }

    @Test("commands that make none do not load the library of filters")
    func lazily() throws {
        let folder = try ScratchFolder()
        let linked = try Peer.run("ldd", [try CommandRun.binary().path], in: folder)
        #expect(linked.status == 0 && linked.text.contains("libavformat"))
        #expect(!linked.text.contains("libavfilter"))
    }
}
