import Bundle
import Cutting
import Records

/// The checks that need the media library, made with it.
package struct LibraryChecks: MediaChecks {
    package init() {}

    package func packing(
        of track: ObjectTrack, _ derivative: DerivativeFacts, named name: String,
        reader: @escaping DerivativeChecks.Reader
    ) throws -> Verdict {
        try LosslessPacking.verdict(of: track, derivative, named: name, readAt: reader)
    }

    package func compare(
        _ bundle: InspectedBundle, with sources: [String],
        reader: (ObjectFacts) throws -> DerivativeChecks.Reader
    ) throws -> SourceChecks {
        try SourceChecks.compared(bundle, sources: sources, reader: reader)
    }
}
