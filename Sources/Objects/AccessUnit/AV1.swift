/// The open bitstream units of an AV1 temporal unit, as far as a cut must know them (AV1 Bitstream & Decoding
/// Process Specification, §5.3 to §5.9).
struct AV1 {
    private enum UnitType {
        static let sequenceHeader = 1
        static let frameHeader = 3
        static let frame = 6
    }

    /// The content of the sequence headers in an `av1C` record (AV1 Codec ISO Media File Format Binding §2.3).
    static func sequenceHeaders(inConfiguration record: [UInt8]) -> Set<[UInt8]> {
        var headers: Set<[UInt8]> = []
        record.dropFirst(4).withContiguousStorageIfAvailable { units in
            _ = AV1().forEachUnit(UnsafeRawBufferPointer(units)) { type, payload in
                if type == UnitType.sequenceHeader { headers.insert([UInt8](payload)) }
                return true
            }
        }
        return headers
    }

    /// Whether what a frame or its header begins with is a picture that is shown at once; nil where it cannot be read.
    static func isShown(_ payload: UnsafeRawBufferPointer, isStill: Bool) -> Bool? {
        var bits = BitReader(payload)
        return frame(&bits, isStill: isStill)?.isShown
    }

    /// `reduced_still_picture_header` of a sequence header (§5.5.1).
    static func isStill(_ payload: UnsafeRawBufferPointer) -> Bool {
        var bits = BitReader(payload)
        return bits.bits(4) != nil && bits.flag() == true
    }

    /// Clean is a key frame that is shown, behind a sequence header: it replaces everything a later frame could
    /// refer to (§7.20), and no setting of an earlier sequence is in force.
    ///
    /// A frame that is not shown was made from a picture the camera took later.
    func traits(_ temporalUnit: UnsafeRawBufferPointer) -> AccessUnitTraits {
        var hasSequenceHeader = false
        var isStill = false
        var first: (isKey: Bool, isShown: Bool)?
        var traits = AccessUnitTraits()
        let isWhole = forEachUnit(temporalUnit) { type, payload in
            var bits = BitReader(payload)
            switch type {
            case UnitType.sequenceHeader:
                // seq_profile, still_picture, reduced_still_picture_header (§5.5.1).
                guard bits.bits(4) != nil, let reduced = bits.flag() else { return false }
                hasSequenceHeader = hasSequenceHeader || first == nil
                isStill = reduced
            case UnitType.frameHeader, UnitType.frame:
                guard let frame = Self.frame(&bits, isStill: isStill) else { return false }
                first = first ?? frame
                traits.holdsLaterPicture = traits.holdsLaterPicture || !frame.isShown
            default: break
            }
            return true
        }
        // What cannot be read may be anything.
        traits.holdsLaterPicture = traits.holdsLaterPicture || !isWhole
        traits.isClean =
            hasSequenceHeader && first?.isKey == true && first?.isShown == true && !traits.holdsLaterPicture
        return traits
    }

    /// The beginning of `uncompressed_header`, §5.9.2. One that only shows an earlier frame is shown, and no key.
    private static func frame(_ bits: inout BitReader, isStill: Bool) -> (isKey: Bool, isShown: Bool)? {
        if isStill { return (true, true) }
        guard let isRepeated = bits.flag() else { return nil }
        if isRepeated { return (false, true) }
        guard let type = bits.bits(2), let isShown = bits.flag() else { return nil }
        return (type == 0, isShown)
    }

    /// Hands out each unit's type and content, until `body` answers false.
    ///
    /// - Returns: whether the whole temporal unit could be read.
    func forEachUnit(
        _ bytes: UnsafeRawBufferPointer, _ body: (Int, UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        var position = 0
        while position < bytes.count {
            // obu_header, §5.3.2: forbidden bit, type, extension flag, size flag.
            let header = bytes[position]
            guard header & 0x80 == 0 else { return false }
            position += header & 4 != 0 ? 2 : 1
            var size = bytes.count - position
            if header & 2 != 0 {
                guard let length = Self.length(bytes, &position) else { return false }
                size = length
            }
            guard size >= 0, size <= bytes.count - position else { return false }
            let payload = UnsafeRawBufferPointer(rebasing: bytes[position..<position + size])
            guard body(Int(header >> 3 & 15), payload) else { return false }
            position += size
        }
        return true
    }

    /// `leb128()`, §4.10.5.
    private static func length(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) -> Int? {
        var value: UInt64 = 0
        for index in 0..<8 {
            guard position < bytes.count else { return nil }
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7F) << (7 * UInt64(index))
            if byte & 0x80 == 0 { return Int(exactly: value) }
        }
        return nil
    }
}
