import Records
import Statements

/// Which of its two readings a name has in the hour that clocks repeat, where the recordings around it tell.
///
/// A recorder that writes one segment after the other leaves no gap. So a segment that only by one of its readings
/// begins where another one ends, or ends where another begins, is at that one. Where both fit, as where the whole
/// hour was recorded twice under the same names, or none does, the owner is asked.
package enum RepeatedHour {
    /// What a start's ``StartEvidence/detail`` has more where it was settled by the recordings around it.
    package static let detail = "; clocks showed that twice, and this one joins the recordings beside it"

    /// A recording with one start or two.
    package struct Segment: Sendable, Hashable {
        package var camera: String
        package var first: WallTime
        /// The later reading; nil where there is one only.
        package var second: WallTime?
        package var durationNanoseconds: Int64

        package init(camera: String, first: WallTime, second: WallTime?, durationNanoseconds: Int64) {
            self.camera = camera
            self.first = first
            self.second = second
            self.durationNanoseconds = durationNanoseconds
        }
    }

    /// The reading that the recordings around it tell.
    package enum Reading: Sendable { case first, second }

    /// For each segment that has two readings the one that is told; nil where it has one, or nothing tells.
    package static func readings(_ segments: [Segment]) -> [Reading?] {
        var told = [Reading?](repeating: nil, count: segments.count)
        guard segments.contains(where: { $0.second != nil }) else { return told }
        for indices in Dictionary(grouping: segments.indices, by: { segments[$0].camera }).values
        where indices.contains(where: { segments[$0].second != nil }) {
            for (index, reading) in readings(indices, segments) { told[index] = reading }
        }
        return told
    }

    /// A segment by one of its readings.
    private struct Node: Hashable {
        var index: Int
        var reading: Reading
        var start: Int64
        var end: Int64
    }

    private static func readings(_ indices: [Int], _ segments: [Segment]) -> [(Int, Reading)] {
        var open: [Node] = []
        var ends = Moments()
        var starts = Moments()
        for index in indices {
            let segment = segments[index]
            func node(_ reading: Reading, _ start: WallTime) -> Node {
                Node(
                    index: index, reading: reading, start: start.nanoseconds,
                    end: start.adding(nanoseconds: segment.durationNanoseconds).nanoseconds)
            }
            let first = node(.first, segment.first)
            guard let second = segment.second else {
                ends.insert(first.end)
                starts.insert(first.start)
                continue
            }
            open += [first, node(.second, second)]
        }
        // From recordings whose time is certain, segment by segment into the hour: forwards, then backwards.
        var fitting: Set<Node> = []
        for node in open.sorted(by: { $0.start < $1.start }) where ends.contain(node.start) {
            fitting.insert(node)
            ends.insert(node.end)
        }
        for node in open.sorted(by: { $0.end > $1.end }) where starts.contain(node.end) {
            fitting.insert(node)
            starts.insert(node.start)
        }
        let byIndex = Dictionary(grouping: fitting, by: \.index)
        return byIndex.compactMap { index, nodes in
            nodes.count == 1 ? (index, nodes[0].reading) : nil
        }
    }

    /// Moments, to be found again by others two seconds away at most. Of those within two seconds only the first and
    /// the last are kept: one between them is as near as one of these, or nearer than two seconds anyway.
    private struct Moments {
        private static let tolerance = 2 * WallTime.nanosecondsPerSecond
        private var buckets: [Int64: ClosedRange<Int64>] = [:]

        mutating func insert(_ moment: Int64) {
            let bucket = Self.bucket(of: moment)
            let old = buckets[bucket] ?? moment...moment
            buckets[bucket] = min(old.lowerBound, moment)...max(old.upperBound, moment)
        }

        func contain(_ moment: Int64) -> Bool {
            let bucket = Self.bucket(of: moment)
            if buckets[bucket] != nil { return true }
            if let before = buckets[bucket - 1], moment - before.upperBound <= Self.tolerance { return true }
            if let after = buckets[bucket + 1], after.lowerBound - moment <= Self.tolerance { return true }
            return false
        }

        /// Two seconds each, rounded down also before 1970.
        private static func bucket(of moment: Int64) -> Int64 {
            let (quotient, rest) = moment.quotientAndRemainder(dividingBy: tolerance)
            return rest < 0 ? quotient - 1 : quotient
        }
    }
}
