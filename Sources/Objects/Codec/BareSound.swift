/// The codecs that are one sample after the other, each in bytes of its own, and how these are written.
package struct BareSound: Sendable, Hashable {
    /// Bits of a sample.
    package let bits: Int
    /// `formatSpecificFlags` of a linear sound description (Core Audio, kLinearPCMFormatFlag): 1 for floating point, 2 for
    /// the high byte first, 4 for signed, 8 for packed.
    let flags: UInt32

    /// Nil for a codec that is none of them; A-law and µ-law are not.
    package init?(_ codec: String) {
        guard let row = Self.table[codec] else { return nil }
        (bits, flags) = row
    }

    static let table: [String: (bits: Int, flags: UInt32)] = [
        "pcm_u8": (8, 8), "pcm_s8": (8, 12),
        "pcm_s16le": (16, 12), "pcm_s16be": (16, 14),
        "pcm_s24le": (24, 12), "pcm_s24be": (24, 14),
        "pcm_s32le": (32, 12), "pcm_s32be": (32, 14),
        "pcm_f32le": (32, 9), "pcm_f32be": (32, 11),
    ]
}
