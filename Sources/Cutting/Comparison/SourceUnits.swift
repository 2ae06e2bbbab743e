import Objects
import Recordings
import Records
import CFFmpeg

/// The access units of a recording at hand, to hold against them those that a derivative says it stands for
/// (docs/spec/derivatives.md, Pictures).
struct SourceUnits {
    private let pictures: SourcePictures

    /// What came of the comparison.
    struct Outcome {
        /// Why they are not the recording's; nil where they are.
        var flaw: String?
        /// The times at which the recording must have no picture, as it is said.
        var withoutPicture: Set<Int64> = []
    }

    init(_ pictures: SourcePictures) { self.pictures = pictures }

    /// Reads the stretch that a proof speaks of.
    ///
    /// - Throws: ``FootageError`` where the recording cannot be read.
    func read(_ proof: UnitsProof, _ span: UnitSpan) throws -> Outcome {
        let track = pictures.track
        guard let first = proof.rows.first?.unit.dts, let last = proof.rows.last?.unit.dts,
            first.magnitude < MediaTicks.limit, last.magnitude < MediaTicks.limit
        else { return Outcome(flaw: "its access units have no times") }
        let input = try pictures.open(until: last + 1)
        guard track.index < input.trackCount, let judge = RandomAccess(try input.parameters(track.index))
        else { return Outcome(flaw: "the recording has no such picture track") }
        try input.select([track.index])
        try input.seek(track: track.index, atOrBefore: proof.first == 0 ? .min / 4 : first)
        let packet = try Packet()
        var fields = FieldPairs(try input.parameters(track.index))
        var rows = proof.rows[...]
        // First fields whose other half lies outside: there is a picture at their time, and none may be encoded anew.
        var halves: Set<Int64> = []
        while let row = rows.first, try next(of: input, into: packet) {
            if rows.count == proof.rows.count, let dts = packet.dts, dts < first {
                guard proof.first > 0 else {
                    return Outcome(
                        flaw: "the recording has access units before those it is said to begin with")
                }
                continue
            }
            guard packet.pts == row.unit.pts, packet.dts == row.unit.dts else {
                return Outcome(
                    flaw:
                        "the access units it is said to stand for are not those that the recording has there")
            }
            let isClean = judge.isClean(packet.bytes)
            if span.kind != .still, span.contains(row.unit.pts), isClean {
                return Outcome(
                    flaw:
                        "decoding can start at an access unit of the recording there, so the originals from it on "
                        + "could have been handed over")
            }
            if let half = fields.first(ofSecond: packet.bytes, pts: row.unit.pts, isClean: isClean),
                span.contains(half) != span.contains(row.unit.pts)
            {
                halves.insert(half)
            }
            rows = rows.dropFirst()
        }
        guard rows.isEmpty else {
            return Outcome(flaw: "the recording does not have the access units that it is said to stand for")
        }
        if proof.after.isEmpty, try next(of: input, into: packet) {
            return Outcome(flaw: "the recording has access units behind those it is said to end with")
        }
        let without = proof.withoutPicture.compactMap { place in
            proof.rows.indices.contains(Int(clamping: place))
                ? proof.rows[Int(clamping: place)].unit.pts : nil
        }
        return Outcome(flaw: nil, withoutPicture: Set(without).subtracting(halves))
    }

    private func next(of input: MediaInput, into packet: Packet) throws -> Bool {
        do { return try input.read(into: packet) } catch FootageError.truncated { return false }
    }
}
