import CFFmpeg

/// Tells whether decoding can start at an access unit and everything after it comes out exact.
///
/// The container's key flag is not enough, as containers lie: the NAL types decide.
/// H.264: an IDR picture, or an intra picture with a recovery point of count 0 (ISO/IEC 14496-10 §7.4.1.2.4,
/// D.2.8). HEVC: an IRAP picture, NAL types 16 to 21 (ISO/IEC 23008-2 §7.4.2.2). Leading pictures, which
/// are shown before it, are not covered by that promise.
package struct RandomAccess {
    private let codec: AVCodecID
    private let framing: NALFraming

    /// A judge for one track; nil for a codec whose access units we cannot judge.
    init?(_ parameters: UnsafePointer<AVCodecParameters>) {
        let header = UnsafeRawBufferPointer(
            start: parameters.pointee.extradata, count: Int(max(0, parameters.pointee.extradata_size)))
        self.init(codec: parameters.pointee.codec_id, header: header)
    }

    /// A judge for a codec, `h264` or `hevc`, with the codec header of its track.
    package init?(codecName: String, header: UnsafeRawBufferPointer) {
        guard let codec = avcodec_descriptor_get_by_name(codecName)?.pointee.id else { return nil }
        self.init(codec: codec, header: header)
    }

    private init?(codec: AVCodecID, header: UnsafeRawBufferPointer) {
        guard codec == AV_CODEC_ID_H264 || codec == AV_CODEC_ID_HEVC else { return nil }
        self.codec = codec
        framing = NALFraming(codecHeader: header, codec: codec)
    }

    /// Whether the access unit is a clean random-access point.
    package func isClean(_ accessUnit: UnsafeRawBufferPointer) -> Bool {
        codec == AV_CODEC_ID_HEVC ? isCleanHEVC(accessUnit) : isCleanH264(accessUnit)
    }

    private func isCleanHEVC(_ accessUnit: UnsafeRawBufferPointer) -> Bool {
        var pictures = 0
        var isRandomAccess = true
        framing.forEachUnit(in: accessUnit) { unit in
            let type = unit[0] >> 1 & 0x3F
            guard type < 32 else { return true }
            pictures += 1
            isRandomAccess = isRandomAccess && (16...21).contains(type)
            return isRandomAccess
        }
        return pictures > 0 && isRandomAccess
    }

    private func isCleanH264(_ accessUnit: UnsafeRawBufferPointer) -> Bool {
        var slices = 0
        var allIDR = true
        var allIntra = true
        var hasRecoveryPoint = false
        framing.forEachUnit(in: accessUnit) { unit in
            switch unit[0] & 0x1F {
            case 5: slices += 1
            case 1...4:
                slices += 1
                allIDR = false
                allIntra = allIntra && Self.isIntraSlice(unit)
            case 6: hasRecoveryPoint = hasRecoveryPoint || Self.isExactRecoveryPoint(unit)
            default: break
            }
            return allIDR || allIntra
        }
        return slices > 0 && (allIDR || allIntra && hasRecoveryPoint)
    }

    /// Whether a slice's type is I or SI (ISO/IEC 14496-10 §7.3.3, table 7-6).
    private static func isIntraSlice(_ unit: UnsafeRawBufferPointer) -> Bool {
        var bits = BitReader(UnsafeRawBufferPointer(rebasing: unit.dropFirst()))
        guard bits.exponentialGolomb() != nil, let type = bits.exponentialGolomb() else { return false }
        return [2, 4, 7, 9].contains(type)
    }

    /// Whether an SEI unit holds a recovery point after which no frame has to be waited for.
    private static func isExactRecoveryPoint(_ unit: UnsafeRawBufferPointer) -> Bool {
        var bits = BitReader(UnsafeRawBufferPointer(rebasing: unit.dropFirst()))
        while bits.hasMoreMessages {
            guard let type = bits.messageNumber(), let size = bits.messageNumber() else { return false }
            if type == 6 { return bits.exponentialGolomb() == 0 }
            guard bits.skip(bytes: size) else { return false }
        }
        return false
    }
}

/// Reads bits of a NAL unit, passing over emulation prevention bytes (ISO/IEC 14496-10 §7.4.1).
struct BitReader {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0
    private var bit = 0
    private var zeros = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        skipEmulationPrevention()
    }

    /// Whether more than the trailing bits of the SEI remain.
    var hasMoreMessages: Bool { position + 1 < bytes.count }

    mutating func next() -> Int? {
        guard position < bytes.count else { return nil }
        let value = Int(bytes[position] >> (7 - UInt8(bit)) & 1)
        bit += 1
        if bit == 8 { advance() }
        return value
    }

    /// `ue(v)`, ISO/IEC 14496-10 §9.1.
    mutating func exponentialGolomb() -> Int? {
        var length = 0
        while true {
            guard let bit = next() else { return nil }
            if bit == 1 { break }
            length += 1
            guard length <= 31 else { return nil }
        }
        var value = 1
        for _ in 0..<length {
            guard let bit = next() else { return nil }
            value = value << 1 | bit
        }
        return value - 1
    }

    /// A number written as bytes of 255 and a last smaller one (ISO/IEC 14496-10 §7.3.2.3.1).
    mutating func messageNumber() -> Int? {
        var value = 0
        while true {
            guard let byte = nextByte() else { return nil }
            value += Int(byte)
            if byte < 255 { return value }
        }
    }

    mutating func skip(bytes count: Int) -> Bool {
        for _ in 0..<count where nextByte() == nil { return false }
        return true
    }

    /// The next whole byte; to be called only between bytes.
    mutating func nextByte() -> UInt8? {
        guard position < bytes.count else { return nil }
        let value = bytes[position]
        advance()
        return value
    }

    private mutating func advance() {
        zeros = bytes[position] == 0 ? zeros + 1 : 0
        position += 1
        bit = 0
        skipEmulationPrevention()
    }

    private mutating func skipEmulationPrevention() {
        guard zeros >= 2, position < bytes.count, bytes[position] == 3 else { return }
        position += 1
        zeros = 0
    }
}
