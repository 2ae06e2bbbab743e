import Objects
import Recordings
import Records
import CFFmpeg

/// A still as a PNG file (ISO/IEC 15948, W3C PNG third edition) of nothing but its header and its samples.
///
/// The samples decide every byte of it but how much it is filled up, in a chunk of zeros before its end
/// (docs/spec/derivatives.md, Stills).
package struct StillFile {
    /// Everything up to the samples' end.
    let body: [UInt8]
    /// The samples' picture in red, green and blue.
    let picture: Frame

    /// What packs it: the version is that of its form.
    static let encoder = EncoderFacts(name: .png, library: "proffer", version: "1.0.0")

    /// The signature of a PNG file.
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    /// The chunk that only makes a file larger: ancillary, private, safe to copy.
    static let paddingType = "paDd"
    /// What a chunk has around its data.
    static let chunkOverhead: UInt64 = 12
    /// The chunk that ends a file.
    static let end: [UInt8] = [0, 0, 0, 0] + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]

    /// Packs a converted picture.
    package init(_ picture: Frame) throws {
        self.picture = picture
        let depth = picture.layout.format == AV_PIX_FMT_RGB48BE ? 16 : 8
        var header: [UInt8] = []
        header.appendBigEndian(UInt32(bitPattern: picture.layout.width))
        header.appendBigEndian(UInt32(bitPattern: picture.layout.height))
        var body = Self.signature + Self.chunk("IHDR", header + [UInt8(depth), 2, 0, 0, 0])
        var waiting: [UInt8] = []
        func write(_ bytes: [UInt8], isEnd: Bool) {
            waiting += bytes
            while waiting.count >= StillPacker.chunkBytes || isEnd && !waiting.isEmpty {
                body += Self.chunk("IDAT", Array(waiting.prefix(StillPacker.chunkBytes)))
                waiting.removeFirst(min(StillPacker.chunkBytes, waiting.count))
            }
        }
        let pixel = 3 * depth / 8
        let row = Int(picture.layout.width) * pixel
        var packer = StillPacker(byteCount: UInt64(picture.layout.height) * UInt64(1 + row))
        guard let samples = picture.plane(0) else { throw FootageError.outOfMemory("making a still") }
        var above = UnsafeBufferPointer(start: samples.start, count: 0)
        for line in 0..<Int(picture.layout.height) {
            let current = UnsafeBufferPointer(start: samples.start + line * samples.stride, count: row)
            packer.add(Self.filtered(current, above, pixel))
            write(packer.takeOutput(), isEnd: false)
            above = current
        }
        write([], isEnd: true)
        self.body = body
    }

    /// The whole file, filled up by nothing.
    package var bytes: [UInt8] { body + Self.end }

    /// Gives the whole file to a sink, filled up to a size.
    ///
    /// - Parameter size: chooses it from the size before padding; at least 8 more.
    /// - Returns: how many bytes the padding has.
    func write(
        size: (UInt64) throws -> UInt64, to sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> UInt64 {
        let bare = UInt64(body.count + Self.end.count)
        // A chunk is 4 bytes larger than the box other objects are filled up with.
        let padding = try size(bare + Self.chunkOverhead - 8) - bare
        guard padding >= Self.chunkOverhead, padding < 1 << 31 else {
            throw FootageError.library(operation: "padding a still", cause: "too little room", path: nil)
        }
        let zeros = [UInt8](repeating: 0, count: Int(padding - Self.chunkOverhead))
        for part in [body, Self.chunk(Self.paddingType, zeros), Self.end] { try part.withUnsafeBytes(sink) }
        return padding
    }

    /// A chunk (ISO/IEC 15948 §5.3).
    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let named = Array(type.utf8) + data
        var chunk: [UInt8] = []
        chunk.appendBigEndian(UInt32(data.count))
        chunk += named
        chunk.appendBigEndian(
            av_crc(av_crc_get_table(AV_CRC_32_IEEE_LE), .max, named, named.count) ^ .max)
        return chunk
    }

    /// A row behind the number of its filter, Paeth (ISO/IEC 15948 §9.4).
    private static func filtered(
        _ row: UnsafeBufferPointer<UInt8>, _ above: UnsafeBufferPointer<UInt8>, _ pixel: Int
    ) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: row.count + 1) { filtered, count in
            filtered[0] = 4
            for place in row.indices {
                let left = place >= pixel ? Int(row[place - pixel]) : 0
                let up = above.isEmpty ? 0 : Int(above[place])
                let corner = above.isEmpty || place < pixel ? 0 : Int(above[place - pixel])
                let estimate = left + up - corner
                let (toLeft, toUp, toCorner) = (
                    abs(estimate - left), abs(estimate - up), abs(estimate - corner)
                )
                let nearest =
                    toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner
                filtered[place + 1] = row[place] &- UInt8(nearest)
            }
            count = row.count + 1
        }
    }

    // MARK: - Reading

    /// The most bytes a still is read back with: four times the largest picture of 8,192 by 8,192 pixels.
    static let largest: UInt64 = 1 << 31

    /// Reads a whole file from whatever gives its bytes in order.
    package static func read(size: UInt64, _ readAt: MediaBytes.ReadAt) throws -> [UInt8] {
        guard size < largest else { throw BoxReader.damaged("it is too large for a still") }
        var file: [UInt8] = []
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { piece.deallocate() }
        while UInt64(file.count) < size {
            let count = try readAt(piece, UInt64(file.count))
            guard count > 0 else { throw BoxReader.damaged("it ends early") }
            file += piece[..<count]
        }
        return file
    }

    /// Decodes a PNG file again.
    package static func decode(_ file: [UInt8]) throws(FootageError) -> Frame {
        let codec = avcodec_find_decoder_by_name("png")
        var context = avcodec_alloc_context3(codec)
        defer { avcodec_free_context(&context) }
        let packet = try Packet()
        let picture = try Frame()
        try check(avcodec_open2(context, codec, nil), "reading a still")
        try check(av_new_packet(packet.pointer, Int32(clamping: file.count)), "reading a still")
        file.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            UnsafeMutableRawPointer(packet.pointer.pointee.data).copyMemory(
                from: base, byteCount: min(bytes.count, packet.size))
        }
        try check(avcodec_send_packet(context, packet.pointer), "reading a still")
        try check(avcodec_receive_frame(context, picture.pointer), "reading a still")
        return picture
    }
}
