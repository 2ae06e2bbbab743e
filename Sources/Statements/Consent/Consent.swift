import Sealing

/// An owner's answer to one request: what may leave, or that nothing may.
///
/// Format: docs/spec/consent.md.
package struct Consent: Statement {
    /// `consent`.
    package static let kind = "consent"
    /// The DSSE payload type of a consent.
    package static let payloadType = "application/vnd.proffer.consent.v1+json"

    /// The owner's answer.
    package enum Decision: String, Sendable, Codable, CaseIterable {
        /// What the grants say may leave.
        case granted
        /// Nothing may leave.
        case declined
    }

    /// SHA-256 of the payload of the request it answers.
    package var request: SHA256Digest
    /// The answer.
    package var decision: Decision
    /// What may leave; empty where declined.
    package var grants: [Grant]
    /// What the owner asks in return, in words; evidence against who breaks it, not a lock.
    package var conditions: [String]
    /// Why, where the owner says so.
    package var reason: String?
    /// Who decides, and signs. The name may be a pseudonym.
    package var owner: Card
    /// When it was signed.
    package var issued: WallTime
    /// Until when a bundle may be sealed under it.
    package var expires: WallTime

    /// A consent from its parts.
    package init(
        request: SHA256Digest, decision: Decision, grants: [Grant], conditions: [String] = [],
        reason: String? = nil, owner: Card, issued: WallTime, expires: WallTime
    ) {
        self.request = request
        self.decision = decision
        self.grants = grants
        self.conditions = conditions
        self.reason = reason
        self.owner = owner
        self.issued = issued
        self.expires = expires
    }

    /// The owner.
    package var signer: Card { owner }

    /// The most grants a consent may have.
    package static let maximumGrants = 1_000

    /// The first value that is out of bounds, in words.
    package var flaw: String? {
        switch decision {
        case _ where grants.count > Self.maximumGrants:
            "it has \(grants.count) grants, and may have \(Self.maximumGrants)"
        case .granted where grants.isEmpty: "it grants nothing and does not say that it declines"
        case .declined where !grants.isEmpty: "it declines and grants at the same time"
        default:
            if grants.contains(where: { $0.camera?.isBlank ?? false }) {
                "it grants a camera without a label"
            } else if issued >= expires {
                "it expires (\(expires)) before it was issued (\(issued))"
            } else {
                nil
            }
        }
    }
}

/// One thing an owner lets go: a window of one camera, or of every camera.
///
/// What it says counts only inside a consent that holds; see ``Authorization``.
package struct Grant: Sendable, Hashable, Codable {
    /// The camera's label as the owner calls it; nil grants every camera.
    package var camera: String?
    /// The time that may leave.
    package var window: Window
    /// Whether sound may leave with the picture.
    package var audio: Bool
    /// Whether single pictures may be taken out of the window.
    package var stills: Bool

    /// A grant from its parts.
    package init(camera: String? = nil, window: Window, audio: Bool = false, stills: Bool = false) {
        self.camera = camera
        self.window = window
        self.audio = audio
        self.stills = stills
    }
}

extension Consent: RecordedStatement {
    /// The owner's.
    package var cards: [Card] { [owner] }
}
