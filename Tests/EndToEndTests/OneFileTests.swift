import Foundation
import Peers
import Testing

/// Files made to have others handed over, or the tool wait for ever: each named like a recording of a camera that was
/// granted, in a folder beside one that was not.
@Suite("A file opens no other")
struct OneFileTests {
    /// A file and what is in it.
    struct Lure: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What its name ends with.
        let ending: String
        let text: String

        /// `@OTHER@` in the text is the path of another camera's recording, `@HERE@` that from the file's folder, `@PIPE@`
        /// one that nobody writes to.
        init(_ name: String, _ ending: String, _ text: String) {
            (testDescription, self.ending, self.text) = (name, ending, text)
        }
    }

    static let lures: [Lure] = [
        Lure("concat", "mp4", "ffconcat version 1.0\nfile @HERE@\n"),
        Lure("concat that names a pipe", "mkv", "ffconcat version 1.0\nfile @PIPE@\n"),
        Lure("concat behind a byte order mark", "ts", "\u{FEFF}ffconcat version 1.0\nfile '@OTHER@'\n"),
        Lure("concat behind blanks", "avi", "  \n\nffconcat version 1.0\nfile @HERE@\n"),
        Lure("HLS", "mp4", "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n@HERE@\n#EXT-X-ENDLIST\n"),
        Lure(
            "HLS with a key in a file", "ts",
            "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXT-X-KEY:METHOD=AES-128,URI=\"file://@PIPE@\"\n#EXTINF:9,\nfile:@OTHER@\n"
                + "#EXT-X-ENDLIST\n"),
        Lure(
            "HLS that leads to HLS", "m2ts",
            "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nconcat:@OTHER@|@OTHER@\n#EXT-X-STREAM-INF:BANDWIDTH=2\n"
                + "http://127.0.0.1:9/a.m3u8\n"),
        Lure(
            "DASH", "mp4",
            """
            <?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" \
            mediaPresentationDuration="PT9S" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"><Period>\
            <AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1" codecs="avc1.4d401e">\
            <BaseURL>@HERE@</BaseURL></Representation></AdaptationSet></Period></MPD>
            """),
        Lure(
            "IMF", "mov",
            """
            <?xml version="1.0"?><CompositionPlaylist xmlns="http://www.smpte-ra.org/schemas/2067-3/2016">\
            <Id>urn:uuid:0eb3d1b9-b77b-4d3f-bbe5-7c69b15dca84</Id><EditRate>25 1</EditRate><SegmentList/>\
            </CompositionPlaylist>
            """),
        Lure(
            "VobSub", "mpg",
            "# VobSub index file, v7 (do not modify this line!)\nid: en, index: 0\n"
                + "timestamp: 00:00:01:000, filepos: 000000000\n"),
        Lure("a pattern of pictures", "%03d.jpg", "\u{7F}"),
        Lure(
            "SDP", "mp4",
            "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n"
                + "a=rtpmap:96 H264/90000\n"),
        Lure("RTSP", "mov", "RTSPtext\nrtsp://127.0.0.1:9/stream\n"),
        Lure("a list of addresses", "flv", "[Reference]\nRef1=http://127.0.0.1:9/a\nRef2=file://@OTHER@\n"),
        Lure("subtitles", "mp4", "1\n00:00:00,000 --> 00:00:09,000\nfile '@OTHER@'\n"),
        Lure("metadata", "mkv", ";FFMETADATA1\ntitle=@OTHER@\n[STREAM]\n"),
        Lure("DASH of WebM", "webm", "\u{1A}\u{45}@HERE@"),
        Lure("a movie that is another", "mov", "\0\0\0\u{14}ftypqt  \0\0\0\0qt  @MOVIE@"),
    ]

    // MARK: - A house with two cameras

    /// Statements for one camera, and a folder of the other.
    struct House {
        let road: Road
        var folder: ScratchFolder { road.folder }
        static let name = "front-door_2026-07-04T21-40-30+0200"

        init() throws {
            road = try Road(sealed: false)
            let other = try #require(
                FileManager.default.contentsOfDirectory(atPath: Road.samples).first {
                    $0.hasPrefix("garden_")
                })
            for name in ["cams", "cams/private"] {
                try FileManager.default.createDirectory(
                    at: folder.url.appending(path: name), withIntermediateDirectories: true)
            }
            let garden = try Data(contentsOf: URL(fileURLWithPath: Road.samples).appending(path: other))
            try garden.write(to: folder.url.appending(path: "cams/private/garden.mp4"))
            #expect(mkfifo(folder.path("cams/private/pipe"), 0o600) == 0)
            // What the library would look for beside a file.
            for beside in ["\(Self.name).sub", "\(Self.name).001.jpg", "ASSETMAP.xml"] {
                try garden.write(to: folder.url.appending(path: "cams/" + beside))
            }
        }

        /// Puts a file into the camera's folder and returns where it is, as a person would write it.
        func put(_ bytes: [UInt8], _ ending: String) throws -> String {
            let path = "cams/\(Self.name).\(ending)"
            try Data(bytes).write(to: folder.url.appending(path: path))
            return path
        }

        /// What a run came to, and what it opened: files by their paths, and addresses.
        func traced(_ arguments: [String]) throws -> (run: CommandRun, opened: Set<String>) {
            try? FileManager.default.removeItem(atPath: folder.path("trace"))
            let run = try CommandRun.run(
                try Peer.program("timeout"),
                [
                    "--kill-after=5", "120", try Peer.program("strace").path, "-f", "-y", "-qq", "-s", "4096",
                    "-e",
                    "trace=open,openat,openat2,connect,socket,execve", "-o", folder.path("trace"),
                    try CommandRun.binary().path,
                ] + arguments, in: folder)
            let trace = String(decoding: try folder.read("trace"), as: UTF8.self)
            var opened: Set<String> = []
            for line in trace.split(separator: "\n") {
                if line.contains("AF_INET") { opened.insert(String(line)) }
                guard let path = Self.path(in: line), !Self.isOfTheSystem(path) else { continue }
                opened.insert(
                    path.replacing(folder.url.path + "/", with: "").replacing(
                        #/[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}/#, with: "…"))
            }
            return (run, opened)
        }

        /// The path a traced call names, below the open folder it is relative to.
        private static func path(in line: Substring) -> String? {
            let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
            guard parts.count > 2 else { return nil }
            let name = String(parts[1])
            guard !name.hasPrefix("/"), let begin = parts[0].lastIndex(of: "<"),
                let end = parts[0].lastIndex(of: ">"), begin < end
            else { return name }
            return parts[0][parts[0].index(after: begin)..<end] + "/" + name
        }

        private static func isOfTheSystem(_ path: String) -> Bool {
            ["/usr/", "/lib", "/etc/", "/proc/", "/sys/", "/dev/", "/opt/"].contains { path.hasPrefix($0) }
        }

        /// The commands that open recordings, with one file.
        static func commands(_ path: String) -> [[String]] {
            [
                ["footage", "list", path], ["footage", "match", "--request", "request.json", path],
                [
                    "consent", "preview", "--request", "request.json", "--identity", "owner.id", "--camera",
                    "front-door", "--from", Road.from, "--to", Road.to, "--footage", path,
                ],
                Road.seal(footage: path, out: "out.tar") + ["--force"],
            ]
        }
    }

    /// What the commands open where a file is a letter, or an honest recording.
    private struct Usual {
        var opened: [Set<String>] = []

        init(_ bytes: [UInt8]) throws {
            let house = try House()
            let path = try house.put(bytes, "mp4")
            for command in House.commands(path) + [["footage", "list", "cams"]] {
                opened.append(try house.traced(command).opened)
            }
        }
    }

    private static let letter = Result {
        try Usual(Array("Dear neighbour, the tape is in the garage.\n".utf8))
    }
    private static let recording = Result {
        try Usual(try Self.movie("mp4", in: try ScratchFolder()))
    }

    // MARK: - Tests

    @Test(
        "whatever it names: nothing else is opened, nothing waits, and one line says that it is none",
        arguments: lures)
    func lure(_ lure: Lure) throws {
        let house = try House()
        var text = lure.text
        for (mark, value) in [
            ("@OTHER@", house.folder.path("cams/private/garden.mp4")), ("@HERE@", "private/garden.mp4"),
            ("@PIPE@", house.folder.path("cams/private/pipe")),
        ] { text = text.replacing(mark, with: value) }
        var bytes = Array(text.utf8)
        if lure.ending.hasSuffix("jpg") { bytes = [0xFF, 0xD8, 0xFF, 0xE0] + bytes }
        if let mark = text.range(of: "@MOVIE@") {
            bytes = Array(text[..<mark.lowerBound].utf8) + Self.referenceMovie("file://private/garden.mp4")
        }
        let path = try house.put(bytes, lure.ending)
        let usual = try Self.letter.get()
        for (command, allowed) in zip(House.commands(path), usual.opened) {
            let (run, opened) = try house.traced(command)
            #expect(run.status == 65, "\(command.prefix(2)): \(run.status) \(run.stderr)")
            #expect(
                run.stderr.split(separator: "\n").filter { !$0.hasPrefix("hint: ") }.count == 1
                    && (run.stderr.contains("is not a recording")
                        || run.stderr.contains("a recording is needed here")),
                "\(run.stderr)")
            let others = Self.other(opened, than: path, allowed)
            #expect(others.isEmpty, "\(command.prefix(2)) opened \(others)")
        }
        let (run, opened) = try house.traced(["footage", "list", "cams"])
        #expect(![124, 137].contains(run.status), "listing the folder hung")
        let others = Self.other(opened, than: path, usual.opened[4])
        #expect(others.isEmpty, "listing the folder opened \(others)")
    }

    @Test(
        "a recording that names others is handed over with what is its own",
        arguments: ["Matroska with linked segments", "AVI with a list as text"])
    func ownContent(kind: String) throws {
        let house = try House()
        let ending = kind.hasPrefix("AVI") ? "avi" : "mkv"
        // Beside the consent a seal looks into every file for a no.
        let elsewhere = try ScratchFolder()
        let bytes = try Self.movie(ending, in: elsewhere)
        let changed = try Self.change(bytes, kind.hasPrefix("AVI") ? "text" : "link", in: elsewhere)
        #expect(changed != bytes)
        try FileManager.default.copyItem(
            atPath: house.folder.path("cams/private/garden.mp4"),
            toPath: house.folder.path("cams/garden.mkv.part")
        )
        let path = try house.put(changed, ending)
        for (command, allowed) in zip(House.commands(path), try Self.recording.get().opened) {
            let (run, opened) = try house.traced(command)
            #expect(run.status == 0, "\(command.prefix(2)): \(run.status) \(run.stderr)")
            let others = Self.other(opened, than: path, allowed)
            #expect(others.isEmpty, "\(command.prefix(2)) opened \(others)")
        }
    }

    @Test(
        "a movie of which a track's samples lie in another file is refused, and that file stays closed",
        arguments: ["url", "alis", "pictures"])
    func outsideReference(kind: String) throws {
        let house = try House()
        let elsewhere = try ScratchFolder()
        let bytes = try Self.movie("mov", in: elsewhere)
        let path = try house.put(try Self.change(bytes, kind, in: elsewhere), "mov")
        for (command, allowed) in zip(House.commands(path), try Self.recording.get().opened) {
            let (run, opened) = try house.traced(command)
            let others = Self.other(opened, than: path, allowed)
            #expect(others.isEmpty, "\(command.prefix(2)) opened \(others)")
            #expect(
                run.status == 65 || command[1] == "list" && run.status == 0, "\(run.status) \(run.stderr)")
            #expect(
                run.status == 0 || run.stderr.contains("lie in another file, which is not opened"),
                "\(run.stderr)")
        }
    }

    /// What was opened besides a file and what is usual.
    private static func other(_ opened: Set<String>, than path: String, _ usual: Set<String>) -> Set<String> {
        opened.subtracting(usual).subtracting([path])
    }

    // MARK: - Movies

    /// Twelve seconds of pictures and sound that ffmpeg wrote.
    private static func movie(_ ending: String, in folder: ScratchFolder) throws -> [UInt8] {
        let (chapter, title) = (String(repeating: "C", count: 40), String(repeating: "T", count: 64))
        try folder.write(
            ";FFMETADATA1\ntitle=\(title)\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=9000\ntitle=\(chapter)\n",
            as: "names")
        let codecs =
            ending == "avi" ? ["-c:v", "mpeg4", "-c:a", "pcm_s16le"] : ["-c:v", "libx264", "-c:a", "aac"]
        let run = try Peer.run(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i",
                "testsrc2=size=192x108:rate=25:duration=12",
                "-f", "lavfi", "-i", "sine=duration=12", "-i", "names", "-map", "0", "-map", "1",
                "-map_metadata", "2", "-pix_fmt", "yuv420p", "-bf", "0", "-g", "25",
            ] + codecs + ["movie.\(ending)"], in: folder)
        try #require(run.status == 0, "\(run.stderr)")
        return try folder.read("movie.\(ending)")
    }

    /// A QuickTime movie that consists of nothing but where another lies (QuickTime File Format, *reference movies*).
    private static func referenceMovie(_ address: String) -> [UInt8] {
        func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
            withUnsafeBytes(of: UInt32(content.count + 8).bigEndian) { Array($0) } + Array(type.utf8)
                + content
        }
        let text = Array(address.utf8) + [0]
        let reference = box("rdrf", [0, 0, 0, 0] + Array("url ".utf8) + [0, 0, 0, UInt8(text.count)] + text)
        return box("moov", box("rmra", box("rmda", reference)))
    }

    /// Changes what a movie names.
    private static func change(_ bytes: [UInt8], _ what: String, in folder: ScratchFolder) throws -> [UInt8] {
        try folder.write(bytes, as: "before")
        try Peer.pythonScript(changes, [what, folder.path("cams/private/garden.mp4")], in: folder)
        return try folder.read("after")
    }

    private static let changes = """
        import struct, sys
        what, other = sys.argv[1], sys.argv[2].encode()
        data = open("before", "rb").read()
        def void(size): return b"\\xEC" + bytes([0x80 | size - 2]) + bytes(size - 2)
        if what == "link":  # RFC 9559: the segments before and after, and one that a chapter is taken from
            uid = bytes(range(16))
            title = b"\\x7B\\xA9\\xC0" + b"T" * 64
            info = b"\\x3E\\xB9\\x23\\x90" + uid + b"\\x3C\\xB9\\x23\\x90" + uid + b"\\x3E\\x83\\xBB\\x8Fgarden.mkv.part"
            info += void(len(title) - len(info))
            start = data.index(b"\\x85\\xA8" + b"C" * 40) - 2
            assert data.count(title) == 1 and data[start:start + 2] == b"\\x80\\xB0", data[start:start + 8]
            chapter = b"\\x6E\\x67\\x90" + uid
            data = data[:start] + chapter + void(50 - len(chapter)) + data[start + 50:]
            data = data.replace(title, info)
        elif what == "text":  # the sound becomes text, and each packet of it a file of its own
            data = data.replace(b"strh\\x38\\0\\0\\0auds", b"strh\\x38\\0\\0\\0txts")
            body = b"ffconcat version 1.0\\nfile " + other + b"\\n"
            sub = b"GAB2\\0" + struct.pack("<HI", 2, 2) + b"\\0\\0" + struct.pack("<HI", 4, len(body)) + body
            place = data.index(b"movi")
            while (place := data.find(b"01wb", place)) >= 0 and place + 8 + len(sub) < len(data):
                size, = struct.unpack("<I", data[place + 4:place + 8])
                if size >= len(sub): data = data[:place + 8] + sub + data[place + 8 + len(sub):]
                place += 4
            assert b"txts" in data and b"GAB2" in data
        else:
            def boxes(data):
                place = 0
                while place < len(data):
                    size, name = struct.unpack(">I4s", data[place:place + 8])
                    yield name, data[place + 8:place + size]
                    place += size
            def box(name, body): return struct.pack(">I4s", len(body) + 8, name) + body
            if what == "alis":
                alias = bytes(10) + bytes(28) + bytes(12) + b"\\x0Agarden.mp4".ljust(64, b"\\0") + bytes(16)
                alias += struct.pack(">hh", 1, 1) + bytes(16) + struct.pack(">hh", 2, len(other)) + other
                alias += b"\\0" * (len(other) % 2) + struct.pack(">hh", -1, 0)
                entry = box(b"alis", bytes(4) + alias)
            else: entry = box(b"url ", bytes(4) + b"file://" + other + b"\\0")
            wanted = b"vide" if what == "pictures" else b"soun"
            def rebuilt(name, body, path, track=b""):
                if not path or name != path[0]: return box(name, body)
                if len(path) == 1: return box(name, struct.pack(">II", 0, 1) + entry)
                if name == b"trak" and wanted not in body: return box(name, body)
                return box(name, b"".join(rebuilt(n, b, path[1:]) for n, b in boxes(body)))
            path = [b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref"]
            # ffmpeg writes `moov` last, so no sample moves.
            data = b"".join(rebuilt(name, body, path) for name, body in boxes(data))
            assert other in data
        open("after", "wb").write(data)
        """
}
