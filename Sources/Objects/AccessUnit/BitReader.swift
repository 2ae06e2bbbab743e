/// Reads the bits of a header, the most significant first, and never beyond its end.
package struct BitReader {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0
    private var bit = 0
    private var zeros = 0
    private let isNALUnit: Bool

    /// - Parameter isNALUnit: whether emulation prevention bytes are passed over (ISO/IEC 14496-10 §7.4.1).
    package init(_ bytes: UnsafeRawBufferPointer, isNALUnit: Bool = false) {
        self.bytes = bytes
        self.isNALUnit = isNALUnit
        skipEmulationPrevention()
    }

    /// Whether more than the trailing bits of the SEI remain.
    package var hasMoreMessages: Bool { position + 1 < bytes.count }

    mutating func next() -> Int? {
        guard position < bytes.count else { return nil }
        let value = Int(bytes[position] >> (7 - UInt8(bit)) & 1)
        bit += 1
        if bit == 8 { advance() }
        return value
    }

    /// The next bits as an unsigned number; nil where they reach beyond the end. At most 32.
    mutating func bits(_ count: Int) -> Int? {
        var value = 0
        for _ in 0..<count {
            guard let bit = next() else { return nil }
            value = value << 1 | bit
        }
        return value
    }

    /// Whether the next bit is set; nil at the end.
    mutating func flag() -> Bool? { next().map { $0 == 1 } }

    /// `ue(v)`, ISO/IEC 14496-10 §9.1.
    mutating func exponentialGolomb() -> Int? {
        var length = 0
        while true {
            guard let bit = next() else { return nil }
            if bit == 1 { break }
            length += 1
            guard length <= 31 else { return nil }
        }
        return bits(length).map { (1 << length | $0) - 1 }
    }

    /// A number written as bytes of 255 and a last smaller one (ISO/IEC 14496-10 §7.3.2.3.1).
    package mutating func messageNumber() -> Int? {
        var value = 0
        while true {
            guard let byte = nextByte() else { return nil }
            value += Int(byte)
            if byte < 255 { return value }
        }
    }

    package mutating func skip(bytes count: Int) -> Bool {
        for _ in 0..<count where nextByte() == nil { return false }
        return true
    }

    /// The next whole byte; to be called only between bytes.
    package mutating func nextByte() -> UInt8? {
        guard position < bytes.count else { return nil }
        let value = bytes[position]
        advance()
        return value
    }

    private mutating func advance() {
        zeros = bytes[position] == 0 ? zeros + 1 : 0
        position += 1
        bit = 0
        skipEmulationPrevention()
    }

    private mutating func skipEmulationPrevention() {
        guard isNALUnit, zeros >= 2, position < bytes.count, bytes[position] == 3 else { return }
        position += 1
        zeros = 0
    }
}
