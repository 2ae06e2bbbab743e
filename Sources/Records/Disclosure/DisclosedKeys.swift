import Sealing
import Statements

/// The keys that a disclosure hands over: for each file of the disclosed objects the header that its recipient finds before
/// the old payload.
///
/// Format: docs/spec/disclosure.md, Keys.
package struct DisclosedKeys: Sendable, Hashable, Codable {
    /// The value of ``type`` this version writes and reads.
    package static let currentType = "urn:proffer:disclosure-keys:v1"
    /// The most the encrypted text may measure, in bytes.
    package static let maximumBytes = 10 << 20

    /// A file of the bundle, and the header that opens it.
    package struct File: Sendable, Hashable, Codable {
        /// Its path below the top folder: `data/0001.age`.
        package var name: String
        /// The header, from `age-encryption.org/v1` to the line feed behind its MAC.
        package var header: String

        /// The two together.
        package init(name: String, header: String) {
            self.name = name
            self.header = header
        }
    }

    /// Which format this is: ``currentType``.
    package var type: String
    /// The bundle, so that these keys cannot be moved into the disclosure of another.
    package var bundle: String
    /// Of each object its file and its facts.
    package var files: [File]

    /// Keys from their parts.
    package init(bundle: String, files: [File]) {
        type = Self.currentType
        self.bundle = bundle
        self.files = files
    }

    /// The names of the files that disclosing objects hands the keys of, in the order they stand in.
    package static func names(ofObjects objects: [Int]) -> [String] {
        objects.flatMap { [Seal.objectName($0), Seal.factsName($0)] }
    }
}
