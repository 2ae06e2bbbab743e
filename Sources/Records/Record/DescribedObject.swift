import Statements
import Sealing

/// The facts of one object as they lie in the bundle, `data/0001.facts.age`: with the recording it is of, so that the object can be
/// shown and checked without the record.
///
/// Format: docs/spec/bundle.md, Facts. The text is canonical, and nothing in it is not read.
package struct DescribedObject: Sendable, Equatable {
    /// The value of `type` this version writes and reads.
    package static let currentType = "urn:proffer:object-facts:v1"

    /// The id of the bundle, so that the facts cannot be moved into another.
    package let bundle: String
    /// What the file is.
    package let object: ObjectFacts
    /// The recording it is of.
    package let recording: RecordingFacts

    /// Facts from their parts.
    package init(bundle: String, object: ObjectFacts, recording: RecordingFacts) {
        self.bundle = bundle
        self.object = object
        self.recording = recording
    }

    /// Reads facts where the record is not at hand: of the object that was disclosed.
    ///
    /// - Parameters:
    ///   - json: the text, without the padding behind it.
    ///   - bundle: the id of the bundle they must be of.
    ///   - file: the object they must be of.
    /// - Throws: `SealingError.json`, which says what they are instead.
    package init(json: [UInt8], ofBundle bundle: String, file: String) throws(SealingError) {
        let text = try StrictJSON.decodeCanonical(
            Text.self, from: json, maximumBytes: RecordLimits.factsBytes)
        guard text.type == Self.currentType else {
            throw .json(reason: "they are of another format, “\(text.type.prefix(80))”", byte: nil)
        }
        guard text.bundle == bundle else { throw .json(reason: "they are of another bundle", byte: nil) }
        guard text.object.file == file else {
            throw .json(reason: "they are of “\(text.object.file.prefix(80))”", byte: nil)
        }
        guard text.recording.id == text.object.recording else {
            throw .json(reason: "they are of another recording than they describe", byte: nil)
        }
        self.init(bundle: bundle, object: text.object, recording: text.recording)
    }

    /// All that stands in it.
    private struct Text: Codable {
        var bundle: String
        var object: ObjectFacts
        var recording: RecordingFacts
        var type: String
    }

    /// The text.
    ///
    /// - Throws: `SealingError.json` for what JSON cannot hold.
    package func json() throws(SealingError) -> [UInt8] {
        try Self.json(bundle: bundle, object: object, recording: try StrictJSON.encode(recording))
    }

    /// The text, where that of the recording is there already: the fields in the order of their names.
    fileprivate static func json(
        bundle: String, object: ObjectFacts, recording: [UInt8]
    ) throws(SealingError) -> [UInt8] {
        var text = Array(#"{"bundle":"#.utf8)
        text += try StrictJSON.encode(bundle)
        text += Array(#","object":"#.utf8)
        text += try StrictJSON.encode(object)
        text += Array(#","recording":"#.utf8)
        text += recording
        text += Array(#","type":"\#(currentType)"}"#.utf8)
        return text
    }
}

extension Record {
    /// Writes and reads the facts of the objects of one record.
    ///
    /// It keeps the text of one recording: the objects of a recording follow each other.
    package struct FactsText {
        private let record: Record
        private let index: RecordIndex
        private var recording: (id: String, json: [UInt8])?

        /// - Parameter record: its objects may still be missing.
        package init(_ record: Record) {
            self.record = record
            index = RecordIndex(record)
        }

        /// The text of the facts of an object.
        ///
        /// - Throws: ``StatementError/notSignable(kind:reason:)`` where it is of no recording of the record, and ``SealingError``.
        package mutating func json(of object: ObjectFacts) throws -> [UInt8] {
            guard let recording = try recordingJSON(object.recording) else {
                throw StatementError.notSignable(
                    kind: "record", reason: "\(object.file) is of no recording in it")
            }
            return try DescribedObject.json(bundle: record.bundle, object: object, recording: recording)
        }

        /// Reads the facts of an object.
        ///
        /// - Parameters:
        ///   - json: the text, without the padding behind it.
        ///   - file: the object they must be of.
        /// - Throws: `SealingError.json`, which says what they are instead.
        package mutating func object(from json: [UInt8], of file: String) throws(SealingError) -> ObjectFacts
        {
            let head = try StrictJSON.decode(Head.self, from: json, maximumBytes: RecordLimits.factsBytes)
            guard head.type == DescribedObject.currentType else {
                throw .json(reason: "they are of another format, “\(head.type.prefix(80))”", byte: nil)
            }
            guard head.bundle == record.bundle else {
                throw .json(reason: "they are of another bundle than the record", byte: nil)
            }
            let object = head.object
            guard object.file == file else {
                throw .json(reason: "they are of “\(object.file.prefix(80))”", byte: nil)
            }
            if let flaw = object.numberFlaw { throw .json(reason: flaw, byte: nil) }
            guard let recording = try recordingJSON(object.recording) else {
                throw .json(reason: "they are of no recording in the record", byte: nil)
            }
            let ending = Array(#","recording":"#.utf8) + recording + Array(#","type":"\#(head.type)"}"#.utf8)
            guard json.count > ending.count, json.suffix(ending.count).elementsEqual(ending) else {
                throw .json(
                    reason:
                        "what they say of recording \(object.recording.prefix(80)) is not what the record says",
                    byte: nil)
            }
            try StrictJSON.expectCanonical(
                json,
                is: try DescribedObject.json(bundle: head.bundle, object: object, recording: recording))
            return object
        }

        private mutating func recordingJSON(_ id: String) throws(SealingError) -> [UInt8]? {
            if let recording, recording.id == id { return recording.json }
            guard let facts = index.recording(id)?.facts else { return nil }
            let json = try StrictJSON.encode(facts)
            recording = (id, json)
            return json
        }
    }

    /// What of a text is decoded; the recording is compared as it stands there.
    private struct Head: Decodable {
        var bundle: String
        var object: ObjectFacts
        var type: String
    }
}
