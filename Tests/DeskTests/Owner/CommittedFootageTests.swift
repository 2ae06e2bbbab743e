import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Records
import Testing

@Suite("A recording that was committed to keeps its proof wherever it lies and whatever it is called")
struct CommittedFootageTests {
    private let owner: AgreedOwner
    private let consent: String
    /// Forty seconds of some megabytes, so that most of it lies in neither end of the file.
    private let bytes: [UInt8]

    private static let name = "front-door_2026-07-04T21-40-20+0200.mp4"
    private static let other = "garage_2026-07-04T21-40-20+0200.mp4"

    init() throws {
        owner = try AgreedOwner()
        consent = try owner.agree()
        let made = try Peer.run(
            try Peer.program("ffmpeg"),
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i",
                "testsrc2=size=320x240:rate=20,noise=alls=60:allf=t", "-t", "40", "-c:v", "libx264",
                "-preset", "ultrafast", "-qp", "26", "-g", "20", "-pix_fmt", "yuv420p", "clip.mp4",
            ], in: owner.folder)
        try #require(made.status == 0, "\(made.errors)")
        bytes = try owner.folder.read("clip.mp4")
        try #require(bytes.count > 4 << 20, "\(bytes.count)")
    }

    /// The recording, or one with the same ends of which some bytes inside the window are others.
    private func write(_ path: String, isOther: Bool = false) throws {
        var bytes = bytes
        if isOther { for place in 0..<8 { bytes[bytes.count / 2 + place] ^= 0x55 } }
        try FileManager.default.createDirectory(
            atPath: (owner.folder.path(path) as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true)
        try owner.folder.write(bytes, as: path)
    }

    private func commit(_ folder: String) throws {
        _ = try OwnersFootage(paths: [owner.folder.path(folder)], usesIndex: false).commit(
            into: .folder(owner.folder.path("store")), quietNanoseconds: 0, noting: owner.asked.note)
    }

    private func seal(_ folder: String) throws -> RecordingFacts {
        var choices = owner.choices
        choices.footage = OwnersFootage(paths: [owner.folder.path(folder)], usesIndex: false)
        choices.commitments = .folder(owner.folder.path("store"))
        let sealed = try owner.seal(consent, choices, into: "\(folder).tar")
        return try #require(sealed.record.recordings.first)
    }

    private func notes() -> [FootageNote] {
        owner.asked.notes.compactMap { if case .footage(let note) = $0 { note } else { nil } }
    }

    @Test("of two recordings with the same ends the one is meant whose blocks the window touches")
    func decided() throws {
        try write("cams/\(Self.name)")
        try write("cams/\(Self.other)", isOther: true)
        try commit("cams")
        try write("first/\(Self.name)")
        try write("second/\(Self.name)", isOther: true)
        for (folder, name) in [("first", Self.name), ("second", Self.other)] {
            let recording = try seal(folder)
            #expect(recording.precommitment != nil, "\(folder)")
            #expect(recording.commitment?.evidence.traces.name == name, "\(folder)")
            #expect(recording.name == Self.name)
        }
    }

    @Test("it is never read whole for that, so the record says when its SHA-256 was taken")
    func digestOfThen() throws {
        try write("cams/\(Self.name)")
        try commit("cams")
        #expect(try seal("cams").precommitment?.isDigestAsCommitted == false)
        try write("moved/\(Self.name)")
        #expect(try seal("moved").precommitment?.isDigestAsCommitted == true)
    }

    @Test("one that has only the ends of it is committed to anew, and that is said")
    func otherBetween() throws {
        try write("cams/\(Self.name)")
        try commit("cams")
        try write("moved/\(Self.name)", isOther: true)
        #expect(try seal("moved").precommitment == nil)
        let path = owner.folder.path("moved/\(Self.name)")
        #expect(notes().contains(.otherThanCommitted(path: path, name: Self.name)))
    }

    @Test("one that was not committed to, though its folder was, is named")
    func notInStore() throws {
        try write("cams/\(Self.other)", isOther: true)
        try commit("cams")
        try write("cams/\(Self.name)")
        // Its ends are those of the other; nothing else is.
        try FileManager.default.removeItem(atPath: owner.folder.path("cams/\(Self.other)"))
        var longer = bytes
        longer += [0, 0, 0, 8] + Array("free".utf8)
        try owner.folder.write(longer, as: "cams/\(Self.name)")
        #expect(try seal("cams").precommitment == nil)
        let path = owner.folder.path("cams/\(Self.name)")
        #expect(notes().contains(.notCommittedInFolder(count: 1, first: path)))
    }

    @Test("a preview says the same as the seal")
    func preview() throws {
        try write("cams/\(Self.name)")
        try commit("cams")
        try write("moved/\(Self.name)", isOther: true)
        var choices = owner.choices
        choices.footage = OwnersFootage(paths: [owner.folder.path("moved")], usesIndex: false)
        choices.commitments = .folder(owner.folder.path("store"))
        _ = try owner.preview(nil, choices)
        let said = notes()
        #expect(!said.isEmpty)
        _ = try owner.seal(consent, choices)
        #expect(Array(notes().dropFirst(said.count)) == said)
    }
}
