import Objects

/// A box of a source file as far as its header tells: its content is left where it is.
///
/// ISO/IEC 14496-12 §4.2; the boxes of JUMBF (ISO/IEC 19566-5) are built alike. Source files are hostile,
/// so a box that does not fit into what is around it is no box.
struct FileBox {
    /// Its four-character code.
    let type: UInt32
    /// Where its header begins.
    let start: UInt64
    /// Where its content begins.
    let content: UInt64
    /// Where it ends.
    let end: UInt64

    /// Reads the header at a place; nil where none fits there.
    ///
    /// - Parameters:
    ///   - limit: the end of what is around the box.
    ///   - isCut: whether a box that claims to reach beyond it is taken to end there, as libavformat takes it.
    init?(at start: UInt64, limit: UInt64, isCut: Bool = false, in file: SourceBytes) throws(FootageError) {
        let header = try file.read(at: start, count: 16)
        guard header.count >= 8, start < limit else { return nil }
        func number(_ range: Range<Int>) -> UInt64 { header[range].reduce(0) { $0 << 8 | UInt64($1) } }
        var size = number(0..<4)
        var length: UInt64 = 8
        switch size {
        case 0: size = limit - start  // up to the end of the file, or of the box around it
        case 1:
            guard header.count == 16 else { return nil }
            (size, length) = (number(8..<16), 16)
        default: break
        }
        if isCut { size = min(size, limit - start) }
        guard size >= length, size <= limit - start else { return nil }
        type = UInt32(number(4..<8))
        self.start = start
        content = start + length
        end = start + size
    }

    /// Boxes that are looked at before the one sought; in a true file these are a handful.
    private static let boxLimit = 1 << 12

    /// The first box of a type among those that follow one another in a place; nil where none is.
    ///
    /// - Throws: ``FootageError/notReadable(path:cause:)``.
    static func first(
        _ type: UInt32, in range: Range<UInt64>, of file: SourceBytes
    ) throws(FootageError) -> FileBox? {
        var position = range.lowerBound
        for _ in 0..<boxLimit {
            guard let box = try FileBox(at: position, limit: range.upperBound, isCut: true, in: file) else {
                return nil
            }
            if box.type == type { return box }
            position = box.end
        }
        return nil
    }

    /// The first box of a type in this one; nil where none is.
    ///
    /// - Throws: ``FootageError/notReadable(path:cause:)``.
    func first(_ type: UInt32, in file: SourceBytes) throws(FootageError) -> FileBox? {
        try Self.first(type, in: content..<end, of: file)
    }

    /// Bytes of its content, from an offset in it; fewer where it ends before, and never what stands behind it.
    ///
    /// - Throws: ``FootageError/notReadable(path:cause:)``.
    func read(at offset: UInt64, count: Int, in file: SourceBytes) throws(FootageError) -> [UInt8] {
        let size = end - content
        guard offset < size else { return [] }
        return try file.read(at: content + offset, count: Int(min(UInt64(max(0, count)), size - offset)))
    }

    /// The boxes a file can begin with (ISO/IEC 14496-12 §4.3; QuickTime File Format, *movie files*).
    static let openings: Set<UInt32> = Set(
        [
            "ftyp", "styp", "moov", "moof", "mdat", "sidx", "ssix", "free", "skip", "wide", "uuid", "pdin",
            "emsg", "prft", "meta", "mfra", "udta", "pnot", "prfl", "junk", "pict",
        ].map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } })

    static let movie: UInt32 = 0x6D6F_6F76  // moov
    static let track: UInt32 = 0x7472_616B  // trak
    static let trackHeader: UInt32 = 0x746B_6864  // tkhd
    static let media: UInt32 = 0x6D64_6961  // mdia
    static let mediaInformation: UInt32 = 0x6D69_6E66  // minf
    static let dataInformation: UInt32 = 0x6469_6E66  // dinf
    static let dataReferences: UInt32 = 0x6472_6566  // dref
    static let sampleTable: UInt32 = 0x7374_626C  // stbl
    static let sampleDescriptions: UInt32 = 0x7374_7364  // stsd
    static let uuid: UInt32 = 0x7575_6964  // uuid
    static let jumbfSuperbox: UInt32 = 0x6A75_6D62  // jumb
    static let jumbfDescription: UInt32 = 0x6A75_6D64  // jumd
}
