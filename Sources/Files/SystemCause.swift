import Foundation
import Glibc
import SystemPackage

extension Errno {
    /// Why the system refused, in words.
    package var inWords: String { SystemCause.inWords(rawValue) }
}

/// Errors of the system and of its libraries, in words.
package enum SystemCause {
    /// Why the system refused, by its error number, as a person is told: it stands behind `cannot be read: ` and the like.
    package static func inWords(_ number: Int32) -> String {
        switch number {
        case ENOENT: "there is nothing under that name"
        case EACCES, EPERM: "this account is not permitted to"
        case EROFS: "the disk can only be read, not written to"
        case ENOSPC: "the disk is full"
        case EDQUOT: "the room that this account has there is used up"
        case EFBIG: "no file there may be that large"
        case EIO: "the disk fails there"
        case EMFILE, ENFILE: "more files are open than the system allows"
        case ENAMETOOLONG: "the name is longer than the disk takes"
        case EISDIR: "it is a folder"
        case ENOTDIR: "a part of the path before it is no folder"
        case ELOOP: "it is a link, or its links lead in a circle"
        case EBUSY, ETXTBSY, EWOULDBLOCK: "another program is using it"
        case EEXIST, ENOTEMPTY: "something is there already"
        case ENOMEM: "the machine has no memory left"
        case ENODEV, ENXIO, ENOMEDIUM: "the disk or device is not there any more"
        case ESTALE, ETIMEDOUT, EHOSTDOWN, EHOSTUNREACH, ENOTCONN, ECONNREFUSED, ECONNRESET, ECONNABORTED:
            "the drive on the network does not answer"
        case EPIPE: "whoever was to read it has gone"
        case EINVAL, EOPNOTSUPP, ENOSYS: "the disk there does not know how to do that"
        case EXDEV: "it would lie on another disk"
        default: "the system refuses it (its number \(number))"
        }
    }

    /// What an error of the system or of Foundation says; nil for an error of another kind.
    package static func inWords(_ error: any Error) -> String? {
        if let error = error as? Errno { return error.inWords }
        // Every error can be had as an NSError; only those of the system's domains say something in their numbers.
        let error = error as NSError
        if let below = error.userInfo[NSUnderlyingErrorKey] as? any Error, let words = inWords(below) {
            return words
        }
        switch error.domain {
        case NSPOSIXErrorDomain: return inWords(Int32(truncatingIfNeeded: error.code))
        case NSCocoaErrorDomain:
            switch CocoaError.Code(rawValue: error.code) {
            case .fileNoSuchFile, .fileReadNoSuchFile: return inWords(ENOENT)
            case .fileReadNoPermission, .fileWriteNoPermission: return inWords(EACCES)
            case .fileWriteFileExists: return inWords(EEXIST)
            case .fileWriteOutOfSpace: return inWords(ENOSPC)
            case .fileWriteVolumeReadOnly: return inWords(EROFS)
            default: return "the system refuses it (its number \(error.code))"
            }
        default: return nil
        }
    }
}
