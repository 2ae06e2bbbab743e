import Objects

/// Where the samples lie: `stsc` says how many each chunk has, `stco` or `co64` where it begins (ISO/IEC 14496-12
/// §8.7.4, §8.7.5).
struct ChunkTable: Sendable, Hashable {
    /// Where an entry of `stsc` stands.
    private struct Run: Sendable, Hashable {
        var entry: Int
        var firstChunk: Int
        var firstSample: Int
    }

    /// Some samples that lie one after the other.
    struct Chunk {
        var samples: Range<Int>
        /// Where the first begins.
        var offset: UInt64
    }

    private let runs: TablePlace
    private let offsets: TablePlace
    private let notes: [Run]
    /// Samples of all chunks.
    let samples: Int

    private static let stride = 2048

    /// - Returns: nil for tables that are unusual: chunks without samples, more than one description.
    init?(_ runs: TablePlace, offsets: TablePlace, in file: SourceBytes) throws(FootageError) {
        (self.runs, self.offsets) = (runs, offsets)
        guard runs.count > 0 else { return nil }
        var run = Run(entry: 0, firstChunk: 0, firstSample: 0)
        var notes: [Run] = []
        // How many samples each chunk of the run has; where the run ends, the next entry says.
        var perChunk = 0
        func close(at end: Int) -> Bool {
            guard end > run.firstChunk, end <= offsets.count else { return false }
            let samples = run.firstSample + perChunk * (end - run.firstChunk)
            guard samples <= RunTable.sampleLimit else { return false }
            run = Run(entry: run.entry + 1, firstChunk: end, firstSample: samples)
            return true
        }
        let isUsual = try TableReader(runs, in: file).walk { entry in
            let first = Int(entry[0]) - 1
            guard perChunk == 0 ? first == 0 : close(at: first) else { return false }
            if run.entry % Self.stride == 0 { notes.append(run) }
            perChunk = Int(entry[1])
            return perChunk > 0 && perChunk <= RunTable.sampleLimit && entry[2] == 1
        }
        guard isUsual, close(at: offsets.count) else { return nil }
        (self.notes, samples) = (notes, run.firstSample)
    }

    /// Looks chunks up.
    struct Cursor {
        private let table: ChunkTable
        private let runs: TableReader
        private let offsets: TableReader
        private var run: Run
        private var endChunk = 0
        private var perChunk = 1

        init(_ table: ChunkTable, in file: SourceBytes) throws(FootageError) {
            self.table = table
            runs = TableReader(table.runs, in: file)
            offsets = TableReader(table.offsets, in: file)
            run = Run(entry: 0, firstChunk: 0, firstSample: 0)
            try load()
        }

        /// The chunk a sample lies in.
        mutating func chunk(of sample: Int) throws(FootageError) -> Chunk {
            if sample < run.firstSample || sample >= endSample {
                var (low, high) = (0, table.notes.count)
                while low < high {
                    let middle = (low + high) / 2
                    if table.notes[middle].firstSample <= sample { low = middle + 1 } else { high = middle }
                }
                // Walking on from here is shorter than from a note before it.
                let note = table.notes[max(0, low - 1)]
                if sample < run.firstSample || note.entry > run.entry {
                    run = note
                    try load()
                }
                while sample >= endSample, run.entry + 1 < table.runs.count {
                    run = Run(entry: run.entry + 1, firstChunk: endChunk, firstSample: endSample)
                    try load()
                }
            }
            let number = (sample - run.firstSample) / perChunk
            let first = run.firstSample + number * perChunk
            return Chunk(
                samples: first..<first + perChunk, offset: try offsets.number(run.firstChunk + number))
        }

        private var endSample: Int { run.firstSample + (endChunk - run.firstChunk) * perChunk }

        private mutating func load() throws(FootageError) {
            perChunk = max(1, Int(try runs.number(run.entry, 1)))
            endChunk =
                run.entry + 1 < table.runs.count
                ? Int(try runs.number(run.entry + 1, 0)) - 1 : table.offsets.count
        }
    }
}
