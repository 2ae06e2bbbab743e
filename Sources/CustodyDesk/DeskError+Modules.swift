import Bundle
import Files
import Ledger
import Objects
import Outcomes
import Records
import Register
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
        case let error as ThreadError:
            self.init(.ourFault, error.description, cause: Cause(.computerFailed))
        case let error as BundleError: self.init(error)
        case let error as PackedBundleError: self.init(error)
        case let error as DisclosureRefusal: self.init(error)
        case let error as NoCommonKind:
            self.init(
                .notPermitted, error.description, remedy: .makeBothKinds, cause: Cause(.noCommonKind))
        case let error as CustodyRefusal: self.init(error)
        case let error as LedgerError: self.init(error)
        case let error as RegisterError: self.init(error)
        case let error as any TellsDeskError: self = error.deskError
        // What another's error says of itself is for who wrote it, and may hold anything.
        default:
            self.init(
                .ourFault,
                "this should not have happened: \(SystemCause.inWords(error) ?? "\(type(of: error))")",
                remedy: .reportFault)
        }
    }

    /// That a result cannot be shown, by the system's number for why.
    package init(resultNotWritten number: Int32) {
        self.init(.brokeMidway, "the result cannot be written: \(SystemCause.inWords(number))")
    }

    /// The same error with the file it is about in front; where the file is another than was needed, what it is.
    package init(_ error: any Error, in file: String) {
        if let wrong = Self.wrong(file, error) {
            self = wrong
            return
        }
        self.init(error)
        if !(error is FileError || error is DeskError) { message = "\(file): \(message)" }
        if cause?.file == nil { cause?.file = file }
    }
}

extension DeskError {
    /// That a file is another than the one that an error shows to have been needed; nil where that is not known.
    private static func wrong(_ file: String, _ error: any Error) -> DeskError? {
        switch error {
        case StatementError.cardNotValid: DeskError(wrong: file, needed: "a card", [.card])
        case StatementError.identityNotValid:
            DeskError(wrong: file, needed: "an identity", [.identity, .protectedIdentity])
        case StatementError.statementNotValid(let kind, _):
            DeskError(wrong: file, needed: "a \(kind)", natures(ofKind: kind))
        case StatementError.limitsNotUnderstood: DeskError(wrong: file, needed: "a file of limits", [.text])
        default: nil
        }
    }
}

extension DeskError {
    /// What a file can be that is a statement of a kind.
    private static func natures(ofKind kind: String) -> Set<FileNature> {
        switch kind {
        case Request.kind: [.request]
        case CounterOffer.kind: [.counterOffer]
        case Consent.kind: [.consent, .decline]
        case Revocation.kind: [.revocation]
        case CardRevocation.kind: [.cardRevocation]
        case Receipt.kind: [.receipt]
        case Disclosure.kind: [.disclosure]
        case Seal.kind: [.seal]
        default: Set(FileNature.allCases)
        }
    }

    package init(_ error: FileError) {
        let kind: Kind =
            switch error {
            case .inputMissing, .inputNotReadable: .missing
            case .inputNotAFile, .inputNotAFolder, .inputTooLarge: .notUnderstood
            case .outputExists, .folderExists, .folderExchanged, .outputNotAFile, .cannotWrite: .cannotWrite
            case .diskFull(_, _, _, let isBegun): isBegun ? .brokeMidway : .cannotWrite
            case .writeFailed: .brokeMidway
            case .busy: .busy
            }
        let remedy: Remedy? = if case .outputExists = error { .replaceFile } else { nil }
        self.init(kind, error.description, remedy: remedy, cause: error.deskCause)
    }

    package init(_ error: ConsentRefusal) {
        switch error {
        case .statementNotValid: self.init(.notUnderstood, error.description)
        case .readersHaveNoCommonKind:
            self.init(.notPermitted, "refused: \(error.description)", remedy: .makeBothKinds)
        default: self.init(.notPermitted, "refused: \(error.description)")
        }
        cause = error.deskCause
    }

