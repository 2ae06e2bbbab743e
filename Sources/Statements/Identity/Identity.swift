import Sealing

/// A person's private keys, and who they are.
///
/// The identity signs what the person says and opens what was encrypted to them; whoever has it *is*
/// that person to everybody else. What others get is the ``card``.
package struct Identity: Sendable {
    /// The person's name, or a pseudonym.
    package let name: String
    /// What they do.
    package let role: Role
    /// Whether the keys are a person's or an office's.
    package let holder: CardHolder
    /// The organisation they act for, if any.
    package let organization: String?
    /// When the identity was made.
    package let created: WallTime
    /// The key that signs.
    package let signingKey: SigningKey
    /// The key that opens; any age tool takes it.
    package let ageIdentity: AgeIdentity
    /// The post-quantum key beside an ordinary ``ageIdentity``; nil where there is none, or where that is one itself.
    package let hybridIdentity: HybridIdentity?
    /// Every key that opens.
    package var ageIdentities: [AgeIdentity] { [ageIdentity] + (hybridIdentity.map { [.hybrid($0)] } ?? []) }
    /// The public half. The same identity always has the same card, byte for byte.
    package let card: Card
    /// The statement by which an office says that this person acts for it, as it was found beside the identity; nil where there
    /// is none. Nothing of it is checked here.
    package private(set) var appointment: DSSEEnvelope?

    /// An identity from its parts.
    ///
    /// - Throws: ``StatementError/cardNotValid(reason:)`` if a card may not say this.
    package init(
        name: String, role: Role, holder: CardHolder = .person, organization: String? = nil,
        created: WallTime,
        signingKey: SigningKey, ageIdentity: AgeIdentity, hybridIdentity: HybridIdentity? = nil
    ) throws(StatementError) {
        try self.init(
            name: name, role: role, holder: holder, organization: organization, created: created,
            signingKey: signingKey,
            ageIdentity: ageIdentity, hybridIdentity: hybridIdentity, succession: nil)
    }

    init(
        name: String, role: Role, holder: CardHolder, organization: String?, created: WallTime,
        signingKey: SigningKey, ageIdentity: AgeIdentity, hybridIdentity: HybridIdentity?,
        succession: Succession?,
        certificates: CertificateChain? = nil
    ) throws(StatementError) {
        card = try Card(
            name: name, role: role, holder: holder, organization: organization, created: created,
            signingKey: signingKey,
            ageRecipients: [ageIdentity.recipient] + (hybridIdentity.map { [.hybrid($0.recipient)] } ?? []),
            succession: succession, certificates: certificates)
        self.name = name
        self.role = role
        self.holder = holder
        self.organization = organization
        self.created = created
        self.signingKey = signingKey
        self.ageIdentity = ageIdentity
        self.hybridIdentity = hybridIdentity
    }

    init(_ other: Identity, card: Card) {
        name = other.name
        role = other.role
        holder = other.holder
        organization = other.organization
        created = other.created
        signingKey = other.signingKey
        ageIdentity = other.ageIdentity
        hybridIdentity = other.hybridIdentity
        self.card = card
        appointment = other.appointment
    }

    /// The same identity, with the statement by which an office says that this person acts for it.
    package func appointed(by envelope: DSSEEnvelope?) -> Identity {
        var identity = self
        identity.appointment = envelope
        return identity
    }

    /// A new identity with fresh random keys.
    ///
    /// - Parameter postQuantum: whether it has a post-quantum key beside the ordinary one.
    package static func generate(
        name: String, role: Role, holder: CardHolder = .person, organization: String? = nil,
        created: WallTime = .now(),
        postQuantum: Bool = false
    ) throws(StatementError) -> Identity {
        let signingKey: SigningKey
        let ageIdentity: AgeIdentity
        let hybridIdentity: HybridIdentity?
        do {
            signingKey = try SigningKey.generate()
            ageIdentity = try AgeIdentity.generateX25519()
            hybridIdentity = postQuantum ? try HybridIdentity.generate() : nil
        } catch {
            throw .cryptography(reason: "\(error)")
        }
        return try Identity(
            name: name, role: role, holder: holder, organization: organization, created: created,
            signingKey: signingKey,
            ageIdentity: ageIdentity, hybridIdentity: hybridIdentity)
    }
}
