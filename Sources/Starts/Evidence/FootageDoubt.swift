/// What is odd about recordings as a whole, for fronts that have words of their own, and as a sentence.
package struct FootageDoubt: Hashable, Sendable {
    /// What it is.
    package enum Kind: String, CaseIterable, Sendable {
        /// Names or containers leave a start open.
        case startOpen = "start_open"
        /// A camera seems to be two.
        case twoCameras = "two_cameras"
        /// And so it does in more pairs of folders than are named.
        case morePairs = "more_pairs"
        /// A camera's clock seems to have run backwards.
        case ranBackwards = "ran_backwards"
        /// Recordings of a camera and of something else have one label.
        case twoKinds = "two_kinds"
        /// A start is known by the file's date only.
        case fileDate = "file_date"
        /// Something contradicts a start.
        case contradicted
    }

    package var kind: Kind
    /// The label of the camera.
    package var camera: String
    /// The first recording that it is seen in; nil where none is named.
    package var file: String?
    /// The other one, where it takes two.
    package var other: String?
    /// How many there are.
    package var count: Int
    /// All of it as a plain sentence in English.
    package var sentence: String

    package init(
        _ kind: Kind, camera: String, file: String? = nil, other: String? = nil, count: Int = 1,
        sentence: String
    ) {
        self.kind = kind
        self.camera = camera
        self.file = file
        self.other = other
        self.count = count
        self.sentence = sentence
    }
}
