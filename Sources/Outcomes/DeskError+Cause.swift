extension DeskError {
    /// Why something was not done, as a front with words of its own tells it: a code that it has words for, and what that is
    /// about.
    package struct Cause: Equatable, Sendable {
        package var code: Code
        /// The path of the file or folder that it is about; nil where it is about none.
        package var file: String?
        /// That of another file, where it is about two.
        package var other: String?
        /// The label of the camera that it is about.
        package var camera: String?

        package init(_ code: Code, file: String? = nil, other: String? = nil, camera: String? = nil) {
            self.code = code
            self.file = file
            self.other = other
            self.camera = camera
        }
    }

    /// The causes that an owner may meet.
    package enum Code: String, CaseIterable, Sendable {
        // Files.
        case fileMissing = "file_missing"
        case fileNotReadable = "file_not_readable"
        case readNotAllowed = "read_not_allowed"
        case nameNotText = "name_not_text"
        case otherKind = "other_kind"
        case inUse = "in_use"
        case fileThere = "file_there"
        case folderGone = "folder_gone"
        case folderExchanged = "folder_exchanged"
        case writeNotAllowed = "write_not_allowed"
        case cannotWrite = "cannot_write"
        case diskFull = "disk_full"
        case writeFailed = "write_failed"
        case readsBackOtherwise = "reads_back_otherwise"

        // Recordings.
        case recordingEmpty = "recording_empty"
        case noRecording = "no_recording"
        case noRecordings = "no_recordings"
        case recordingTruncated = "recording_truncated"
        case notCuttable = "not_cuttable"
        case timesNotUsable = "times_not_usable"
        case zoneMissing = "zone_missing"
        case zoneNotUnderstood = "zone_not_understood"
        case hourSkipped = "hour_skipped"
        case startOpen = "start_open"
        case startNotUnderstood = "start_not_understood"
        case startOfNothing = "start_of_nothing"
        case twoCameras = "two_cameras"
        case twoKinds = "two_kinds"
        case sameTwice = "same_twice"
        case twoNames = "two_names"
        case linkDiffers = "link_differs"
        case cameraGone = "camera_gone"
        case cameraThere = "camera_there"
        case clockOfNoCamera = "clock_of_no_camera"
        case notCutRight = "not_cut_right"
        case notAsCommitted = "not_as_committed"
        case stillRefused = "still_refused"
        case nothingShown = "nothing_shown"
        case tooMuch = "too_much"
        case libraryFailed = "library_failed"
        case noClockCode = "no_clock_code"
        case clockUneven = "clock_uneven"

        // What was chosen.
        case nothingOfTime = "nothing_of_time"
        case noCameraChosen = "no_camera_chosen"
        case windowEmpty = "window_empty"
        case windowNotAsked = "window_not_asked"
        case timeNotUnderstood = "time_not_understood"
        case choicesGone = "choices_gone"
        case changedSince = "changed_since"

        // Requests, answers and who signs them.
        case statementNotValid = "statement_not_valid"
        case anotherRequest = "another_request"
        case otherKey = "other_key"
        case noCommonKind = "no_common_kind"
        case declined
        case takenBack = "taken_back"
        case foreignRevocation = "foreign_revocation"
        case revocationDamaged = "revocation_damaged"
        case purposeMissing = "purpose_missing"
        case requestExpired = "request_expired"
        case consentExpired = "consent_expired"
        case clocksDiffer = "clocks_differ"
        case moreThanAsked = "more_than_asked"
        case cameraNotAsked = "camera_not_asked"
        case whoUnknown = "who_unknown"
        case nameWrong = "name_wrong"
        case whoContradicted = "who_contradicted"
        case whoNotReliable = "who_not_reliable"

        // Keys, and what this computer keeps.
        case wrongPassphrase = "wrong_passphrase"
        case passphraseMissing = "passphrase_missing"
        case keyLocked = "key_locked"
        case journalNotUsable = "journal_not_usable"
        case storeNotUsable = "store_not_usable"
        case bundleDamaged = "bundle_damaged"
        case notForThisKey = "not_for_this_key"
        case computerFailed = "computer_failed"
        case stopped

        /// Whether the words for it tell all there is. Of the others the message tells more, in words that no table can hold: what
        /// the operating system or a library said, or what is damaged in a file.
        package var isWhole: Bool {
            switch self {
            case .fileNotReadable, .cannotWrite, .writeFailed, .noRecording, .recordingTruncated,
                .notCuttable,
                .timesNotUsable, .notCutRight, .libraryFailed, .statementNotValid, .journalNotUsable,
                .storeNotUsable, .bundleDamaged, .computerFailed:
                false
            default: true
            }
        }
    }
}
