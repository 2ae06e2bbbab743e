import Bundle
import CustodyDesk
import Foundation
import Handover
import Outcomes
import Peers
import Records
import Register
import Sealing
import Statements

/// A folder of bundles by several owners, and a custodian who takes them in.
final class ManyBundles {
    let folder: ScratchFolder
    let ruth: Identity
    let owner: Identity
    /// What desks have said so far.
    private(set) var notes: [Note] = []
    /// How often an identity was opened, and so a passphrase asked for.
    private(set) var openings = 0

    init() throws {
        folder = try ScratchFolder()
        ruth = try Identity.generate(name: "Ruth Adeyemi", role: .custodian)
        owner = try Identity.generate(name: "Vera Morgenstern", role: .owner)
        try makeFolder("incoming")
    }

    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
    }

    /// A sealed bundle of random bytes.
    ///
    /// - Parameter stamp: makes the timestamp over the seal from its digest; nil for none.
    @discardableResult
    func seal(
        _ name: String, sealed: WallTime = .now(), by owner: Identity? = nil,
        stamp: ((SHA256Digest) throws -> TimeStampResponse)? = nil
    ) throws -> String {
        let owner = owner ?? self.owner
        let path = folder.path(name)
        let writer = try BundleWriter(
            path: path, replaceExisting: false, bundle: BundleWriter.newBundleID(),
            recipients: [owner.ageIdentity.recipient])
        let content = try SecureRandom.bytes(10_000)
        _ = try writer.addObject(size: UInt64(content.count)) { sink in try content.withUnsafeBytes(sink) }
        try writer.addFacts(Array("{}".utf8))
        try writer.addRecord(Array("{}".utf8))
        try writer.finish(
            sealed: sealed,
            seal: { subjects in
                try Seal(
                    bundle: writer.bundle, sealed: sealed, signer: owner.card, subjects: subjects,
                    isTimestamped: stamp != nil
                ).signed(by: owner)
            }, timestamp: stamp)
        return path
    }

    /// Two files of one bundle, each whole, with different timestamps over the one seal.
    func sealStampedTwice(_ name: String, _ other: String) throws {
        let authority = try TimestampAuthority()
        func stamp(_ digest: SHA256Digest) throws -> TimeStampResponse {
            let question = try TimeStampRequest(of: digest)
            return try question.response(in: try authority.answer(question.der))
        }
        var second: TimeStampResponse?
        let path = try seal(name) { digest in
            second = try stamp(digest)
            return try stamp(digest)
        }
        try folder.write(
            try RemadeTar.bytes(of: path, replacing: BundleLayout.timestampName, by: second?.der ?? []),
            as: other)
    }

    func copy(_ from: String, to name: String) throws {
        try folder.write(try folder.read(from), as: name)
    }

    /// Changes one byte of what is encrypted; the seal can still be read.
    func damage(_ name: String) throws { try flip(name) { $0.count / 2 } }

    /// Changes one byte of a header, so that the archive is not read to its end and no seal is found.
    func breakArchive(_ name: String) throws { try flip(name) { _ in 600 } }

    private func flip(_ name: String, at place: ([UInt8]) -> Int) throws {
        var bytes = try folder.read(name)
        bytes[place(bytes)] ^= 1
        try folder.write(bytes, as: name)
    }

    func atHand(_ identity: Identity) -> IdentityAtHand {
        IdentityAtHand(at: folder.path("\(identity.name).identity")) { () throws(DeskError) in
            self.openings += 1
            return identity
        }
    }

    func note(_ note: Note) { notes.append(note) }

    var register: CustodiansRegister { CustodiansRegister(at: folder.path("register.sqlite"), noting: note) }

    func beginLedger() throws -> LedgerAtHand {
        let ledger = LedgerAtHand(folder.path("ledger.sqlite"), noting: note)
        _ = try ledger.begin(by: atHand(ruth), heads: nil)
        openings = 0
        return ledger
    }

    /// What came of receiving.
    struct Received {
        var rows: [BundleRowFacts] = []
        var totals = BundleTotals()

        /// The row of a file by the end of its path.
        subscript(_ name: String) -> BundleRowFacts? { rows.first { $0.file.hasSuffix("/" + name) } }
    }

    func receive(
        _ paths: [String] = ["incoming"], trusting cards: [Card] = [], by receiver: Identity? = nil,
        _ change: (inout BundlesToReceive) -> Void = { _ in }
    ) throws -> Received {
        var order = BundlesToReceive(
            paths.map(folder.path), how: "on one USB stick", register: register, noting: note)
        change(&order)
        var received = Received()
        received.totals = try order.receive(by: atHand(receiver ?? ruth), trust: Trust(cards), media: nil) {
            row throws(DeskError) in received.rows.append(row)
        }
        return received
    }

    func list(
        _ paths: [String] = ["incoming"], search: String? = nil, due: String? = nil,
        trusting cards: [Card] = []
    ) throws -> [HoldingFacts] {
        try CustodyListing(
            of: paths.map(folder.path), register: register, search: search,
            due: try due.map { try DueDay($0) },
            noting: note
        ).list(with: nil, trust: Trust(cards).adding(own: ruth.card))
    }

    /// The bytes of every file in a folder, by name; of no folder in it.
    func contents(_ name: String) throws -> [String: [UInt8]] {
        var contents: [String: [UInt8]] = [:]
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path(name)) {
            contents[file] = try? folder.read("\(name)/\(file)")
        }
        return contents
    }
}

extension ScratchFolder {
    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
}

/// A bundle of which somebody took the seal off and put their own on, over the same files.
enum Resealed {
    static func write(_ path: String, to output: String, by thief: Identity) throws {
        let archive = try BundleArchive.read(path)
        let was = try Seal.read(file: archive.tagFile(BundleLayout.sealName) ?? []).seal
        let seal = try Seal.file(
            of: try Seal(
                bundle: was.bundle, sealed: was.sealed, signer: thief.card, subjects: was.subjects,
                isTimestamped: false
            ).signed(by: thief))
        let tar = try RemadeTar.bytes(of: path, replacing: BundleLayout.sealName, by: seal)
        try Data(tar).write(to: URL(fileURLWithPath: output))
    }
}

/// A bundle with one member replaced, and a tag manifest that fits again.
enum RemadeTar {
    static func bytes(of path: String, replacing name: String, by data: [UInt8]) throws -> [UInt8] {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let archive = try BundleArchive.read(path)
        var members = archive.members.map { member in
            (member.name, Array(bytes[Int(member.offset)..<Int(member.offset + member.size)]))
        }
        func replace(_ name: String, _ data: [UInt8]) {
            for index in members.indices where members[index].0 == name { members[index].1 = data }
        }
        replace(name, data)
        let listed = try members.filter { BundleLayout.listedTagFiles.contains($0.0) }.map { name, data in
            "\(try SHA256Digest.of(data).hex)  \(name)\n"
        }
        replace(BundleLayout.tagManifestName, Array(listed.joined().utf8))
        var tar: [UInt8] = []
        for (name, data) in members {
            tar += TarHeader.bytes(name: "proffer-\(archive.bundle)/\(name)", size: UInt64(data.count)) + data
            tar += [UInt8](repeating: 0, count: TarHeader.padding(afterDataOf: UInt64(data.count)))
        }
        return tar + [UInt8](repeating: 0, count: 1024)
    }
}
