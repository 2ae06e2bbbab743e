import Outcomes
import Statements

extension TrustNote {
    /// The note as a person reads it, without the word “note”.
    package var inWords: String {
        switch self {
        case .notTrusted(let reason): "not trusted: \(reason)"
        case .fork(let predecessor, let successors):
            "you trust \(successors.count) cards that are signed as the one after the same card of "
                + "\(predecessor.inWords): "
                + listInWords(successors.map { "\($0.name) (\($0.fingerprint.beginning))" })
                + "; somebody else may have that key: call \(predecessor.quotedName), and take away what is not theirs"
        case .anotherInName(let card):
            "you already trust another card in the name of \(card.inWords), fingerprint "
                + "\(card.fingerprint.beginning); ask them which one is theirs"
        case .revokedAlready(let since, let reason):
            "this card was revoked as of \(since) (\(reason)): nothing it signed since is relied on"
        case .postQuantumOnly(let card):
            "the card of \(card.quotedName) has a post-quantum key only: a bundle can be for them only where everybody "
                + "who shall open it, and you, have one too"
        }
    }
}
