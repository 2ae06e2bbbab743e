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
    private var notes: [Run] = []
    /// Samples of all chunks.
    private(set) var samples = 0

    private static let stride = 2048

    /// - Returns: nil for tables that are unusual: chunks without samples, more than one description.
    init?(_ runs: TablePlace, offsets: TablePlace, in file: SourceBytes) throws(FootageError) {
        (self.runs, self.offsets) = (runs, offsets)
        guard runs.count > 0 else { return nil }
        let reader = TableReader(runs, in: file)
        var run = Run(entry: 0, firstChunk: 0, firstSample: 0)
        guard try reader.number(0, 0) == 1 else { return nil }
        while run.entry < runs.count {
            if run.entry % Self.stride == 0 { notes.append(run) }
            let (count, description) = (try reader.number(run.entry, 1), try reader.number(run.entry, 2))
            let end =
                run.entry + 1 < runs.count ? Int(try reader.number(run.entry + 1, 0)) - 1 : offsets.count
            guard description == 1, count > 0, end > run.firstChunk, end <= offsets.count,
                count <= UInt64(RunTable.sampleLimit)
            else { return nil }
            let samples = run.firstSample + Int(count) * (end - run.firstChunk)
            guard samples <= RunTable.sampleLimit else { return nil }
            run = Run(entry: run.entry + 1, firstChunk: end, firstSample: samples)
        }
        samples = run.firstSample
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
