import Sealing

/// What an owner said no with, as far as it is at hand: by revoking a consent, or by declining its request.
struct RefusalsAtHand: Sendable {
    /// Revocations, of whatever consents.
    var revocations: [DSSEEnvelope] = []
    /// Answers that decline, but for those known to be older than the consent.
    var declines: [DSSEEnvelope] = []
}
