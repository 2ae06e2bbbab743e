import Objects
import Foundation
import Peers
import Testing

@Suite("A still that could hide something is refused")
struct StillScanTests {
    /// Python that makes PNG files, sound ones and others; each is written under its own name.
    private static let make =
        StillPeer.python + """
            import random, sys
            def chunk(name, body=b"", crc=None):
                sum = zlib.crc32(name + body) if crc is None else crc
                return struct.pack(">I", len(body)) + name + body + struct.pack(">I", sum)
            sign = b"\\x89PNG\\r\\n\\x1a\\n"
            def header(depth=8, kind=2, woven=0, width=40, height=30):
                return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, woven))
            samples = bytes((x * 7 + y * y) % 251 for y in range(30) for x in range(120))
            raw = rows(40, 30, 8, samples)
            other = b"".join(bytes([y % 5]) + bytes((x * 7 + y * y) % 251 for x in range(120)) for y in range(30))
            def pack(data, level=6, strategy=0, wbits=15):
                z = zlib.compressobj(level, 8, wbits, 8, strategy)
                return z.compress(data) + z.flush()
            parts = stream(raw)
            good = chunk(b"IDAT", parts)
            pad, end = chunk(b"paDd", bytes(50)), chunk(b"IEND")
            random.seed(7)
            busy = bytes(random.choice([random.randrange(256), 0, 0, 9]) for _ in range(300 * 200 * 3))
            depths = [n for n, times in enumerate([1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584,
                4181, 6765, 10946]) for _ in range(times)]
            random.shuffle(depths)
            uneven = bytes(depths[:len(depths) // 3 * 3])
            def flushed(step, mode):
                z = zlib.compressobj(6)
                return b"".join(z.compress(raw[i:i + step]) + z.flush(mode) for i in range(0, len(raw), step)) + z.flush()
            def bits(pairs):
                value = place = 0
                for number, count in pairs:
                    value, place = value | number << place, place + count
                return value.to_bytes((place + 7) // 8, "little")
            sizes = [0, 0, 1] + [0] * 14 + [1]
            empty = bits(([(0, 1), (2, 2), (0, 5), (0, 5), (14, 4)] + [(n, 3) for n in sizes]
                + [(1, 1), (127, 7), (1, 1), (107, 7), (0, 1), (0, 1), (0, 1)]) * 4)
            hidden = b"".join(bytes([n % 32 << 3]) + b"\\0\\0\\xff\\xff" for n in range(3))
            deep = b"".join(bytes([0]) + bytes(240) for y in range(30))
            files = {
                "good-one": sign + header() + good + end,
                "good-padded": sign + header() + good + pad + end,
                "good-busy": still(300, 200, 8, busy, 62),
                "good-deep": still(40, 30, 16, samples + samples),
                "good-even": still(400, 100, 8, bytes(400 * 100 * 3)),
                "good-uneven": still(len(uneven) // 3, 1, 8, uneven),
                "good-single": still(1, 1, 8, bytes([1, 2, 3])),
                "split": sign + header() + b"".join(chunk(b"IDAT", parts[i:i + 7]) for i in range(0, len(parts), 7)) + pad + end,
                "packed": sign + header() + chunk(b"IDAT", pack(raw)) + end,
                "another-filter": sign + header() + chunk(b"IDAT", stream(other)) + end,
                "another-block": sign + header() + chunk(b"IDAT", stream(raw[:2000])[:-4] + stream(raw[2000:])[2:]) + end,
                "a-bit-behind": sign + header() + chunk(b"IDAT", parts[:-5] + bytes([parts[-5] ^ 128]) + parts[-4:]) + end,
                "zlib-stored": sign + header() + chunk(b"IDAT", pack(raw, 0)) + end,
                "zlib-fixed": sign + header() + chunk(b"IDAT", pack(raw, 9, zlib.Z_FIXED)) + end,
                "zlib-huffman": sign + header() + chunk(b"IDAT", pack(raw, 9, zlib.Z_HUFFMAN_ONLY)) + end,
                "zlib-runs": sign + header() + chunk(b"IDAT", pack(raw, 9, zlib.Z_RLE)) + end,
                "zlib-small-window": sign + header() + chunk(b"IDAT", pack(raw, 9, 0, 9)) + end,
                "zlib-few-blocks": sign + header() + chunk(b"IDAT", flushed(1000, zlib.Z_BLOCK)) + end,
                "empty-stored-block": sign + header() + chunk(b"IDAT", flushed(1000, zlib.Z_SYNC_FLUSH)) + end,
                "empty-fixed-block": sign + header() + chunk(b"IDAT", flushed(1000, zlib.Z_PARTIAL_FLUSH)) + end,
                "words-in-empty-blocks": sign + header() + chunk(b"IDAT", parts[:2] + hidden + parts[2:]) + end,
                "empty-tables": sign + header() + chunk(b"IDAT", parts[:2] + empty + parts[2:]) + end,
                "many-blocks": sign + header() + chunk(b"IDAT", flushed(100, zlib.Z_BLOCK)) + end,
                "empty-chunk": sign + header() + chunk(b"IDAT") + good + end,
                "empty-chunk-behind": sign + header() + good + chunk(b"IDAT") + end,
                "many-chunks": sign + header() + b"".join(chunk(b"IDAT", parts[i:i + 1]) for i in range(len(parts))) + end,
                "zlib-deep": sign + header(16) + chunk(b"IDAT", pack(deep)) + end,
                "text": sign + header() + chunk(b"tEXt", b"Comment\\0here") + good + end,
                "text-behind": sign + header() + good + chunk(b"tEXt", b"Comment\\0here") + end,
                "packed-text": sign + header() + chunk(b"zTXt", b"c\\0\\0" + pack(b"x")) + good + end,
                "exif": sign + header() + chunk(b"eXIf", b"II*\\0") + good + end,
                "date": sign + header() + chunk(b"tIME", bytes(7)) + good + end,
                "density": sign + header() + chunk(b"pHYs", bytes(9)) + good + end,
                "profile": sign + header() + chunk(b"iCCP", b"p\\0\\0" + pack(b"x")) + good + end,
                "private": sign + header() + chunk(b"prVt", b"x") + good + end,
                "animation": sign + header() + chunk(b"acTL", struct.pack(">II", 1, 0)) + good + end,
                "frame": sign + header() + good + chunk(b"fdAT", bytes(4) + parts) + end,
                "behind": sign + header() + good + end + b"x",
                "second": (sign + header() + good + end) * 2,
                "no-end": sign + header() + good,
                "cut": (sign + header() + good + end)[:-5],
                "no-samples": sign + header() + end,
                "sum": sign + header() + chunk(b"IDAT", parts, 1) + end,
                "end-with-data": sign + header() + good + chunk(b"IEND", b"x"),
                "padding-used": sign + header() + good + chunk(b"paDd", bytes(20) + b"x") + end,
                "padding-early": sign + header() + pad + good + end,
                "padding-twice": sign + header() + good + pad + pad + end,
                "behind-samples": sign + header() + chunk(b"IDAT", parts + b"hidden") + end,
                "chunk-behind-samples": sign + header() + good + chunk(b"IDAT", b"hidden") + end,
                "more-rows": sign + header() + chunk(b"IDAT", stream(raw + raw[:121])) + end,
                "fewer-rows": sign + header() + chunk(b"IDAT", stream(raw[:-121])) + end,
                "samples-cut": sign + header() + chunk(b"IDAT", parts[:-3]) + end,
                "samples-sum": sign + header() + chunk(b"IDAT", parts[:-1] + bytes([parts[-1] ^ 1])) + end,
                "no-such-filter": sign + header() + chunk(b"IDAT", stream(b"\\x05" + raw[1:])) + end,
                "palette": sign + header(8, 3) + chunk(b"PLTE", bytes(3)) + good + end,
                "transparent": sign + header(8, 6) + good + end,
                "woven": sign + header(8, 2, 1) + good + end,
                "no-width": sign + header(width=0) + good + end,
                "vast": sign + header(width=1 << 20, height=1 << 20) + good + end,
                "header-twice": sign + header() + header() + good + end,
                "no-signature": header() + good + end,
                "nothing": b"",
            }
            for name, data in files.items():
                open(sys.argv[1] + "/" + name + ".png", "wb").write(data)
            """

