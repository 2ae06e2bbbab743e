import CustodyDesk
import Outcomes

/// Why a command ends without having done what it was asked: one line, at most one hint, one code.
package struct Failure: Error {
    package var message: String
    package var hint: String?
    package var status: ExitStatus

    package init(_ status: ExitStatus, _ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
        self.status = status
    }

    package init(_ error: any Error) {
        self = error as? Failure ?? Failure(DeskError(error))
    }

    package init(_ error: DeskError) {
        self.init(ExitStatus(error.kind), error.message, hint: error.remedy?.hint)
    }
}

extension ExitStatus {
    /// The code that tells a script what kind of an end it was.
    package init(_ kind: DeskError.Kind) {
        self =
            switch kind {
            case .doesNotHold: .checkFailed
            case .usage: .usage
            case .notPermitted: .notPermitted
            case .missing: .inputMissing
            case .notUnderstood: .notUnderstood
            case .busy, .brokeMidway: .inputOutput
            case .cannotWrite: .cannotWrite
            case .ourFault: .ourFault
            }
    }
}
