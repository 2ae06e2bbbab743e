import Bundle
import Files
import Objects
import Outcomes
import Sealing
import Statements
import SystemPackage

// What an owner may meet has a code of its own. No error of these modules is left to its English sentence alone: each switch
// names all cases.

extension FileError {
    var deskCause: DeskError.Cause {
        switch self {
        case .inputMissing(let path): .init(.fileMissing, file: path)
        case .inputNotReadable(let path, .permissionDenied), .inputNotReadable(let path, .notPermitted):
            .init(.readNotAllowed, file: path)
        case .inputNotReadable(let path, _): .init(.fileNotReadable, file: path)
        case .inputNotAFile(let path, _), .inputNotAFolder(let path, _), .inputTooLarge(let path, _):
            .init(.otherKind, file: path)
        case .busy(let path): .init(.inUse, file: path)
        case .outputExists(let path), .folderExists(let path), .outputNotAFile(let path):
            .init(.fileThere, file: path)
        case .folderExchanged(let path): .init(.folderExchanged, file: path)
        case .cannotWrite(let path, .noSuchFileOrDirectory): .init(.folderGone, file: path)
        case .cannotWrite(let path, .permissionDenied), .cannotWrite(let path, .notPermitted),
            .cannotWrite(let path, .readOnlyFileSystem):
            .init(.writeNotAllowed, file: path)
        case .cannotWrite(let path, _): .init(.cannotWrite, file: path)
        case .diskFull(let path, _, _, _): .init(.diskFull, file: path)
        case .writeFailed(let path, _): .init(.writeFailed, file: path)
        }
    }
}

extension FootageError {
    package var deskCause: DeskError.Cause {
        switch self {
        case .library(_, _, let path): .init(.libraryFailed, file: path)
        case .missing(let path): .init(.fileMissing, file: path)
        case .notReadable(let path, _): .init(.fileNotReadable, file: path)
        case .nameNotText(let path): .init(.nameNotText, file: path)
        case .empty(let path): .init(.recordingEmpty, file: path)
        case .notARecording(let path, _): .init(.noRecording, file: path)
        case .noRecordings(let path): .init(.noRecordings, file: path)
        case .truncated(let path, _): .init(.recordingTruncated, file: path)
        case .notCuttable(let path, _), .notLossless(let path, _): .init(.notCuttable, file: path)
        case .sameFileTwice(let path, let kept, _): .init(.sameTwice, file: path, other: kept)
        case .timesNotUsable(let path, _): .init(.timesNotUsable, file: path)
        case .zoneNotKnown(let path, _): .init(.zoneMissing, file: path)
        case .zoneNotUnderstood: .init(.zoneNotUnderstood)
        case .hourSkipped(let path, _, _): .init(.hourSkipped, file: path)
        case .hourRepeated(let path, _, _), .startOpen(let path, _, _, _): .init(.startOpen, file: path)
        case .twoCameras(let label, let first, let second):
            .init(.twoCameras, file: first, other: second, camera: label)
        case .twoKinds(let label, let camera, let other):
            .init(.twoKinds, file: camera, other: other, camera: label)
        case .camerasNotThere(let names, _): .init(.cameraGone, camera: names.first)
        case .cameraNotMissing(let name, _): .init(.cameraThere, camera: name)
        case .startNotUnderstood, .startWithoutOffset: .init(.startNotUnderstood)
        case .startOfNothing(let path): .init(.startOfNothing, file: path)
        case .linkReadsOtherwise(let link, _, let target, _): .init(.linkDiffers, file: link, other: target)
        case .twoNames(let first, let second): .init(.twoNames, file: first, other: second)
        case .outsideWindow(let path, _), .incomplete(let path, _), .decodesOtherwise(let path, _, _):
            .init(.notCutRight, file: path)
        case .objectNotUnderstood: .init(.notCutRight)
        case .notAsCommitted(let path, _): .init(.notAsCommitted, file: path)
        case .stillRefused: .init(.stillRefused)
        case .nothingShown: .init(.nothingShown)
        case .tooMuch: .init(.tooMuch)
        }
    }
}

extension ConsentRefusal {
    var deskCause: DeskError.Cause {
        switch self {
        case .statementNotValid: .init(.statementNotValid)
        case .anotherRequest: .init(.anotherRequest)
        case .foreignOwner, .anotherCard: .init(.otherKey)
        case .readersHaveNoCommonKind: .init(.noCommonKind)
        case .declined, .declinedSince: .init(.declined)
        case .revoked: .init(.takenBack)
        case .foreignRevocation: .init(.foreignRevocation)
        case .purposeMissing: .init(.purposeMissing)
        case .requestExpired: .init(.requestExpired)
        case .consentExpired: .init(.consentExpired)
        case .consentNotYetGiven, .beforeTheRequest: .init(.clocksDiffer)
        case .widerThanRequest, .videoNotRequested, .audioNotRequested, .stillsNotRequested:
            .init(.moreThanAsked)
        case .camerasNotRequested: .init(.cameraNotAsked)
        }
    }
}

extension StatementError {
    var deskCause: DeskError.Cause {
        switch self {
        case .timeNotUnderstood, .timeSkipped, .timeOpen: .init(.timeNotUnderstood)
        case .emptyWindow: .init(.windowEmpty)
        case .fingerprintNotUnderstood, .notSignable, .cardNotValid, .identityNotValid, .statementNotValid,
            .limitsNotUnderstood:
            .init(.statementNotValid)
        case .passphraseNeeded: .init(.passphraseMissing)
        case .wrongPassphrase: .init(.wrongPassphrase)
        case .cryptography: .init(.computerFailed)
        }
    }
}

extension SealingError {
    var deskCause: DeskError.Cause {
        switch self {
        case .cryptoLibrary, .misuse: .init(.computerFailed)
        case .ageNoMatch, .ageOtherKey: .init(.notForThisKey)
        case .timestamp, .timestampOfNobodyTrusted, .invalidKey, .ageHeader, .ageHeaderMAC, .agePayload,
            .ageArmor, .envelope, .certificate, .note, .json:
            .init(.statementNotValid)
        }
    }
}

extension BundleError {
    var deskCause: DeskError.Cause {
        switch self {
        case .notWritable, .archiveLibrary: .init(.computerFailed)
        case .notABundle, .packedAnew, .noSuchMember, .damaged, .wrongMember, .changedMeanwhile:
            .init(.bundleDamaged)
        }
    }
}
