/// Whether H.264 that was encoded anew is slices and nothing else, so that no message, filler or byte behind a unit can
/// carry a word (docs/spec/derivatives.md, Access units).
package enum PlainSlices {
    /// The most bytes that a configuration has: parameter sets of our encoder have some 40.
    private static let largestHeader = 128

    /// Why an access unit is not slices alone; nil where it is.
    ///
    /// - Parameters:
    ///   - unit: NAL units behind lengths of four bytes.
    ///   - isFirst: whether decoding starts at it.
    package static func flaw(in unit: UnsafeRawBufferPointer, isFirst: Bool) -> String? {
        var rest = unit[...]
        var slices = 0
        while !rest.isEmpty {
            guard rest.count > 4 else { return "bytes of it belong to no slice" }
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            let slice = rest.dropFirst(4).prefix(length)
            guard length > 0, slice.count == length, let first = slice.first, let last = slice.last else {
                return "bytes of it belong to no slice"
            }
            let type = first & 0x1F
            guard first & 0x80 == 0, isFirst ? type == 5 : type == 1 || type == 5 else {
                return "an access unit of it holds a unit of type \(type), which is no slice of its picture"
            }
            guard last != 0 else { return "a slice of it has zero bytes behind its end" }
            slices += 1
            rest = rest.dropFirst(4 + length)
        }
        return slices > 0 ? nil : "an access unit of it has no slice"
    }

    /// Why an `avcC` record is not of one sequence and one picture parameter set; nil where it is (ISO/IEC 14496-15
    /// §5.3.3.1).
    package static func flaw(ofHeader header: [UInt8]) -> String? {
        let flaw = "its header holds more than two parameter sets"
        guard (7...largestHeader).contains(header.count), header[0] == 1, header[4] == 0xFF,
            header[5] == 0xE1
        else { return flaw }
        var rest = header[6...]
        func take(type: UInt8) -> Bool {
            guard rest.count > 2 else { return false }
            let length = rest.prefix(2).reduce(0) { $0 << 8 | Int($1) }
            let set = rest.dropFirst(2).prefix(length)
            guard length > 1, set.count == length, (set.first ?? 0) & 0x1F == type, set.last != 0 else {
                return false
            }
            rest = rest.dropFirst(2 + length)
            return true
        }
        guard take(type: 7), rest.popFirst() == 1, take(type: 8) else { return flaw }
        // Of the profiles that have it: chroma format, two depths, and no extension.
        let isHigh = ![66, 77, 88].contains(header[1])
        let tail = Array(rest)
        let isTail =
            tail.count == 4 && tail[0] & 0xFC == 0xFC && tail[1] & 0xF8 == 0xF8 && tail[2] & 0xF8 == 0xF8
            && tail[3] == 0
        return isHigh ? (isTail ? nil : flaw) : (tail.isEmpty ? nil : flaw)
    }
}
