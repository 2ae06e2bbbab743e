import Bundle
import CustodyDesk
import Foundation
import Handover
import Outcomes
import Peers
import Records
import Sealing
import Statements

/// A sealed bundle in a folder, and the people whose hands it goes through.
final class EvidenceRoom {
    let folder: ScratchFolder
    let bundle: String
    let owner: Identity
    let lee: Identity
    let ruth: Identity
    /// What desks have said so far.
    private(set) var notes: [Note] = []

    init() throws {
        folder = try ScratchFolder()
        bundle = folder.path("bundle.tar")
        owner = try Identity.generate(name: "Vera Morgenstern", role: .owner)
        lee = try Identity.generate(name: "Lee Park", role: .custodian)
        ruth = try Identity.generate(name: "Ruth Adeyemi", role: .custodian)
        try seal()
    }

    /// Random bytes in the place of footage: nobody here has a key to look at them.
    private func seal() throws {
        let writer = try BundleWriter(
            path: bundle, replaceExisting: false, bundle: BundleWriter.newBundleID(),
            recipients: [owner.ageIdentity.recipient])
        let content = try SecureRandom.bytes(70_000)
        _ = try writer.addObject(size: UInt64(content.count)) { sink in try content.withUnsafeBytes(sink) }
        try writer.addFacts(Array("{}".utf8))
        try writer.addRecord(Array("{}".utf8))
        let sealed = WallTime.now()
        try writer.finish(
            sealed: sealed,
            seal: { [owner] subjects in
                try Seal(
                    bundle: writer.bundle, sealed: sealed, signer: owner.card, subjects: subjects,
                    isTimestamped: false
                ).signed(by: owner)
            }, timestamp: nil)
    }

    /// Changes one byte of what is encrypted: the bundle does not hold from then on, and its seal can still be read.
    func damage() throws {
        var bytes = try folder.read("bundle.tar")
        bytes[bytes.count / 2] ^= 1
        try folder.write(bytes, as: "bundle.tar")
    }

    func note(_ note: Note) { notes.append(note) }

    /// Somebody's identity file, beside which heads of ledgers are kept.
    func atHand(_ identity: Identity) -> IdentityAtHand {
        IdentityAtHand(at: folder.path("\(identity.name).identity")) { () throws(DeskError) in identity }
    }

    /// Somebody's card as a file.
    func card(_ identity: Identity) throws -> String {
        try folder.write(identity.card.json(), as: "\(identity.name).card.json").path
    }

    func output(_ name: String) -> OutputFile { OutputFile(folder.path(name), replaces: false) }

    /// The bundle, with the chain beside it.
    var accounted: AccountedBundle { AccountedBundle(bundle, custody: CustodyPlace(nil)) }

    @discardableResult
    func write(_ deed: CustodyDeed, by identity: Identity) throws -> CustodyWritten {
        try accounted.write(deed, by: atHand(identity), trust: Trust(), media: nil)
    }

    /// The bytes of the custody chain; nil where there is none.
    var chain: [UInt8]? { try? folder.read("bundle.tar.custody.jsonl") }

    func verified(trusting cards: [Card], asked: Bool) throws -> VerifiedBundle {
        var trust = Trust(cards)
        trust.isAskedFor = asked
        return try BundleToVerify(bundle).verify(with: nil, trust: trust, media: nil)
    }
}

extension Reliance {
    /// Why it was refused for a stranger's signature; nil where it was not.
    var refusal: DeskError? { if case .refused(let error) = self { error } else { nil } }
    var holds: Bool { if case .holds = self { true } else { false } }
    var doesNotHold: Bool { if case .doesNotHold = self { true } else { false } }
}
