extension FixedWidthInteger {
    /// The sum; where it does not fit, the end of the range it runs into.
    ///
    /// For counts, sizes and lengths that a person is told and that come from outside: nobody has to believe a sum of
    /// 18 exabytes, and none may end the process.
    package func addingClamped(_ other: Self) -> Self {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
