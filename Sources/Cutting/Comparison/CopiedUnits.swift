import Objects
import Recordings
import Records
import CFFmpeg

/// The access units of another copy of a recording, whose container may count time in another unit: they are found by
/// their places in the track, and told apart by the order in which they are shown (docs/spec/derivatives.md, Pictures).
struct CopiedUnits {
    /// When each access unit of the stretch is shown in the copy, by when it is shown in the recording.
    private(set) var times: [Int64: Int64] = [:]
    /// The times in the recording at which it must have no picture, as it is said.
    private(set) var withoutPicture: Set<Int64> = []
    /// The place of the access unit that decoding begins with.
    private(set) var start: UInt64 = 0
    /// The place behind the stretch.
    private(set) var end: UInt64 = 0

    /// Why pictures cannot be held against the copy.
    enum Obstacle: Error {
        /// It does not tell which of its pictures is which.
        case unclear(String)
        /// It has something that there must not be.
        case flaw(String)
    }

    /// How many clean access units are remembered: pictures are reordered over no more than a few.
    private static let cleanRemembered = 8
    /// How far times may lie apart beside the two units' own rounding: a copy of a copy was rounded before, to the
    /// millisecond in Matroska.
    private static let roundingMilliseconds: Int128 = 2

    /// Finds the stretch that a proof speaks of.
    ///
    /// - Parameters:
    ///   - track: by the record, with the recording's own unit.
    ///   - count: how many access units the track must have, as by the places alone one that lacks the first of them would
    ///     show others; nil where originals show that they are counted as in the recording.
    ///   - input: the copy, at its beginning.
    /// - Throws: ``Obstacle``, and ``FootageError`` where the copy cannot be read.
    init(
        _ proof: UnitsProof, _ span: UnitSpan, of track: SourceTrack, count: UInt64?, in input: MediaInput
    ) throws {
        guard track.index < input.trackCount, let judge = RandomAccess(try input.parameters(track.index))
        else { throw Obstacle.unclear("it has no such picture track") }
        let unit = TimeBase(try input.track(track.index).pointee.time_base)
        let (behind, overflow) = proof.first.addingReportingOverflow(UInt64(proof.rows.count))
        guard !overflow, behind < MediaTicks.limit,
            proof.rows.allSatisfy({ $0.unit.pts > .min && $0.unit.pts.magnitude < MediaTicks.limit })
        else { throw Obstacle.flaw("its access units have no times") }
        end = behind
        var fields = FieldPairs(try input.parameters(track.index))
        var clean: [(place: UInt64, shown: Int64)] = []
        var halves: Set<Int64> = []
        var found: [(recorded: Int64, shown: Int64)] = []
        var firstWanted: Int64?
        let packet = try Packet()
        try input.select([track.index])
        var place: UInt64 = 0
        while place < end, try Self.next(of: input, into: packet) {
            defer { place += 1 }
            let isClean = judge.isClean(packet.bytes)
            guard place >= proof.first else {
                if isClean, let shown = packet.pts { Self.remember((place, shown), in: &clean) }
                continue
            }
            guard let shown = packet.pts, shown.magnitude < MediaTicks.limit else {
                throw Obstacle.unclear("it does not say when its pictures are shown")
            }
            let recorded = proof.rows[Int(place - proof.first)].unit.pts
            let isWanted = span.contains(recorded)
            if span.kind != .still, isWanted, isClean {
                throw Obstacle.flaw(
                    "decoding can start at an access unit there, so the originals from it on could have been handed over"
                )
            }
            if isClean { Self.remember((place, shown), in: &clean) }
            if isWanted, firstWanted == nil || shown < firstWanted ?? 0 {
                firstWanted = shown
                start = clean.last { $0.shown <= shown }?.place ?? 0
            }
            if let half = fields.first(ofSecond: packet.bytes, pts: recorded, isClean: isClean),
                span.contains(half) != isWanted
            {
                halves.insert(half)
            }
            found.append((recorded, shown))
        }
        guard place == end else {
            throw Obstacle.unclear("it ends before the access units that the pictures stand for")
        }
        if proof.after.isEmpty, try Self.next(of: input, into: packet) {
            throw Obstacle.unclear("it has access units behind the last of the recording")
        }
        if let count {
            while place <= count, try Self.next(of: input, into: packet) { place += 1 }
            guard place == count else {
                throw Obstacle.unclear("it has not as many access units as the recording")
            }
        }
        try Self.checkOrder(found, track.timeBase, unit)
        times = Dictionary(found.map { ($0.recorded, $0.shown) }) { first, _ in first }
        withoutPicture = Set(
            proof.withoutPicture.compactMap { place in
                proof.rows.indices.contains(Int(clamping: place))
                    ? proof.rows[Int(clamping: place)].unit.pts : nil
            }
        ).subtracting(halves)
    }

    private static func remember(
        _ unit: (place: UInt64, shown: Int64), in clean: inout [(place: UInt64, shown: Int64)]
    ) {
        if clean.count == cleanRemembered { clean.removeFirst() }
        clean.append(unit)
    }

    /// Are the units shown in the same order, and as far apart, as nearly as the two units of time can say it?
    private static func checkOrder(
        _ found: [(recorded: Int64, shown: Int64)], _ recorded: TimeBase, _ copied: TimeBase
    ) throws {
        let sorted = found.sorted { $0.recorded < $1.recorded }
        guard zip(sorted, sorted.dropFirst()).allSatisfy({ $0.recorded < $1.recorded && $0.shown < $1.shown })
        else { throw Obstacle.unclear("its access units are shown in another order") }
        guard let first = sorted.first, Placement.isUsable(recorded), Placement.isUsable(copied) else {
            throw Obstacle.unclear("its unit of time is not one")
        }
        // In parts of a second that both units are whole numbers of.
        let (own, other) = (
            Int128(recorded.numerator) * Int128(copied.denominator),
            Int128(copied.numerator) * Int128(recorded.denominator)
        )
        let second = Int128(recorded.denominator) * Int128(copied.denominator)
        let allowed = own + other + roundingMilliseconds * second / 1000
        for unit in sorted {
            let difference =
                (Int128(unit.recorded) - Int128(first.recorded)) * own
                - (Int128(unit.shown) - Int128(first.shown)) * other
            guard difference.magnitude <= allowed.magnitude else {
                throw Obstacle.unclear("its access units are shown at other times")
            }
        }
    }

    /// The copy's pictures of the stretch, decoded; the ones before it that decoding needs are among them.
    ///
    /// - Parameter input: the copy, at its beginning.
    func pictures(of track: SourceTrack, in input: MediaInput) throws -> PictureReader {
        try input.select([track.index])
        let unit = try input.track(track.index).pointee.time_base
        let (start, index) = (start, track.index)
        // The second field of the last picture may follow in a packet of its own.
        let end = end + 2
        var place: UInt64 = 0
        return try PictureReader(VideoDecoder(parameters: input.parameters(index), timeBase: unit)) {
            packet in
            while place < end, try Self.next(of: input, into: packet) {
                place += 1
                if place > start { return true }
            }
            return false
        }
    }

    private static func next(of input: MediaInput, into packet: Packet) throws -> Bool {
        do { return try input.read(into: packet) } catch FootageError.truncated { return false }
    }
}
