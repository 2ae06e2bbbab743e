import Starts
import Cutting
import Objects
import Recordings
import Records
import Foundation
import Peers
import Testing

@Suite("A source file is opened once, and is an ordinary file")
struct SourceFileTests {
    private func refusal(_ path: String) -> String? {
        do throws(FootageError) {
            _ = try SourceFile(path: path)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("a pipe, a device, a socket and a folder are refused at once, each for what it is")
    func otherKinds() throws {
        let folder = try ScratchFolder()
        #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
        try Peer.python("import socket; socket.socket(socket.AF_UNIX).bind('socket')", in: folder)
        for (path, words) in [
            (folder.path("pipe"), "a pipe"), ("/dev/zero", "a device"), (folder.path("socket"), "a socket"),
            (folder.url.path, "a folder"),
        ] {
            let said = try #require(refusal(path))
            #expect(said.hasSuffix("it is \(words), not a file"), "\(said)")
        }
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("link"), withDestinationPath: folder.path("pipe"))
        #expect(try #require(refusal(folder.path("link"))).hasSuffix("it is a pipe, not a file"))
    }

    @Test("its digest and its tracks are of the file that was opened, whatever takes its place")
    func replaced() throws {
        let folder = try ScratchFolder()
        let path = folder.path("clip.mp4")
        try FileManager.default.copyItem(atPath: try MediaPeer.sample("front-door"), toPath: path)
        let expected = try SourceFile.digest(of: path)
        let file = try SourceFile(path: path)
        try folder.write("another file", as: "other")
        #expect(rename(folder.path("other"), path) == 0)
        #expect(try file.digest() == expected)
        #expect(try SourceTrack.all(in: file).contains { $0.kind == .video })
        #expect(try SourceFile.digest(of: path).size == 12)
    }

    @Test("what is written to it later is not read, and it no longer counts as unchanged")
    func growing() throws {
        let folder = try ScratchFolder()
        let path = folder.path("clip")
        try folder.write("0123456789", as: "clip")
        let file = try SourceFile(path: path)
        #expect(try file.isUnchanged())
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("more".utf8))
        try handle.close()
        #expect(try file.digest().size == 10)
        #expect(try !file.isUnchanged())
    }

    @Test("another file that took a recording's place is not cut")
    func anotherRecording() throws {
        let folder = try ScratchFolder()
        let path = folder.path("gate_2026-07-04T21-38-00+0200.mp4")
        let sample = try MediaPeer.sample("front-door")
        try FileManager.default.copyItem(atPath: sample, toPath: path)
        let recording = try Recording.probe(path, zone: RecordingZone("UTC"))
        let grant = try ContainerClip.grant(recording, 1, 4)
        #expect(try !recording.plan(grant).objects.isEmpty)
        // The same bytes even: it is not the file that was looked at.
        try FileManager.default.copyItem(atPath: sample, toPath: folder.path("other"))
        #expect(rename(folder.path("other"), path) == 0)
        let error = #expect(throws: FootageError.self) { try recording.plan(grant) }
        #expect(try #require(error).description.contains("another file has taken its place"))
    }
}
