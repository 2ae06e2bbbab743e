import Desk
import Outcomes
import Synchronization

/// What would leave, of the cases that the person looked at last: a player asks for it part by part, and it is the same for all
/// of them.
final class DraftedHandovers: Sendable {
    private static let most = 2
    private let kept = Mutex<[(name: String, handover: DraftedHandover)]>([])

    /// Keeps what would leave of a case.
    func keep(_ handover: DraftedHandover, of found: OwnersCase) {
        kept.withLock { kept in
            kept.removeAll { $0.name == found.name }
            kept.append((found.name, handover))
            if kept.count > Self.most { kept.removeFirst() }
        }
    }

    /// What would leave of a case under what was chosen; nil where that was not looked at lately.
    subscript(found: OwnersCase, digest: String) -> DraftedHandover? {
        kept.withLock { kept in
            kept.first { $0.name == found.name && $0.handover.digest == digest }?.handover
        }
    }
}
