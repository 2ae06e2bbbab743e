import Bundle
import Files
import Objects
import Records
import Statements
import Threads
import ArgumentParser
import Catalog
import ClockCode
import Ledger
import Report
import Sealing
import Timeline
import Transfer

/// Why a command ends without having done what it was asked: one line, at most one hint, one code.
///
/// This file is the one table from errors to exit codes. A module's error gets an `init` of its own
/// below and a line in `init(_ error:)`.
struct Failure: Error {
    var message: String
    var hint: String?
    var status: ExitStatus

    init(_ status: ExitStatus, _ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
        self.status = status
    }

    init(_ error: any Error) {
        switch error {
        case let error as Failure: self = error
        case let error as FileError: self.init(error)
        case let error as ConsentRefusal: self.init(error)
        case let error as CustodyError: self.init(error)
        case let error as SealingError: self.init(error)
        case let error as FootageError: self.init(error)
        case let error as ThreadError: self.init(.ourFault, error.description)
        case let error as BundleError: self.init(error)
        case let error as TransferError: self.init(error)
        case let error as TimelineError: self.init(.ourFault, error.description)
        case let error as CatalogError: self.init(error)
        case let error as ReportError: self.init(error)
        case let error as ClockCodeError: self.init(error)
        case let error as CustodyRefusal: self.init(error)
        case let error as LedgerError: self.init(error)
        default: self.init(parsing: error)
        }
    }

    /// The same failure with the file it is about in front.
    init(_ error: any Error, in file: String) {
        self.init(error)
        if !(error is FileError || error is Failure) { message = "\(file): \(message)" }
    }
}

extension Failure {
    init(_ error: FileError) {
        let status: ExitStatus =
            switch error {
            case .inputMissing, .inputNotReadable: .inputMissing
            case .inputNotAFile, .inputNotAFolder, .inputTooLarge: .notUnderstood
            case .outputExists, .folderExists, .folderExchanged, .outputNotAFile, .cannotWrite: .cannotWrite
            case .writeFailed, .busy: .inputOutput
            }
        self.init(status, error.description)
    }

    init(_ error: ConsentRefusal) {
        switch error {
        case .statementNotValid: self.init(.notUnderstood, error.description)
        default: self.init(.notPermitted, "refused: \(error.description)")
        }
    }

    init(_ error: CustodyError) {
        switch error {
        case .timeNotUnderstood, .fingerprintNotUnderstood, .notSignable:
            self.init(.usage, error.description)
        case .emptyWindow:
            // Inside a file an empty window makes the statement damaged; alone, a person typed it.
            self.init(.usage, error.description, hint: "see --from and --to")
        case .cardNotValid, .identityNotValid, .statementNotValid, .limitsNotUnderstood:
            self.init(.notUnderstood, error.description)
        case .passphraseNeeded:
            self.init(
                .usage, "\(error.description); no terminal is here to ask for it",
                hint: "put it into a file only you can read, and add --passphrase-file FILE")
        case .wrongPassphrase: self.init(.notPermitted, error.description)
        case .cryptography: self.init(.ourFault, error.description)
        }
    }

    init(_ error: CustodyRefusal) {
        switch error {
        case .chainDoesNotHold:
            self.init(
                .checkFailed, error.description,
                hint: "proffer custody show BUNDLE lists all that is wrong; keep the file as it is")
        case .anotherArchive, .notACopy, .noSeal: self.init(.checkFailed, error.description)
        case .heldBy(_, let offered):
            self.init(
                .notPermitted, error.description,
                hint: offered == nil
                    ? "who holds it hands it over with: proffer custody add BUNDLE --action transferred --to-card CARD"
                    : "whom it is offered to takes it over with: proffer custody accept BUNDLE")
        case .notReceived:
            self.init(
                .notPermitted, error.description,
                hint: "begin with: proffer custody add BUNDLE --action received --how TEXT")
        case .disposed, .nothingOffered, .offeredToAnother: self.init(.notPermitted, error.description)
        }
    }

