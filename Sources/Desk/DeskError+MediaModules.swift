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
        case .noCode, .noPictures, .startNotFromClock: DeskError(.notUnderstood, description)
        case .notDrawable, .reader: DeskError(.ourFault, description)
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
        case .storeNotUsable, .journalNotUsable: DeskError(.cannotWrite, description)
        case .storeFailed, .journalFailed: DeskError(.brokeMidway, description)
        case .damaged, .notForJournal: DeskError(.notUnderstood, description)
        case .storeBusy: DeskError(.busy, description)
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
