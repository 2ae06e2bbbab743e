import Records

/// What a recording has that is not handed over, as programs get it: the part of the record, whose it is, and its words.
package struct LeftOutFacts: Encodable, Equatable, Sendable {
    package var camera: String
    /// The recording's file: its path where it is at hand, and its name in a record.
    package var file: String
    package var part: LeftOutPart
    package var words: String

    package init(_ part: LeftOutPart, camera: String, file: String, tracks: [SourceTrack]) {
        self.camera = camera
        self.file = file
        self.part = part
        words = part.inWords(tracks)
    }

    /// Of a whole recording.
    package static func all(of recording: RecordingFacts) -> [LeftOutFacts] {
        recording.leftOut.map {
            LeftOutFacts($0, camera: recording.camera, file: recording.name, tracks: recording.tracks)
        }
    }

    private enum CodingKeys: String, CodingKey { case camera, file, words }

    package func encode(to encoder: any Encoder) throws {
        try part.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(camera, forKey: .camera)
        try container.encode(file, forKey: .file)
        try container.encode(words, forKey: .words)
    }

    /// `front-door: sound track 1 (aac): …`.
    package var inWords: String { "\(camera): \(words)" }
}
