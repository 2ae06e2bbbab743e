import Statements

/// What an owner chooses for a handover beside what the consent says: which recordings, and what becomes of pictures that
/// cannot be handed over as they are. A preview and a seal take the same.
package struct HandoverChoices: Sendable {
    /// What becomes of pictures at the ends of a window whose packets need others from outside it.
    package enum EncodingAnew: Sendable {
        /// They are left out: original packets only.
        case none
        /// They are encoded anew, with or without loss, and the pictures of some moments are handed over as stills.
        case whereNeeded(lossless: Bool = false, stills: [MomentInWindow] = [])
    }

    package var footage: OwnersFootage
    package var encodingAnew: EncodingAnew
    /// Where commitments lie that were made before anybody asked.
    package var commitments: CommitmentPlace

    package init(
        _ footage: OwnersFootage, encodingAnew: EncodingAnew = .whereNeeded(),
        commitments: CommitmentPlace = .usual
    ) {
        self.footage = footage
        self.encodingAnew = encodingAnew
        self.commitments = commitments
    }
}
