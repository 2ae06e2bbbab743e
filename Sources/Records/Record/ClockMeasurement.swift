import Statements
import Sealing

/// What a clock error was measured from: codes that carry the true time, held before the camera.
///
/// How it is done stands in `docs/spec/clock-code.md`.
package struct ClockMeasurement: Sendable, Hashable, Codable {
    /// One recording in which codes were read.
    package struct Clip: Sendable, Hashable, Codable {
        /// The file's name, without its folder.
        package var name: String
        /// The SHA-256 of the whole file.
        package var sha256: SHA256Digest
        /// How many different codes were read in it.
        package var codes: Int

        /// The facts from their parts.
        package init(name: String, sha256: SHA256Digest, codes: Int) {
            self.name = name
            self.sha256 = sha256
            self.codes = codes
        }

        private enum CodingKeys: String, CodingKey { case name, sha256, codes }

        /// Reads `{"name", "sha256", "codes"}`, and refuses a recording in which nothing was read.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            name = try container.decode(String.self, forKey: .name)
            sha256 = try container.decode(SHA256Digest.self, forKey: .sha256)
            codes = try container.decode(Int.self, forKey: .codes)
            guard codes >= 1 else {
                throw DecodingError.dataCorruptedError(
                    forKey: .codes, in: container, debugDescription: "nothing is measured without a code")
            }
        }
    }

    /// The label of the camera whose clock it was.
    package var camera: String
    /// The recordings, in the order they were given.
    package var clips: [Clip]
    /// From when to when the codes that were read were on show, by the clock that showed them.
    package var shown: Window
    /// How near to true time that clock is believed to have been, in nanoseconds; part of
    /// ``ClockError/uncertaintyNanoseconds``.
    package var referenceUncertaintyNanoseconds: Int64

    private enum CodingKeys: String, CodingKey {
        case camera, clips, shown
        case referenceUncertaintyNanoseconds = "reference_uncertainty_ns"
    }

    /// The facts from their parts.
    package init(camera: String, clips: [Clip], shown: Window, referenceUncertaintyNanoseconds: Int64) {
        self.camera = camera
        self.clips = clips
        self.shown = shown
        self.referenceUncertaintyNanoseconds = referenceUncertaintyNanoseconds
    }

    /// Reads a measurement, and refuses one by a clock nobody could measure with.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        camera = try container.decode(String.self, forKey: .camera)
        clips = try container.decode([Clip].self, forKey: .clips)
        guard !clips.isEmpty else {
            throw DecodingError.dataCorruptedError(
                forKey: .clips, in: container, debugDescription: "nothing is measured without a recording")
        }
        shown = try container.decode(Window.self, forKey: .shown)
        referenceUncertaintyNanoseconds = try container.decode(
            Int64.self, forKey: .referenceUncertaintyNanoseconds)
        guard (0...ClockError.limit).contains(referenceUncertaintyNanoseconds) else {
            throw DecodingError.dataCorruptedError(
                forKey: .referenceUncertaintyNanoseconds, in: container,
                debugDescription: "no clock is uncertain by \(referenceUncertaintyNanoseconds) nanoseconds")
        }
    }
}
