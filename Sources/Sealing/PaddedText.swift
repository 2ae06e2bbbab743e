/// The record, the facts of an object and what is disclosed, as they are encrypted: padded, so that the size tells little
/// (docs/spec/bundle.md, Payload).
///
/// Spaces and one line feed follow the text, up to ``Padme/padded(_:)`` of its size and at least 4096 bytes. There is one form,
/// so that nothing can be written into the padding.
package enum PaddedText {
    /// The least such a text measures, in bytes.
    static let minimumBytes: UInt64 = 4096

    /// Pads a text.
    package static func padded(_ json: [UInt8]) -> [UInt8] {
        let size = Int(size(of: json.count))
        var padded = json
        padded.reserveCapacity(size)
        padded.append(contentsOf: repeatElement(UInt8(ascii: " "), count: size - json.count - 1))
        padded.append(UInt8(ascii: "\n"))
        return padded
    }

    /// The text without its padding; nil where that is another than it would be given.
    package static func text(of padded: [UInt8]) -> [UInt8]? {
        guard padded.last == UInt8(ascii: "\n"),
            let end = padded.dropLast().lastIndex(where: { $0 != UInt8(ascii: " ") })
        else { return nil }
        let count = end + 1
        return UInt64(padded.count) == size(of: count) ? Array(padded[..<count]) : nil
    }

    /// How many bytes a text of so many measures once it is padded.
    package static func size(of count: Int) -> UInt64 { Padme.padded(max(minimumBytes, UInt64(count) + 1)) }
}
