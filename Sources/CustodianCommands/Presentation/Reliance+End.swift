import CustodyDesk
import Outcomes

extension Reliance {
    /// Ends a command as it comes to: with 1 where a check does not hold, and with 77 where trust was asked for and somebody
    /// who signed is not known.
    package func end() throws {
        switch self {
        case .holds: return
        case .doesNotHold: throw ExitStatus.checkFailed
        case .refused(let refusal): throw refusal
        }
    }
}
