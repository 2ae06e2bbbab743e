import Sealing

/// An owner taking a consent back.
///
/// It stops sealing and sending. What was opened before cannot be called back, and the screen says so.
/// Format: docs/spec/consent.md, Revocation.
package struct Revocation: Statement {
    /// `revocation`.
    package static let kind = "revocation"
    /// The DSSE payload type of a revocation.
    package static let payloadType = "application/vnd.proffer.revocation.v1+json"

    /// SHA-256 of the payload of the consent it takes back.
    package var consent: SHA256Digest
    /// Who takes it back, and signs: the owner who gave it.
    package var owner: Card
    /// Why, where the owner says so.
    package var reason: String?
    /// When it was signed.
    package var issued: WallTime

    /// A revocation from its parts.
    package init(consent: SHA256Digest, owner: Card, reason: String? = nil, issued: WallTime) {
        self.consent = consent
        self.owner = owner
        self.reason = reason
        self.issued = issued
    }

    /// The owner.
    package var signer: Card { owner }

    /// Nothing can be out of bounds.
    package var flaw: String? { nil }
}
