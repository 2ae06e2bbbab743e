/// The `moof` of a fragment (docs/spec/objects.md, Fragment): made from its samples, and read back into them.
enum FragmentHeader {
    /// The samples of one track in a fragment, in decoding order; never empty.
    struct Run: Sendable, Hashable {
        /// Its `track_ID`.
        var track: Int
        var samples: [StoredSample]
    }

    /// How many samples a fragment has at most.
    static let maximumSamples = FragmentRule.samples * FragmentRule.allowance
    /// What a sample may measure: far more than a picture has, and little enough to be held.
    static let maximumSampleBytes: UInt64 = 64 << 20

    private static let keyFlags: UInt32 = 0x0200_0000
    private static let otherFlags: UInt32 = 0x0101_0000

    /// Bytes of the whole `moof` of a fragment, its header included.
    static func size(samples: Int, tracks: Int) -> Int { 24 + 64 * tracks + 16 * samples }

    /// The content of the `moof`, without its header.
    static func content(number: UInt32, _ runs: [Run]) -> [UInt8] {
        var writer = BoxWriter()
        var offset = UInt64(size(samples: runs.reduce(0) { $0 + $1.samples.count }, tracks: runs.count)) + 8
        writer.box("mfhd") { box in
            box.put(UInt32(0))
            box.put(number)
        }
        for run in runs {
            writer.box("traf") { traf in
                traf.box("tfhd") { box in
                    box.put(UInt32(0x02_0000))
                    box.put(UInt32(truncatingIfNeeded: run.track))
                }
                traf.box("tfdt") { box in
                    box.put(UInt32(0x0100_0000))
                    box.put(run.samples.first?.dts ?? 0)
                }
                traf.box("trun") { box in
                    box.put(UInt32(0x0100_0F01))
                    box.put(UInt32(truncatingIfNeeded: run.samples.count))
                    box.put(UInt32(truncatingIfNeeded: offset))
                    for sample in run.samples {
                        box.put(UInt32(truncatingIfNeeded: sample.duration))
                        box.put(UInt32(truncatingIfNeeded: sample.size))
                        box.put(sample.isKey ? keyFlags : otherFlags)
                        box.put(Int32(truncatingIfNeeded: sample.pts - sample.dts))
                        offset += sample.size
                    }
                }
            }
        }
        return writer.bytes
    }

    /// Reads the samples a `moof` lists. What else stands in it is not looked at: who reads it makes it anew and
    /// compares.
    ///
    /// - Parameter tracks: how many the object has.
    static func read(_ reader: BoxReader, tracks: Int) throws(FootageError) -> [Run] {
        var reader = reader
        _ = try content(of: "mfhd", in: &reader)
        var runs: [Run] = []
        var total = 0
        while !reader.isAtEnd {
            let content = try content(of: "traf", in: &reader)
            guard runs.count < tracks else { throw BoxReader.damaged("a fragment has too many tracks") }
            runs.append(try readTrack(content, tracks: tracks, total: &total))
        }
        guard total > 0 else { throw BoxReader.damaged("a fragment has no samples") }
        return runs
    }

    private static func content(
        of type: BoxType, in reader: inout BoxReader
    ) throws(FootageError) -> BoxReader {
        let box = try reader.box()
        guard box.type == type else {
            throw BoxReader.damaged("a fragment has a box “\(box.type)” where “\(type)” must stand")
        }
        return box.content
    }

    private static func readTrack(
        _ reader: BoxReader, tracks: Int, total: inout Int
    ) throws(FootageError) -> Run {
        var reader = reader
        var header = try content(of: "tfhd", in: &reader)
        try header.skip(4)
        let track = Int(try header.integer(UInt32.self))
        guard (1...tracks).contains(track) else { throw BoxReader.damaged("a fragment is of no track") }
        var time = try content(of: "tfdt", in: &reader)
        try time.skip(4)
        let start: UInt64 = try time.integer()
        // Far beyond any recording, and low enough that no sum below can overflow.
        guard start < 1 << 60 else { throw BoxReader.damaged("a fragment starts beyond all time") }
        var rows = try content(of: "trun", in: &reader)
        try rows.skip(4)
        let count = Int(try rows.integer(UInt32.self))
        try rows.skip(4)
        guard count > 0, rows.remaining / 16 >= count, rows.remaining == 16 * count else {
            throw BoxReader.damaged("box “trun” does not have the rows it promises")
        }
        total += count
        guard total <= maximumSamples else {
            throw BoxReader.damaged("a fragment promises more than \(maximumSamples) samples")
        }
        var run = Run(track: track, samples: [])
        run.samples.reserveCapacity(count)
        var dts = Int64(start)
        for _ in 0..<count {
            let duration = Int64(try rows.integer(UInt32.self))
            let size = UInt64(try rows.integer(UInt32.self))
            let flags: UInt32 = try rows.integer()
            let offset = Int64(Int32(bitPattern: try rows.integer(UInt32.self)))
            guard size <= maximumSampleBytes else {
                throw BoxReader.damaged("a fragment has a sample that is too large")
            }
            run.samples.append(
                StoredSample(
                    track: track, dts: dts, pts: dts + offset, duration: duration, size: size,
                    isKey: flags == keyFlags))
            dts += duration
        }
        guard dts < 1 << 61 else { throw BoxReader.damaged("a fragment reaches beyond all time") }
        return run
    }
}
