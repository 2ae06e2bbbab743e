import Bundle
import Catalog
import ClockCode
import CustodyDesk
import Handover
import Outcomes
import Report
import Timeline
import Transfer

extension ClockCodeError: TellsDeskError {
    package var deskError: DeskError {
        switch self {
        case .noCode, .noPictures:
            DeskError(.notUnderstood, description, cause: DeskError.Cause(.noClockCode))
        case .startNotFromClock:
            DeskError(.notUnderstood, description, cause: DeskError.Cause(.startNotUnderstood))
        case .notDrawable, .reader:
            DeskError(.ourFault, description, cause: DeskError.Cause(.computerFailed))
        }
    }
}

extension TransferError: TellsDeskError {
    package var deskError: DeskError {
        switch self {
        case .addressNotUsable, .addressHoldsSecret: DeskError(.usage, description)
        case .noAnswer: DeskError(.brokeMidway, description)
        }
    }
}

extension CatalogError: TellsDeskError {
    package var deskError: DeskError {
        if case .journalNotUsable(let path, _) = self,
            let wrong = DeskError(wrong: path, needed: "a journal", [.journal])
        {
            return wrong
        }
        return switch self {
        case .storeNotUsable:
            DeskError(.cannotWrite, description, cause: DeskError.Cause(.storeNotUsable))
        case .journalNotUsable:
            DeskError(.cannotWrite, description, cause: DeskError.Cause(.journalNotUsable))
        case .storeFailed: DeskError(.brokeMidway, description, cause: DeskError.Cause(.storeNotUsable))
        case .journalFailed:
            DeskError(.brokeMidway, description, cause: DeskError.Cause(.journalNotUsable))
        case .damaged, .notForJournal:
            DeskError(.notUnderstood, description, cause: DeskError.Cause(.journalNotUsable))
        case .storeBusy(let path):
            DeskError(.busy, description, cause: DeskError.Cause(.inUse, file: path))
        }
    }
}

extension ReportError: TellsDeskError {
    package var deskError: DeskError {
        switch self {
        case .unreadable, .notToBeCertified: DeskError(.doesNotHold, description)
        case .formatNotKnown: DeskError(.usage, description, remedy: .nameFormat)
        case .pages: DeskError(.ourFault, description)
        }
    }
}

extension OpeningRefusal: TellsDeskError {
    package var deskError: DeskError { DeskError(.usage, description) }
}

extension TimelineError: TellsDeskError {
    package var deskError: DeskError { DeskError(.ourFault, description) }
}

extension CaseRefusal: TellsDeskError {
    package var deskError: DeskError {
        switch self {
        case .twice: DeskError(.usage, description, remedy: .giveEachOnce)
        case .otherCase: DeskError(.usage, description, remedy: .saySeveralCases)
        case .oneExhibit: DeskError(.usage, description, remedy: .giveOtherExhibits)
        }
    }
}
