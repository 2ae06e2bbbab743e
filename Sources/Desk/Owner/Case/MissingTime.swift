import Outcomes
import Records
import Statements

/// Time that was agreed to and of which a bundle holds nothing, for a front with words of its own.
package struct MissingTime: Sendable, Equatable {
    /// Nil where cameras are not told apart.
    package let camera: String?
    package let window: Window
    /// `everything`, `pictures`, or `sound`.
    package let subject: String
    /// Why: one of ``codes``.
    package let code: String
    /// Whether it may be less, or none, as starts are known to the second.
    package let mayBeRounding: Bool

    /// What ``subject`` may be.
    package static let subjects = Gap.Subject.allCases.map(\.rawValue)
    /// What ``code`` may be.
    package static let codes = [
        "no_recording", "camera_not_given", "nothing_whole", "none_recorded", "undecodable", "damaged",
        "originals_only", "no_decoder", "clock_jump", "hidden", "unreadable",
    ]

    init(_ gap: Gap) {
        camera = gap.camera
        window = gap.window
        subject = gap.subject.rawValue
        if case .noRecording(true) = gap.reason { mayBeRounding = true } else { mayBeRounding = false }
        code =
            switch gap.reason {
            case .noRecording: "no_recording"
            case .cameraNotGiven: "camera_not_given"
            case .nothingWhole: "nothing_whole"
            case .noneRecorded: "none_recorded"
            case .undecodable: "undecodable"
            case .damaged: "damaged"
            case .originalsOnly: "originals_only"
            case .noDecoder: "no_decoder"
            case .clockJump: "clock_jump"
            case .hidden: "hidden"
            case .unreadable: "unreadable"
            }
    }
}
