import Statements

/// Why a recording could not be read or cut.
package enum FootageError: Error, Sendable, Hashable {
    /// The media library failed at something; its own text is the cause.
    case library(operation: String, cause: String, path: String?)
    /// There is no such file or folder.
    case missing(path: String)
    /// The file or folder is there but may not be read.
    case notReadable(path: String, cause: String)
    /// The bytes of its name are no text, so nothing can name it.
    case nameNotText(path: String)
    /// The file is empty.
    case empty(path: String)
    /// The file is no video or sound we can read at all, or is damaged where its tracks are described.
    case notARecording(path: String, cause: String)
    /// The folder holds no file that looks like a recording.
    case noRecordings(path: String)
    /// The recording ends before its own index says it does, inside what was to be cut.
    case truncated(path: String, cause: String)
    /// A codec or container that cannot be cut without breaking a promise.
    case notCuttable(path: String, reason: String)
    /// One file is there twice, and the two would be different cameras, or begin at different times.
    case sameFileTwice(path: String, kept: String, reason: String)
    /// What had to be encoded anew was to be encoded without loss, and the format for that has no place for its samples.
    case notLossless(path: String, format: String)
    /// The times in the file are out of any range a recording has.
    case timesNotUsable(path: String, reason: String)
    /// Nobody said in which zone a camera's clock runs, so an hour would be handed over that was not meant.
    case zoneNotKnown(path: String, shown: String)
    /// A text that should name a time zone does not.
    case zoneNotUnderstood(text: String, near: [String])
    /// A camera's clock shows a time that clocks of its zone skipped when they were put forward.
    case hourSkipped(path: String, shown: String, zone: String)
    /// A camera's clock shows a time that clocks of its zone showed twice, and nothing tells which of the two it was.
    case hourRepeated(path: String, first: WallTime, second: WallTime)
    /// The name or the container of a recording may mean several starts, and nothing tells which of them it was.
    case startOpen(path: String, says: String, starts: [WallTime], answers: [String])
    /// Recordings under one label seem to be of two cameras.
    case twoCameras(label: String, first: String, second: String)
    /// Cameras are named of which there is no recording; and the labels of all there are.
    case camerasNotThere(names: [String], there: [String])
    /// A camera was said not to be among the files, and is; or nobody names it.
    case cameraNotMissing(name: String, isThere: Bool)
    /// Recordings of one label that a consent names are of a camera and of something else.
    case twoKinds(label: String, camera: String, other: String)
    /// A text that should say when a recording starts does not.
    case startNotUnderstood(text: String, reason: String)
    /// A start is a camera's clock's, and nothing says in which zone that runs.
    case startWithoutOffset(text: String)
    /// A start was given for a file that is not among the recordings.
    case startOfNothing(path: String)
    /// A link that was named is called like a recording of another camera or time than what it leads to.
    case linkReadsOtherwise(link: String, claims: String, target: String, found: String)
    /// One file has two names that tell different cameras or times (a hard link).
    case twoNames(first: String, second: String)
    /// What was cut reaches beyond what was granted. Nothing of it may leave.
    case outsideWindow(path: String, reason: String)
    /// A frame of the window would be lost or handed over twice.
    case incomplete(path: String, reason: String)
    /// What would leave does not decode to what the recording does. Nothing of it may leave.
    case decodesOtherwise(path: String, at: WallTime, reason: String)
    /// What was read of a recording does not agree with the commitment to it that was kept.
    case notAsCommitted(path: String, committed: WallTime)
    /// A still was asked for that the consent does not cover. Nothing was cut.
    case stillRefused(reason: String)
    /// A still was asked for of a moment that no recording shows.
    case nothingShown(at: WallTime)
    /// More would leave than one bundle can hold. Nothing was cut.
    case tooMuch(reason: String)
    /// An object is not built the way objects are built, so it cannot be shown to hold nothing else.
    case objectNotUnderstood(reason: String)
}

