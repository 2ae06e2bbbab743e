import Outcomes
import Starts
import Statements

extension CameraChoice {
    /// `“front-door”: 17 s`, and what made it where that is not a camera.
    package var inWords: String {
        "\(camera.quoted): \(durationInWords(nanoseconds: covered))"
            + (recorder == .camera ? "" : "; \(recorder.whyNamed)")
    }
}
