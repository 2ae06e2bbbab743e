import Outcomes
import Records
import Sealing
import Statements

/// A disclosure that was read without its bundle: what its signer says, and nothing more.
package struct ShownDisclosure {
    package let facts: ShownDisclosureFacts
    package let disclosure: Disclosure
    /// What lies inside; nil where nobody opened it.
    package let terms: DisclosureTerms?
    /// What the signature of who disclosed is worth.
    package let standing: SignerStanding
    /// Whether whoever reads it may go by it.
    package let reliance: Reliance

    /// Reads a disclosure.
    ///
    /// - Parameters:
    ///   - reader: its recipient's or the owner's identity, which opens what lies inside; nil leaves that closed.
    ///   - noting: takes that the day by which what is disclosed was to be gone is past.
    /// - Throws: ``DeskError`` for what is no disclosure, or does not hold.
    package init(
        _ path: String, openedBy reader: IdentityAtHand?, trust: Trust, noting: (Note) -> Void = { _ in }
    ) throws(DeskError) {
        let file = try DisclosureFile(path)
        let disclosure = try file.statement()
        let identity = try reader?.open()
        terms = try telling(in: path) {
            try identity.map { try OpenedDisclosure(disclosure, with: $0).terms }
        }
        if let identity, let terms, let passed = BundleFinding.promisePassed(in: terms, reader: identity.card)
        {
            noting(.custody(.found(passed)))
        }
        self.disclosure = disclosure
        standing = trust.standing(of: disclosure.discloser, signed: disclosure.time)
        reliance = Reliance(valid: Disclosure.kind, standing: standing, trust: trust)
        facts = ShownDisclosureFacts(
            disclosure: DisclosureFacts(disclosure, digest: file.envelope.payloadDigest, terms: terms),
            standing: standing.word)
    }
}
