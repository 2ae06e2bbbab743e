import Cutting
import Foundation
import Objects
import Peers
import Testing
import Viewing

@Suite("What is played has an index of its fragments in front, so that a player need not look for them")
struct SegmentIndexTests {
    /// What an index says: the sizes and the durations of its entries.
    private struct Entries: Equatable {
        var start: UInt64
        var sizes: [Int]
        var durations: [Int]
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

    private static func index(_ object: [UInt8], pieces: Int = 1000) throws -> SegmentIndex {
        try #require(
            try SegmentIndex { sink in
                for start in stride(from: 0, to: object.count, by: pieces) {
                    try object[start..<min(start + pieces, object.count)].withUnsafeBytes(sink)
                }
            })
    }

    /// ISO/IEC 14496-12 §8.16.3.2, version 1.
    private static func entries(_ index: SegmentIndex) -> Entries {
        let box = index.bytes
        let count = number(box[38..<40])
        let rows = (0..<count).map { 40 + 12 * $0 }
        return Entries(
            start: UInt64(number(box[20..<28])), sizes: rows.map { number(box[$0..<$0 + 4]) },
            durations: rows.map { number(box[$0 + 4..<$0 + 8]) })
    }

    private static func played(_ object: [UInt8], _ index: SegmentIndex) throws -> [UInt8] {
        var played: [UInt8] = []
        try index.put(into: { sink in try object.withUnsafeBytes(sink) }) { played += $0 }
        return played
    }

    @Test(
        "an entry is of what lies between two key pictures that begin a fragment", arguments: [1, 7, 1 << 20])
    func entries(pieces: Int) throws {
        let object = try MadeObject.bytes(try MadeObject.form())
        let fragments = MovieBoxes.top(object).filter { $0.name == "moof" }.map(\.range.lowerBound)
        try #require(fragments.count == 2)
        let index = try Self.index(object, pieces: pieces)
        #expect(index.place == UInt64(fragments[0]))
        // Padding at the end belongs to the last.
        let sizes = [fragments[1] - fragments[0], object.count - fragments[1]]
        #expect(Self.entries(index) == Entries(start: 40, sizes: sizes, durations: [80, 80]))
    }

    @Test(
        "a fragment that begins with no key picture is of the entry before it: nobody can decode from there on"
    )
    func noKey() throws {
        let samples = [
            MadeObject.picture(0, isKey: true, bytes: 600_000),
            MadeObject.picture(40, isKey: false, bytes: 600_000),
            MadeObject.picture(80, isKey: false, bytes: 600_000),
        ]
        let object = try MadeObject.bytes(try MadeObject.form(), samples)
        let fragments = MovieBoxes.top(object).filter { $0.name == "moof" }.map(\.range.lowerBound)
        try #require(fragments.count > 1)
        #expect(
            Self.entries(try Self.index(object))
                == Entries(start: 40, sizes: [object.count - fragments[0]], durations: [120]))
    }

    @Test("what is no object of ours has none, or is refused")
    func noObject() throws {
        let object = try MadeObject.bytes(try MadeObject.form())
        let boxes = MovieBoxes.top(object)
        let head = try #require(boxes.first { $0.name == "moof" }).range.lowerBound
        #expect(try SegmentIndex { sink in try object[..<head].withUnsafeBytes(sink) } == nil)
        var short = object
        short.replaceSubrange(0..<4, with: [0, 0, 0, 4])
        #expect(throws: FootageError.self) {
            _ = try SegmentIndex { sink in try short.withUnsafeBytes(sink) }
        }
    }

    @Test("other programs find the same packets in it, and their first without looking for the others")
    func peer() throws {
        let folder = try ScratchFolder()
        let clip = folder.path("cam_2026-07-04T20-00-00Z.mp4")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25:duration=40,noise=alls=40:allf=t", "-f",
                "lavfi",
                "-i", "sine=frequency=440:duration=40", "-c:v", "libx264", "-preset", "ultrafast", "-b:v",
                "4M", "-g",
                "50", "-c:a", "aac",
            ], to: clip)
        let recording = try ContainerClip.recording(clip)
        let result = try CutResult(recording, try ContainerClip.grant(recording, 4, 36), into: folder)
        let master = try #require(result.object(.master)).path
        let object = [UInt8](try Data(contentsOf: URL(fileURLWithPath: master)))
        let index = try Self.index(object, pieces: 1 << 16)
        #expect(Self.entries(index).sizes.count > 8)
        let played = folder.path("played.mp4")
        try Data(try Self.played(object, index)).write(to: URL(fileURLWithPath: played))
        for kind in ["v", "a"] {
            #expect(try MediaPeer.packets(played, kind) == MediaPeer.packets(master, kind))
        }
        let fragments = MovieBoxes.top(object).filter { $0.name == "moof" }.count
        #expect(try Self.jumps(master) >= fragments, "a player that does not walk needs no index")
        #expect(try Self.jumps(played) < fragments / 2)
    }

    /// How often ffprobe jumps in a file before it knows its tracks.
    private static func jumps(_ path: String) throws -> Int {
        let said = try MediaPeer.run("sh", ["-c", "ffprobe -v verbose \"$0\" 2>&1", path])
        let read = try #require(said.firstMatch(of: /bytes read, (\d+) seeks/))
        return try #require(Int(read.output.1))
    }
}