    package init(_ error: StatementError) {
        switch error {
        case .timeNotUnderstood, .fingerprintNotUnderstood, .notSignable, .timeSkipped:
            self.init(.usage, error.description)
        case .timeOpen(let text, let moments):
            self.init(
                .usage, error.description, remedy: .sayWhichTime(text: text, moments: moments))
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
        cause = error.deskCause
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
        case .chainDoesNotHold(.foreign):
            self.init(
                .doesNotHold,
                error.description
                    + "; where every line is of that bundle, its chain was laid here: put it away, and lay this bundle's own in its place"
                    + ", or, where it has none, receive it", remedy: .showCustody)
        case .chainDoesNotHold: self.init(.doesNotHold, error.description, remedy: .showCustody)
        case .anotherArchive, .notACopy, .noSeal: self.init(.doesNotHold, error.description)
        case .heldBy(_, let offered):
            self.init(.notPermitted, error.description, remedy: offered == nil ? .handOver : .takeOver)
        case .notReceived, .wholeNotReceived:
            self.init(.notPermitted, error.description, remedy: .writeReceived)
        case .notDisclosed: self.init(.notPermitted, error.description, remedy: .askForChain)
        case .disposed, .nothingOffered, .offerLapsed, .heldAlready, .offeredToAnother, .notCorrected,
            .notSucceeded,
            .notAppointed,
            .noAppointment:
            self.init(.notPermitted, error.description)
        }
    }

    package init(_ error: SealingError) {
        let kind: Kind =
            switch error {
            case .cryptoLibrary, .misuse: .ourFault
            case .ageNoMatch: .notPermitted
            case .timestamp, .timestampOfNobodyTrusted, .ageOtherKey: .doesNotHold
            case .invalidKey, .ageHeader, .ageHeaderMAC, .agePayload, .ageArmor, .envelope, .certificate,
                .note, .json:
                .notUnderstood
            }
        self.init(kind, error.description, cause: error.deskCause)
    }

    package init(_ error: FootageError) {
        if case .notARecording(let path, _) = error,
            let wrong = DeskError(wrong: path, needed: "a recording", [.recording])
        {
            self = wrong
            return
        }
        let kind: Kind =
            switch error {
            case .missing, .notReadable, .nameNotText, .noRecordings, .nothingShown, .camerasNotThere:
                .missing
            case .empty, .notARecording, .truncated, .notCuttable, .sameFileTwice, .notLossless,
                .timesNotUsable, .incomplete,
                .notAsCommitted, .hourSkipped:
                .notUnderstood
            case .zoneNotUnderstood, .zoneNotKnown, .hourRepeated, .startOpen, .twoCameras,
                .startNotUnderstood, .startWithoutOffset, .startOfNothing, .linkReadsOtherwise, .twoNames,
                .tooMuch, .cameraNotMissing, .twoKinds:
                .usage
            case .outsideWindow, .objectNotUnderstood, .decodesOtherwise: .doesNotHold
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
            case .camerasNotThere(let names, _): .nameCameraOrSayAbsent(names: names)
            default: nil
            }
        self.init(kind, error.description, remedy: remedy, cause: error.deskCause)
    }

    package init(_ error: BundleError) {
        if case .notABundle(let path, _) = error,
            let wrong = DeskError(wrong: path, needed: "a bundle", [.bundle])
        {
            self = wrong
            return
        }
        if case .packedAnew(let path) = error {
            self.init(
                .notUnderstood, error.description, remedy: .restoreBundle(packed: path),
                cause: error.deskCause)
            return
        }
        let kind: Kind =
            switch error {
            case .notABundle, .packedAnew, .noSuchMember: .notUnderstood
            case .damaged, .wrongMember, .changedMeanwhile: .doesNotHold
            case .notWritable, .archiveLibrary: .ourFault
            }
        self.init(kind, error.description, cause: error.deskCause)
    }

    package init(_ error: PackedBundleError) {
        let kind: Kind =
            switch error {
            case .notUnderstood, .noBundle, .several, .unpacksToTooMuch: .notUnderstood
            case .isBundle: .usage
            case .member: .doesNotHold
            }
        self.init(kind, error.description)
    }

    package init(_ error: LedgerError) {
        if case .notUsable(let path, _) = error,
            let wrong = DeskError(wrong: path, needed: "a ledger", [.ledger])
        {
            self = wrong
            return
        }
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

    package init(_ error: RegisterError) {
        let kind: Kind = if case .failed = error { .brokeMidway } else { .notUnderstood }
        self.init(kind, error.description, remedy: .keepRegisterElsewhere)
    }
}
