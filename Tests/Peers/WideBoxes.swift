/// The same recording with its headers and edit lists in version 1, where times have 64 bits (ISO/IEC 14496-12 §8.2.2, §8.3.2,
/// §8.4.2, §8.6.6): what ffmpeg writes only for recordings of days, and what attackers write for short ones.
package enum WideBoxes {
    private static let containers = Set(["moov", "trak", "edts", "mdia"])

    /// - Parameter file: an MP4 whose `moov` stands behind its samples, so that none of them moves.
    package static func widened(_ file: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var position = 0
        while position + 8 <= file.count {
            let size = Int(number(file, position, 4))
            guard size >= 8, position + size <= file.count else { break }
            result += box(name(file, position + 4), Array(file[position + 8..<position + size]))
            position += size
        }
        return result + file[position...]
    }

    /// Where the contents of all boxes of a name begin, wherever the name stands.
    package static func contents(of name: String, in file: [UInt8]) -> [Int] {
        let name = Array(name.utf8)
        return (0..<max(0, file.count - 4)).filter { file[$0..<$0 + 4].elementsEqual(name) }.map { $0 + 4 }
    }

    private static func box(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let content = containers.contains(name) ? widened(content) : wide(name, content)
        return bytes(UInt64(content.count + 8), 4) + Array(name.utf8) + content
    }

    /// The fields of a box, as widths in its version 0; nil for one that has no version 1.
    private static func wide(_ name: String, _ content: [UInt8]) -> [UInt8] {
        guard content.first == 0 else { return content }
        let growing: [Int: Bool]
        switch name {
        case "mvhd", "mdhd": growing = [4: false, 8: false, 16: false]
        case "tkhd": growing = [4: false, 8: false, 20: false]
        case "elst":
            let count = Int(number(content, 4, 4))
            growing = Dictionary(
                uniqueKeysWithValues: (0..<count).flatMap { [(8 + 12 * $0, false), (12 + 12 * $0, true)] })
        default: return content
        }
        var result: [UInt8] = [1] + content[1..<4]
        for place in stride(from: 4, to: content.count, by: 4) {
            let field = Array(content[place..<min(content.count, place + 4)])
            if let isSigned = growing[place] {
                result += [UInt8](repeating: isSigned && field[0] & 0x80 != 0 ? 0xFF : 0, count: 4)
            }
            result += field
        }
        return result
    }

    private static func number(_ bytes: [UInt8], _ place: Int, _ count: Int) -> UInt64 {
        bytes[place..<place + count].reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func name(_ bytes: [UInt8], _ place: Int) -> String {
        String(decoding: bytes[place..<place + 4], as: UTF8.self)
    }

    private static func bytes(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * (count - 1 - $0))) }
    }
}
