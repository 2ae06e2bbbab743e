import Records
import Sealing
import Statements

/// What somebody wants to hand on of a bundle.
package struct DisclosureWish: Sendable {
    /// To whom.
    package var recipient: Card
    /// Which objects, by their numbers; nil for all there are.
    package var objects: [Int]?
    /// Why.
    package var reason: String
    /// By what it is permitted beside the owner's conditions; nil where nothing has to permit it.
    package var permittedBy: String?

    package init(to recipient: Card, objects: [Int]?, reason: String, permittedBy: String?) {
        self.recipient = recipient
        self.objects = objects
        self.reason = reason
        self.permittedBy = permittedBy
    }
}

/// A disclosure that was signed, and stands in the custody chain where it has to.
package struct MadeDisclosure: Sendable {
    /// As it is to be written.
    package let envelope: DSSEEnvelope
    /// What it says outside.
    package let disclosure: Disclosure
    /// What it says inside.
    package let terms: DisclosureTerms
    /// The chain with the entry; nil where the owner disclosed of their own bundle and holds no chain.
    package let chain: CustodyChain?
    /// Whether the bundle is closed to quantum computers, and what is disclosed of it no longer, as the recipient's card has no
    /// post-quantum key.
    package let weakensKeys: Bool
}

extension HeldBundle {
    /// Hands the keys of objects, and of their facts, to somebody the bundle is not encrypted to. The bundle stays as it is.
    ///
    /// Whoever is not the owner does so as the bundle's holder, and it stands in the chain before anything can be given away.
    ///
    /// - Throws: ``DisclosureRefusal``; `CustodyRefusal` and ``FileError``, as for any other entry; `StatementError`. Then
    ///   nothing was handed on.
    package func disclose(_ wish: DisclosureWish, at time: WallTime = .now()) throws -> MadeDisclosure {
        guard verification.report.failures.isEmpty else {
            throw DisclosureRefusal.doesNotHold(summary: verification.report.summary)
        }
        let keyless = verification.keyless
        guard let record = verification.record, let archive = keyless.archive, let seal = keyless.seal,
            let digest = keyless.sealDigest
        else { throw DisclosureRefusal.notLetIn(discloser: identity.card) }
        let request = try Request(verifying: record.request)
        let owner = try Consent(verifying: record.consent).owner
        let isOwner = identity.card.fingerprint == owner.fingerprint
        // Who may not disclose is told nothing of who may open the bundle.
        let writesEntry = try writesEntry(isOwner: isOwner)
        let readers = try ReaderKeys(of: request.recipients + [owner])
        guard Set(readers.keys).isDisjoint(with: wish.recipient.ageRecipients) else {
            throw DisclosureRefusal.readsAlready(recipient: wish.recipient)
        }
        let terms = try terms(wish, record, of: archive)
        let recipients = ReaderKeys(of: wish.recipient)
        let files = try DisclosedKeys.names(ofObjects: terms.objects).map { name in
            let header = try archive.decryptor(for: name, identities: identity.ageIdentities).header
            return DisclosedKeys.File(
                name: name, header: String(decoding: try header.wrapped(for: recipients.keys), as: UTF8.self))
        }
        let disclosure = try Disclosure(
            terms, DisclosedKeys(bundle: seal.bundle, files: files), seal: digest, time: time.toTheSecond,
            discloser: identity.card)
        let envelope = try disclosure.signed(by: identity)
        let chain =
            writesEntry
            ? try add(
                .disclosed(
                    .init(
                        objects: disclosure.objects, disclosure: envelope.payloadDigest,
                        terms: disclosure.terms, checks: checks)))
            : nil
        return MadeDisclosure(
            envelope: envelope, disclosure: disclosure, terms: terms, chain: chain,
            weakensKeys: readers.kind == .postQuantum && recipients.kind != .postQuantum)
    }

    /// Whether an entry is to be written; whoever may not write it is told so before anything is signed.
    private func writesEntry(isOwner: Bool) throws -> Bool {
        guard custody.exists else {
            guard isOwner else { throw DisclosureRefusal.noChain(path: custody.path) }
            return false
        }
        // The chain of whoever received the bundle is not the owner's to write into.
        if isOwner, try chain().holder?.fingerprint != identity.card.fingerprint { return false }
        try custody.checkTurn(of: identity, on: verification.keyless)
        return true
    }

    private func terms(
        _ wish: DisclosureWish, _ record: Record, of archive: BundleArchive
    ) throws -> DisclosureTerms {
        let count = archive.objects.count
        let objects = wish.objects.map { Set($0).sorted() } ?? Array(1...max(count, 1))
        if let beyond = objects.first(where: { !(1...max(count, 1)).contains($0) || count == 0 }) {
            throw DisclosureRefusal.noSuchObject(number: beyond, of: count)
        }
        let terms = try DisclosureTerms(
            record, to: wish.recipient, objects: objects, reason: wish.reason, permittedBy: wish.permittedBy)
        guard !terms.areBinding || wish.permittedBy != nil else {
            throw DisclosureRefusal.permissionUnsaid(
                conditions: terms.conditions, onwardSharing: terms.onwardSharing)
        }
        guard terms.areBinding || wish.permittedBy == nil else { throw DisclosureRefusal.permissionNeedless }
        return terms
    }
}
