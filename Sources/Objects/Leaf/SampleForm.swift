/// How a packet of a recording becomes a sample of an object (docs/spec/objects.md, Codecs).
package enum SampleForm: Sendable, Hashable {
    /// Byte for byte.
    case asItIs
    /// NAL units behind start codes get lengths of four bytes instead, as their container's way of framing is not an
    /// object's.
    case behindLengths

    /// The form for a track by its codec and codec header.
    package init(_ codec: Codec?, header: UnsafeRawBufferPointer) {
        if case .nalUnits(let isHEVC) = codec?.framing,
            NALFraming(codecHeader: header, isHEVC: isHEVC) == .startCodes
        {
            self = .behindLengths
        } else {
            self = .asItIs
        }
    }

    /// Lends the sample a packet becomes.
    ///
    /// - Parameter buffer: room to work in; what is in it is lost.
    package func lend(
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
