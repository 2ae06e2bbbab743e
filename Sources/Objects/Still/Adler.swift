/// The Adler-32 checksum (RFC 1950 §8.2), reduced only as often as its sums need it.
struct Adler {
    private var low: UInt32 = 1
    private var high: UInt32 = 0
    private var pending = 0

    /// The most bytes after which no sum has overflowed.
    private static let most = 5552

    var value: UInt32 { (high % 65521) << 16 | low % 65521 }

    mutating func add(_ byte: UInt8) {
        low &+= UInt32(byte)
        high &+= low
        pending += 1
        guard pending == Self.most else { return }
        low %= 65521
        high %= 65521
        pending = 0
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) { for byte in bytes { add(byte) } }
}