extension FootageError: CustomStringConvertible {
    /// One line: which file, what is wrong, and what to do where there is something to do.
    package var description: String {
        switch self {
        case .library(let operation, let cause, let path):
            (path.map { "\($0): " } ?? "") + "\(operation) failed: \(cause)"
        case .missing(let path): "\(path): no such file or folder"
        case .notReadable(let path, let cause): "\(path): cannot be read: \(cause)"
        case .nameNotText(let path): "\(path): cannot be read: its name is not UTF-8; rename it"
        case .empty(let path): "\(path): is empty; copy it from the camera again"
        case .notARecording(let path, let cause): "\(path): is not a recording that can be read: \(cause)"
        case .noRecordings(let path):
            "\(path): no recordings in this folder (.mp4, .mov, .mkv, .avi, .ts and other video files)"
        case .truncated(let path, let cause):
            "\(path): ends early, inside the window: \(cause); copy it from the camera again"
        case .notCuttable(let path, let reason), .sameFileTwice(let path, _, let reason):
            "\(path): cannot be cut: \(reason)"
        case .notLossless(let path, let format):
            "\(path): cannot be cut: \(Self.noPlace(for: format))"
        case .timesNotUsable(let path, let reason): "\(path): its times cannot be used: \(reason)"
        case .zoneNotKnown(let path, let shown):
            "\(path): its name shows \(shown), and nothing says in which time zone; if the wrong one were taken, "
                + "another hour would be handed over: say where that clock runs"
        case .zoneNotUnderstood(let text, let near):
            "“\(text.prefix(64))” is not a time zone: give a name like \(near.joined(separator: " or ")), or an offset like "
                + "+02:00 or -05:00"
        case .hourSkipped(let path, let shown, let zone):
            "\(path): its name shows \(shown), and no clock of \(zone) ever did: they were put forward over it; "
                + "if that camera's was not, say how far it is ahead of UTC, or when the recording starts"
        case .hourRepeated(let path, let first, let second):
            "\(path): clocks showed the time in its name twice, at \(first) and again at \(second); "
                + "say which it was"
        case .startOpen(let path, let says, let starts, _):
            "\(path): \(says)"
                + (starts.count > 1
                    ? ": it starts at \(starts.map(\.rfc3339).joined(separator: ", or at "))" : "")
                + "; at the wrong time it would be handed over for another hour than was agreed to"
        case .twoCameras(let label, let first, let second):
            "“\(label)” seems to be two cameras: \(first) and \(second) were recorded at the same time; a consent that names "
                + "it would be for both: give the files of one of them, or move them into folders with names of their own"
        case .camerasNotThere(let names, let there): Self.inWords(names, notAmong: there)
        case .cameraNotMissing(let name, true):
            "\(name.quoted) was said not to be among the files, and there is a recording of it"
        case .cameraNotMissing(let name, false):
            "\(name.quoted) was said not to be among the files, and nothing asks for it: no camera of that name is granted"
        case .twoKinds(let label, let camera, let other):
            "“\(label)” is the label of a camera's recording, \(camera), and of one that a telephone may have made, \(other); a "
                + "consent that names it would be for both: give the files of one of them, or move them into folders with "
                + "names of their own"
        case .startNotUnderstood(let text, let reason):
            "“\(text.prefix(120))” does not say when a recording starts: \(reason)"
        case .startWithoutOffset(let text):
            "“\(text.prefix(120))” does not say when a recording starts: say the offset too, like \(text.prefix(120))+02:00"
        case .startOfNothing(let path):
            "\(path): a start was given for it, and it is not among the recordings: write it as they are listed"
        case .linkReadsOtherwise(let link, let claimed, let target, let found):
            "\(link): is a link to \(target); by the one name it is of \(claimed), by the other of \(found): "
                + "say which you mean"
        case .twoNames(let first, let second):
            "\(first): is the same file as \(second) (a hard link), and the two names tell different cameras or times; "
                + "remove the name that is not the recorder's, or give the file itself in place of its folder"
        case .outsideWindow(let path, let reason):
            "\(path): what was cut reaches beyond the window, so nothing was handed over: \(reason)"
        case .incomplete(let path, let reason):
            "\(path): the window could not be cut without losing pictures, so nothing was handed over: \(reason)"
        case .decodesOtherwise(let path, let moment, let reason):
            "\(path): at \(moment) what was cut does not decode to what the recording does, so nothing was handed over: "
                + "\(reason); try again, and with another window where it comes back: a file that is still being written to, "
                + "or a disk or memory that fails, can be the cause"
        case .notAsCommitted(let path, let committed):
            "\(path): what was read of it does not agree with the commitment of \(committed): it is not the recording that was "
                + "committed to, though it looks unchanged, or the store was changed; nothing was handed over"
        case .stillRefused(let reason): "refused: \(reason)"
        case .nothingShown(let moment):
            "no recording of a camera that was granted shows a picture at \(moment)"
        case .tooMuch(let reason):
            "\(reason); agree to a shorter window or fewer cameras at a time, and seal a bundle for each"
        case .objectNotUnderstood(let reason): "the object is not built as objects are: \(reason)"
        }
    }
}

extension FootageError {
    /// Each name with those that are nearest to it; where none is, those there are.
    private static func inWords(_ names: [String], notAmong there: [String]) -> String {
        let most = 8
        let near = names.prefix(most).map { name in
            let near = NearNames.of(name, among: there).map(\.quoted)
            return name.quoted + (near.isEmpty ? "" : " (nearest: \(near.joined(separator: ", ")))")
        }
        let more = names.count > most ? ["\(names.count - most) more"] : []
        let those = there.prefix(most).map(\.quoted) + (there.count > most ? ["others"] : [])
        return "no recording among the files is of \(listInWords(near + more))"
            + (there.isEmpty ? ", and none of any other camera" : "; those here are of \(listInWords(those))")
    }

    /// The same error with the recording's path, where the place it arose at did not know it.
    package func at(_ recording: String) -> FootageError {
        switch self {
        case .library(let operation, let cause, nil):
            .library(operation: operation, cause: cause, path: recording)
        case .timesNotUsable("", let reason): .timesNotUsable(path: recording, reason: reason)
        case .notCuttable("", let reason): .notCuttable(path: recording, reason: reason)
        case .notLossless("", let format): .notLossless(path: recording, format: format)
        case .incomplete("", let reason): .incomplete(path: recording, reason: reason)
        case .outsideWindow(_, let reason): .outsideWindow(path: recording, reason: reason)
        case .objectNotUnderstood(let reason): .outsideWindow(path: recording, reason: reason)
        default: self
        }
    }

    /// What is wrong, without the file it is wrong with: for who names the file otherwise.
    package var cause: String {
        switch self {
        case .library(let operation, let cause, _): "\(operation) failed: \(cause)"
        case .notReadable(_, let cause), .notARecording(_, let cause), .truncated(_, let cause): cause
        case .timesNotUsable(_, let reason), .notCuttable(_, let reason), .sameFileTwice(_, _, let reason):
            reason
        case .nameNotText: "its name is not UTF-8; rename it"
        case .notLossless(_, let format): Self.noPlace(for: format)
        default: description
        }
    }

    private static func noPlace(for format: String) -> String {
        "its pictures have samples (\(format)) that the lossless format has no place for"
    }

    /// The system gave no memory for an operation.
    package static func outOfMemory(_ operation: String) -> FootageError {
        .library(operation: operation, cause: "out of memory", path: nil)
    }
}
