/// Clean random-access points of MPEG-1 and MPEG-2 video and of MPEG-4 Visual.
///
/// Both mark their headers with `00 00 01` and a code (ISO/IEC 13818-2 §5.2.3, ISO/IEC 14496-2 §6.2.1).
package enum MPEGVideo {
    /// MPEG-2 (ISO/IEC 13818-2) and its forerunner MPEG-1.
    case mpeg2
    /// MPEG-4 part 2 (ISO/IEC 14496-2).
    case mpeg4

    func traits(_ accessUnit: UnsafeRawBufferPointer) -> AccessUnitTraits {
        switch self {
        case .mpeg2: Self.traitsOfMPEG2(accessUnit)
        case .mpeg4: Self.traitsOfVisual(accessUnit)
        }
    }

    /// An intra picture behind a sequence header: matrices sent since an earlier one may be in force otherwise
    /// (ISO/IEC 13818-2 §6.3.11). Of two fields the second may be made from the first.
    private static func traitsOfMPEG2(_ accessUnit: UnsafeRawBufferPointer) -> AccessUnitTraits {
        var hasSequenceHeader = false
        var types: [UInt8] = []
        var isField = false
        forEachHeader(accessUnit) { code, header in
            switch code {
            case 0xB3: hasSequenceHeader = hasSequenceHeader || types.isEmpty
            // temporal_reference, then picture_coding_type (§6.2.3).
            case 0x00 where header.count >= 2: types.append(header[1] >> 3 & 7)
            // picture_coding_extension, whose picture_structure is 3 for a frame (§6.2.3.1).
            case 0xB5 where header.count >= 3 && header[0] >> 4 == 8: isField = header[2] & 3 != 3
            // The first slice: of a frame nothing that matters follows, of a field the second one may.
            case 0x01...0xAF: return isField && types.count < 2
            default: break
            }
            return true
        }
        return AccessUnitTraits(
            isClean: hasSequenceHeader && types.first == intraPicture, holdsLaterPicture: false)
    }

    /// A lone I-VOP. More than one in an access unit is what AVI files of old do with B-pictures: the first is
    /// shown only when the next access unit is due.
    private static func traitsOfVisual(_ accessUnit: UnsafeRawBufferPointer) -> AccessUnitTraits {
        var types: [UInt8] = []
        forEachHeader(accessUnit) { code, header in
            // vop_start_code, then vop_coding_type: 0 is I (§6.2.5).
            if code == 0xB6, let first = header.first { types.append(first >> 6) }
            return types.count < 2
        }
        return AccessUnitTraits(isClean: types == [0], holdsLaterPicture: types.count > 1)
    }

    /// Whether what is behind a start code is part of pictures or says how they are coded (ISO/IEC 13818-2 table 6-1,
    /// ISO/IEC 14496-2 table 6-3).
    static func isNeeded(_ code: UInt8, isMPEG4: Bool) -> Bool {
        isMPEG4
            ? code <= 0x2F || [0xB0, 0xB1, 0xB3, 0xB5, 0xB6].contains(code)
            : code <= 0xAF || [0xB3, 0xB5, 0xB7, 0xB8].contains(code)
    }

    /// The size of MPEG-4 pictures in pixels, from the first video object layer header (ISO/IEC 14496-2 §6.2.3);
    /// nil where there is none, or one of a shape that is no rectangle.
    package static func sizeOfMPEG4(_ bytes: UnsafeRawBufferPointer) -> (width: Int, height: Int)? {
        var size: (width: Int, height: Int)?
        forEachHeader(bytes) { code, header in
            guard (0x20...0x2F).contains(code) else { return true }
            size = layerSize(BitReader(header))
            return false
        }
        return size
    }

    private static func layerSize(_ header: BitReader) -> (width: Int, height: Int)? {
        var bits = header
        // random_accessible_vol, video_object_type_indication.
        guard bits.bits(9) != nil, let hasIdentifier = bits.flag() else { return nil }
        if hasIdentifier, bits.bits(7) == nil { return nil }
        // aspect_ratio_info, 15 with a ratio of its own.
        guard let aspect = bits.bits(4), aspect != 15 || bits.bits(16) != nil else { return nil }
        guard let hasControl = bits.flag() else { return nil }
        if hasControl {
            // chroma_format, low_delay, then the buffer's parameters.
            guard bits.bits(3) != nil, let hasBuffer = bits.flag() else { return nil }
            if hasBuffer, !(0..<79).allSatisfy({ _ in bits.next() != nil }) { return nil }
        }
        // video_object_layer_shape: a rectangle is 0.
        guard bits.bits(2) == 0, bits.flag() == true, let resolution = bits.bits(16), resolution > 0,
            bits.flag() == true, let isFixed = bits.flag()
        else { return nil }
        let width = max(1, Int.bitWidth - (resolution - 1).leadingZeroBitCount)
        if isFixed, bits.bits(width) == nil { return nil }
        guard bits.flag() == true, let width = bits.bits(13), bits.flag() == true, let height = bits.bits(13)
        else { return nil }
        return width > 0 && height > 0 ? (width, height) : nil
    }

    private static let intraPicture: UInt8 = 1

    /// Hands out each start code's last byte and what follows it, until `body` answers false.
    static func forEachHeader(
        _ bytes: UnsafeRawBufferPointer, _ body: (UInt8, UnsafeRawBufferPointer) -> Bool
    ) {
        var position = 0
        while position + 3 < bytes.count {
            // A byte above 1 in the third place rules out all three positions it could be part of.
            if bytes[position + 2] > 1 {
                position += 3
            } else if bytes[position] == 0, bytes[position + 1] == 0, bytes[position + 2] == 1 {
                let header = UnsafeRawBufferPointer(rebasing: bytes[(position + 4)...])
                guard body(bytes[position + 3], header) else { return }
                position += 4
            } else {
                position += 1
            }
        }
    }
}
