import Cutting
import Recordings
import Records
import Catalog
import Foundation
import Peers
import Sealing
import Testing

@Suite("A store of commitments")
struct CommitmentStoreTests {
    /// So many short recordings, each of one picture more than the last.
    private static func footage(_ count: Int, in folder: ScratchFolder) throws -> String {
        let cams = folder.url.appending(path: "cams")
        try FileManager.default.createDirectory(at: cams, withIntermediateDirectories: true)
        for number in 0..<count {
            let made = try Peer.run(
                try Peer.program("ffmpeg"),
                [
                    "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=96x64:rate=10",
                    "-frames:v", String(number + 2), "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt",
                    "yuv420p", "cams/clip-\(number).mp4",
                ], in: folder)
            try #require(made.status == 0, "\(made.errors)")
        }
        return cams.path
    }

    private static func commit(_ paths: [String], _ store: CommitmentStore) throws -> CommitmentRun {
        try CommitmentRun(paths, into: store, quietNanoseconds: 0)
    }

    @Test("commits to every recording once, and to those that changed again")
    func incremental() throws {
        let folder = try ScratchFolder()
        let cams = try Self.footage(3, in: folder)
        let store = try CommitmentStore(path: folder.path("store"))
        #expect(try Self.commit([cams], store).committed == 3)
        let second = try Self.commit([cams], store)
        #expect((second.committed, second.unchanged) == (0, 3))
        let clip = cams + "/clip-1.mp4"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: clip))
        bytes[bytes.count - 1] ^= 1
        try bytes.write(to: URL(fileURLWithPath: clip))
        #expect(try store.commitments(to: clip).kept.first == nil)
        #expect(try store.knows(clip))
        let third = try Self.commit([cams], store)
        #expect((third.committed, third.unchanged) == (1, 2))
        #expect(try store.commitments(to: clip).kept.first?.sha256 == SHA256Digest.of([UInt8](bytes)))
    }

    @Test(
        "finds a recording that was touched, renamed, moved or copied by its content, and the oldest of its kind"
    )
    func byContent() throws {
        let folder = try ScratchFolder()
        let cams = try Self.footage(2, in: folder)
        let store = try CommitmentStore(path: folder.path("store"))
        _ = try Self.commit([cams], store)
        let clip = cams + "/clip-1.mp4"
        let first = try #require(try store.commitments(to: clip).kept.first)
        #expect(!first.isFoundByContent)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: clip))
        let places = [clip, cams + "/other name.mp4", folder.path("elsewhere.mp4")]
        for place in places {
            try bytes.write(to: URL(fileURLWithPath: place))
            let kept = try #require(try store.commitments(to: place).kept.first, "\(place)")
            #expect(kept.isFoundByContent)
            #expect(kept.commitment == first.commitment)
            #expect(kept.commitment.evidence.traces.name == "clip-1.mp4")
        }
        // Committed to again, it is still the first that counts.
        _ = try Self.commit([cams], store)
        #expect(try store.commitments(to: places[1]).kept.first?.commitment == first.commitment)
        #expect(try store.commitments(to: places[1]).kept.first?.isFoundByContent == false)
        // Another of the same size is none of these.
        var other = bytes
        other[other.count - 1] ^= 1
        try other.write(to: URL(fileURLWithPath: places[2]))
        #expect(try store.commitments(to: places[2]).kept.first == nil)
    }

    @Test("gives back what it was given, and a proof that leads to the one timestamp of the batch")
    func givesBack() throws {
        let folder = try ScratchFolder()
        let cams = try Self.footage(5, in: folder)
        let authority = try TimestampAuthority()
        var tokens: [TimeStampToken] = []
        do {
            let store = try CommitmentStore(path: folder.path("store"))
            _ = try Self.commit([cams], store)
            let stamped = try store.stampNew { digest in
                let request = try TimeStampRequest(of: digest)
                return try request.token(in: try authority.answer(request.der))
            }
            tokens = [try #require(stamped?.token)]
            #expect(stamped?.count == 5)
            #expect(try store.stampNew { _ in throw CancellationError() } == nil)
        }
        let store = try CommitmentStore(path: folder.path("store"))
        for number in 0..<5 {
            let path = "\(cams)/clip-\(number).mp4"
            let kept = try #require(try store.commitments(to: path).kept.first)
            let outcome = try CommitmentPass(of: SourceFile(path: path), kept.tracks, cuts: [], key: kept.key)
                .run()
            #expect(outcome.commitment == kept.commitment)
            #expect(outcome.blocks == kept.blocks)
            let stamp = try #require(kept.batch)
            #expect(try stamp.token(of: kept.commitment.root) == tokens[0])
            #expect(throws: SealingError.self) { try stamp.token(of: kept.sha256) }
        }
    }

    @Test("leaves what an authority does not stamp for the next time")
    func authorityFails() throws {
        let folder = try ScratchFolder()
        let store = try CommitmentStore(path: folder.path("store"))
        _ = try Self.commit([try Self.footage(2, in: folder)], store)
        #expect(throws: CancellationError.self) { try store.stampNew { _ in throw CancellationError() } }
        #expect(try store.counts() == (2, 2))
    }

    @Test("lists what cannot be committed to, and goes on")
    func badFiles() throws {
        let folder = try ScratchFolder()
        let cams = try Self.footage(2, in: folder)
        try folder.write("not a film", as: "cams/broken.mp4")
        try folder.write([], as: "cams/empty.mp4")
        let half = try folder.read("cams/clip-1.mp4")
        try folder.write(Array(half.prefix(half.count / 2)), as: "cams/half\nwritten.mp4")
        let run = try Self.commit([cams], try CommitmentStore(path: folder.path("store")))
        #expect(run.committed == 2)
        #expect(run.unreadable.count == 3)
        #expect(
            Set(run.unreadable.map { ($0.path as NSString).lastPathComponent })
                == ["broken.mp4", "empty.mp4", "half\nwritten.mp4"])
    }

    @Test("is readable by its owner only, and is no store where another database lies")
    func privateFile() throws {
        let folder = try ScratchFolder()
        _ = try CommitmentStore(path: folder.path("store"))
        let modes = try ["store", "store/commitments.sqlite"].map { name in
            try FileManager.default.attributesOfItem(atPath: folder.path(name))[.posixPermissions] as? Int
        }
        #expect(modes == [0o700, 0o600])
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "other"), withIntermediateDirectories: true)
        try Peer.python(
            """
            import sqlite3
            db = sqlite3.connect("other/commitments.sqlite")
            db.execute("create table mine (x)"); db.commit()
            """, in: folder)
        #expect(throws: CatalogError.self) { try CommitmentStore(path: folder.path("other")) }
    }
}
