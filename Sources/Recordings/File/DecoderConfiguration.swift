import Objects

/// Refuses ISO base media files in which the configuration of a decoder claims to reach out of the box it lies in.
///
/// libavformat 5.1 believes the length (`ff_mp4_read_dec_config_descr`) and takes what lies behind the `esds` box, the
/// tables of all samples, for codec header: a master would carry it along, beyond what was consented to. One flipped
/// bit does it; found by fuzzing.
enum DecoderConfiguration {
    /// The most of a sample description that is looked at, in bytes. Those of cameras have some hundred.
    private static let descriptionLimit = 1 << 16

    /// Looks at the sample descriptions of a track, by its `minf` box.
    ///
    /// - Throws: ``FootageError/notARecording(path:cause:)``, ``FootageError/notReadable(path:cause:)``.
    static func check(_ information: FileBox, in file: SourceBytes) throws(FootageError) {
        guard
            let box = try information.first(FileBox.sampleTable, in: file)?
                .first(FileBox.sampleDescriptions, in: file)
        else { return }
        let bytes = try file.read(
            at: box.content, count: Int(min(UInt64(descriptionLimit), box.end - box.content)))
        // Wherever it stands: QuickTime has entries of three layouts, and a box of its own around it.
        for place in stride(from: 4, to: bytes.count - 3, by: 1)
        where bytes[place..<place + 4].elementsEqual("esds".utf8) {
            let size = bytes[place - 4..<place].reduce(0) { $0 << 8 | Int($1) }
            guard size >= 8 else { continue }
            var descriptor = Descriptor(bytes[(place + 4)..<min(bytes.count, place - 4 + size)])
            guard descriptor.fits else {
                throw .notARecording(
                    path: file.path, cause: "a codec header of it claims to be longer than its box")
            }
        }
    }

    /// The content of an `esds` box (ISO/IEC 14496-14 §5.6), read as far as libavformat reads it.
    private struct Descriptor {
        private var rest: ArraySlice<UInt8>

        init(_ content: ArraySlice<UInt8>) { rest = content.dropFirst(4) }

        /// Whether the decoder's configuration, if there is one, ends within the box.
        var fits: Bool {
            mutating get {
                guard let (first, _) = header() else { return true }
                // An ES_Descriptor (ISO/IEC 14496-1 §7.2.6.5), whose flags say what else comes before the next.
                rest = rest.dropFirst(2)
                if first == 3 {
                    guard let flags = rest.popFirst() else { return true }
                    if flags & 0x80 != 0 { rest = rest.dropFirst(2) }
                    if flags & 0x40 != 0 { rest = rest.dropFirst(Int(rest.first ?? 0) + 1) }
                    if flags & 0x20 != 0 { rest = rest.dropFirst(2) }
                }
                guard let (second, _) = header(), second == 4 else { return true }
                rest = rest.dropFirst(13)
                guard let (third, length) = header(), third == 5 else { return true }
                return length <= rest.count
            }
        }

        /// A descriptor's tag and length (ISO/IEC 14496-1 §8.3.3).
        private mutating func header() -> (tag: UInt8, length: Int)? {
            guard let tag = rest.popFirst() else { return nil }
            var length = 0
            for _ in 0..<4 {
                guard let byte = rest.popFirst() else { return nil }
                length = length << 7 | Int(byte & 0x7F)
                if byte & 0x80 == 0 { break }
            }
            return (tag, length)
        }
    }
}
