import Objects
import Records
import Statements
import Sealing

/// Do pictures that were encoded anew stand for access units of the recording, is there nothing else in them, and do they
/// show what the recording shows? Only the last needs the recording (docs/spec/derivatives.md, Checks).
package struct DerivativeChecks {
    /// The checks there are. They are made only where the bundle has such pictures.
    package static let ids: Set<CheckID> = comparisonIDs.union([.reencodedUnits, .reencodedPacking])

    /// Gives the bytes of an object in order.
    package typealias Reader = (UnsafeMutableRawBufferPointer, UInt64) throws -> Int

    /// What of a bundle is held against the recording, and by which check.
    package static let comparisons: [(id: CheckID, isOf: @Sendable (ObjectFacts) -> Bool)] = [
        (
            .reencodedPicturesMatch,
            { $0.role.isDerivative && $0.role != .still && $0.derivative?.lossless != true }
        ),
        (
            .losslessPicturesMatch,
            { $0.role.isDerivative && $0.role != .still && $0.derivative?.lossless == true }
        ),
        (.stillsMatch, { $0.role == .still }),
    ]

    // MARK: - Without the recording

    /// The checks that a key is enough for; none where the bundle has only originals.
    ///
    /// - Parameters:
    ///   - inspections: one for each object of the record, in its order.
    ///   - media: encodes pictures again; nil in a program that cannot.
    ///   - reader: decrypts an object from its start on.
    /// - Throws: what `reader` throws.
    package static func ofBundle(
        _ opened: OpenedRecord, _ inspections: [ObjectInspection], media: (any MediaChecks)?,
        reader: (ObjectFacts) throws -> Reader
    ) throws -> [Check] {
        try ofFootage(
            opened.record.footage, opened.index, inspections, isWhole: true, media: media, reader: reader)
    }

    /// The same of some objects of a bundle.
    ///
    /// - Parameters:
    ///   - index: of that footage.
    ///   - isWhole: whether all objects of the bundle are among them, so that one which is not there is missing.
    static func ofFootage(
        _ footage: DescribedFootage, _ index: RecordIndex, _ inspections: [ObjectInspection], isWhole: Bool,
        media: (any MediaChecks)?, reader: (ObjectFacts) throws -> Reader
    ) throws -> [Check] {
        guard footage.objects.contains(where: \.role.isDerivative) else { return [] }
        var units = Verdict.ok
        var packing = Verdict.ok
        for (object, inspection) in zip(footage.objects, inspections) where object.role.isDerivative {
            if !units.isFailure {
                switch unitsVerdict(object, inspection, footage, index, isWhole: isWhole) {
                case .failed(let reason): units = .failed(reason: "\(object.name): \(reason)")
                case .notChecked(let reason, _) where units == .ok:
                    units = .notChecked(reason: "\(object.name): \(reason)")
                default: break
                }
            }
            if !packing.isFailure {
                switch try packingVerdict(object, inspection, media, reader) {
                case .failed(let reason): packing = .failed(reason: "\(object.name): \(reason)")
                case .notChecked(let reason, _) where packing == .ok:
                    packing = .notChecked(reason: "\(object.name): \(reason)")
                default: break
                }
            }
        }
        return [Check(.reencodedUnits, units), Check(.reencodedPacking, packing)]
    }

    private static func unitsVerdict(
        _ object: ObjectFacts, _ inspection: ObjectInspection, _ footage: DescribedFootage,
        _ index: RecordIndex, isWhole: Bool
    ) -> Verdict {
        guard let recording = index.recording(object.recording), let track = object.tracks.first,
            let source = recording.track(track.sourceTrack), source.kind == .video
        else { return .failed(reason: "it is of no picture track of the recording") }
        guard recording.facts.commitment != nil,
            let committed = recording.committedTrack(track.sourceTrack)
        else {
            return .failed(reason: "nothing binds its pictures to \(recording.facts.name): no commitment")
        }
        guard let proof = object.derivative?.units else {
            return .failed(reason: "it does not prove which access units of the recording it stands for")
        }
        do {
            guard
                let span = try UnitSpan(
                    of: object, track: track, source: source, placement: Placement(of: recording.facts))
            else { return .failed(reason: "it does not say which times it is for") }
            let ends = index.objects(ofRecording: object.recording).lazy
                .map { footage.objects[$0] }
                .filter { $0.role == .master }.flatMap(\.tracks)
                .filter { $0.sourceTrack == track.sourceTrack }
                .compactMap { $0.proof.map { $0.first &+ $0.count } }
            if object.role == .leadOut, !isWhole, !ends.contains(proof.first) {
                return .notChecked(reason: "the original that it follows was not disclosed")
            }
            let times = try proof.times(in: committed, span, masterEnds: Array(ends))
            guard times == inspection.pictureTimes.sorted() else {
                return .failed(
                    reason:
                        "it has \(counted(UInt64(inspection.pictureTimes.count), "picture")), and their times are not those of the "
                        + "\(counted(UInt64(times.count), "access unit")) of the recording that there must be one of"
                )
            }
        } catch let flaw as RangeVerifier.Flaw {
            return .failed(reason: flaw.reason)
        } catch {
            return .failed(reason: "\(error)")
        }
        let without = proof.withoutPicture.count
        return without == 0
            ? .ok
            : .notChecked(
                reason:
                    "it has no picture of \(without) access unit\(without == 1 ? "" : "s") of the recording; that no "
                    + "decoder makes one of \(without == 1 ? "it" : "them") is the word of who sealed")
    }

    private static func packingVerdict(
        _ object: ObjectFacts, _ inspection: ObjectInspection, _ media: (any MediaChecks)?,
        _ reader: (ObjectFacts) throws -> Reader
    ) throws -> Verdict {
        if let flaw = inspection.packingFlaw { return .failed(reason: flaw) }
        guard inspection.windowFlaw == nil, inspection.fileFlaw == nil else {
            return .failed(reason: "it was not read to its end")
        }
        guard let derivative = object.derivative, derivative.lossless == true, let track = object.tracks.first
        else { return .ok }
        guard let media else {
            return .notChecked(reason: "this program cannot encode its pictures again")
        }
        return try media.packing(
            of: track, derivative, named: object.name, reader: try reader(object))
    }

    // MARK: - With the recording

    /// All comparisons.
    package static let comparisonIDs = Set(comparisons.map(\.id))

    /// The comparisons that there is something for.
    static func comparisonIDs(for footage: DescribedFootage) -> [CheckID] {
        comparisons.filter { footage.objects.contains(where: $0.isOf) }.map(\.id)
    }
}

extension BundleArchive {
    /// Decrypts an object from its start on.
    package func reader(_ object: ObjectFacts, identity: Identity) throws -> DerivativeChecks.Reader {
        let decryptor = try decryptor(for: object.file, identities: identity.ageIdentities)
        return { buffer, _ in try decryptor.read(into: buffer) }
    }
}

extension Verdict {
    fileprivate var isFailure: Bool { if case .failed = self { true } else { false } }
}