    init(_ error: SealingError) {
        let status: ExitStatus =
            switch error {
            case .cryptoLibrary, .misuse: .ourFault
            case .ageNoMatch: .notPermitted
            case .timestamp: .checkFailed
            case .invalidKey, .ageHeader, .ageHeaderMAC, .agePayload, .ageArmor, .envelope, .certificate,
                .note, .json:
                .notUnderstood
            }
        self.init(status, error.description)
    }

    init(_ error: FootageError) {
        let status: ExitStatus =
            switch error {
            case .missing, .notReadable, .noRecordings: .inputMissing
            case .empty, .notARecording, .truncated, .notCuttable, .timesNotUsable, .incomplete,
                .notAsCommitted,
                .hourSkipped:
                .notUnderstood
            case .zoneNotUnderstood, .zoneNotKnown, .hourRepeated, .startNotUnderstood, .startOfNothing,
                .linkReadsOtherwise, .twoNames, .tooMuch:
                .usage
            case .outsideWindow, .objectNotUnderstood: .checkFailed
            case .stillRefused: .notPermitted
            case .nothingShown: .inputMissing
            case .library: .ourFault
            }
        self.init(status, error.description)
    }

    init(_ error: ClockCodeError) {
        let status: ExitStatus =
            switch error {
            case .noCode, .noPictures, .startNotFromClock: .notUnderstood
            case .notDrawable, .reader: .ourFault
            }
        self.init(status, error.description)
    }

    init(_ error: BundleError) {
        let status: ExitStatus =
            switch error {
            case .notABundle, .noSuchMember: .notUnderstood
            case .damaged, .wrongMember, .changedMeanwhile: .checkFailed
            case .notWritable, .archiveLibrary: .ourFault
            }
        self.init(status, error.description)
    }

    init(_ error: TransferError) {
        switch error {
        case .addressNotUsable, .addressHoldsSecret: self.init(.usage, error.description)
        case .noAnswer: self.init(.inputOutput, error.description)
        }
    }

    init(_ error: CatalogError) {
        switch error {
        case .storeNotUsable: self.init(.cannotWrite, error.description)
        case .storeFailed: self.init(.inputOutput, error.description)
        case .damaged: self.init(.notUnderstood, error.description)
        case .storeBusy: self.init(.done, error.description)
        case .journalNotUsable: self.init(.cannotWrite, error.description)
        case .journalFailed: self.init(.inputOutput, error.description)
        case .notForJournal: self.init(.notUnderstood, error.description)
        }
    }

    init(_ error: LedgerError) {
        let status: ExitStatus =
            switch error {
            case .missing, .noSuchEntry: .inputMissing
            case .exists: .cannotWrite
            case .notUsable, .notAnEntry: .notUnderstood
            case .failed: .inputOutput
            case .altered, .headNotUsable: .checkFailed
            case .headNotKept: .cannotWrite
            }
        self.init(status, error.description)
    }

    init(_ error: ReportError) {
        switch error {
        case .unreadable, .notToBeCertified: self.init(.checkFailed, error.description)
        case .formatNotKnown: self.init(.usage, error.description, hint: "for example --out report.html")
        case .pages: self.init(.ourFault, error.description)
        }
    }

    /// An error of the argument parser; anything else that arrives here was not foreseen.
    private init(parsing error: any Error) {
        let lines = Proffer.fullMessage(for: error).split(separator: "\n")
        guard Proffer.exitCode(for: error) == .validationFailure else {
            self.init(
                .ourFault, "this should not have happened: \(error)",
                hint:
                    "please report it with the command you typed; look at what is there before you try again")
            return
        }
        var message = Proffer.message(for: error)
            .split(separator: "\n").joined(separator: " ")
        message = message.prefix(1).lowercased() + message.dropFirst()
        let pointer = lines.last { $0.contains("See 'proffer") }
            .flatMap { $0.split(separator: "'").dropFirst().first }
        self.init(.usage, message, hint: pointer.map { "\($0) shows what can be given, with an example" })
    }
}
