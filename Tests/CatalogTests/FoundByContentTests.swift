import Catalog
import Cutting
import Foundation
import Peers
import Recordings
import Sealing
import Testing

@Suite("What was committed to is found by its size and its ends")
struct FoundByContentTests {
    /// A recording of some megabytes, so that much of it lies in neither end.
    private let folder: ScratchFolder
    private let bytes: Data
    private let store: CommitmentStore

    init() throws {
        folder = try ScratchFolder()
        let made = try Peer.run(
            try Peer.program("ffmpeg"),
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i",
                "testsrc2=size=640x360:rate=25,noise=alls=80:allf=t", "-frames:v", "100", "-c:v", "libx264",
                "-preset", "ultrafast", "-qp", "20", "-pix_fmt", "yuv420p", "clip.mp4",
            ], in: folder)
        try #require(made.status == 0, "\(made.errors)")
        bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path("clip.mp4")))
        try #require(bytes.count > 3 << 20, "\(bytes.count)")
        store = try CommitmentStore(path: folder.path("store"))
    }

    /// The recording with a byte of its middle changed, the more so the higher `number` is.
    private func write(_ name: String, middle number: UInt8 = 0) throws -> String {
        var bytes = bytes
        bytes[bytes.count / 2] ^= number
        let path = folder.path(name)
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try bytes.write(to: URL(fileURLWithPath: path))
        return path
    }

    private func commit(_ path: String) throws {
        let run = try CommitmentRun([path], into: store, quietNanoseconds: 0)
        try #require(run.unreadable.isEmpty, "\(run.unreadable)")
    }

    private func names(_ path: String) throws -> [String] {
        try store.commitments(to: path).kept.map(\.commitment.evidence.traces.name)
    }

    @Test("the ends are the first and the last MiB")
    func ends() throws {
        let path = try write("a.mp4")
        let mebibyte = 1 << 20
        #expect(
            try SourceFile(path: path).ends()
                == SHA256Digest.of([UInt8](bytes.prefix(mebibyte)) + [UInt8](bytes.suffix(mebibyte))))
        try folder.write("short", as: "short")
        #expect(
            try SourceFile(path: folder.path("short")).ends() == SHA256Digest.of(Array("shortshort".utf8)))
    }

    @Test("files of the same size and ends may all be meant; the same bytes twice are one, the oldest")
    func alike() throws {
        try commit(try write("one/first.mp4"))
        try commit(try write("one/second.mp4", middle: 1))
        try commit(try write("two/first again.mp4"))
        for middle: UInt8 in [0, 1, 2] {
            #expect(try names(try write("moved.mp4", middle: middle)) == ["first.mp4", "second.mp4"])
        }
        #expect(try store.commitments(to: folder.path("moved.mp4")).kept.allSatisfy(\.isFoundByContent))
        // One that lies where it lay is itself.
        #expect(try names(folder.path("one/second.mp4")) == ["second.mp4"])
        #expect(try names(folder.path("two/first again.mp4")) == ["first.mp4"])
    }

    @Test("of the same bytes the one with a timestamp counts before an older one without")
    func stampedFirst() throws {
        try commit(try write("old.mp4"))
        let authority = try TimestampAuthority()
        func stamp() throws {
            _ = try store.stampNew { digest in
                let request = try TimeStampRequest(of: digest)
                return try request.token(in: try authority.answer(request.der))
            }
        }
        try stamp()
        try commit(try write("new.mp4"))
        #expect(try store.commitments(to: try write("moved.mp4")).kept.count == 1)
        #expect(try names(folder.path("moved.mp4")) == ["old.mp4"])
    }

    @Test("another end is another file")
    func otherEnd() throws {
        try commit(try write("first.mp4"))
        for place in [100, bytes.count - 100] {
            var other = bytes
            other[place] ^= 1
            try other.write(to: URL(fileURLWithPath: folder.path("moved.mp4")))
            #expect(try store.commitments(to: folder.path("moved.mp4")).kept.isEmpty)
        }
    }

    @Test("a folder is known that was committed to, with all below it, and one with such a recording in it")
    func folders() throws {
        _ = try write("cams/garden/first.mp4")
        let alone = try write("desk/second.mp4", middle: 1)
        try commit(folder.path("cams"))
        try commit(alone)
        for (name, isKnown) in [
            ("cams/new.mp4", true), ("cams/garden/new.mp4", true), ("cams/2026/07/new.mp4", true),
            ("desk/new.mp4", true), ("desk/below/new.mp4", false), ("cams2/new.mp4", false),
            ("new.mp4", false),
        ] {
            let path = try write(name, middle: 3)
            #expect(try store.knowsFolder(of: path) == isKnown, "\(name)")
        }
    }
}
