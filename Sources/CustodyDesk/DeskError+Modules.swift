import Bundle
import Files
import Ledger
import Objects
import Outcomes
import Records
import Sealing
import Statements
import Threads

/// An error of a module that this desk does not use: the desk above says what it is to a person.
package protocol TellsDeskError: Error {
    var deskError: DeskError { get }
}

/// The table from the errors of modules to what they are to a person. A module's error gets an `init` of its own below
/// and a line in `init(_ error:)`; one of a module that needs a media library tells it itself (``TellsDeskError``).
extension DeskError {
    package init(_ error: any Error) {
        switch error {
        case let error as DeskError: self = error
        case let error as FileError: self.init(error)
        case let error as ConsentRefusal: self.init(error)
        case let error as StatementError: self.init(error)
        case let error as SealingError: self.init(error)
        case let error as FootageError: self.init(error)
        case let error as ThreadError: self.init(.ourFault, error.description)
        case let error as BundleError: self.init(error)
        case let error as DisclosureRefusal: self.init(error)
        case let error as NoCommonKind:
            self.init(.notPermitted, error.description, remedy: .makeBothKinds)
        case let error as CustodyRefusal: self.init(error)
        case let error as LedgerError: self.init(error)
        case let error as any TellsDeskError: self = error.deskError
        default: self.init(.ourFault, "this should not have happened: \(error)", remedy: .reportFault)
        }
    }

    /// The same error with the file it is about in front.
    package init(_ error: any Error, in file: String) {
        self.init(error)
        if !(error is FileError || error is DeskError) { message = "\(file): \(message)" }
    }
}

extension DeskError {
    package init(_ error: FileError) {
        let kind: Kind =
            switch error {
            case .inputMissing, .inputNotReadable: .missing
            case .inputNotAFile, .inputNotAFolder, .inputTooLarge: .notUnderstood
            case .outputExists, .folderExists, .folderExchanged, .outputNotAFile, .cannotWrite: .cannotWrite
            case .writeFailed: .brokeMidway
            case .busy: .busy
            }
        let remedy: Remedy? = if case .outputExists = error { .replaceFile } else { nil }
        self.init(kind, error.description, remedy: remedy)
    }

    package init(_ error: ConsentRefusal) {
        switch error {
        case .statementNotValid: self.init(.notUnderstood, error.description)
        case .readersHaveNoCommonKind:
            self.init(.notPermitted, "refused: \(error.description)", remedy: .makeBothKinds)
        default: self.init(.notPermitted, "refused: \(error.description)")
        }
    }

    package init(_ error: StatementError) {
        switch error {
        case .timeNotUnderstood, .fingerprintNotUnderstood, .notSignable:
            self.init(.usage, error.description)
        case .emptyWindow:
            // Inside a file an empty window makes the statement damaged; alone, a person gave it.
            self.init(.usage, error.description, remedy: .changeWindow)
        case .cardNotValid, .identityNotValid, .statementNotValid, .limitsNotUnderstood:
            self.init(.notUnderstood, error.description)
        case .passphraseNeeded:
            self.init(
                .usage, "\(error.description); no terminal is here to ask for it", remedy: .givePassphraseFile
            )
        case .wrongPassphrase: self.init(.notPermitted, error.description)
        case .cryptography: self.init(.ourFault, error.description)
        }
    }

    package init(_ error: DisclosureRefusal) {
        switch error {
        case .doesNotHold: self.init(.doesNotHold, error.description)
        case .notLetIn: self.init(.notPermitted, error.description)
        case .readsAlready, .noSuchObject, .permissionNeedless: self.init(.usage, error.description)
        case .permissionUnsaid: self.init(.notPermitted, error.description, remedy: .sayPermission)
        case .noChain: self.init(.notPermitted, error.description, remedy: .writeReceived)
        }
    }

    package init(_ error: CustodyRefusal) {
        switch error {
        case .chainDoesNotHold: self.init(.doesNotHold, error.description, remedy: .showCustody)
        case .anotherArchive, .notACopy, .noSeal: self.init(.doesNotHold, error.description)
        case .heldBy(_, let offered):
            self.init(.notPermitted, error.description, remedy: offered == nil ? .handOver : .takeOver)
        case .notReceived: self.init(.notPermitted, error.description, remedy: .writeReceived)
        case .notDisclosed: self.init(.notPermitted, error.description, remedy: .askForChain)
        case .disposed, .nothingOffered, .offeredToAnother: self.init(.notPermitted, error.description)
        }
    }

    package init(_ error: SealingError) {
        let kind: Kind =
            switch error {
            case .cryptoLibrary, .misuse: .ourFault
            case .ageNoMatch: .notPermitted
            case .timestamp, .ageOtherKey: .doesNotHold
            case .invalidKey, .ageHeader, .ageHeaderMAC, .agePayload, .ageArmor, .envelope, .certificate,
                .note, .json:
                .notUnderstood
            }
        self.init(kind, error.description)
    }

    package init(_ error: FootageError) {
        let kind: Kind =
            switch error {
            case .missing, .notReadable, .noRecordings, .nothingShown: .missing
            case .empty, .notARecording, .truncated, .notCuttable, .notLossless, .timesNotUsable, .incomplete,
                .notAsCommitted, .hourSkipped:
                .notUnderstood
            case .zoneNotUnderstood, .zoneNotKnown, .hourRepeated, .startOpen, .twoCameras,
                .startNotUnderstood, .startWithoutOffset, .startOfNothing, .linkReadsOtherwise, .twoNames,
                .tooMuch:
                .usage
            case .outsideWindow, .objectNotUnderstood: .doesNotHold
            case .stillRefused: .notPermitted
            case .library: .ourFault
            }
        let remedy: Remedy? =
            switch error {
            case .startOpen(_, _, _, let answers): .sayStart(answers: answers)
            case .zoneNotKnown, .startWithoutOffset: .sayZone
            case .hourSkipped: .sayOffsetOrStart
            case .hourRepeated: .sayStartOrOffset
            case .linkReadsOtherwise: .followLinks
            case .notAsCommitted: .sealWithoutStore
            case .notLossless: .encodeWithLoss
            default: nil
            }
        self.init(kind, error.description, remedy: remedy)
    }

    package init(_ error: BundleError) {
        let kind: Kind =
            switch error {
            case .notABundle, .noSuchMember: .notUnderstood
            case .damaged, .wrongMember, .changedMeanwhile: .doesNotHold
            case .notWritable, .archiveLibrary: .ourFault
            }
        self.init(kind, error.description)
    }

    package init(_ error: LedgerError) {
        let kind: Kind =
            switch error {
            case .missing, .noSuchEntry, .notUnderCheckpoint: .missing
            case .exists, .headNotKept: .cannotWrite
            case .notUsable, .notAnEntry: .notUnderstood
            case .failed: .brokeMidway
            case .altered, .headNotUsable: .doesNotHold
            }
        let remedy: Remedy? =
            switch error {
            case .missing: .beginLedger
            case .notUnderCheckpoint: .signCheckpoint
            case .altered: .verifyLedger
            case .headNotUsable: .verifyLedgerByCheckpoint
            case .headNotKept: .keepHeadElsewhere
            case .exists, .notUsable, .failed, .notAnEntry, .noSuchEntry: nil
            }
        self.init(kind, error.description, remedy: remedy)
    }
}
