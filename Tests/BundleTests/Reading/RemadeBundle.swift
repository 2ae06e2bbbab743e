import Bundle
import Records
import Statements
import Foundation
import Sealing
import Testing

/// A bundle taken apart, to be put together differently: an attacker who knows the format as well as we do.
struct RemadeBundle {
    /// A member with its whole path.
    struct Member {
        var path: String
        var data: [UInt8]
        /// The whole header in place of the canonical one.
        var header: [UInt8]?
        /// Bytes behind the data in place of zeros.
        var padding: [UInt8]?
    }

    var members: [Member]
    var end = [UInt8](repeating: 0, count: 1024)
    let folder: String

    init(_ sample: SampleBundle) throws { try self.init(path: sample.path) }

    init(path: String) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let archive = try BundleArchive.read(path)
        folder = "proffer-\(archive.bundle)"
        members = archive.members.map { [folder] in
            Member(
                path: "\(folder)/\($0.name)", data: Array(bytes[Int($0.offset)..<Int($0.offset + $0.size)]))
        }
    }

    subscript(name: String) -> [UInt8] {
        get { members.first { $0.path == "\(folder)/\(name)" }?.data ?? [] }
        set {
            if let index = index(name) { members[index].data = newValue }
        }
    }

    func index(_ name: String) -> Int? { members.firstIndex { $0.path == "\(folder)/\(name)" } }

    mutating func remove(_ name: String) { members.removeAll { $0.path == "\(folder)/\(name)" } }

    /// Writes manifest, size and tag manifest anew, so that a BagIt validator has nothing to complain about.
    mutating func fixManifests() throws {
        let payload = members.filter { $0.path.hasPrefix("\(folder)/data/") }
        func lines(_ members: [Member]) throws -> [UInt8] {
            try members.flatMap { member in
                Array(
                    "\(try SHA256Digest.of(member.data).hex)  \(member.path.dropFirst(folder.count + 1))\n"
                        .utf8)
            }
        }
        self["manifest-sha256.txt"] = try lines(payload)
        let oxum = "Payload-Oxum: \(payload.map(\.data.count).reduce(0, +)).\(payload.count)"
        self["bag-info.txt"] = Array(
            String(decoding: self["bag-info.txt"], as: UTF8.self)
                .replacing(#/Payload-Oxum: .*/#, with: oxum).utf8)
        try fixTagManifest()
    }

    mutating func fixTagManifest() throws {
        let names = [
            "bagit.txt", "README.txt", "bag-info.txt", "manifest-sha256.txt", "seal.dsse.json", "seal.tsr",
        ]
        self["tagmanifest-sha256.txt"] = try names.filter { index($0) != nil }.flatMap { name in
            Array("\(try SHA256Digest.of(self[name]).hex)  \(name)\n".utf8)
        }
    }

    /// Replaces the seal by one over what is there now, and everything that follows from it.
    mutating func seal(as owner: Identity, bundle: String, sealed: WallTime = .now()) throws {
        try fixManifests()
        let day = String(sealed.inOffset(seconds: 0).rfc3339.prefix(10))
        self["bag-info.txt"] = Array(
            String(decoding: self["bag-info.txt"], as: UTF8.self)
                .replacing(#/Bagging-Date: .*/#, with: "Bagging-Date: \(day)").utf8)
        let subjects = try members.prefix { !$0.path.hasSuffix("/seal.dsse.json") }.map { member in
            Seal.Subject(
                name: String(member.path.dropFirst(folder.count + 1)),
                sha256: try SHA256Digest.of(member.data))
        }
        self["seal.dsse.json"] = try Seal.file(
            of: try Seal(bundle: bundle, sealed: sealed, signer: owner.card, subjects: subjects)
                .signed(by: owner))
        try fixTagManifest()
    }

    /// Replaces the seal by one of a changed payload.
    mutating func sign(as signer: Identity, keyID: String, _ change: (String) -> String) throws {
        let envelope = try DSSEEnvelope(json: self["seal.dsse.json"])
        let payload = change(String(decoding: envelope.payload, as: UTF8.self))
        self["seal.dsse.json"] = try Seal.file(
            of: try DSSEEnvelope.signing(
                payload: Array(payload.utf8), payloadType: envelope.payloadType, key: signer.signingKey,
                keyID: keyID))
        try fixTagManifest()
    }

    var bytes: [UInt8] {
        members.flatMap { member in
            let count = TarHeader.padding(afterDataOf: UInt64(member.data.count))
            return (member.header ?? TarHeader.bytes(name: member.path, size: UInt64(member.data.count)))
                + member.data + (member.padding ?? [UInt8](repeating: 0, count: count))
        } + end
    }
}
