import StatementFiles
import Statements
import Foundation
import Peers
import Sealing
import Testing

/// Revocations beside a consent: found, and where one is damaged, never passed over in silence.
@Suite("Revocations beside a consent")
struct RevocationsBesideTests {
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
        consent = try Consent(
            request: try SHA256Digest.of([]), decision: .declined, grants: [], owner: owner.card,
            issued: time,
            expires: time.adding(nanoseconds: 1)
        ).signed(by: owner)
        try folder.write(try consent.json(), as: "consent.json")
    }

    private func revocation(of digest: SHA256Digest? = nil) throws -> DSSEEnvelope {
        try Revocation(
            consent: digest ?? consent.payloadDigest, owner: owner.card,
            issued: try WallTime(rfc3339: "2026-07-06T10:00:00Z")
        ).signed(by: owner)
    }

    private func look() -> RevocationsBeside {
        RevocationsBeside(of: consent, at: folder.path("consent.json"))
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

    @Test("a file that is no longer JSON could have been one, and is named")
    func unreadable() throws {
        try folder.write(Array(try revocation().json().prefix(60)), as: "half.json")
        let beside = look()
        #expect(beside.unreadable.map(\.path) == [folder.path("half.json")])
        #expect(beside.damaged.isEmpty)
    }

    @Test("pipes, folders, links to nowhere and large files do not hold it up; a pipe is named")
    func others() throws {
        #expect(mkfifo(folder.path("pipe.json"), 0o600) == 0)
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "folder.json"), withIntermediateDirectories: true)
        try folder.write([UInt8](repeating: 0x20, count: 70_000), as: "large.json")
        #expect(symlink("nowhere", folder.path("link.json")) == 0)
        let beside = look()
        #expect(beside.revocations.isEmpty && beside.damaged.isEmpty)
        #expect(beside.unreadable.map(\.path) == ["link.json", "pipe.json"].map(folder.path))
        #expect(beside.unreadable.last?.reason.contains("is a pipe, not a file") == true)
    }
}
