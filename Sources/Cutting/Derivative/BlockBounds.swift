/// How far a picture that was encoded anew may be from its original in any block of it (docs/spec/derivatives.md,
/// Pictures).
///
/// A mean over a picture lets a number plate be changed: it is a thousandth of the picture. In its own blocks it is
/// everything.
package struct BlockBounds {
    /// The side of a block in samples.
    package static let side = 16
    /// The most that the squares of a block's differences come to, for each sample.
    package static let squaresPerSample = 8
    /// The most that a block's differences come to, in quarters for each sample.
    package static let quartersPerSample = 5
    /// The most by which one sample differs.
    package static let largestDifference = 16
    /// Planes of fewer samples have bounds for single samples only.
    package static let smallestPlane = 64

    /// The largest mean of a block's squared differences so far.
    package private(set) var worstMeanSquare = 0.0
    /// The largest mean of a block's differences so far, without its sign.
    package private(set) var worstMean = 0.0
    /// The largest difference of a sample so far.
    package private(set) var worstDifference = 0
    /// Where the first block beyond the bounds lies; nil where none is.
    package private(set) var flaw: Place?

    /// A block of a picture.
    package struct Place: Sendable, Hashable {
        /// Its plane: 0 luma, 1 and 2 chroma.
        package var plane: Int
        /// Where it begins, in samples of the plane.
        package var column: Int
        /// Where it begins, in rows of the plane.
        package var row: Int
    }

    /// Sums over one block.
    private struct Sums {
        var sum: Int32 = 0
        var squares: Int32 = 0
        var largest: Int32 = 0
    }

    package init() {}

    /// Looks at one plane of two pictures.
    ///
    /// - Parameters:
    ///   - plane: which it is.
    ///   - width: in samples.
    ///   - height: in rows.
    ///   - row: gives the places of both pictures' samples of a row.
    mutating func add<Sample: FixedWidthInteger>(
        plane: Int, width: Int, height: Int,
        _ row: (Int) -> (UnsafePointer<Sample>, UnsafePointer<Sample>)
    ) {
        let (columns, rows) = (Self.starts(width), Self.starts(height))
        let (blockWidth, blockHeight) = (min(Self.side, width), min(Self.side, height))
        let samples = Int32(blockWidth * blockHeight)
        let holdsBlocks = width * height >= Self.smallestPlane
        var sums = [Sums](repeating: Sums(), count: columns.count)
        for start in rows {
            for index in sums.indices { sums[index] = Sums() }
            for line in start..<start + blockHeight {
                let (ours, theirs) = row(line)
                for (index, column) in columns.enumerated() {
                    Self.add(ours + column, theirs + column, count: blockWidth, to: &sums[index])
                }
            }
            for (index, sums) in sums.enumerated() {
                worstDifference = max(worstDifference, Int(sums.largest))
                var isInside = sums.largest <= Int32(Self.largestDifference)
                if holdsBlocks {
                    worstMeanSquare = max(worstMeanSquare, Double(sums.squares) / Double(samples))
                    worstMean = max(worstMean, Double(abs(sums.sum)) / Double(samples))
                    isInside =
                        isInside && sums.squares <= Int32(Self.squaresPerSample) * samples
                        && 4 * abs(sums.sum) <= Int32(Self.quartersPerSample) * samples
                }
                if !isInside, flaw == nil { flaw = Place(plane: plane, column: columns[index], row: start) }
            }
        }
    }

    /// 256 squares of a difference of 10 bits are less than 2²⁹.
    @inline(__always)
    private static func add<Sample: FixedWidthInteger>(
        _ one: UnsafePointer<Sample>, _ other: UnsafePointer<Sample>, count: Int, to sums: inout Sums
    ) {
        var (sum, squares, largest) = (sums.sum, sums.squares, sums.largest)
        for index in 0..<count {
            let difference =
                Int32(truncatingIfNeeded: one[index]) &- Int32(truncatingIfNeeded: other[index])
            sum &+= difference
            squares &+= difference &* difference
            largest = max(largest, abs(difference))
        }
        sums = Sums(sum: sum, squares: squares, largest: largest)
    }

    /// Where the blocks of a side begin: at multiples of 16, but the last one so that it is whole.
    private static func starts(_ length: Int) -> [Int] {
        guard length > side else { return [0] }
        var starts = Array(stride(from: 0, through: length - side, by: side))
        if let last = starts.last, last < length - side { starts.append(length - side) }
        return starts
    }
}

extension BlockBounds.Place: CustomStringConvertible {
    /// In words.
    package var description: String {
        "\(plane == 0 ? "brightness" : "colour"), column \(column), row \(row)"
    }
}
