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

    /// Reads a disclosure.
    ///
    /// - Parameter reader: its recipient's or the owner's identity, which opens what lies inside; nil leaves that closed.
    /// - Throws: ``DeskError`` for what is no disclosure, or does not hold.
    package init(_ path: String, openedBy reader: IdentityAtHand?, trust: Trust) throws(DeskError) {
        let file = try DisclosureFile(path)
        let disclosure = try file.statement()
        let identity = try reader?.open()
        terms = try telling(in: path) {
            try identity.map { try OpenedDisclosure(disclosure, with: $0).terms }
        }
        self.disclosure = disclosure
        facts = ShownDisclosureFacts(
            disclosure: DisclosureFacts(disclosure, digest: file.envelope.payloadDigest, terms: terms),
            standing: trust.standing(of: disclosure.discloser, signed: disclosure.time).word)
    }
}
