import Objects

/// How many bytes each sample has: `stsz` or `stz2` (ISO/IEC 14496-12 §8.7.3).
struct SizeTable: Sendable, Hashable {
    private enum Form: Sendable, Hashable {
        case constant(UInt64)
        case listed(TablePlace)
    }

    let samples: Int
    private let form: Form
    /// Bytes before every so many samples.
    private var sums: [UInt64] = []
    /// Bytes of all samples.
    private(set) var total: UInt64 = 0

    /// Whether all samples have one size.
    var isConstant: Bool {
        if case .constant = form { return true }
        return false
    }

    private static let stride = 4096
    /// Larger samples the media library takes for errors.
    private static let sizeLimit: UInt64 = 1 << 30

    /// A table in which all samples have one size.
    init?(samples: Int, each size: UInt64) {
        guard samples > 0, size < Self.sizeLimit else { return nil }
        self.samples = samples
        form = .constant(size)
        total = size * UInt64(samples)
    }

    /// A table with a size for each sample; nil for one that is unusual.
    init?(_ place: TablePlace, in file: SourceBytes) throws(FootageError) {
        guard place.count > 0 else { return nil }
        samples = place.count
        form = .listed(place)
        let reader = TableReader(place, in: file)
        for start in Swift.stride(from: 0, to: place.count, by: Self.stride) {
            sums.append(total)
            let (sum, bits) = try reader.sum(start..<min(place.count, start + Self.stride))
            guard bits < Self.sizeLimit else { return nil }
            total += sum
        }
    }

    /// Looks sizes up.
    struct Cursor {
        private let table: SizeTable
        private let reader: TableReader?

        init(_ table: SizeTable, in file: SourceBytes) {
            self.table = table
            switch table.form {
            case .constant: reader = nil
            case .listed(let place): reader = TableReader(place, in: file)
            }
        }

        func size(_ sample: Int) throws(FootageError) -> UInt64 {
            if case .constant(let size) = table.form { return size }
            return try reader?.number(sample) ?? 0
        }

        /// The bytes of all samples before one.
        func bytes(before sample: Int) throws(FootageError) -> UInt64 {
            if case .constant(let size) = table.form { return size * UInt64(sample) }
            let block = min(sample / SizeTable.stride, table.sums.count - 1)
            let rest = try reader?.sum(block * SizeTable.stride..<sample).total ?? 0
            return table.sums[block] + rest
        }
    }
}
