import Bundle
import Files
import Objects
import Records
import Statements
import Threads
import Ledger
import Sealing

/// Why a command ends without having done what it was asked: one line, at most one hint, one code.
///
/// This file is the table from errors to exit codes. A module's error gets an `init` of its own below and a line in
/// `init(_ error:)`; one that only a program above throws tells its failure itself (``TellsFailure``).
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
        switch error {
        case let error as Failure: self = error
        case let error as FileError: self.init(error)
        case let error as ConsentRefusal: self.init(error)
        case let error as CustodyError: self.init(error)
        case let error as SealingError: self.init(error)
        case let error as FootageError: self.init(error)
        case let error as ThreadError: self.init(.ourFault, error.description)
        case let error as BundleError: self.init(error)
        case let error as CustodyRefusal: self.init(error)
        case let error as LedgerError: self.init(error)
        case let error as any TellsFailure: self = error.failure
        default:
            self.init(
                .ourFault, "this should not have happened: \(error)",
                hint:
                    "please report it with the command you typed; look at what is there before you try again")
        }
    }

    /// The same failure with the file it is about in front.
    package init(_ error: any Error, in file: String) {
        self.init(error)
        if !(error is FileError || error is Failure) { message = "\(file): \(message)" }
    }
}

extension Failure {
    package init(_ error: FileError) {
        let status: ExitStatus =
            switch error {
            case .inputMissing, .inputNotReadable: .inputMissing
            case .inputNotAFile, .inputNotAFolder, .inputTooLarge: .notUnderstood
            case .outputExists, .folderExists, .folderExchanged, .outputNotAFile, .cannotWrite: .cannotWrite
            case .writeFailed, .busy: .inputOutput
            }
        self.init(status, error.description)
    }

    package init(_ error: ConsentRefusal) {
        switch error {
        case .statementNotValid: self.init(.notUnderstood, error.description)
        default: self.init(.notPermitted, "refused: \(error.description)")
        }
    }

    package init(_ error: CustodyError) {
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

    package init(_ error: CustodyRefusal) {
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

    package init(_ error: SealingError) {
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

    package init(_ error: FootageError) {
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

    package init(_ error: BundleError) {
        let status: ExitStatus =
            switch error {
            case .notABundle, .noSuchMember: .notUnderstood
            case .damaged, .wrongMember, .changedMeanwhile: .checkFailed
            case .notWritable, .archiveLibrary: .ourFault
            }
        self.init(status, error.description)
    }

    package init(_ error: LedgerError) {
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
}

/// An error of a module that these commands do not use: a program above says what it is to a person.
package protocol TellsFailure: Error {
    /// The line, the hint and the code.
    var failure: Failure { get }
}
