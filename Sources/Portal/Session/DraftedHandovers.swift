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

    /// Lets go of recordings that nobody reads any more.
    func endStopped() {
        for handover in kept.withLock({ $0.map(\.handover) }) {
            handover.endStopped(after: Self.stoppedReading)
        }
    }

    /// How long a reading that a player stopped waits for it to go on.
    private static let stoppedReading = Duration.seconds(10)

    /// What would leave of a case under what was chosen; nil where that was not looked at lately.
    subscript(found: OwnersCase, digest: String) -> DraftedHandover? {
        kept.withLock { kept in
            kept.first { $0.name == found.name && $0.handover.digest == digest }?.handover
        }
    }
}
