import Records
import Sealing
import Statements

/// What only a program that reads recordings and encodes pictures can check of a bundle.
///
/// A verification takes it as a value. Without it these checks are *not checked*, and say why: so a bundle is verified by a
/// program that holds no media library (docs/decisions/0099-verifying-needs-no-media-library.md).
package protocol MediaChecks: Sendable {
    /// Whether the packets of a losslessly encoded object hold its pictures and nothing else: they are encoded again.
    ///
    /// - Parameters:
    ///   - track: the object's track, by the record.
    ///   - derivative: what the record says of how it was encoded.
    ///   - name: what errors call the object.
    ///   - reader: gives its bytes in order.
    /// - Throws: what `reader` throws.
    func packing(
        of track: ObjectTrack, _ derivative: DerivativeFacts, named name: String,
        reader: @escaping DerivativeChecks.Reader
    ) throws -> Verdict

    /// Takes a still again out of a clip, and holds it against the one that whoever opened the bundle lists.
    ///
    /// - Parameters:
    ///   - listed: what they say it shows.
    ///   - sha256: of its file.
    ///   - object: the clip it was taken from.
    ///   - recording: what the clip is of.
    ///   - opening: decrypts the clip from its start on, each time it is asked.
    /// - Throws: what `opening` and its reader throw.
    func still(
        _ listed: RecipientsStill, sha256: SHA256Digest, of object: ObjectFacts, in recording: RecordingFacts,
        opening: () throws -> DerivativeChecks.Reader
    ) throws -> Verdict

    /// Holds a bundle against the recordings it was cut from.
    ///
    /// - Parameters:
    ///   - sources: the paths of the recordings; at least one.
    ///   - reader: decrypts an object from its start on.
    /// - Throws: `FootageError` where a file cannot be read, and what `reader` throws.
    func compare(
        _ bundle: InspectedBundle, with sources: [String],
        reader: (ObjectFacts) throws -> DerivativeChecks.Reader
    ) throws -> SourceChecks
}

/// A bundle that was read to its end, with what is known of it that is not in it.
package struct InspectedBundle {
    package let opened: OpenedRecord
    /// One for each object of the record, in its order, with their runs.
    package let inspections: [ObjectInspection]
    /// The consent; nil where it does not hold.
    package let authorization: Authorization?
    /// Who sealed, where it is them who verify.
    package let owner: Identity?
}
