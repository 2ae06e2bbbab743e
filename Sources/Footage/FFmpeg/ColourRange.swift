/// Says in a QuickTime header whether a track's samples use their full range.
///
/// FFV1 does not say it itself, and libavformat 59 writes QuickTime's older `colr` box without it, so that players
/// would show pictures of full range with too much contrast. The box of type `nclx` (ISO/IEC 14496-12 §12.1.5) says
/// it, and players read it in QuickTime too.
enum ColourRange {
    /// The header with a `nclx` box in the description of its first track.
    ///
    /// - Parameter header: `ftyp` and `moov`, whole.
    /// - Returns: nil where it is not built as expected.
    static func told(isFull: Bool, in header: [UInt8]) -> [UInt8]? {
        var enclosing: [Int] = []
        var content = 0..<header.count
        for (type, fields) in path {
            guard let box = box(type, in: header, content) else { return nil }
            enclosing.append(box.lowerBound)
            content = box.lowerBound + 8 + fields..<box.upperBound
            guard content.lowerBound <= content.upperBound else { return nil }
        }
        let old = box("colr", in: header, content)
        // Primaries, transfer and matrix: those of the old box, or 2, unspecified (ISO/IEC 23091-2).
        var colours: [UInt8] = [0, 2, 0, 2, 0, 2]
        if let old, old.count >= 18 { colours = [UInt8](header[old.lowerBound + 12..<old.lowerBound + 18]) }
        var new: [UInt8] = []
        new.appendBigEndian(UInt32(19))
        new += Array("colrnclx".utf8) + colours + [isFull ? 0x80 : 0]
        var told = header
        told.replaceSubrange(old ?? content.upperBound..<content.upperBound, with: new)
        for start in enclosing {
            let size = size(header, at: start) + new.count - (old?.count ?? 0)
            told.replaceSubrange(
                start..<start + 4, with: (0..<4).map { UInt8(truncatingIfNeeded: size >> (24 - 8 * $0)) })
        }
        return told
    }

    /// The boxes around the description, and how many bytes of fields each has before the boxes in it.
    private static let path = [
        ("moov", 0), ("trak", 0), ("mdia", 0), ("minf", 0), ("stbl", 0), ("stsd", 8), ("FFV1", 78),
    ]

    private static func box(_ type: String, in bytes: [UInt8], _ range: Range<Int>) -> Range<Int>? {
        var start = range.lowerBound
        while start + 8 <= range.upperBound {
            let size = size(bytes, at: start)
            guard size >= 8, start + size <= range.upperBound else { return nil }
            if bytes[start + 4..<start + 8].elementsEqual(type.utf8) { return start..<start + size }
            start += size
        }
        return nil
    }

    private static func size(_ bytes: [UInt8], at start: Int) -> Int {
        bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }
}
