import Objects
import Records
import Statements

/// Looks at the access units of a lead-in or lead-out while they pass by: when their pictures are shown in the recording,
/// and that they hold nothing but pictures (docs/spec/derivatives.md).
///
/// Not `Sendable`: one stage feeds it.
final class DerivativeInspection {
    /// What came of it.
    struct Outcome {
        /// When its pictures are shown in the recording, in the order they are stored in.
        var times: [Int64] = []
        /// Why something else could be in it; nil where nothing could.
        var flaw: String?
    }

    private(set) var outcome = Outcome()
    private let track: ObjectTrack
    private let source: SourceTrack
    private let isH264: Bool

    /// An inspection of a derivative; nil for a master.
    init?(_ object: ObjectFacts, of recording: RecordIndex.Entry?) {
        guard object.role.isDerivative, let track = object.tracks.first,
            let source = recording?.track(track.sourceTrack)
        else { return nil }
        self.track = track
        self.source = source
        isH264 = track.codec == "h264"
        outcome.flaw = Self.formFlaw(object) ?? Self.descriptionFlaw(object, source)
        // The one picture of a still has no time of its own.
        if object.role == .still { outcome.times = [track.shift] }
    }

    /// Looks at one access unit; no more of them come than the record speaks of.
    func look(at sample: StoredSample, _ canonical: CanonicalBytes, _ bytes: UnsafeRawBufferPointer) {
        let isFirst = outcome.times.isEmpty
        // A time that the recording cannot have is none of its pictures'.
        outcome.times.append(track.sourceTime(of: sample.pts, in: source.timeBase) ?? .min)
        guard isH264, outcome.flaw == nil else { return }
        outcome.flaw =
            isFirst ? PlainSlices.flaw(ofHeader: canonical.codecHeader) : nil
        outcome.flaw = outcome.flaw ?? PlainSlices.flaw(in: bytes, isFirst: isFirst)
    }

    /// In what a lead-in or lead-out would be shown otherwise than the track it comes from; nil where in nothing.
    private static func descriptionFlaw(_ object: ObjectFacts, _ source: SourceTrack) -> String? {
        guard object.role != .still, let derivative = object.derivative else { return nil }
        guard let own = object.tracks.first?.description, let theirs = source.description else {
            return "the record does not describe its track, or the one it comes from"
        }
        return derivative.flaw(of: own, from: theirs)
    }

    /// Why a derivative is none of those there are; nil where it is one (docs/spec/derivatives.md, Forms).
    private static func formFlaw(_ object: ObjectFacts) -> String? {
        guard object.tracks.count == 1, let track = object.tracks.first, let derivative = object.derivative
        else { return "it has not the one track that a derivative has" }
        guard derivative.frames == track.accessUnits else {
            return "it has \(counted(track.accessUnits, "picture")), the record says \(derivative.frames)"
        }
        let isForm =
            switch (object.role, object.container, track.codec) {
            case (.leadIn, "mp4", "h264"), (.leadOut, "mp4", "h264"):
                derivative.lossless == nil && derivative.still == nil
            case (.leadIn, "mov", "ffv1"), (.leadOut, "mov", "ffv1"):
                derivative.lossless == true && derivative.still == nil
            case (.still, "png", "png"): derivative.lossless == nil && derivative.still != nil
            default: false
            }
        return isForm
            ? nil
            : "\(track.codec) in \(object.container), lossless: \(derivative.lossless.map { "\($0)" } ?? "not said"), "
                + "is none of the forms that a \(object.role.rawValue) has"
    }
}
