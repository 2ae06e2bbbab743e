import StatementFiles
import Statements
import Foundation
import Peers
import Sealing
import Testing

/// What takes a consent back and lies beside it: found, and where it is damaged, never passed over in silence.
@Suite("What takes a consent back and lies beside it")
struct RefusalsBesideTests {
    private let folder: ScratchFolder
    private let owner: Identity
    private let consent: DSSEEnvelope

    init() throws {
        folder = try ScratchFolder()
        let time = try WallTime(rfc3339: "2026-07-05T10:00:00Z")
        owner = try Identity(
            name: "Dana Whitfield", role: .owner, created: time,
            signingKey: try SigningKey(seed: [UInt8](repeating: 2, count: 32)),
            ageIdentity: .x25519(try X25519Identity(secretKey: [UInt8](repeating: 2, count: 32))))
        let window = try Window(from: time, to: time.adding(nanoseconds: 1_000_000_000))
        consent = try Consent(
            request: try SHA256Digest.of([]), decision: .granted, grants: [Grant(window: window)],
            owner: owner.card, issued: time, expires: time.adding(nanoseconds: 1)
        ).signed(by: owner)
        try folder.write(try consent.json(), as: "consent.json")
    }

    private func revocation(of digest: SHA256Digest? = nil) throws -> DSSEEnvelope {
        try Revocation(
            consent: digest ?? consent.payloadDigest, owner: owner.card,
            issued: try WallTime(rfc3339: "2026-07-06T10:00:00Z")
        ).signed(by: owner)
    }

    private func look() -> RefusalsBeside {
        RefusalsBeside(of: consent, at: folder.path("consent.json"))
    }

    @Test("one of this consent is found; one of another, and what is none, are passed over")
    func found() throws {
        try folder.write(try revocation().json(), as: "revocation.json")
        try folder.write(try revocation(of: try SHA256Digest.of([1])).json(), as: "other.json")
        try folder.write(#"{"settings": true}"#, as: "settings.json")
        try folder.write("not JSON", as: "notes.txt")
        let beside = look()
        #expect(beside.revocations == [try revocation()])
        #expect(beside.damaged.isEmpty && beside.unreadable.isEmpty)
    }

    /// What an editor, a mail program or a person makes of a file, which says what it said before.
    static let dresses: [(String, @Sendable ([UInt8]) -> [UInt8])] = [
        ("revocation.JSON", { $0 }), ("took it back.txt", { $0 }), ("no name", { $0 }),
        ("padded.json", { $0 + [UInt8](repeating: 0x20, count: 200_000) }),
        ("padded in front.json", { [UInt8](repeating: 0x0A, count: 200_000) + $0 }),
    ]

    @Test("it is found whatever it is called and however it is padded", arguments: dresses.indices)
    func dressed(_ index: Int) throws {
        let (name, dress) = Self.dresses[index]
        try folder.write(dress(try revocation().json()), as: name)
        let beside = look()
        #expect(beside.revocations == [try revocation()])
        #expect(beside.damaged.isEmpty)
    }

    @Test("saved in another encoding it can no longer be checked, and stops")
    func otherEncoding() throws {
        let text = String(decoding: try revocation().json(), as: UTF8.self)
        try folder.write(
            [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }, as: "no.txt")
        #expect(look().damaged.map(\.path) == [folder.path("no.txt")])
    }

    @Test("an answer that declines the same request is found; one to another request is passed over")
    func declines() throws {
        func decline(_ request: [UInt8]) throws -> DSSEEnvelope {
            let time = try WallTime(rfc3339: "2026-07-06T10:00:00Z")
            return try Consent(
                request: try SHA256Digest.of(request), decision: .declined, grants: [], owner: owner.card,
                issued: time, expires: time.adding(nanoseconds: 1)
            ).signed(by: owner)
        }
        try folder.write(try decline([]).json(), as: "declined.json")
        try folder.write(try decline([1]).json(), as: "other.json")
        #expect(look().declines == [try decline([])])
    }

    @Test("a recording and somebody's settings stop nothing; what may have been a statement does")
    func otherFiles() throws {
        try folder.write(
            [0, 0, 0, 24] + Array("ftypisom".utf8) + [UInt8](repeating: 7, count: 9_000), as: "a.mp4")
        try folder.write("{\"payloadType\" is what the file says", as: "notes of mine.txt")
        try folder.write("{ \"payload\": 1 }", as: "settings.txt")
        let beside = look()
        #expect(beside.revocations.isEmpty && beside.declines.isEmpty)
        #expect(beside.damaged.map(\.path) == ["notes of mine.txt"].map(folder.path))
    }

    /// What can happen to a file on its way.
    static let damages: [(String, @Sendable (DSSEEnvelope) throws -> [UInt8])] = [
        (
            "its payload was changed",
            { envelope in
                try DSSEEnvelope(
                    payload: envelope.payload + [0x20], payloadType: envelope.payloadType,
                    signatures: envelope.signatures
                ).json()
            }
        ),
        (
            "its payload is no JSON",
            { envelope in
                try DSSEEnvelope(
                    payload: [1, 2, 3], payloadType: envelope.payloadType, signatures: envelope.signatures
                ).json()
            }
        ),
        ("its end is missing", { envelope in Array(try envelope.json().dropLast(40)) }),
        (
            "its signature is missing",
            { envelope in
                let text = String(decoding: try envelope.json(), as: UTF8.self)
                let start = text.range(of: #","signatures""#)?.lowerBound ?? text.endIndex
                return Array((text[..<start] + "}").utf8)
            }
        ),
    ]

    @Test("a damaged one is named, not passed over", arguments: damages.indices)
    func damaged(_ index: Int) throws {
        let (what, damage) = Self.damages[index]
        try folder.write(try damage(try revocation()), as: "revocation.json")
        let beside = look()
        #expect(beside.revocations.isEmpty)
        #expect(beside.damaged.map(\.path) == [folder.path("revocation.json")], "\(what)")
    }

    @Test("a damaged one that is of another consent stops nothing")
    func damagedOther() throws {
        let other = try revocation(of: try SHA256Digest.of([1]))
        try folder.write(try Self.damages[0].1(other), as: "other.json")
        #expect(look().damaged.isEmpty)
    }

    @Test("a file that begins as a statement does and goes on otherwise could have been one, and stops")
    func half() throws {
        try folder.write(Array(try revocation().json().prefix(60)), as: "half.json")
        #expect(look().damaged.map(\.path) == [folder.path("half.json")])
    }

    @Test("a file that is called JSON, is none and begins as no statement does is named, and stops nothing")
    func unreadable() throws {
        try folder.write("never JSON", as: "notes.json")
        let beside = look()
        #expect(beside.unreadable.map(\.path) == [folder.path("notes.json")])
        #expect(beside.damaged.isEmpty)
    }

    @Test(
        "pipes, folders, links to nowhere and blank files do not hold it up; what could not be read is named")
    func others() throws {
        #expect(mkfifo(folder.path("pipe.json"), 0o600) == 0)
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "folder.json"), withIntermediateDirectories: true)
        try folder.write([UInt8](repeating: 0x20, count: 70_000), as: "large.json")
        #expect(symlink("nowhere", folder.path("link.json")) == 0)
        let beside = look()
        #expect(beside.revocations.isEmpty && beside.damaged.isEmpty)
        #expect(beside.unreadable.map(\.path) == ["large.json", "link.json", "pipe.json"].map(folder.path))
        #expect(beside.unreadable.last?.reason.contains("is a pipe, not a file") == true)
    }
}
