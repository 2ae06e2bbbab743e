import Bundle
import Cutting
import Objects
import Records
import Sealing
import Viewing

/// The checks that need the media library, made with it.
package struct LibraryChecks: MediaChecks {
    package init() {}

    package func packing(
        of track: ObjectTrack, _ derivative: DerivativeFacts, named name: String,
        reader: @escaping DerivativeChecks.Reader
    ) throws -> Verdict {
        try LosslessPacking.verdict(of: track, derivative, named: name, readAt: reader)
    }

    package func still(
        _ listed: RecipientsStill, sha256: SHA256Digest, of object: ObjectFacts, in recording: RecordingFacts,
        opening: () throws -> DerivativeChecks.Reader
    ) throws -> Verdict {
        let taken: ClipStill
        do {
            taken = try ClipStill(of: object, in: recording, at: listed.asked, opening: opening)
        } catch let error as FootageError {
            return .notChecked(reason: "it cannot be taken again: \(error.cause)")
        }
        var facts = taken.facts
        let isSameLibrary = facts.decoder == listed.decoder && facts.settings == listed.settings
        (facts.decoder, facts.settings) = (listed.decoder, listed.settings)
        guard facts == listed else {
            return .failed(
                reason:
                    "what is listed of it is not what the clip gives: its picture of \(listed.asked) was taken at "
                    + "\(facts.shown), and the list has \(listed.shown) or other facts of it")
        }
        if try SHA256Digest.of(taken.png) == sha256 { return .ok }
        return isSameLibrary
            ? .failed(reason: "it is not the picture that the clip shows at \(listed.shown)")
            : .notChecked(
                reason:
                    "taken again with \(taken.facts.decoder) it is another file than with \(listed.decoder), which may round otherwise"
            )
    }

    package func compare(
        _ bundle: InspectedBundle, with sources: [String],
        reader: (ObjectFacts) throws -> DerivativeChecks.Reader
    ) throws -> SourceChecks {
        try SourceChecks.compared(bundle, sources: sources, reader: reader)
    }
}
