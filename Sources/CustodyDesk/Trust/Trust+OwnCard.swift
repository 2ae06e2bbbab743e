import Outcomes
import Statements

extension Trust {
    /// Why nobody who knows better will rely on what one signs now; nil where one's key stands.
    package func doubt(ofOwn card: Card) -> Note? {
        let standing = standing(of: card, signed: .now())
        switch standing {
        case .replaced, .revoked:
            return .keys(.whoeverKnowsWillNotRely(reason: standing.reason ?? ""))
        case .trusted, .certified, .unknown, .doubtful: return nil
        }
    }
}
