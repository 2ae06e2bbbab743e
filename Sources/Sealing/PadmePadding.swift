/// Padmé padding: sizes are rounded up so that few of them exist, and one says little about what has it.
///
/// Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", PETS 2019,
/// §4. At most 12 % is added, and the share falls as sizes grow; O(log log size) bits leak.
package enum Padme {
    /// The smallest allowed size that is not below `size`, both in bytes.
    ///
    /// With E = ⌊log₂ size⌋ and S = ⌊log₂ E⌋ + 1, the lowest E − S bits of an allowed size are zero. Sizes for
    /// which the next one would not fit into 64 bits stay as they are.
    package static func padded(_ size: UInt64) -> UInt64 {
        // Below 2, E has no logarithm; and there is nothing to hide.
        guard size >= 2 else { return size }
        let exponent = UInt64(size.logarithm)
        let mask = UInt64(1) << (exponent - UInt64(exponent.logarithm) - 1) - 1
        let (sum, overflow) = size.addingReportingOverflow(mask)
        return overflow ? size : sum & ~mask
    }
}

extension UInt64 {
    /// ⌊log₂ self⌋; self is more than zero.
    fileprivate var logarithm: Int { Self.bitWidth - 1 - leadingZeroBitCount }
}