    private static func scan(_ bytes: [UInt8], pieces: Int) -> Result<ScannedStill, any Error> {
        Result {
            let scan = StillScan()
            for start in stride(from: 0, to: bytes.count, by: pieces) {
                try bytes[start..<min(bytes.count, start + pieces)].withUnsafeBytes(scan.update)
            }
            return try scan.finish()
        }
    }

    @Test("sound files pass however their bytes arrive; every other is refused for a reason")
    func files() throws {
        let folder = try ScratchFolder()
        try Peer.python(Self.make, [folder.url.path], in: folder)
        let names = try folder.names().filter { $0.hasSuffix(".png") }.sorted()
        #expect(names.count >= 40)
        for name in names {
            let bytes = try folder.read(name)
            let whole = Self.scan(bytes, pieces: max(1, bytes.count))
            for pieces in [1, 7, 300] {
                switch (whole, Self.scan(bytes, pieces: pieces)) {
                case (.success(let one), .success(let other)):
                    #expect(one == other && name.hasPrefix("good-"), "\(name)")
                    #expect(one.size == UInt64(bytes.count))
                    #expect(one.depth == (name == "good-deep.png" ? 16 : 8))
                    #expect(one.padding == (["good-padded.png", "good-busy.png"].contains(name) ? 62 : 0))
                case (.failure(let one), .failure(let other)):
                    #expect(!name.hasPrefix("good-"), "\(name): \(one)")
                    #expect(one is FootageError && other is FootageError, "\(name): \(one), \(other)")
                default: Issue.record("\(name) depends on the pieces it comes in")
                }
            }
        }
    }

    @Test("any byte of a still that is changed is found")
    func everyByte() throws {
        let folder = try ScratchFolder()
        try Peer.python(Self.make, [folder.url.path], in: folder)
        let good = try folder.read("good-padded.png")
        for index in good.indices {
            var bytes = good
            bytes[index] ^= 0x10
            if case .success = Self.scan(bytes, pieces: 64) { Issue.record("byte \(index) was changed") }
        }
    }

    @Test("the example of docs/spec/derivatives.md is what its samples give")
    func page() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/spec/derivatives.md"), encoding: .utf8)
        let example = try #require(
            text.components(separatedBy: "```text\n").last?.components(separatedBy: "```").first)
        var fields: [String: String] = [:]
        var name = ""
        for line in example.split(separator: "\n") {
            if !line.hasPrefix(" ") { name = String(line.prefix { $0 != " " }) }
            fields[name, default: ""] += line.dropFirst(8)
        }
        let folder = try ScratchFolder()
        try Peer.python(
            StillPeer.python + """
                import sys
                samples = bytes.fromhex(sys.argv[1])
                assert rows(4, 2, 8, samples).hex() == sys.argv[2]
                open(sys.argv[3], "wb").write(still(4, 2, 8, samples))
                """,
            [try #require(fields["samples"]), try #require(fields["rows"]), folder.path("still.png")],
            in: folder)
        let file = try folder.read("still.png")
        let hex = file.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(hex == fields["file"])
        #expect(try Self.scan(file, pieces: file.count).get().width == 4)
    }
}
