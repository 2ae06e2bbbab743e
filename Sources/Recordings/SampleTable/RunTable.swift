import Objects

/// A table that gives runs of samples a number: `stts` how long they last, `ctts` how much later they are shown than
/// decoded (ISO/IEC 14496-12 §8.6.1).
///
/// Read through once; from then on any sample is found near one of the notes taken on the way.
struct RunTable: Sendable, Hashable {
    /// Where an entry stands among the samples.
    struct Note: Sendable, Hashable {
        var entry: Int
        /// Samples before it.
        var sample: Int
        /// What the samples before it come to.
        var sum: Int64
    }

    let place: TablePlace
    let notes: [Note]
    /// Samples of all runs.
    let samples: Int
    /// What all samples come to.
    let sum: Int64

    /// Entries from note to note.
    private static let stride = 2048
    /// Values from here on the media library takes for errors.
    private static let valueLimit: UInt64 = 1 << 28
    /// A track for whose index it would need more than the memory it is let have.
    static let sampleLimit = 20_000_000

    /// - Parameter isRising: whether every value but the last sample's must be more than zero.
    /// - Returns: nil for a table that is unusual.
    init?(_ place: TablePlace, isRising: Bool, in file: SourceBytes) throws(FootageError) {
        self.place = place
        guard place.count > 0 else { return nil }
        var run = Note(entry: 0, sample: 0, sum: 0)
        var notes: [Note] = []
        let isUsual = try TableReader(place, in: file).walk { entry in
            if run.entry % Self.stride == 0 { notes.append(run) }
            let (count, value) = (Int(entry[0]), UInt64(entry[1]))
            run.entry += 1
            guard count > 0, count <= Self.sampleLimit - run.sample, value < Self.valueLimit,
                !isRising || value > 0 || run.entry == place.count && count == 1
            else { return false }
            run.sample += count
            run.sum += Int64(count) * Int64(value)
            return true
        }
        guard isUsual else { return nil }
        (self.notes, samples, sum) = (notes, run.sample, run.sum)
    }

    /// Walks over the table's samples.
    struct Cursor {
        private let table: RunTable
        private let reader: TableReader
        private var run: Note
        private var count = 0
        private(set) var value: Int64 = 0

        init(_ table: RunTable, in file: SourceBytes) throws(FootageError) {
            self.table = table
            reader = TableReader(table.place, in: file)
            run = Note(entry: 0, sample: 0, sum: 0)
            try load()
        }

        /// Goes to a sample; ``value`` is its number then.
        ///
        /// - Returns: what the samples before it come to.
        @discardableResult
        mutating func go(to sample: Int) throws(FootageError) -> Int64 {
            if sample >= run.sample + count { _ = try next() }
            if sample < run.sample || sample >= run.sample + count { try enter { $0.sample <= sample } }
            while sample >= run.sample + count, try next() {}
            return run.sum + Int64(sample - run.sample) * value
        }

        /// The last sample before which all come to no more than a sum; the first where there is none.
        mutating func sample(atOrBefore sum: Int64) throws(FootageError) -> Int {
            try enter { $0.sum <= sum }
            while run.sum + Int64(count) * value <= sum, try next() {}
            let steps = value > 0 ? max(0, (sum - run.sum) / value) : 0
            return run.sample + min(Int(clamping: steps), count - 1)
        }

        private mutating func enter(_ isAtOrBefore: (Note) -> Bool) throws(FootageError) {
            var (low, high) = (0, table.notes.count)
            while low < high {
                let middle = (low + high) / 2
                if isAtOrBefore(table.notes[middle]) { low = middle + 1 } else { high = middle }
            }
            run = table.notes[max(0, low - 1)]
            try load()
        }

        private mutating func next() throws(FootageError) -> Bool {
            guard run.entry + 1 < table.place.count else { return false }
            run = Note(
                entry: run.entry + 1, sample: run.sample + count, sum: run.sum + Int64(count) * value)
            try load()
            return true
        }

        private mutating func load() throws(FootageError) {
            count = Int(try reader.number(run.entry, 0))
            value = Int64(try reader.number(run.entry, 1))
        }
    }
}
