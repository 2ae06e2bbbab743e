import Bundle
import Files
import Outcomes
import Records
import Register
import Statements

extension AccountedBundle {
    /// Writes into the chain beside a file that its seal cannot be used any more; nil where there is nothing to go by: no chain can
    /// be read there, or the file does not say that it is of its bundle.
    ///
    /// The chain hangs on the seal, which was read when it began. That this file is of that bundle is what its first block says and
    /// no more, so nothing but its state is written.
    ///
    /// - Throws: ``DeskError``; then the chain is as it was.
    func writeSealNotRead(
        _ held: HeldBundle, by identity: Identity, _ registered: Register?
    ) throws(DeskError) -> CustodyChain? {
        guard held.verification.keyless.seal == nil, !held.checks.holds, let chain = chainThere,
            BundleHead.id(of: path) == chain.bundle
        else { return nil }
        try requireOneAccount(withoutBundle: registered, isDisposal: false)
        held.custody.tellOfLapse(by: identity, register.noting)
        let written = try telling {
            try held.custody.updateAlone { try $0.adding(.verified(held.checks), by: identity) }
        }
        guard let written else { return nil }
        var seen = BundleSeen(BundleKey(seal: written.seal))
        seen.head = written.head
        registered?.keep(seen, noting: register.noting)
        return written
    }
}
