import Statements

extension TimeBase {
    /// From a tick of one unit to a tick of another, in nanoseconds, rounded down as a whole: two numbers that are each
    /// rounded down may differ by one more.
    ///
    /// - Parameters: units of 1 to 2³¹ − 1 in both numbers.
    package static func nanoseconds(
        from start: Int64, in startUnit: TimeBase, to end: Int64, in endUnit: TimeBase
    ) -> Int64 {
        // Whole nanoseconds since time 0, and what is left of one as a fraction of the unit's denominator.
        func nanoseconds(_ tick: Int64, _ unit: TimeBase) -> (whole: Int128, rest: Int128) {
            let product = Int128(tick) * Int128(unit.numerator) * Int128(WallTime.nanosecondsPerSecond)
            let (quotient, rest) = product.quotientAndRemainder(dividingBy: Int128(unit.denominator))
            return rest < 0 ? (quotient - 1, rest + Int128(unit.denominator)) : (quotient, rest)
        }
        let (end, start) = (nanoseconds(end, endUnit), nanoseconds(start, startUnit))
        let isLess = end.rest * Int128(startUnit.denominator) < start.rest * Int128(endUnit.denominator)
        return Int64(clamping: end.whole - start.whole - (isLess ? 1 : 0))
    }
}
