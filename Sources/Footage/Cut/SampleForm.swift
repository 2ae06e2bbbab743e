import CFFmpeg

/// How a packet of a recording becomes a sample of an object (docs/spec/objects.md, Codecs).
enum SampleForm: Sendable, Hashable {
    /// Byte for byte.
    case asItIs
    /// NAL units behind start codes get lengths of four bytes instead, as their container's way of framing is not an
    /// object's.
    case behindLengths

    /// The form for a track by what libavcodec knows of it.
    init(_ parameters: UnsafePointer<AVCodecParameters>) {
        let codec = parameters.pointee.codec_id
        let header = UnsafeRawBufferPointer(
            start: parameters.pointee.extradata, count: Int(max(0, parameters.pointee.extradata_size)))
        let isFramed = codec == AV_CODEC_ID_H264 || codec == AV_CODEC_ID_HEVC
        self =
            isFramed && NALFraming(codecHeader: header, codec: codec) == .startCodes
            ? .behindLengths : .asItIs
    }

    /// Lends the sample a packet becomes.
    ///
    /// - Parameter buffer: room to work in; what is in it is lost.
    func lend(
        _ packet: UnsafeRawBufferPointer, using buffer: inout [UInt8],
        to body: (UnsafeRawBufferPointer) throws -> Void
    ) rethrows {
        guard self == .behindLengths else { return try body(packet) }
        buffer.removeAll(keepingCapacity: true)
        var framed = buffer
        buffer = []
        NALFraming.startCodes.forEachUnit(in: packet) { unit in
            framed.appendBigEndian(UInt32(truncatingIfNeeded: unit.count))
            framed.append(contentsOf: unit)
            return true
        }
        buffer = framed
        try buffer.withUnsafeBytes(body)
    }
}
