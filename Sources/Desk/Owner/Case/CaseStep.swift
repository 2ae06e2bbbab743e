import Outcomes
import Statements

/// What an owner does next in a case.
package enum CaseStep: String, CaseIterable, Sendable {
    /// To find out who asks, and to decide.
    case decide
    /// To go on choosing what would leave.
    case choose
    /// To seal what was agreed to.
    case seal
    /// To say yes again: what was said has run out before anything was sealed.
    case agreeAgain = "agree_again"
    /// To hand a bundle over.
    case handOver = "hand_over"
    /// To wait for a receipt of what was handed over.
    case wait
    /// Nothing: it was declined, taken back, or has run its course.
    case done
    /// Nothing: the time to answer is over.
    case expired
}

extension OwnersCase {
    /// What its owner does next.
    ///
    /// - Parameters:
    ///   - entry: what the journal holds of it.
    package func next(_ entry: JournalFacts.RequestEntry, at moment: WallTime = .now()) -> CaseStep {
        switch entry.standing {
        case .declined, .takenBack, .received: return .done
        case .agreed, .sealed:
            guard let bundle = bundles.first else {
                return entry.isOver ? .expired : hasRunOut(at: moment) ? .agreeAgain : .seal
            }
            return bundle.notes.handedOver == nil ? .handOver : .wait
        case .asked, .offered:
            if entry.isOver { return .expired }
            return draft.footage.isEmpty ? .decide : .choose
        }
    }
}

extension JournalFacts.RequestEntry {
    fileprivate var isOver: Bool { request?.expired ?? false }
}
