import Objects

/// The sample tables of one track, read through once: any sample can be looked up in them from then on.
struct TrackTables: Sendable {
    /// Samples of the track.
    let samples: Int
    /// When they are decoded.
    let times: RunTable
    /// How much later than decoded they are shown; nil where that is never.
    let compositionOffsets: RunTable?
    let sizes: SizeTable
    let chunks: ChunkTable
    /// The numbers of those at which decoding can start, from 1; nil where it is all of them.
    let syncSamples: TablePlace?
    /// What each depends on, a byte a sample (`sdtp`); nil where that is not said.
    let dependencies: TablePlace?
    /// How many samples a decoder has to have before it can show them in order, as the library counts it.
    let reorderDepth: Int
    /// How long each sample is where the library takes all for equally long.
    let steadyDuration: Int64?
    /// What is added to decoding times because of an edit list.
    let shift: Int64

    /// Reads through a track's tables.
    ///
    /// - Parameter movieTimescale: units of a second in its edit list.
    /// - Returns: nil where they are unusual, or contradict each other.
    init?(
        _ track: MovieLayout.Track, movieTimescale: Int64, in file: SourceBytes
    ) throws(FootageError) {
        guard let count = try Self.sampleCount(of: track, in: file), count > 0, count <= RunTable.sampleLimit,
            let timePlace = try Self.place(track.tables["stts"], fields: 2, in: file),
            let times = try RunTable(timePlace, isRising: true, in: file), times.samples == count,
            let sizes = try Self.sizes(of: track, in: file), sizes.samples == count,
            let runs = try Self.place(track.tables["stsc"], fields: 3, in: file),
            let offsets = try Self.place(
                track.tables["stco"] ?? track.tables["co64"], width: track.tables["stco"] == nil ? 8 : 4,
                in: file),
            let chunks = try ChunkTable(runs, offsets: offsets, in: file), chunks.samples == count
        else { return nil }
        samples = count
        (self.times, self.sizes, self.chunks) = (times, sizes, chunks)
        shift = Self.shift(track, movieTimescale)
        guard shift.magnitude < MediaTicks.limit else { return nil }

        if track.tables["ctts"] != nil {
            guard let place = try Self.place(track.tables["ctts"], fields: 2, in: file),
                let table = try RunTable(place, isRising: false, in: file), table.samples == count
            else { return nil }
            compositionOffsets = table
        } else {
            compositionOffsets = nil
        }
        syncSamples = try Self.place(track.tables["stss"], in: file)
        if track.tables["stss"] != nil {
            guard let place = syncSamples, try Self.rises(place, upTo: count, in: file) else { return nil }
        }
        dependencies = track.tables["sdtp"].map { box in
            TablePlace(
                offset: box.content + 4, count: Int(clamping: box.end - box.content) - 4, width: 1)
        }
        guard dependencies.map({ $0.count == count }) ?? true else { return nil }

        let reader = TableReader(timePlace, in: file)
        let first = try reader.number(0, 1)
        // The library calls a track's rate what its first run says where there is one run, or one sample besides.
        let second = timePlace.count == 2 ? try reader.number(1, 0) : 0
        let isSteady = timePlace.count == 1 || second == 1
        steadyDuration = isSteady ? Int64(first) : nil
        if track.handler == "soun" {
            // Bare samples: the library makes packets of them by rules of its own.
            guard timePlace.count > 1 || first > 1, !sizes.isConstant else { return nil }
        }
        reorderDepth =
            track.handler == "vide"
            ? try compositionOffsets.map { table throws(FootageError) in
                try ReorderDepth.of(times, shownLaterBy: table, in: file)
            } ?? 0 : 0
    }

    /// How many samples a track says it has; nil where it does not say so plainly.
    static func sampleCount(of track: MovieLayout.Track, in file: SourceBytes) throws(FootageError) -> Int? {
        guard let box = track.tables["stsz"] ?? track.tables["stz2"], box.end - box.content >= 12 else {
            return nil
        }
        return Int(try TableReader(TablePlace(offset: box.content + 8, count: 1), in: file).number(0))
    }

    private static func sizes(
        of track: MovieLayout.Track, in file: SourceBytes
    ) throws(FootageError) -> SizeTable? {
        guard let box = track.tables["stsz"] ?? track.tables["stz2"],
            let samples = try sampleCount(of: track, in: file)
        else { return nil }
        // `stsz` has the size of all here, `stz2` in the last byte how many bits a size has.
        let field = try TableReader(TablePlace(offset: box.content + 4, count: 1), in: file).number(0)
        let isCompact = box.name == "stz2"
        if !isCompact, field > 0 { return SizeTable(samples: samples, each: field) }
        guard !isCompact || field == 8 || field == 16 else { return nil }
        let width = isCompact ? Int(field) / 8 : 4
        guard UInt64(samples) * UInt64(width) + 12 <= box.end - box.content else { return nil }
        return try SizeTable(
            TablePlace(offset: box.content + 12, count: samples, width: width), in: file)
    }

    /// A table behind its version, flags and number of entries; nil where it does not fit into its box.
    private static func place(
        _ box: FileBox?, fields: Int = 1, width: Int = 4, in file: SourceBytes
    ) throws(FootageError) -> TablePlace? {
        guard let box, box.end - box.content >= 8 else { return nil }
        let count = Int(
            try TableReader(TablePlace(offset: box.content + 4, count: 1), in: file).number(0))
        guard count > 0, UInt64(count) * UInt64(fields * width) + 8 <= box.end - box.content else {
            return nil
        }
        return TablePlace(offset: box.content + 8, count: count, fields: fields, width: width)
    }

    private static func rises(
        _ place: TablePlace, upTo limit: Int, in file: SourceBytes
    ) throws(FootageError) -> Bool {
        var last: UInt32 = 0
        let isRising = try TableReader(place, in: file).walk { entry in
            defer { last = entry[0] }
            return entry[0] > last
        }
        return isRising && UInt64(last) <= UInt64(limit)
    }

    /// As the library shifts times where it does not follow the list: by where the first edit begins, less how long
    /// nothing is shown before it.
    private static func shift(_ track: MovieLayout.Track, _ movieTimescale: Int64) -> Int64 {
        var edits = track.edits[...]
        var empty: Int128 = 0
        if let first = edits.first, first.time == -1 {
            empty = Int128(first.duration) * Int128(track.timescale)
            empty = (empty + Int128(movieTimescale) / 2) / Int128(movieTimescale)
            edits = edits.dropFirst()
        }
        let begin = edits.first.map { max(0, $0.time) } ?? 0
        return Int64(clamping: empty - Int128(begin))
    }
}
