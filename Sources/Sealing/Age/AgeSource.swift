/// Reads an age file from a caller's closure: the header line by line, the payload in blocks.
///
/// Not `Sendable`: it belongs to the decryptor that made it.
final class AgeSource {
    /// Fills a buffer as far as it likes and says how far; 0 means the end.
    typealias Read = (UnsafeMutableRawBufferPointer) throws -> Int

    private static let blockSize = 4096

    private let read: Read
    /// Everything read while looking for the header's end; kept because the MAC is over these very bytes.
    private var buffer: [UInt8] = []
    private var position = 0
    private(set) var lineNumber = 0

    init(read: @escaping Read) {
        self.read = read
    }

    /// How many bytes were consumed: after the header was parsed, its length.
    private(set) var consumed: UInt64 = 0

    /// The next header line without its line feed.
    func headerLine() throws -> ArraySlice<UInt8> {
        var searched = position
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = buffer[position..<end]
                consumed += UInt64(end + 1 - position)
                position = end + 1
                lineNumber += 1
                return line
            }
            searched = buffer.count
            guard buffer.count < Header.maximumByteCount else {
                throw SealingError.ageHeader(
                    "no end of the header in its first \(Header.maximumByteCount) bytes")
            }
            var block = [UInt8](repeating: 0, count: Self.blockSize)
            let count = try block.withUnsafeMutableBytes { try pull($0) }
            guard count > 0 else {
                throw SealingError.ageHeader(buffer.isEmpty ? "it is empty" : "it ends inside the header")
            }
            buffer += block[..<count]
        }
    }

    /// The header's bytes up to the start of a line just returned.
    func headerBytes(before line: ArraySlice<UInt8>) -> [UInt8] { Array(buffer[..<line.startIndex]) }

    /// Fills `target` to its end unless the file ends first; returns how many bytes it got.
    func fill(_ target: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = min(target.count, buffer.count - position)
        if filled > 0 {
            buffer.withUnsafeBytes {
                target.copyMemory(from: .init(rebasing: $0[position..<position + filled]))
            }
            position += filled
            if position == buffer.count {
                buffer = []
                position = 0
            }
        }
        while filled < target.count {
            let count = try pull(.init(rebasing: target[filled...]))
            if count == 0 { break }
            filled += count
        }
        consumed += UInt64(filled)
        return filled
    }

    private func pull(_ target: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = try read(target)
        guard (0...target.count).contains(count) else {
            throw SealingError.misuse("the source of an age file claimed \(count) bytes for \(target.count)")
        }
        return count
    }
}
