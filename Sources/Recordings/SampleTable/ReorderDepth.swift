import Objects

/// Counts how far pictures are reordered: the most pictures any of them overtakes on the way from the order they are
/// decoded in to the order they are shown in.
///
/// libavformat finds the same number for H.264 from its whole index and tells the decoder, so it has to be found
/// from the whole tables too.
struct ReorderDepth {
    /// No codec reorders further; the library does not look further either.
    private static let limit = 16

    private static let size = limit + 1

    private(set) var depth = 0
    /// Where in the ring the oldest of the latest presentation times stands; from there on they ascend.
    private var oldest = 0

    @inline(__always)
    private mutating func add(_ pts: Int64, to ring: UnsafeMutableBufferPointer<Int64>) {
        var place = oldest
        oldest = oldest + 1 == Self.size ? 0 : oldest + 1
        var overtaken = 0
        while place != oldest {
            let before = place == 0 ? Self.size - 1 : place - 1
            guard ring[before] > pts else { break }
            ring[place] = ring[before]
            place = before
            overtaken += 1
        }
        ring[place] = pts
        if overtaken > depth { depth = overtaken }
    }

    /// The depth of a track; the tables are of one number of samples.
    static func of(
        _ times: RunTable, shownLaterBy offsets: RunTable, in file: SourceBytes
    ) throws(FootageError) -> Int {
        let ring = UnsafeMutableBufferPointer<Int64>.allocate(capacity: size)
        defer { ring.deallocate() }
        ring.initialize(repeating: .min)
        var depth = ReorderDepth()
        let durations = TableReader(times.place, in: file)
        var (run, left, duration): (Int, UInt64, Int64) = (-1, 0, 0)
        var dts: Int64 = 0
        var failure: FootageError?
        _ = try TableReader(offsets.place, in: file).walk { entry in
            let offset = Int64(entry[1])
            for _ in 0..<entry[0] {
                if left == 0 {
                    run += 1
                    do throws(FootageError) {
                        (left, duration) = (
                            try durations.number(run, 0), Int64(try durations.number(run, 1))
                        )
                    } catch {
                        failure = error
                        return false
                    }
                }
                depth.add(dts + offset, to: ring)
                dts += duration
                left -= 1
            }
            return true
        }
        if let failure { throw failure }
        return depth.depth
    }
}
