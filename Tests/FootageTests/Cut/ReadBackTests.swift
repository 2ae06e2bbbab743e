import Cutting
import Objects
import Recordings
import Records
import Statements
import Foundation
import Peers
import Testing

@Suite("What leaves decodes as the recording does")
struct ReadBackTests {
    /// The master of a cut as it would leave.
    private struct Master {
        let plan: CutPlan
        let object: PlannedObject
        let written: WrittenCut
        var bytes: [UInt8] = []

        init(_ clip: String, _ from: Double, _ to: Double) throws {
            let recording = try ContainerClip.recording(clip)
            plan = try recording.plan(try ContainerClip.grant(recording, from, to))
            object = try #require(plan.objects.first { $0.role == .master })
            var bytes: [UInt8] = []
            written = try plan.write(object, size: { $0 + 8 }, to: { bytes += $0 })
            self.bytes = bytes
        }

        /// What is decoded again, and how many bytes were asked for.
        func check() throws -> (again: DecodedAgain, read: Int) {
            var read = 0
            let checked = try plan.check(object, written) { buffer, offset in
                let part = bytes[min(bytes.count, Int(offset))...].prefix(buffer.count)
                buffer.copyBytes(from: part)
                read += part.count
                return part.count
            }
            return (try #require(checked.decodedAgain), read)
        }

        /// Spoils the end of one packet: of the pictures, or of the sound.
        mutating func spoil(sound: Bool, packet: (Int) -> Int, in folder: ScratchFolder) throws {
            let path = folder.path("object.\(object.container.rawValue)")
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            let text = try MediaPeer.run(
                "ffprobe",
                [
                    "-v", "error", "-select_streams", sound ? "a" : "v", "-show_entries", "packet=pos,size",
                    "-of", "csv=p=0", path,
                ])
            let packets = text.split(separator: "\n").map { $0.split(separator: ",").compactMap { Int($0) } }
                .filter { $0.count == 2 }
            let chosen = packets[packet(packets.count)]
            let (size, place) = (chosen[0], chosen[1])
            for byte in place + size / 2..<place + size - 4 { bytes[byte] ^= 0x55 }
        }
    }

    @Test(
        "the first and the last group and second of a master are the recording's, wherever it is kept",
        arguments: ["mp4", "mkv", "ts", "mov", "flv"])
    func same(ending: String) throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(to: ending, in: folder)
        let found = try Master(clip, 2.5, 9.3).check().again
        // From 4 s on: a group of 50 pictures, and what is whole of the last one, which begins at 8 s.
        #expect((75...85).contains(found.pictures), "\(found)")
        // 1,024 of 48,000 samples a second in each frame.
        #expect((92...96).contains(found.sound), "\(found)")
        #expect(found.damaged == 0 && found.notDecoded.isEmpty)
    }

    @Test(
        "a packet that is another where it leaves is found at either end, and the file and the time are named",
        arguments: [
            (false, 2, 4.0, 6.0), (false, -3, 8.0, 9.3), (true, 3, 2.5, 3.6), (true, -4, 8.2, 9.3),
        ] as [(Bool, Int, Double, Double)])
    func spoiled(_ sound: Bool, _ place: Int, _ from: Double, _ to: Double) throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(to: "mp4", in: folder)
        var master = try Master(clip, 2.5, 9.3)
        try master.spoil(sound: sound, packet: { place < 0 ? $0 + place : place }, in: folder)
        let start = master.plan.recording.span.from
        #expect {
            _ = try master.check()
        } throws: { error in
            guard case .decodesOtherwise(let path, let moment, _)? = error as? FootageError else {
                return false
            }
            let seconds = Double(moment.nanoseconds(since: start)) / 1e9
            #expect((from - 0.1...to + 0.1).contains(seconds), "\(seconds)")
            return path == clip && "\(error)".contains("nothing was handed over")
        }
    }

    @Test("a header that says otherwise how the pictures are coded is found")
    func anotherHeader() throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(to: "mp4", in: folder)
        var master = try Master(clip, 2.5, 9.3)
        // The first picture parameter set in avcC, behind its count and length: entropy coding and all that follows.
        let place = try #require(Data(master.bytes).range(of: Data("avcC".utf8))?.upperBound)
        let sets = Int(master.bytes[place + 6]) << 8 | Int(master.bytes[place + 7])
        master.bytes[place + 8 + sets + 3 + 1] ^= 0x40
        #expect(throws: (any Error).self) { _ = try master.check() }
    }

    @Test("a long window costs what a short one does: only its ends are read")
    func cost() throws {
        let folder = try ScratchFolder()
        let clip = folder.path("long_2026-07-04T20-00-00Z.mp4")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=25:duration=120", "-f", "lavfi", "-i",
                "sine=frequency=440:sample_rate=48000:duration=120", "-c:v", "libx264", "-preset",
                "ultrafast",
                "-g", "25", "-b:v", "2M", "-minrate", "2M", "-c:a", "aac",
            ], to: clip)
        let (short, long) = (try Master(clip, 10, 20), try Master(clip, 10, 110))
        #expect(long.bytes.count > 5 * short.bytes.count)
        let (first, second) = (try short.check(), try long.check())
        #expect(first.again.pictures == second.again.pictures)
        #expect(second.read < first.read + first.read / 2, "\(first.read), \(second.read)")
    }

    @Test("both sides of a change of how pictures are coded are decoded again")
    func change() throws {
        let folder = try ScratchFolder()
        let clip = folder.path("joined_2026-07-04T20-00-00Z.ts")
        var joined = Data()
        for (part, parameters) in ["cabac=0", "cabac=1:ref=3"].enumerated() {
            let path = folder.path("\(part).ts")
            try MediaPeer.encode(
                [
                    "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=25:duration=6", "-c:v", "libx264",
                    "-preset", "ultrafast", "-g", "25", "-bf", "0", "-x264-params", parameters,
                    "-output_ts_offset", "\(6 * part)",
                ], to: path)
            joined += try Data(contentsOf: URL(fileURLWithPath: path))
        }
        try joined.write(to: URL(fileURLWithPath: clip))
        // From 1 s to 11 s: the first group, those on either side of 6 s, and the last.
        #expect(try Master(clip, 1, 11).check().again.pictures == 100)
        #expect(try Master(clip, 1, 5).check().again.pictures == 50)
    }

    @Test("of a group that never ends the beginning is decoded")
    func endless() throws {
        let folder = try ScratchFolder()
        let clip = folder.path("endless_2026-07-04T20-00-00Z.mp4")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=64x48:rate=25:duration=40", "-c:v", "libx264", "-preset",
                "ultrafast", "-g", "100000", "-bf", "0",
            ], to: clip)
        #expect(try Master(clip, 0, 39).check().again.pictures == 600)
    }
}
