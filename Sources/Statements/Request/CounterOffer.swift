import Sealing

/// What an owner would rather be asked for: a narrower window, fewer cameras, no sound.
///
/// It consents to nothing and says nothing of what was recorded: everything in it was typed by the owner.
/// The agency answers with a new request that refers to it; see ``Request/revised(to:of:id:at:expires:)``.
/// Format: docs/spec/counter-offer.md.
package struct CounterOffer: Statement {
    /// `counter-offer`.
    package static let kind = "counter-offer"
    /// The DSSE payload type of a counter-offer.
    package static let payloadType = "application/vnd.proffer.counter-offer.v1+json"

    /// SHA-256 of the payload of the request it answers.
    package var request: SHA256Digest
    /// The time the owner would talk about; inside the request's.
    package var window: Window
    /// Which cameras, or how many; nil says nothing about cameras.
    package var cameras: CameraLimit?
    /// Whether sound may be asked for.
    package var audio: Bool
    /// Whether single pictures may be asked for.
    package var stills: Bool
    /// What the owner would ask in return, in words.
    package var conditions: [String]
    /// What else the owner wants to say.
    package var note: String?
    /// Who offers, and signs. The name may be a pseudonym.
    package var owner: Card
    /// When it was signed.
    package var issued: WallTime
    /// Until when a request that answers it is welcome.
    package var expires: WallTime

    /// A counter-offer from its parts.
    package init(
        request: SHA256Digest, window: Window, cameras: CameraLimit? = nil, audio: Bool = false,
        stills: Bool = false, conditions: [String] = [], note: String? = nil, owner: Card, issued: WallTime,
        expires: WallTime
    ) {
        self.request = request
        self.window = window
        self.cameras = cameras
        self.audio = audio
        self.stills = stills
        self.conditions = conditions
        self.note = note
        self.owner = owner
        self.issued = issued
        self.expires = expires
    }

    /// The owner.
    package var signer: Card { owner }

    /// The first value that is out of bounds, in words.
    package var flaw: String? {
        if let flaw = cameras?.flaw { return flaw }
        return issued >= expires ? "it expires (\(expires)) before it was issued (\(issued))" : nil
    }

    /// What the offer would give beyond what was asked for, in words; empty for one that is narrower or equal.
    package func excess(over request: Request) -> [String] {
        var excess: [String] = []
        if !request.window.contains(window) { excess.append("time that was not asked for") }
        if audio, !request.wanted.audio { excess.append("sound") }
        if stills, !request.wanted.stills { excess.append("single pictures") }
        if let limit = request.cameras, !(cameras.map(limit.contains) ?? false) {
            excess.append("cameras that were not asked for")
        }
        return excess
    }

    /// What a request asks for beyond this offer, in words; empty for one that keeps to it.
    package func excess(in request: Request) -> [String] {
        var excess: [String] = []
        if !window.contains(request.window) {
            excess.append("time you did not offer (\(request.window) where you offered \(window))")
        }
        if request.wanted.audio, !audio { excess.append("sound") }
        if request.wanted.stills, !stills { excess.append("single pictures") }
        if let cameras, !(request.cameras.map(cameras.contains) ?? false) {
            excess.append("other cameras, or more of them")
        }
        return excess
    }
}

/// Which counter-offer a request answers, and what that was an answer to.
package struct OfferReference: Sendable, Hashable, Codable {
    /// SHA-256 of the payload of the counter-offer.
    package var offer: SHA256Digest
    /// SHA-256 of the payload of the request the counter-offer was made to.
    package var request: SHA256Digest

    /// A reference from its parts.
    package init(offer: SHA256Digest, request: SHA256Digest) {
        self.offer = offer
        self.request = request
    }
}

extension Request {
    /// The same request asking for no more than a counter-offer gives, and referring to it.
    ///
    /// - Parameters:
    ///   - offer: as the owner signed it.
    ///   - former: this request, as it was signed.
    ///   - id: of the new request.
    ///   - moment: when it is signed.
    ///   - expires: until when it may be answered; by default as long as the offer stands.
    /// - Throws: ``StatementError/statementNotValid(kind:reason:)`` for an offer that is none,
    ///   ``StatementError/notSignable(kind:reason:)`` for one that was made to another request, has expired, or gives
    ///   more than was asked for.
    package func revised(
        to offer: DSSEEnvelope, of former: DSSEEnvelope, id: String, at moment: WallTime,
        expires: WallTime? = nil
    ) throws(StatementError) -> Request {
        let offered = try CounterOffer(verifying: offer)
        func refusal(_ reason: String) -> StatementError { .notSignable(kind: Self.kind, reason: reason) }
        guard offered.request == former.payloadDigest else {
            throw refusal("the counter-offer was made to another request")
        }
        guard moment < offered.expires else {
            throw refusal("the counter-offer expired on \(offered.expires); ask the owner for a new one")
        }
        let excess = offered.excess(over: self)
        guard excess.isEmpty else {
            throw refusal("the counter-offer gives what was not asked for: \(excess.joined(separator: ", "))")
        }
        var request = self
        request.id = id
        request.window = offered.window
        request.wanted.audio = offered.audio
        request.wanted.stills = offered.stills
        request.cameras = offered.cameras ?? cameras
        request.answers = OfferReference(offer: offer.payloadDigest, request: former.payloadDigest)
        request.issued = moment
        request.expires = expires ?? offered.expires
        return request
    }
}
