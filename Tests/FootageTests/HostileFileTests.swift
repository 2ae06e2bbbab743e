import Starts
import Recordings
import Foundation
import Peers
import Testing

/// What fuzzing found, kept as examples.
@Suite("A file that is made to do harm is refused at once")
struct HostileFileTests {
    /// A fragmented clip with sound, and the bytes of one of its names changed.
    private func fragmented(_ folder: ScratchFolder, _ spoil: (inout Data) throws -> Void) throws -> String {
        let path = folder.path("gate_2026-07-04T20-00-00Z.mp4")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=64x64:rate=12:duration=2", "-f", "lavfi", "-i",
                "sine=sample_rate=16000:duration=2", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-g", "4",
                "-c:a",
                "aac", "-movflags", "frag_keyframe+empty_moov+default_base_moof",
            ], to: path)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        try spoil(&bytes)
        try bytes.write(to: URL(fileURLWithPath: path))
        return path
    }

    private func refusal(_ path: String) -> String? {
        do {
            _ = try Recording.probe(path, zone: RecordingZone("UTC"))
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test(
        "tracks without a number, on which the media library loops for a second a fragment",
        arguments: [(0, [UInt8]("tkhx".utf8)), (-4, [0, 0, 0, 9, 0x66, 0x72, 0x65, 0x65])] as [(Int, [UInt8])]
    )
    func trackNumbers(offset: Int, bytes: [UInt8]) throws {
        let folder = try ScratchFolder()
        let path = try fragmented(folder) { data in
            let name = try #require(data.range(of: Data("tkhd".utf8)))
            let start = offset < 0 ? name.lowerBound + offset : name.lowerBound
            data.replaceSubrange(start..<start + bytes.count, with: bytes)
        }
        #expect(try #require(refusal(path)).contains("has no number"))
    }

    @Test("a number that has no place in the library")
    func largeNumber() throws {
        let folder = try ScratchFolder()
        let path = try fragmented(folder) { data in
            let name = try #require(data.range(of: Data("tkhd".utf8)))
            data[name.upperBound + 12] = 0xFF
        }
        #expect(try #require(refusal(path)).contains("has no number"))
    }

    @Test("a codec header that claims more than its box, with which the tables of all samples would leave")
    func longCodecHeader() throws {
        let folder = try ScratchFolder()
        let path = folder.path("sound_2026-07-04T20-00-00Z.mp4")
        try MediaPeer.encode(["-f", "lavfi", "-i", "sine=duration=2", "-c:a", "aac"], to: path)
        #expect(refusal(path) == nil)
        var data = try Data(contentsOf: URL(fileURLWithPath: path))
        let name = try #require(data.range(of: Data("esds".utf8)))
        // DecoderSpecificInfo (tag 5): its length in four bytes of seven bits, of which one bit is flipped.
        let tag = try #require(data.range(of: Data([5, 0x80, 0x80, 0x80]), in: name.upperBound..<data.count))
        data[tag.upperBound - 1] ^= 4
        try data.write(to: URL(fileURLWithPath: path))
        #expect(try #require(refusal(path)).contains("longer than its box"))
    }

    @Test("a run that claims 67 million samples in a file of some kilobytes takes no gigabytes")
    func longRun() throws {
        let folder = try ScratchFolder()
        let path = try fragmented(folder) { data in
            let name = try #require(data.range(of: Data("trun".utf8)))
            data.replaceSubrange(
                name.upperBound..<name.upperBound + 8, with: [0, 0, 0, 0, 3, 0xFF, 0xFF, 0xF0])
        }
        #expect(try #require(refusal(path)).contains("memory"))
    }
}
