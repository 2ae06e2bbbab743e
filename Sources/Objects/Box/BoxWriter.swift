/// Writes boxes and their fields one after the other (ISO/IEC 14496-12 §4.2).
struct BoxWriter {
    private(set) var bytes: [UInt8] = []

    /// A box: its size comes from what is written into it.
    mutating func box(_ type: BoxType, _ content: (inout BoxWriter) -> Void) {
        let start = bytes.count
        put(UInt32(0))
        put(type)
        content(&self)
        let size = UInt32(truncatingIfNeeded: bytes.count - start)
        for place in 0..<4 { bytes[start + place] = UInt8(truncatingIfNeeded: size >> (24 - 8 * place)) }
    }

    mutating func put(_ value: some FixedWidthInteger) { bytes.appendBigEndian(value) }

    mutating func put(_ type: BoxType) { put(type.code) }

    mutating func put(_ value: Double) { put(value.bitPattern) }

    mutating func put(_ content: some Sequence<UInt8>) { bytes.append(contentsOf: content) }

    mutating func zeros(_ count: Int) { bytes.append(contentsOf: repeatElement(0, count: count)) }
}

extension [UInt8] {
    /// Appends an integer as ISO BMFF writes it.
    package mutating func appendBigEndian(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }
}
