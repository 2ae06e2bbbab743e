import Bundle
import Files
import Glibc
import Outcomes
import Records
import Register
import Sealing
import Statements

extension AccountedBundle {
    /// The chain as it lies there, whatever bundle it is of; nil where none can be read.
    var chainThere: CustodyChain? {
        (try? custody.file(beside: path).content()).flatMap(CustodyChain.init(withoutSeal:))
    }

    /// Names the files of the bundle that lie there still as far as the register knows, before it is signed that it was disposed of.
    func nameCopies(knownIn registered: Register?) throws(DeskError) {
        guard let registered, let chain = chainThere,
            let known = try telling({ try registered.bundle(BundleKey(seal: chain.seal)) })
        else { return }
        let here = RegisteredPath.of(path)
        for file in known.files where file.path != here {
            guard let seal = SealInFile(file.path), seal.digest == chain.seal,
                let facts = try? ArchiveFacts(ofFile: file.path)
            else { continue }
            let differing = BundleFinding.otherBytes(
                in: file.path, isDamaged: (false, !seal.hasWholeShape),
                timestampsDiffer: seal.timestamp != chain.timestamp)
            register.noting(
                .custody(.found(facts == chain.archive ? .sameBundle(file: file.path) : differing)))
        }
    }

    /// Refuses to write into the chain of a bundle that is not there what its account, as this machine saw it end, does not have.
    ///
    /// - Parameter isDisposal: whether it is written that the bundle was disposed of.
    /// - Throws: ``DeskError``.
    func requireOneAccount(withoutBundle registered: Register?, isDisposal: Bool) throws(DeskError) {
        guard let chain = chainThere,
            let known = try telling({ try registered?.bundle(BundleKey(seal: chain.seal)) }),
            let head = known.seen.head, !chain.contains(head)
        else { return }
        guard let account = known.account(thatContains: head) else {
            throw DeskError(
                .doesNotHold,
                "\(path): its custody chain lacks the entry \(head.hex), the last when this machine saw it; adding to it would "
                    + "make a second account of one bundle", remedy: .showCustody)
        }
        let onlyCopy = isDisposal && chain.files.areDamagedOnly
        throw DeskError(
            .notPermitted,
            "\(path): the account of this bundle goes on in \(account.file), and to write here would make a second one"
                + (onlyCopy
                    ? "; that a damaged copy is gone, while the bundle is kept, needs no entry: the account names that copy as damaged"
                    : ""),
            remedy: onlyCopy ? nil : .useKnownChain(file: account.file))
    }

    /// Refuses a copy that is the bundle's file itself, by another name or the same.
    func requireAnotherFile(_ copy: String) throws(DeskError) {
        guard let one = try? OutsideFile.status(of: path), let other = try? OutsideFile.status(of: copy),
            one.st_dev == other.st_dev, one.st_ino == other.st_ino
        else { return }
        throw DeskError(
            .doesNotHold,
            "\(copy): is no copy but the bundle's file itself: what becomes of one becomes of both")
    }

    /// Refuses to take over for an office what the same person holds and offered: the other side would be their word again, and no
    /// reader counts it.
    func requireTwoSides(_ chain: CustodyChain, _ identity: Identity) throws(DeskError) {
        guard let office = chain.openOffer?.receiver, let holder = chain.holder,
            holder.fingerprint == identity.card.fingerprint, office.fingerprint != holder.fingerprint,
            try telling({ try identity.signedAppointment })?.appointment.office.fingerprint
                == office.fingerprint
        else { return }
        throw DeskError(
            .notPermitted,
            "\(path): you hold the bundle yourself and offered it to \(office.quotedName), so your signature for that takes "
                + "nothing over: the office's own key accepts it, or another person whom it appointed")
    }
}

extension RegisteredBundle {
    /// The chain at hand that has an entry, and its file; nil where none has.
    func account(thatContains entry: SHA256Digest) -> (chain: CustodyChain, file: String)? {
        files.lazy.compactMap { file in
            (try? CustodyFile(path: file.chain).content()).flatMap(CustodyChain.init(withoutSeal:)).flatMap {
                $0.contains(entry) ? (chain: $0, file: file.chain) : nil
            }
        }.first
    }
}
