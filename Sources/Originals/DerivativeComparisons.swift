import Bundle
import Cutting
import Records

extension DerivativeChecks {
    /// Decodes what was encoded anew, and the recordings again.
    ///
    /// - Parameters:
    ///   - pairs: the recordings of the record that are at hand.
    ///   - counted: the tracks of other copies whose access units are those of the recording, place for place, as its
    ///     originals show.
    ///   - reader: decrypts an object from its start on.
    /// - Throws: what `reader` throws.
    static func compared(
        _ record: Record, _ pairs: [SourceChecks.Pair], counted: Set<SourceChecks.CopiedTrack>,
        reader: (ObjectFacts) throws -> Reader
    ) throws -> [Check] {
        try comparisons.compactMap { comparison in
            let objects = record.objects.filter(comparison.isOf)
            guard !objects.isEmpty else { return nil }
            return Check(comparison.id, try verdict(of: objects, pairs, counted, reader))
        }
    }

    private static func verdict(
        of objects: [ObjectFacts], _ pairs: [SourceChecks.Pair], _ counted: Set<SourceChecks.CopiedTrack>,
        _ reader: (ObjectFacts) throws -> Reader
    ) throws -> Verdict {
        let pairs = Dictionary(pairs.map { ($0.recording.id, $0) }) { first, _ in first }
        var compared = 0
        var unclear: String?
        for object in objects {
            guard let pair = pairs[object.recording] else { continue }
            guard let track = object.tracks.first, object.tracks.count == 1 else {
                return .failed(reason: "\(object.name): it has not the one track it should have")
            }
            let isCounted = counted.contains(.init(recording: pair.recording.id, track: track.sourceTrack))
            let source = try SourcePictures(
                pair.path, pair.recording, track: track.sourceTrack, pair.flaw == nil ? .byTime : .byPlace,
                isCounted: isCounted)
            let verdict = try source.verdict(on: object, readAt: try reader(object))
            let both = "\(object.name) and \(pair.name)"
            switch verdict {
            case .ok: compared += 1
            case .notChecked(let reason, _): unclear = unclear ?? "\(both): \(reason)"
            case .failed(let reason):
                let how =
                    pair.flaw == nil
                    ? "" : "by the places in it, as it is another copy than the one that was sealed: "
                return .failed(reason: "\(both): \(how)\(reason)")
            }
        }
        if let unclear { return .notChecked(reason: unclear) }
        guard compared > 0 else { return .notChecked(reason: "no such picture is of the recordings given") }
        return compared == objects.count
            ? .ok
            : .notChecked(
                reason: "only \(compared) of \(objects.count) are of the recordings given; these hold")
    }
}
