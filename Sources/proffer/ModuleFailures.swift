import Catalog
import ClockCode
import CustodianCommands
import Report
import Timeline
import Transfer

extension ClockCodeError: TellsFailure {
    package var failure: Failure {
        let status: ExitStatus =
            switch self {
            case .noCode, .noPictures, .startNotFromClock: .notUnderstood
            case .notDrawable, .reader: .ourFault
            }
        return Failure(status, description)
    }
}

extension TransferError: TellsFailure {
    package var failure: Failure {
        switch self {
        case .addressNotUsable, .addressHoldsSecret: Failure(.usage, description)
        case .noAnswer: Failure(.inputOutput, description)
        }
    }
}

extension CatalogError: TellsFailure {
    package var failure: Failure {
        switch self {
        case .storeNotUsable: Failure(.cannotWrite, description)
        case .storeFailed: Failure(.inputOutput, description)
        case .damaged: Failure(.notUnderstood, description)
        case .storeBusy: Failure(.done, description)
        case .journalNotUsable: Failure(.cannotWrite, description)
        case .journalFailed: Failure(.inputOutput, description)
        case .notForJournal: Failure(.notUnderstood, description)
        }
    }
}

extension ReportError: TellsFailure {
    package var failure: Failure {
        switch self {
        case .unreadable, .notToBeCertified: Failure(.checkFailed, description)
        case .formatNotKnown: Failure(.usage, description, hint: "for example --out report.html")
        case .pages: Failure(.ourFault, description)
        }
    }
}

extension TimelineError: TellsFailure {
    package var failure: Failure { Failure(.ourFault, description) }
}
