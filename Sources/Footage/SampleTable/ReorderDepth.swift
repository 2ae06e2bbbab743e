/// Counts how far pictures are reordered: the most pictures any of them overtakes on the way from the order they are
/// decoded in to the order they are shown in.
///
/// libavformat finds the same number for H.264 from its whole index and tells the decoder, so it has to be found
/// from the whole tables too.
struct ReorderDepth {
    /// No codec reorders further; the library does not look further either.
    private static let limit = 16

    /// The latest presentation times, ascending from `oldest` on, round a ring.
    private var ring = [Int64](repeating: .min, count: limit + 1)
    private var oldest = 0
    private(set) var depth = 0

    private mutating func add(_ pts: Int64) {
        let size = Self.limit + 1
        var place = oldest
        oldest = oldest + 1 == size ? 0 : oldest + 1
        var overtaken = 0
        while place != oldest {
            let before = place == 0 ? size - 1 : place - 1
            guard ring[before] > pts else { break }
            ring[place] = ring[before]
            place = before
            overtaken += 1
        }
        ring[place] = pts
        if overtaken > depth { depth = overtaken }
    }

    /// The depth of a track.
    static func of(
        _ times: RunTable, shownLaterBy offsets: RunTable, in file: SourceBytes
    ) throws(FootageError) -> Int {
        var count = ReorderDepth()
        let durations = TableReader(times.place, in: file)
        let offsetReader = TableReader(offsets.place, in: file)
        var (run, left, duration): (Int, UInt64, Int64) = (-1, 0, 0)
        var dts: Int64 = 0
        for entry in 0..<offsets.place.count {
            let offset = Int64(try offsetReader.number(entry, 1))
            for _ in 0..<(try offsetReader.number(entry, 0)) {
                if left == 0 {
                    run += 1
                    (left, duration) = (try durations.number(run, 0), Int64(try durations.number(run, 1)))
                }
                count.add(dts + offset)
                dts += duration
                left -= 1
            }
        }
        return count.depth
    }
}
