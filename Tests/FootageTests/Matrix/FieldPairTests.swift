import Cutting
import Objects
import Recordings
import Records
import Statements
import Foundation
import Peers
import Testing

@Suite("Two fields of a picture in two packets: none from outside the window, and no picture called damaged")
struct FieldPairTests {
    /// Writes H.264 with the two fields of each picture coded apart, which no encoder here makes: 50 fields a second, a
    /// key frame every two seconds, each field but the first of a group with one new block (ISO/IEC 14496-10 §7.3).
    private static let make = """
        import sys
        class Bits:
            def __init__(self): self.bits = []
            def u(self, count, value): self.bits += [value >> (count - 1 - i) & 1 for i in range(count)]
            def ue(self, value):
                length = (value + 1).bit_length()
                self.u(2 * length - 1, value + 1)
            def se(self, value): self.ue(2 * value - 1 if value > 0 else -2 * value)
            def align(self):
                while len(self.bits) % 8: self.bits.append(0)
            def raw(self, data):
                for byte in data: self.u(8, byte)
            def unit(self, kind):
                self.u(1, 1); self.align()
                body = bytes(int("".join(map(str, self.bits[i:i + 8])), 2) for i in range(0, len(self.bits), 8))
                out, zeros = bytearray(), 0
                for byte in body:
                    if zeros == 2 and byte < 4: out.append(3); zeros = 0
                    out.append(byte); zeros = zeros + 1 if byte == 0 else 0
                return b"\\0\\0\\0\\1" + bytes([kind]) + bytes(out)
        columns, rows = 6, 2  # of a field
        def sps():
            b = Bits(); b.u(8, 77); b.u(8, 0); b.u(8, 30)
            b.ue(0); b.ue(4); b.ue(0); b.ue(4); b.ue(1); b.u(1, 0)
            b.ue(columns - 1); b.ue(rows - 1); b.u(1, 0); b.u(1, 0); b.u(1, 1); b.u(1, 0)
            b.u(1, 1)  # VUI
            b.u(4, 0); b.u(1, 1); b.u(32, 1); b.u(32, 50); b.u(1, 1); b.u(2, 0); b.u(1, 0)
            b.u(1, 1); b.u(1, 1); b.ue(0); b.ue(0); b.ue(10); b.ue(10); b.ue(0); b.ue(1)
            return b.unit(0x67)
        def pps():
            b = Bits(); b.ue(0); b.ue(0); b.u(1, 0); b.u(1, 0); b.ue(0); b.ue(0); b.ue(0); b.u(1, 0); b.u(2, 0)
            b.se(0); b.se(0); b.se(0); b.u(1, 1); b.u(1, 0); b.u(1, 0)
            return b.unit(0x68)
        def block(n):  # a picture of one macroblock
            return bytes((n * 37 + i * 3) % 200 + 20 for i in range(256)) + bytes((n * 11 + i) % 100 + 80 for i in range(128))
        def field(number, in_group, bottom):
            idr = in_group == 0 and not bottom
            intra = idr
            b = Bits(); b.ue(0); b.ue(7 if intra else 5); b.ue(0); b.u(8, in_group % 256); b.u(1, 1); b.u(1, bottom)
            if idr: b.ue(number // 50 % 2)
            b.u(8, (2 * in_group + bottom) % 256)
            if not intra: b.u(1, 0); b.u(1, 0)
            if idr: b.u(1, 0); b.u(1, 0)
            else: b.u(1, 0)
            b.se(0); b.ue(1)
            count = columns * rows
            if intra:
                for n in range(count): b.ue(25); b.align(); b.raw(block(number * 5 + n))
            else:
                place = number % count
                b.ue(place); b.ue(30); b.align(); b.raw(block(number * 5 + 2 * bottom))
                if count - place - 1: b.ue(count - place - 1)
            return b.unit(0x65 if idr else 0x41)
        out = open(sys.argv[1], "wb")
        for number in range(int(sys.argv[2])):
            for bottom in (0, 1):
                out.write(b"\\0\\0\\0\\1\\x09\\xf0")
                if number % 50 == 0 and not bottom: out.write(sps() + pps())
                out.write(field(number, number % 50, bottom))
        """

    private static func record(_ ending: String, in folder: ScratchFolder) throws -> String {
        try Peer.python(make, [folder.path("fields.h264"), "300"], in: folder)
        let clip = folder.path("cam_2026-07-04T20-00-00Z.\(ending)")
        try MediaPeer.encode(
            ["-f", "h264", "-r", "50", "-i", folder.path("fields.h264"), "-c", "copy"], to: clip)
        return clip
    }

