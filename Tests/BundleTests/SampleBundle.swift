import Bundle
import Handover
import Records
import Statements
import Foundation
import Peers
import Sealing
import Testing

/// A small real bundle: what the writer makes of random bytes, sealed by a fresh owner.
struct SampleBundle {
    /// What is readable in the record, and must be readable nowhere else.
    static let secrets = ["CASE-2026-0815", "Lindenstrasse 12", "Vera Morgenstern", "front-door.mp4"]

    let folder: ScratchFolder
    let path: String
    let id: String
    let owner: Identity
    let contents: [[UInt8]]
    let record: [UInt8]
    let objects: [WrittenObject]

    init(
        sizes: [Int] = [70_000, 0, 1_000], in folder: ScratchFolder? = nil, name: String = "bundle.tar",
        owner: Identity? = nil, id: String? = nil, authority: TimestampAuthority? = nil
    ) throws {
        self.folder = try folder ?? ScratchFolder()
        path = self.folder.path(name)
        self.id = try id ?? BundleWriter.newBundleID()
        self.owner = try owner ?? Identity.generate(name: "Vera Morgenstern", role: .owner)
        let contents = try sizes.map { try SecureRandom.bytes($0) }
        self.contents = contents
        let digests = try contents.map { try SHA256Digest.of($0).hex }
        record = Array("{\"log\":\"\(Self.secrets.joined(separator: ", "))\",\"sha256\":\(digests)}".utf8)

        let writer = try BundleWriter(
            path: path, replaceExisting: false, bundle: self.id,
            recipients: [self.owner.ageIdentity.recipient])
        objects = try contents.map { content in
            try writer.addObject(size: UInt64(content.count)) { sink in
                for start in stride(from: 0, to: content.count, by: 10_000) {
                    try content[start..<min(start + 10_000, content.count)].withUnsafeBytes(sink)
                }
            }
        }
        for digest in digests { try writer.addFacts(Array("{\"sha256\":\"\(digest)\"}".utf8)) }
        try writer.addRecord(record)
        try Self.finish(writer, as: self.owner, authority: authority)
    }

    static func finish(
        _ writer: BundleWriter, as owner: Identity, authority: TimestampAuthority? = nil
    ) throws {
        try finish(
            writer, as: owner,
            timestamp: authority.map { authority in
                { digest in
                    let question = try TimeStampRequest(of: digest)
                    return try question.response(in: try authority.answer(question.der))
                }
            })
    }

    static func finish(
        _ writer: BundleWriter, as owner: Identity,
        timestamp: ((SHA256Digest) throws -> TimeStampResponse)?
    ) throws {
        let sealed = WallTime.now()
        try writer.finish(
            sealed: sealed,
            seal: { subjects in
                try Seal(
                    bundle: writer.bundle, sealed: sealed, signer: owner.card, subjects: subjects,
                    isTimestamped: timestamp != nil
                ).signed(by: owner)
            }, timestamp: timestamp)
    }

    var bytes: [UInt8] {
        get throws { try folder.read(URL(fileURLWithPath: path).lastPathComponent) }
    }

    /// Trust in the owner.
    var trust: Trust { Trust([owner.card]) }

    /// Unpacks with `tar` and returns the top folder.
    func unpacked() throws -> URL {
        let outcome = try Peer.run(try Peer.program("tar"), ["xf", path], in: folder)
        try #require(outcome.status == 0, "tar said: \(outcome.errors)")
        return folder.url.appending(path: "proffer-\(id)")
    }
}

extension KeylessVerification {
    /// The outcome of the check of that name.
    func verdict(_ name: String) -> Verdict? { checks.first { $0.name == name }?.verdict }

    /// Whether anything was found that does not hold.
    var fails: Bool { checks.contains { if case .failed = $0.verdict { true } else { false } } }
}
