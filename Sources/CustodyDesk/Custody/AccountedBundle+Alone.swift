import Bundle
import Files
import Outcomes
import Records
import Register
import Sealing
import Statements

/// What lies where a bundle lay, when it is written down what became of it.
struct PlaceWithoutBundle {
    /// What was found there.
    let found: CustodyAction.Disposed.Found
    /// The chain that lies beside it still.
    let custody: CustodyFile
}

extension AccountedBundle {
    /// Where only the chain is left to write into, as the bundle does not lie at its place; nil where it does.
    ///
    /// A chain goes on without its bundle with what became of that, and with what puts the chain itself right.
    ///
    /// - Throws: ``DeskError`` where the bundle is said to be gone and lies there.
    func placeWithoutBundle(_ deed: CustodyDeed) throws(DeskError) -> PlaceWithoutBundle? {
        let disposed: DisposalSeen?
        switch deed {
        case .disposed(let seen, _, _): disposed = seen
        case .corrected, .succeeded: disposed = nil
        case .received, .verified, .copied, .transferred: return nil
        }
        let file = custody.file(beside: path)
        guard file.exists else { return nil }
        if disposed != nil { try requireGone(bundleOf: file) }
        let found = try telling { try whatLies(at: path, of: file) }
        guard found == .bundle else {
            // What stands in its place and is no bundle is told of when that is what is written down.
            return found == .nothing || disposed != nil
                ? PlaceWithoutBundle(found: found, custody: file) : nil
        }
        if let disposed, disposed != .returned {
            throw DeskError(
                .doesNotHold,
                "\(path): the bundle lies there still, so it is not written down that it was \(disposed.rawValue.replacing("_", with: " "))",
                remedy: .disposeFirst)
        }
        return nil
    }

    /// Refuses to write into the chain that was named that its bundle was disposed of, while that lies beside the chain.
    private func requireGone(bundleOf file: CustodyFile) throws(DeskError) {
        guard file.path.hasSuffix(CustodyFile.suffix) else { return }
        let bundle = String(file.path.dropLast(CustodyFile.suffix.count))
        guard RegisteredPath.of(bundle) != RegisteredPath.of(path), RegisteredPath.isThere(bundle),
            try telling({ try whatLies(at: bundle, of: file) }) == .bundle
        else { return }
        throw DeskError(
            .doesNotHold,
            "\(bundle): the bundle lies there still, beside the chain that was named, so it is not written down there what became "
                + "of \(path)", remedy: .disposeFirst)
    }

    private func whatLies(at path: String, of file: CustodyFile) throws -> CustodyAction.Disposed.Found {
        guard RegisteredPath.isThere(path) else { return .nothing }
        guard let chain = CustodyChain(withoutSeal: try file.content()) else { return .bundle }
        // A bundle of this id with other bytes is this bundle still, damaged or with another timestamp.
        if case .bundle(let id?) = try BundleHead.of(path), id == chain.bundle { return .bundle }
        // Packed anew it lies there still: it can be put back.
        if PackedBundle.isOne(path) { return .bundle }
        let facts = try ArchiveFacts(ofFile: path)
        return chain.links.contains { $0.archive == facts } ? .bundle : .another
    }

    /// Writes into the chain of a bundle that is not there.
    func writeAlone(
        _ deed: CustodyDeed, by identity: IdentityAtHand, trust: Trust, person: Card?,
        _ place: PlaceWithoutBundle,
        _ registered: Register?
    ) throws(DeskError) -> CustodyWritten {
        try requireOneAccount(withoutBundle: registered, isDisposal: deed.isDisposal)
        try texts.look(at: deed.texts)
        let identity = try identity.open()
        let written = try telling {
            try place.custody.updateAlone { chain in
                let action: CustodyAction
                switch deed {
                case .disposed(let seen, let how, let why):
                    action = .disposed(.init(seen, found: place.found, how: how, why: why))
                case .corrected(let entry, let why):
                    action = try chain.correction(ofEntry: entry, why: why)
                case .succeeded(_, let cause, let why):
                    guard let person else { return chain }
                    action = .succeeded(.init(person.fingerprint, cause, why: why))
                case .received, .verified, .copied, .transferred: return chain
                }
                return try chain.adding(action, by: identity)
            }
        }
        guard let written else {
            throw DeskError(.notUnderstood, "\(place.custody.path): no line in it is a custody entry")
        }
        if let seen = BundleSeen(written, goneFrom: path, chainFile: place.custody.path) {
            registered?.keep(seen, noting: register.noting)
        }
        return CustodyWritten(
            alone: written, file: place.custody.path, trust: trust.adding(own: identity.card))
    }
}

extension CustodyChain {
    /// That the entry of that number was a slip.
    ///
    /// - Throws: `CustodyRefusal.notCorrected` where there is none.
    func correction(ofEntry number: UInt64, why: String) throws(CustodyRefusal) -> CustodyAction {
        guard let link = links.first(where: { $0.entry.sequence == number }) else {
            throw .notCorrected(reason: "the custody chain has no entry \(number)")
        }
        return .corrected(.init(link.envelope.payloadDigest, why: why))
    }
}
