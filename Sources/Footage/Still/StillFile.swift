import CFFmpeg

/// A still as a PNG file (ISO/IEC 15948, W3C PNG third edition) of nothing but its header and its samples.
///
/// libavcodec packs the samples; what it adds about density and colour is taken out again, so that nothing is in the
/// file that need not be. What the file is filled up with stands in a chunk of zeros before its end.
struct StillFile {
    /// Everything up to the samples' end.
    let body: [UInt8]
    /// The samples' picture in red, green and blue.
    let picture: Frame

    /// The signature of a PNG file.
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    /// The chunk that only makes a file larger: ancillary, private, safe to copy.
    static let paddingType = "paDd"
    /// What a chunk has around its data.
    static let chunkOverhead: UInt64 = 12
    /// The chunk that ends a file.
    static let end: [UInt8] = [0, 0, 0, 0] + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]

    /// Packs a converted picture.
    init(_ picture: Frame) throws {
        self.picture = picture
        let packed = try Self.packed(picture)
        var body = Self.signature
        var rest = packed.dropFirst(Self.signature.count)
        while rest.count >= Int(Self.chunkOverhead) {
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            let chunk = rest.prefix(length + Int(Self.chunkOverhead))
            if ["IHDR", "IDAT"].contains(String(decoding: chunk.dropFirst(4).prefix(4), as: UTF8.self)) {
                body += chunk
            }
            rest = rest.dropFirst(chunk.count)
        }
        self.body = body
    }

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
        let named = Array(Self.paddingType.utf8) + zeros
        let sum = av_crc(av_crc_get_table(AV_CRC_32_IEEE_LE), .max, named, named.count) ^ .max
        var chunk: [UInt8] = []
        chunk.appendBigEndian(UInt32(zeros.count))
        chunk += named
        chunk.appendBigEndian(sum)
        for part in [body, chunk, Self.end] { try part.withUnsafeBytes(sink) }
        return padding
    }

    // MARK: - libavcodec

    private static func packed(_ picture: Frame) throws(FootageError) -> [UInt8] {
        let codec = avcodec_find_encoder(AV_CODEC_ID_PNG)
        var context = avcodec_alloc_context3(codec)
        defer { avcodec_free_context(&context) }
        guard let codec, let context else {
            throw .library(
                operation: "making a still", cause: "this build of the media library cannot write PNG",
                path: nil)
        }
        context.pointee.width = picture.layout.width
        context.pointee.height = picture.layout.height
        context.pointee.pix_fmt = picture.layout.format
        context.pointee.time_base = AVRational(num: 1, den: 1)
        context.pointee.thread_count = 1
        try check(av_opt_set(context, "pred", "paeth", AV_OPT_SEARCH_CHILDREN), "making a still")
        try check(avcodec_open2(context, codec, nil), "making a still")
        try check(avcodec_send_frame(context, picture.pointer), "making a still")
        try check(avcodec_send_frame(context, nil), "making a still")
        let packet = try Packet()
        try check(avcodec_receive_packet(context, packet.pointer), "making a still")
        return [UInt8](packet.bytes)
    }

    /// The most bytes a still is read back with: four times the largest picture of 8,192 by 8,192 pixels.
    static let largest: UInt64 = 1 << 31

    /// Reads a whole file from whatever gives its bytes in order.
    static func read(size: UInt64, _ readAt: MediaBytes.ReadAt) throws -> [UInt8] {
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
    static func decode(_ file: [UInt8]) throws(FootageError) -> Frame {
        let codec = avcodec_find_decoder(AV_CODEC_ID_PNG)
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