    @Test(
        "begins and ends between the fields of a picture, on a picture, within a group",
        arguments: ["mp4", "mkv", "ts"])
    func cut(ending: String) throws {
        let folder = try ScratchFolder()
        let clip = try Self.record(ending, in: folder)
        let source = try MediaView(source: clip, ending == "ts" ? .slices : .everything)
        let recording = try ContainerClip.recording(clip)
        let track = try #require(recording.pictureTrack)
        let packets = source.packets(of: track.index)
        // The test would prove nothing about a recording of whole pictures.
        #expect(packets.count == 2 * source.pictures.count)
        let second = Dictionary(
            zip(packets, packets.dropFirst()).map { ($0.pts, $1.pts) },
            uniquingKeysWith: { first, _ in first })
        for (from, to) in [(2.5, 9.33), (2.5, 9.32), (2.48, 9.32), (4.0, 8.0), (2.48, 3.33), (2.5, 2.51)] {
            let grant = try ContainerClip.grant(recording, from, to)
            let range =
                try recording.placement.firstTick(
                    notBefore: grant.window.from, in: track.timeBase)..<recording.placement.firstTick(
                    notBefore: grant.window.to, in: track.timeBase)
            let objects = try ScratchFolder()
            let result = try CutResult(recording, grant, into: objects, isLossless: true)
            var fields: [Int64] = []
            for (cut, path) in result.objects {
                #expect(cut.missingPictures == 0 && cut.damagedPictures == 0, "\(from) to \(to)")
                let object = try MediaView(object: path, ending == "ts" ? .slices : .everything)
                let facts = try #require(cut.tracks.first)
                func time(_ tick: Int64) -> Int64 {
                    tick * track.timeBase.denominator / facts.timeBase.denominator + facts.shift
                }
                let stored = object.packets(of: 0).map { (time: time($0.pts), hash: $0.hash) }
                if cut.role == .master {
                    fields += stored.map(\.time)
                    let hashes = Dictionary(
                        packets.map { ($0.pts, $0.hash) }, uniquingKeysWith: { first, _ in first })
                    #expect(stored.allSatisfy { hashes[$0.time] == $0.hash })
                } else {
                    fields += stored.flatMap { [$0.time, second[$0.time] ?? .max] }
                }
                let decoded = Dictionary(
                    source.pictures.map { ($0.pts, $0.hash) }, uniquingKeysWith: { first, _ in first })
                for picture in object.pictures {
                    let at = time(picture.pts)
                    // A last field alone is shown with half of its lines.
                    guard fields.contains(second[at] ?? .max) else { continue }
                    #expect(decoded[at] == picture.hash, "the picture at \(at) is not the source's")
                }
            }
            #expect(Set(fields).count == fields.count && fields.allSatisfy(range.contains))
            let halves = packets.map(\.pts).filter { range.contains($0) && !fields.contains($0) }
            #expect(halves.count <= 2)
            let said = result.plan.leftOut.filter { if case .fields = $0 { true } else { false } }
            #expect(said.isEmpty == halves.isEmpty, "\(result.plan.leftOut), \(halves)")
            #expect(!result.plan.leftOut.contains { if case .damaged = $0 { true } else { false } })
            withExtendedLifetime(objects) {}
        }
    }

    @Test("a still shows both fields, or is refused where the second is from after the window")
    func still() throws {
        let folder = try ScratchFolder()
        let recording = try ContainerClip.recording(try Self.record("mp4", in: folder))
        let start = recording.span.from
        func moment(_ milliseconds: Int64) -> WallTime { start.adding(nanoseconds: milliseconds * 1_000_000) }
        let grant = try Consented.grant(try Window(from: moment(2000), to: moment(3_330)), stills: true)
        let plan = try recording.plan(grant)
        let still = try #require(try plan.withStill(at: moment(3_110), under: grant))
        let object = try #require(still.objects.last)
        var file: [UInt8] = []
        let cut = try still.write(object, size: { $0 + 500 }, to: { file += $0 })
        #expect(cut.derivative?.still?.shown == moment(3_080))
        #expect(cut.damagedPictures == 0)
        let error = #expect(throws: FootageError.self) {
            try plan.withStill(at: moment(3_325), under: grant)
        }
        #expect(try #require(error).description.contains("second field from after the window"))
    }
}
