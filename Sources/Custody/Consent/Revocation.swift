import Sealing

/// An owner taking a consent back.
///
/// It stops sealing and sending. What was opened before cannot be called back, and the screen says so.
/// Format: docs/spec/consent.md, Revocation.
public struct Revocation: Statement {
    /// `revocation`.
    public static let kind = "revocation"
    /// The DSSE payload type of a revocation.
    public static let payloadType = "application/vnd.proffer.revocation.v1+json"

    /// SHA-256 of the payload of the consent it takes back.
    public var consent: SHA256Digest
    /// Who takes it back, and signs: the owner who gave it.
    public var owner: Card
    /// Why, where the owner says so.
    public var reason: String?
    /// When it was signed.
    public var issued: WallTime

    /// A revocation from its parts.
    public init(consent: SHA256Digest, owner: Card, reason: String? = nil, issued: WallTime) {
        self.consent = consent
        self.owner = owner
        self.reason = reason
        self.issued = issued
    }

    /// The owner.
    public var signer: Card { owner }

    /// Nothing can be out of bounds.
    public var flaw: String? { nil }
}
