import Bundle
import CustodyDesk
import Desk
import Foundation
import Handover
import Outcomes
import Peers
import Records
import Sealing
import Statements

/// A bundle of real seconds in the hands of an agency that can open it, and two sides who cannot.
final class CourtRoom {
    let owner: AgreedOwner
    let prosecutor: Identity
    let defence: Identity
    let bundle: String
    /// What desks have said so far.
    private(set) var notes: [Note] = []

    var folder: ScratchFolder { owner.folder }
    var agency: Identity { owner.asked.agency }
    var dana: Identity { owner.asked.owner }

    /// - Parameters:
    ///   - promise: what the agency promised of passing on; nil for nothing.
    ///   - isReceived: whether a custody chain was begun by the agency.
    ///   - authority: has the seal stamped; nil for none.
    init(
        promise: String? = nil, conditions: [String] = [], isReceived: Bool = true,
        authority: TimestampAuthority? = nil,
        terms: (inout GrantTerms) -> Void = { _ in }
    ) throws {
        let agreed = try AgreedOwner { draft in
            draft.onwardSharing = promise
            draft.stills = true
        }
        owner = agreed
        var grant = try AgreedOwner.terms()
        grant.conditions = conditions
        terms(&grant)
        let consent = try agreed.agree(grant)
        if let authority {
            _ = try TimestampServer.asked(of: authority) { url in
                try agreed.seal(consent, stampedAt: url)
            }
        } else {
            try agreed.seal(consent)
        }
        bundle = owner.folder.path("bundle.tar")
        prosecutor = try Identity.generate(name: "Petra Vogt", role: .prosecutor)
        defence = try Identity.generate(name: "Ada Stein", role: .defence)
        if isReceived { try receive(by: agency) }
    }

    func receive(by identity: Identity) throws {
        _ = try AccountedBundle(bundle, custody: CustodyPlace(nil)).write(
            .received(sender: nil, how: "by hand"), by: atHand(identity), trust: Trust(), media: nil)
    }

    func atHand(_ identity: Identity) -> IdentityAtHand {
        IdentityAtHand(at: folder.path("\(identity.name).identity")) { () throws(DeskError) in identity }
    }

    func card(_ identity: Identity) throws -> String {
        try folder.write(identity.card.json(), as: "\(identity.name).card.json").path
    }

    /// Discloses, by the agency where nobody else is named.
    @discardableResult
    func disclose(
        _ objects: [Int]? = nil, to recipient: Identity? = nil, by discloser: Identity? = nil,
        reason: String = "asked for by the defence", permittedBy: String? = nil, trust: Trust = Trust(),
        as name: String = "disclosure.json", of bundle: String? = nil
    ) throws -> DisclosureWritten {
        try NewDisclosure(
            of: bundle ?? self.bundle, to: try card(recipient ?? defence), objects: objects, reason: reason,
            permittedBy: permittedBy, custody: CustodyPlace(nil)
        ).make(
            by: atHand(discloser ?? agency), trust: trust,
            in: OutputFile(folder.path(name), replaces: true), media: nil
        ) { notes.append($0) }
    }

    func verified(
        by reader: Identity?, _ name: String = "disclosure.json", of bundle: String? = nil,
        trust: Trust = Trust(), asked: Bool = false
    ) throws -> VerifiedBundle {
        var trust = trust
        trust.isAskedFor = asked
        return try BundleToVerify(bundle ?? self.bundle, disclosure: folder.path(name)).verify(
            with: reader.map(atHand), trust: trust, media: nil)
    }

    func open(
        by reader: Identity, _ name: String = "disclosure.json", into: String = "opened",
        _ entry: OpeningEntry = .whereKept, trusting authority: TimestampAuthority? = nil
    ) throws -> OpenedDisclosed.Outcome {
        try OpenedDisclosed.open(
            bundle, by: folder.path(name), with: atHand(reader), trust: Trust(),
            authorities: authority?.root, into: folder.path(into), entry: entry, program: AgreedOwner.program)
    }

    func exists(_ name: String) -> Bool { owner.asked.exists(name) }

    /// What is in the bundle, to lie with.
    func opened(by identity: Identity? = nil) throws -> (archive: BundleArchive, seal: KeylessVerification) {
        (try BundleArchive.read(bundle), try KeylessVerification.of(bundle, trust: Trust()))
    }

    /// The disclosure in a file, opened by who made it possible.
    func contents(_ name: String = "disclosure.json", by reader: Identity? = nil) throws -> OpenedDisclosure {
        let envelope = try DSSEEnvelope(json: try folder.read(name))
        return try OpenedDisclosure(try Disclosure(verifying: envelope), with: reader ?? dana)
    }

    /// Signs what somebody made up, and writes it into a file.
    func write(
        _ terms: DisclosureTerms, _ keys: DisclosedKeys, seal: SHA256Digest, by discloser: Identity? = nil,
        as name: String = "lie.json"
    ) throws {
        let discloser = discloser ?? agency
        let envelope = try Disclosure(
            terms, keys, seal: seal, time: .now().toTheSecond, discloser: discloser.card
        ).signed(by: discloser)
        try folder.write(try envelope.json() + [0x0A], as: name)
    }
}

extension VerificationReport {
    /// What came of a check, as the word in JSON.
    func word(_ id: CheckID) -> String? { check(id)?.verdict.word }
}
