import Records
import Statements

/// How wrong a camera's clock was, measured in clips that show clock codes, as programs read it (docs/spec/clock-code.md).
package struct ClockCheckFacts: Encodable, Sendable {
    /// A clip the codes were read in.
    package struct Clip: Encodable, Sendable {
        package var file: String
        package var camera: String
        package var start: StartEvidence
        package var zone: String?
        /// How many different codes were read.
        package var codes: Int
        /// In how many pictures.
        package var pictures: Int
        /// The moment the first of them shows; not in JSON.
        package var shownFrom: WallTime?

        private enum CodingKeys: String, CodingKey { case file, camera, start, zone, codes, pictures }

        package init(
            file: String, camera: String, start: StartEvidence, zone: String?, codes: Int, pictures: Int,
            shownFrom: WallTime?
        ) {
            self.file = file
            self.camera = camera
            self.start = start
            self.zone = zone
            self.codes = codes
            self.pictures = pictures
            self.shownFrom = shownFrom
        }
    }

    package var clips: [Clip]
    /// What was measured; nil where the clips contradict each other.
    package var clockError: ClockError?
    /// The same as a person can give it.
    package var option: String?
    /// Why nothing was measured; nil where something was.
    package var contradiction: String?

    private enum CodingKeys: String, CodingKey {
        case clips, option, contradiction
        case clockError = "clock_error"
    }

    package init(clips: [Clip], clockError: ClockError?, option: String?, contradiction: String?) {
        self.clips = clips
        self.clockError = clockError
        self.option = option
        self.contradiction = contradiction
    }
}
