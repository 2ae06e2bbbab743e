import Outcomes
import Statements

/// The card of an identity: the half that others keep.
package enum CardOfIdentity {
    /// Writes the card.
    ///
    /// - Parameter certificates: a file with certificates of the key to put on it; nil for none.
    package static func make(
        of identity: IdentityAtHand, certificates: String?, in output: OutputFile
    ) throws(DeskError) -> MadeIdentity {
        try output.check()
        let chain: IdentityCertificates?
        if let certificates { chain = try IdentityCertificates(certificates) } else { chain = nil }
        let card = try identity.open().card
        return try MadeIdentity(writing: try chain?.put(on: card) ?? card, to: output)
    }
}
