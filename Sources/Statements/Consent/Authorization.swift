import Sealing

/// Leave to cut and hand over: a request and the consent that answers it, found to hold together.
///
/// This is the only road from statements to a ``GrantedWindow``, and so the only road to a cut. Making
/// one checks rule R1, *consent ⊆ request*; what is cut is checked against the windows afterwards. The
/// same check is made when sealing, at the present time, and when verifying, at the time of the seal.
package struct Authorization: Sendable, Hashable {
    /// What was asked for.
    package let request: Request
    /// What the owner answered.
    package let consent: Consent
    /// What may leave, in the order the consent lists it; at least one.
    package let grants: [GrantedWindow]
    /// Whom to encrypt to: everybody the request names, and the owner.
    package let readers: ReaderKeys

    /// Checks that the owner consented to exactly this request, and that the consent still holds.
    ///
    /// - Parameters:
    ///   - request: the request as the agency signed it.
    ///   - consent: the consent as the owner signed it.
    ///   - revocations: those at hand. One of another consent is passed over; one of this consent
    ///     refuses, whatever its date, as does one of this consent by somebody else. When checking a
    ///     seal later, give those that were signed before it.
    ///   - declines: answers at hand that decline. One of this owner to this request refuses, unless it is older than the
    ///     consent: a no closes what was agreed before it, and a later yes opens it again.
    ///   - owner: the key of who seals.
    ///   - moment: when the footage leaves: now, or when it was sealed.
    /// - Throws: the first ``ConsentRefusal`` that applies.
    package init(
        request: DSSEEnvelope, consent: DSSEEnvelope, revocations: [DSSEEnvelope] = [], owner: VerifyingKey,
        at moment: WallTime
    ) throws(ConsentRefusal) {
        try self.init(
            request: request, consent: consent, revocations: revocations, declines: [], owner: owner,
            card: nil,
            at: moment)
    }

    /// The same where the card of who seals is at hand: the consent's must be that one, key by key.
    ///
    /// - Throws: the first ``ConsentRefusal`` that applies.
    package init(
        request: DSSEEnvelope, consent: DSSEEnvelope, revocations: [DSSEEnvelope] = [],
        declines: [DSSEEnvelope] = [], owner: Card, at moment: WallTime
    ) throws(ConsentRefusal) {
        try self.init(
            request: request, consent: consent, revocations: revocations, declines: declines,
            owner: owner.verifyingKey, card: owner, at: moment)
    }

    private init(
        request requestEnvelope: DSSEEnvelope, consent consentEnvelope: DSSEEnvelope,
        revocations: [DSSEEnvelope], declines: [DSSEEnvelope], owner: VerifyingKey, card: Card?,
        at moment: WallTime
    ) throws(ConsentRefusal) {
        let request: Request = try Self.read(requestEnvelope)
        let consent: Consent = try Self.read(consentEnvelope)
        guard consent.request == requestEnvelope.payloadDigest else { throw .anotherRequest }
        guard consent.owner.verifyingKey == owner else { throw .foreignOwner(name: consent.owner.name) }
        // Whom it is encrypted to, and in whose name, would be what the consent's card says.
        if let differences = card.map(consent.owner.differences), !differences.isEmpty {
            throw .anotherCard(differences: differences)
        }
        // What no record may hold of a request is found before anybody agrees to it.
        if card != nil {
            do { _ = try request.recorded(from: requestEnvelope) } catch {
                throw .statementNotValid(reason: error.description)
            }
        }
        for envelope in revocations {
            let revocation: Revocation = try Self.read(envelope)
            guard revocation.consent == consentEnvelope.payloadDigest else { continue }
            guard revocation.owner.verifyingKey == owner else {
                throw .foreignRevocation(name: revocation.owner.name)
            }
            throw .revoked(at: revocation.issued)
        }
        guard consent.decision == .granted else { throw .declined(reason: consent.reason) }
        for envelope in declines {
            let answer: Consent = try Self.read(envelope)
            guard answer.decision == .declined, answer.request == requestEnvelope.payloadDigest,
                answer.owner.verifyingKey == owner, answer.issued >= consent.issued
            else { continue }
            throw .declinedSince(at: answer.issued)
        }
        guard !request.purpose.isBlank else { throw .purposeMissing }
        guard moment < request.expires else { throw .requestExpired(expires: request.expires, at: moment) }
        guard moment < consent.expires else { throw .consentExpired(expires: consent.expires, at: moment) }
        guard consent.issued <= moment else {
            throw .consentNotYetGiven(issued: consent.issued, at: moment)
        }
        // Of a request that is younger than its own answer, everything would be older.
        guard consent.issued >= request.issued.adding(nanoseconds: -Self.clockAllowance) else {
            throw .beforeTheRequest(consent: consent.issued, request: request.issued)
        }
        for grant in consent.grants { try Self.check(grant, against: request) }
        if let limit = request.cameras, !limit.allows(consent.grants.map(\.camera)) {
            throw .camerasNotRequested(limit)
        }

        do {
            readers = try ReaderKeys(of: request.recipients + [consent.owner])
        } catch {
            throw .readersHaveNoCommonKind(error)
        }

        self.request = request
        self.consent = consent
        grants = consent.grants.map {
            GrantedWindow(camera: $0.camera, window: $0.window, audio: $0.audio, stills: $0.stills)
        }
    }

    /// How far the clocks of who asks and of who answers may be apart, in nanoseconds: 15 minutes.
    static let clockAllowance = 15 * 60 * WallTime.nanosecondsPerSecond

    /// Whom to encrypt to: everybody the request names, and the owner; each key once, in that order.
    package var recipients: [AgeRecipient] { readers.keys }

    /// What may leave of one camera: the grants that name it, and those that name none.
    package func grants(for camera: String) -> [GrantedWindow] {
        grants.filter { $0.camera == nil || $0.camera == camera }
    }

    private static func read<Kind: Statement>(_ envelope: DSSEEnvelope) throws(ConsentRefusal) -> Kind {
        do {
            return try Kind(verifying: envelope)
        } catch {
            throw .statementNotValid(reason: error.description)
        }
    }

    private static func check(_ grant: Grant, against request: Request) throws(ConsentRefusal) {
        guard request.window.contains(grant.window) else {
            throw .widerThanRequest(granted: grant.window, requested: request.window)
        }
        guard request.wanted.video else { throw .videoNotRequested }
        guard request.wanted.audio || !grant.audio else { throw .audioNotRequested }
        guard request.wanted.stills || !grant.stills else { throw .stillsNotRequested }
    }
}
