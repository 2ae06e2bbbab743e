import Objects

/// Which samples of a track are listed, and what its tables say of each.
struct SampleListing {
    /// One sample.
    struct Sample {
        /// From 0 on.
        var number: Int
        /// As stored, without the edit list's shift.
        var dts: Int64
        var size: UInt64
        var offset: UInt64
        var compositionOffset: Int64
        var isSync: Bool
        var dependency: UInt8
    }

    private(set) var samples: [Sample] = []
    /// Listed without a hole, in order, apart from each other.
    let ranges: [Range<Int>]
    /// How long the last sample of the track lasts.
    let lastDuration: Int64
    /// When the sample behind each range is decoded; the last has none where it reaches the track's end.
    private(set) var ends: [Int64?] = []

    /// libavformat takes longer samples for errors from 2³¹ or 2³² on, depending on its version.
    private static let longestStep: Int64 = 1 << 29
    private static let sampleLimit = 1 << 20

    /// - Parameter dense: decoding times, with the edit list's shift, between which every sample is listed.
    /// - Returns: nil where that would list too much for it to pay.
    init?(
        _ tables: TrackTables, dense: Range<Int64>?, _ rule: ThinningRule, in file: SourceBytes
    ) throws(FootageError) {
        var times = try RunTable.Cursor(tables.times, in: file)
        let sync = tables.syncSamples.map { TableReader($0, in: file) }
        var wanted = [0..<rule.first, tables.samples - rule.last..<tables.samples]
        if let dense {
            let from = try times.sample(atOrBefore: Self.without(tables.shift, dense.lowerBound))
            let to = try times.sample(atOrBefore: Self.without(tables.shift, dense.upperBound))
            let start = try Self.syncSample(atOrBefore: from, sync)
            wanted.append(start..<max(start, to) + 1)
        }
        var ranges = Self.joined(wanted)
        guard ranges.reduce(0, { $0 + $1.count }) <= min(tables.samples / 2, Self.sampleLimit) else {
            return nil
        }
        guard let stones = try Self.steppingStones(between: ranges, &times) else { return nil }
        ranges = Self.joined(ranges + stones)
        self.ranges = ranges

        let sizes = SizeTable.Cursor(tables.sizes, in: file)
        var chunks = try ChunkTable.Cursor(tables.chunks, in: file)
        var offsets = try tables.compositionOffsets.map { table throws(FootageError) in
            try RunTable.Cursor(table, in: file)
        }
        let dependencies = tables.dependencies.map { TableReader($0, in: file) }
        for range in ranges {
            var chunk = try chunks.chunk(of: range.lowerBound)
            var position =
                chunk.offset &+ (try sizes.bytes(before: range.lowerBound))
                &- (try sizes.bytes(before: chunk.samples.lowerBound))
            var nextSync = 0
            if let sync { nextSync = try Self.entry(atOrAfter: range.lowerBound + 1, sync) }
            for number in range {
                if number == chunk.samples.upperBound {
                    chunk = try chunks.chunk(of: number)
                    position = chunk.offset
                }
                let size = try sizes.size(number)
                // A place no file has is not to be told from one that the library calls an error.
                guard position < 1 << 62 else { return nil }
                var isSync = true
                if let sync {
                    if nextSync < sync.place.count {
                        isSync = try sync.number(nextSync) == UInt64(number + 1)
                    } else {
                        isSync = false
                    }
                    if isSync { nextSync += 1 }
                }
                try offsets?.go(to: number)
                samples.append(
                    Sample(
                        number: number, dts: try times.go(to: number), size: size, offset: position,
                        compositionOffset: offsets?.value ?? 0, isSync: isSync,
                        dependency: UInt8(truncatingIfNeeded: try dependencies?.number(number) ?? 0)))
                position += size
            }
            ends.append(
                range.upperBound < tables.samples ? try times.go(to: range.upperBound) : nil)
        }
        try times.go(to: tables.samples - 1)
        lastDuration = times.value
        // An empty table of such samples would mean something else than none among those listed.
        guard samples.contains(where: \.isSync) else { return nil }
    }

    private static func without(_ shift: Int64, _ time: Int64) -> Int64 {
        let (difference, overflow) = time.subtractingReportingOverflow(shift)
        return overflow ? (time < 0 ? .min : .max) : difference
    }

    /// Ranges in order, those that touch made one.
    private static func joined(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var joined: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = joined.last, range.lowerBound <= last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        return joined
    }

    /// Single samples in the holes, so that no step from one that is listed to the next is too long.
    private static func steppingStones(
        between ranges: [Range<Int>], _ times: inout RunTable.Cursor
    ) throws(FootageError) -> [Range<Int>]? {
        var stones: [Range<Int>] = []
        for (before, behind) in zip(ranges, ranges.dropFirst()) {
            var number = before.upperBound - 1
            var dts = try times.go(to: number)
            let end = try times.go(to: behind.lowerBound)
            while end - dts >= longestStep {
                guard stones.count < sampleLimit / 16 else { return nil }
                number = max(number + 1, try times.sample(atOrBefore: dts + longestStep / 2))
                dts = try times.go(to: number)
                stones.append(number..<number + 1)
            }
        }
        return stones
    }

    // MARK: - Where decoding can start

    /// The first entry with a number that is not less than one.
    private static func entry(atOrAfter number: Int, _ sync: TableReader) throws(FootageError) -> Int {
        var (low, high) = (0, sync.place.count)
        while low < high {
            let middle = (low + high) / 2
            if try sync.number(middle) < UInt64(number) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func syncSample(
        atOrBefore sample: Int, _ sync: TableReader?
    ) throws(FootageError) -> Int {
        guard let sync else { return sample }
        let entry = try entry(atOrAfter: sample + 2, sync) - 1
        return entry < 0 ? 0 : Int(try sync.number(entry)) - 1
    }
}
