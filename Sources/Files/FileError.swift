import SystemPackage

/// Why a file could not be read or written. Every case names the file.
package enum FileError: Error, Sendable, Hashable {
    /// There is no such input.
    case inputMissing(path: String)
    /// The input is there but may not be opened or read.
    case inputNotReadable(path: String, cause: Errno)
    /// The input is a folder, a pipe nobody handed to us, or something else that is no file.
    case inputNotAFile(path: String, kind: FileKind)
    /// What should be a folder is something else.
    case inputNotAFolder(path: String, kind: FileKind)
    /// The input is larger than any valid one can be.
    case inputTooLarge(path: String, limitBytes: Int)
    /// Another process has it locked for writing.
    case busy(path: String)
    /// The output is already there, and replacing it was not asked for.
    case outputExists(path: String)
    /// The folder to be made is already there; folders are never replaced.
    case folderExists(path: String)
    /// While a folder was made, somebody who may change the folder around it put another in its place.
    case folderExchanged(path: String)
    /// Something stands at the output's place that is not an ordinary file, and is never replaced.
    case outputNotAFile(path: String)
    /// The output cannot be begun: no such folder, no permission.
    case cannotWrite(path: String, cause: Errno)
    /// There is no room for the output: so many bytes are needed at least, and so many are free once nothing of it is there.
    /// Whether writing had begun: nothing of it is left.
    case diskFull(path: String, neededBytes: UInt64, freeBytes: UInt64, isBegun: Bool)
    /// Writing began and failed; nothing is left under the output's name.
    case writeFailed(path: String, cause: Errno)
}

extension FileError: CustomStringConvertible {
    /// One line: which file, what was wrong, and what to do where there is something to do.
    package var description: String {
        switch self {
        case .inputMissing(let path): "\(path): no such file or folder"
        case .inputNotReadable(let path, let cause): "\(path): cannot be read: \(cause.inWords)"
        case .inputNotAFile(let path, let kind): "\(path): is \(kind.inWords), not a file"
        case .inputNotAFolder(let path, let kind): "\(path): is \(kind.inWords), not a folder"
        case .inputTooLarge(let path, let limit):
            "\(path): is larger than \(limit / 1024) KiB, so it is no statement, card or identity; is it another file "
                + "than you meant?"
        case .busy(let path): "\(path): another process is writing to it; try again"
        case .outputExists(let path):
            "\(path): already exists and is left as it is"
        case .folderExists(let path): "\(path): already exists and is left as it is; choose another name"
        case .folderExchanged(let path):
            "\(path): while it was made, somebody who may change the folder around it put another in its place; nothing "
                + "of it is there; choose a place that only you can change"
        case .outputNotAFile(let path): "\(path): is not an ordinary file and is not replaced"
        case .cannotWrite(let path, .noSuchFileOrDirectory):
            "\(path): cannot be written: the folder that it would lie in is not there"
        case .cannotWrite(let path, let cause): "\(path): cannot be written: \(cause.inWords)"
        case .diskFull(let path, let needed, let free, let isBegun):
            "\(path): the disk is full: at least \(DiskRoom.inWords(needed, isRoundedUp: true)) are needed there, and "
                + "\(DiskRoom.inWords(free, isRoundedUp: false)) are free; "
                + (isBegun ? "nothing is left under that name" : "nothing was written")
                + "; make room, or choose another disk"
        case .writeFailed(let path, let cause):
            "\(path): writing failed: \(cause.inWords); nothing is left under that name"
        }
    }
}
