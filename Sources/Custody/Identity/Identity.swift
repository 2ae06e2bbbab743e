import Sealing

/// A person's private keys, and who they are.
///
/// The identity signs what the person says and opens what was encrypted to them; whoever has it *is*
/// that person to everybody else. What others get is the ``card``.
public struct Identity: Sendable {
    /// The person's name, or a pseudonym.
    public let name: String
    /// What they do.
    public let role: Role
    /// The organisation they act for, if any.
    public let organization: String?
    /// When the identity was made.
    public let created: WallTime
    /// The key that signs.
    public let signingKey: SigningKey
    /// The key that opens; any age tool takes it.
    public let ageIdentity: AgeIdentity
    /// The public half. The same identity always has the same card, byte for byte.
    public let card: Card

    /// An identity from its parts.
    ///
    /// - Throws: ``CustodyError/cardNotValid(reason:)`` if a card may not say this.
    public init(
        name: String, role: Role, organization: String? = nil, created: WallTime, signingKey: SigningKey,
        ageIdentity: AgeIdentity
    ) throws(CustodyError) {
        try self.init(
            name: name, role: role, organization: organization, created: created, signingKey: signingKey,
            ageIdentity: ageIdentity, succession: nil)
    }

    init(
        name: String, role: Role, organization: String?, created: WallTime, signingKey: SigningKey,
        ageIdentity: AgeIdentity, succession: Succession?, certificates: CertificateChain? = nil
    ) throws(CustodyError) {
        card = try Card(
            name: name, role: role, organization: organization, created: created, signingKey: signingKey,
            ageRecipients: [ageIdentity.recipient], succession: succession, certificates: certificates)
        self.name = name
        self.role = role
        self.organization = organization
        self.created = created
        self.signingKey = signingKey
        self.ageIdentity = ageIdentity
    }

    init(_ other: Identity, card: Card) {
        name = other.name
        role = other.role
        organization = other.organization
        created = other.created
        signingKey = other.signingKey
        ageIdentity = other.ageIdentity
        self.card = card
    }

    /// A new identity with fresh random keys.
    public static func generate(
        name: String, role: Role, organization: String? = nil, created: WallTime = .now()
    ) throws(CustodyError) -> Identity {
        let signingKey: SigningKey
        let ageIdentity: AgeIdentity
        do {
            signingKey = try SigningKey.generate()
            ageIdentity = try AgeIdentity.generateX25519()
        } catch {
            throw .cryptography(reason: "\(error)")
        }
        return try Identity(
            name: name, role: role, organization: organization, created: created, signingKey: signingKey,
            ageIdentity: ageIdentity)
    }
}
