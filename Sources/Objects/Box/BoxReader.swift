/// A cursor over the content of one ISO BMFF box that cannot be led outside it.
package struct BoxReader {
    private let bytes: [UInt8]
    private(set) var position: Int
    private let end: Int

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = 0
        end = bytes.count
    }

    private init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    package var isAtEnd: Bool { position == end }
    var remaining: Int { end - position }
    /// What was not read yet.
    package var rest: [UInt8] { [UInt8](bytes[position..<end]) }

    /// The next big-endian integer.
    mutating func integer<Value: FixedWidthInteger & UnsignedInteger>(
        _ type: Value.Type = Value.self
    ) throws(FootageError) -> Value {
        let width = Value.bitWidth / 8
        guard remaining >= width else { throw Self.damaged("a box ends inside a number") }
        var value: Value = 0
        for offset in 0..<width { value = value << 8 | Value(bytes[position + offset]) }
        position += width
        return value
    }

    package mutating func skip(_ count: Int) throws(FootageError) {
        guard count >= 0, remaining >= count else { throw Self.damaged("a box is shorter than its fields") }
        position += count
    }

    mutating func code() throws(FootageError) -> BoxType {
        BoxType(try integer())
    }

    /// The next box inside this one: its type and its content.
    package mutating func box() throws(FootageError) -> (type: BoxType, content: BoxReader) {
        let start = position
        var size = UInt64(try integer(UInt32.self))
        let type = try code()
        if size == 1 { size = try integer(UInt64.self) }
        guard size >= UInt64(position - start), size <= UInt64(end - start) else {
            throw Self.damaged("the size of box “\(type)” does not fit into the box around it")
        }
        let boxEnd = start + Int(size)
        let content = BoxReader(bytes, position..<boxEnd)
        position = boxEnd
        return (type, content)
    }

    package static func damaged(_ reason: String) -> FootageError { .objectNotUnderstood(reason: reason) }
}
