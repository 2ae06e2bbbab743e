/// Bech32 (BIP 173) without its length limit, as age writes keys.
enum Bech32 {
    private static let characters = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    private static let generator: [UInt32] = [
        0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3,
    ]

    enum Case {
        case lower, upper
    }

    /// Writes `bytes` after `prefix` (given in lower case). The checksum is always over the lower-case text.
    static func encode(_ bytes: [UInt8], prefix: String, as letterCase: Case = .lower) -> String {
        var groups: [UInt8] = []
        var accumulator: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            accumulator = accumulator << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                groups.append(UInt8(accumulator >> bits & 31))
            }
            accumulator &= 0xff
        }
        if bits > 0 { groups.append(UInt8(accumulator << (5 - bits) & 31)) }
        let remainder = polymod(expand(prefix) + groups + [UInt8](repeating: 0, count: 6)) ^ 1
        for position in 0..<6 { groups.append(UInt8(remainder >> (5 * (5 - UInt32(position))) & 31)) }
        let text = prefix + "1" + String(decoding: groups.map { characters[Int($0)] }, as: UTF8.self)
        return letterCase == .lower ? text : text.uppercased()
    }

    /// Reads a text whose prefix must be `prefix` (given in lower case).
    ///
    /// - Throws: ``SealingError/invalidKey(_:)`` naming what is wrong, without quoting the text: it may be a
    ///   secret.
    static func decode(_ text: String, prefix: String) throws(SealingError) -> [UInt8] {
        let utf8 = Array(text.utf8)
        guard utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw .invalidKey("it contains a character no key has (a space or a line break?)")
        }
        let lower = text.lowercased()
        guard text == lower || text == text.uppercased() else {
            throw .invalidKey("it mixes upper and lower case")
        }
        guard let separator = lower.utf8.lastIndex(of: UInt8(ascii: "1")) else {
            throw .invalidKey("it is not an age key")
        }
        guard lower.utf8[..<separator].elementsEqual(prefix.utf8) else {
            throw .invalidKey("it does not start with \(prefix)1")
        }
        var groups: [UInt8] = []
        for character in lower.utf8[lower.utf8.index(after: separator)...] {
            guard let value = characters.firstIndex(of: character) else {
                throw .invalidKey("it contains a letter Bech32 does not use")
            }
            groups.append(UInt8(value))
        }
        guard groups.count >= 6, polymod(expand(prefix) + groups) == 1 else {
            throw .invalidKey("its checksum does not match; a character was lost or changed in copying")
        }
        return try regroup(groups.dropLast(6))
    }

    private static func regroup(_ groups: some Sequence<UInt8>) throws(SealingError) -> [UInt8] {
        var bytes: [UInt8] = []
        var accumulator: UInt32 = 0
        var bits: UInt32 = 0
        for group in groups {
            accumulator = accumulator << 5 | UInt32(group)
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(accumulator >> bits & 0xff))
                accumulator &= (1 << bits) - 1
            }
        }
        guard bits < 5, accumulator == 0 else { throw .invalidKey("its padding is not zero") }
        return bytes
    }

    private static func expand(_ prefix: String) -> [UInt8] {
        prefix.utf8.map { $0 >> 5 } + [0] + prefix.utf8.map { $0 & 31 }
    }

    private static func polymod(_ values: [UInt8]) -> UInt32 {
        var checksum: UInt32 = 1
        for value in values {
            let top = checksum >> 25
            checksum = (checksum & 0x1ff_ffff) << 5 ^ UInt32(value)
            for (index, word) in generator.enumerated() where top >> UInt32(index) & 1 == 1 {
                checksum ^= word
            }
        }
        return checksum
    }
}
