import Objects

/// A `moov` that lists only some samples of the long tracks, each as the file's own tables have it, and is as long as
/// the file's own: put in its place, no other byte of the file moves.
struct ThinnedMovie {
    /// A track that does not list all its samples.
    struct Track {
        /// Its position in the file.
        var index: Int
        var number: UInt32
        var timescale: Int64
        var tables: TrackTables
        var listing: SampleListing
    }

    /// Where it belongs in the file.
    let place: Range<UInt64>
    /// Its first bytes: its header, and that of a `free` box whose zeros fill what the tables leave.
    let head: [UInt8]
    /// Its last bytes. What stands behind the tables so stays where it is, as near to the end of the file.
    let tail: [UInt8]
    let tracks: [Track]

    /// - Returns: nil for a file that is read as it is.
    init?(of file: SourceBytes, listing index: SampleIndex) throws(FootageError) {
        let rule = ThinningRule.current
        var dense: [Int: Range<Int64>] = [:]
        switch index {
        case .whole: return nil
        case .ends: break
        case .around(let ranges): dense = ranges
        }
        guard let movie = try SurveyedMovie.of(file, rule) else { return nil }
        var tracks: [Track] = []
        for (index, tables) in movie.tracks.enumerated() {
            guard let tables else { continue }
            let track = movie.layout.tracks[index]
            guard let listing = try SampleListing(tables, dense: dense[index], rule, in: file)
            else { return nil }
            tracks.append(
                Track(
                    index: index, number: track.number, timescale: track.timescale, tables: tables,
                    listing: listing))
        }
        place = movie.layout.movie.start..<movie.layout.movie.end
        var (head, tail) = (movie.layout.header, [UInt8]())
        for part in movie.layout.parts {
            try Self.append(part, to: &tail, of: movie.layout, tracks, in: file)
        }
        let used = UInt64(head.count + tail.count)
        let size = place.upperBound - place.lowerBound
        guard used == size || used + 8 <= size else { return nil }
        if used < size {
            head.appendBigEndian(UInt32(truncatingIfNeeded: size - used))
            head += Array("free".utf8)
        }
        (self.head, self.tail) = (head, tail)
        self.tracks = tracks
    }

    // MARK: - Bytes

    private static func append(
        _ part: MovieLayout.Part, to bytes: inout [UInt8], of layout: MovieLayout, _ tracks: [Track],
        in file: SourceBytes
    ) throws(FootageError) {
        switch part {
        case .kept(let kept): bytes += kept
        case .box(let name, let parts):
            let start = bytes.count
            bytes += [0, 0, 0, 0] + Array(name.utf8)
            for part in parts { try append(part, to: &bytes, of: layout, tracks, in: file) }
            withUnsafeBytes(of: UInt32(truncatingIfNeeded: bytes.count - start).bigEndian) { size in
                bytes.replaceSubrange(start..<start + 4, with: size)
            }
        case .tables(let index):
            if let track = tracks.first(where: { $0.index == index }) {
                track.listing.append(to: &bytes, of: track.tables)
            } else {
                // In the order of the file, as they were read.
                for box in layout.tracks[index].tables.values.sorted(by: { $0.start < $1.start }) {
                    bytes += try file.read(at: box.start, count: Int(clamping: box.end - box.start))
                }
            }
        }
    }
}

extension SampleListing {
    /// The samples' durations in runs: a step over a hole stands alone.
    var durationRuns: [(count: Int, duration: Int64)] {
        var runs: [(count: Int, duration: Int64)] = []
        var isOpen = false
        for (number, sample) in samples.enumerated() {
            let next = number + 1 < samples.count ? samples[number + 1] : nil
            let duration = next.map { $0.dts - sample.dts } ?? lastDuration
            let isStep = next.map { $0.number != sample.number + 1 } ?? false
            if isOpen, !isStep, let last = runs.last, last.duration == duration {
                runs[runs.count - 1].count += 1
            } else {
                runs.append((1, duration))
            }
            isOpen = !isStep
        }
        return runs
    }

    /// Appends the tables that list these samples and no others: each in a chunk of its own.
    fileprivate func append(to bytes: inout [UInt8], of tables: TrackTables) {
        func table(_ name: String, _ count: Int, _ entries: (inout [UInt8]) -> Void) {
            let start = bytes.count
            bytes += [0, 0, 0, 0] + Array(name.utf8) + [0, 0, 0, 0]
            bytes.appendBigEndian(UInt32(truncatingIfNeeded: count))
            entries(&bytes)
            withUnsafeBytes(of: UInt32(truncatingIfNeeded: bytes.count - start).bigEndian) { size in
                bytes.replaceSubrange(start..<start + 4, with: size)
            }
        }
        func append(_ value: some BinaryInteger, to bytes: inout [UInt8]) {
            bytes.appendBigEndian(UInt32(truncatingIfNeeded: value))
        }
        let runs = durationRuns
        table("stts", runs.count) { bytes in
            for run in runs {
                append(run.count, to: &bytes)
                append(run.duration, to: &bytes)
            }
        }
        if tables.syncSamples != nil {
            let sync = samples.indices.filter { samples[$0].isSync }
            table("stss", sync.count) { bytes in for number in sync { append(number + 1, to: &bytes) } }
        }
        if tables.dependencies != nil {
            let size = 12 + samples.count
            append(size, to: &bytes)
            bytes += Array("sdtp".utf8) + [0, 0, 0, 0] + samples.map(\.dependency)
        }
        if tables.compositionOffsets != nil {
            var runs: [(count: Int, offset: Int64)] = []
            for sample in samples {
                if let last = runs.last, last.offset == sample.compositionOffset {
                    runs[runs.count - 1].count += 1
                } else {
                    runs.append((1, sample.compositionOffset))
                }
            }
            table("ctts", runs.count) { bytes in
                for run in runs {
                    append(run.count, to: &bytes)
                    append(run.offset, to: &bytes)
                }
            }
        }
        table("stsc", 1) { bytes in for _ in 0..<3 { append(1, to: &bytes) } }
        // `stsz` has the size that all samples share before its count; none here.
        bytes.appendBigEndian(UInt32(truncatingIfNeeded: 20 + 4 * samples.count))
        bytes += Array("stsz".utf8) + [UInt8](repeating: 0, count: 8)
        append(samples.count, to: &bytes)
        for sample in samples { append(sample.size, to: &bytes) }
        table("co64", samples.count) { bytes in for sample in samples { bytes.appendBigEndian(sample.offset) }
        }
    }
}
