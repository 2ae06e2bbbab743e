/// The size of pictures by the first sequence parameter set of a codec configuration (docs/spec/objects.md, Size of
/// pictures): what a decoder makes of them, whatever a container says.
package struct CodedSize {
    /// Without what is cut off at the edges.
    package let width: Int
    package let height: Int
    /// Whole blocks: of H.264, to which a container may tell a smaller size; nil where it may not.
    private let whole: (width: Int, height: Int)?

    /// The size that an `avcC` or `hvcC` record tells; nil of another codec, and where none can be read.
    package init?(codec: String, configuration: some Sequence<UInt8>) {
        guard case .nalUnits(let isHEVC) = Codec.named(codec)?.framing else { return nil }
        let units = ParameterSets.units(inConfiguration: [UInt8](configuration), isHEVC: isHEVC)
        let found = units.lazy.compactMap { unit in
            unit.withUnsafeBytes { bytes -> CodedSize? in
                let unit = NALUnit(bytes)
                guard unit.type(isHEVC) == (isHEVC ? 33 : 7) else { return nil }
                return isHEVC ? Self.hevc(unit.bytes) : Self.h264(unit.bytes)
            }
        }.first
        guard let found else { return nil }
        self = found
    }

    private init?(
        _ width: Int, _ height: Int, cutOff: (left: Int, right: Int, top: Int, bottom: Int),
        hasWholeBlocks: Bool
    ) {
        let (left, right, top, bottom) = cutOff
        self.width = width - left - right
        self.height = height - top - bottom
        guard self.width > 0, self.height > 0 else { return nil }
        whole = hasWholeBlocks && left == 0 && top == 0 ? (width, height) : nil
    }

    /// Whether pictures that are so coded can be said to have a size: the one they tell, or, of H.264, one that a container
    /// makes smaller by less than a block at the right and at the bottom, as some recorders have it.
    package func agrees(width: Int, height: Int) -> Bool {
        if (width, height) == (self.width, self.height) { return true }
        guard let whole else { return false }
        return width <= whole.width && width > whole.width - Self.block && height <= whole.height
            && height > whole.height - Self.block
    }

    private static let block = 16
    /// More blocks on a side than any level has.
    private static let longest = 1 << 12

    // MARK: - H.264

    /// Profiles whose sets say more of their samples (ISO/IEC 14496-10 §7.3.2.1.1).
    private static let highProfiles: Set<Int> = [
        100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135,
    ]

    /// `seq_parameter_set_data()`, ISO/IEC 14496-10 §7.3.2.1.1; the size by equations 7-13 to 7-21.
    private static func h264(_ unit: UnsafeRawBufferPointer) -> CodedSize? {
        var bits = BitReader(UnsafeRawBufferPointer(rebasing: unit.dropFirst()), isNALUnit: true)
        guard let profile = bits.bits(8), bits.bits(16) != nil, bits.exponentialGolomb() != nil else {
            return nil
        }
        var (chroma, isSeparate) = (1, false)
        if highProfiles.contains(profile) {
            guard let format = bits.exponentialGolomb(), format <= 3 else { return nil }
            chroma = format
            if chroma == 3 {
                guard let separate = bits.flag() else { return nil }
                isSeparate = separate
            }
            // bit_depth_luma_minus8, bit_depth_chroma_minus8, qpprime_y_zero_transform_bypass_flag.
            guard bits.exponentialGolomb() != nil, bits.exponentialGolomb() != nil, bits.flag() != nil,
                let hasMatrix = bits.flag(), !hasMatrix || skipMatrix(&bits, lists: chroma == 3 ? 12 : 8)
            else { return nil }
        }
        // log2_max_frame_num_minus4, pic_order_cnt_type.
        guard bits.exponentialGolomb() != nil, let order = bits.exponentialGolomb(), skipOrder(&bits, order),
            bits.exponentialGolomb() != nil, bits.flag() != nil,
            let columns = bits.exponentialGolomb(), let rows = bits.exponentialGolomb(), columns < longest,
            rows < longest, let isFrames = bits.flag(), isFrames || bits.flag() != nil, bits.flag() != nil
        else { return nil }
        let fields = isFrames ? 1 : 2
        let hasPlanes = chroma > 0 && !isSeparate
        guard
            let cutOff = cutOff(
                &bits, (hasPlanes && chroma < 3 ? 2 : 1), (hasPlanes && chroma == 1 ? 2 : 1) * fields)
        else { return nil }
        return CodedSize(
            (columns + 1) * block, (rows + 1) * block * fields, cutOff: cutOff, hasWholeBlocks: true)
    }

    /// The scaling lists, §7.3.2.1.1.1.
    private static func skipMatrix(_ bits: inout BitReader, lists: Int) -> Bool {
        for list in 0..<lists {
            guard let isThere = bits.flag() else { return false }
            guard isThere else { continue }
            var (last, next) = (8, 8)
            for _ in 0..<(list < 6 ? 16 : 64) where next != 0 {
                guard let code = bits.exponentialGolomb(), code < 1 << 9 else { return false }
                next = (last + (code % 2 == 1 ? (code + 1) / 2 : -code / 2) + 256) & 0xFF
                last = next == 0 ? last : next
            }
        }
        return true
    }

    private static func skipOrder(_ bits: inout BitReader, _ type: Int) -> Bool {
        switch type {
        case 0: return bits.exponentialGolomb() != nil
        case 1:
            guard bits.flag() != nil, bits.exponentialGolomb() != nil, bits.exponentialGolomb() != nil,
                let count = bits.exponentialGolomb(), count < 256
            else { return false }
            return (0..<count).allSatisfy { _ in bits.exponentialGolomb() != nil }
        default: return true
        }
    }

    // MARK: - HEVC

    /// `seq_parameter_set_rbsp()`, ISO/IEC 23008-2 §7.3.2.2.1.
    private static func hevc(_ unit: UnsafeRawBufferPointer) -> CodedSize? {
        var bits = BitReader(UnsafeRawBufferPointer(rebasing: unit.dropFirst(2)), isNALUnit: true)
        guard bits.bits(4) != nil, let layers = bits.bits(3), bits.flag() != nil,
            ParameterSets.skipProfile(&bits, subLayers: layers), bits.exponentialGolomb() != nil,
            let chroma = bits.exponentialGolomb(), chroma <= 3
        else { return nil }
        var isSeparate = false
        if chroma == 3 {
            guard let separate = bits.flag() else { return nil }
            isSeparate = separate
        }
        guard let width = bits.exponentialGolomb(), let height = bits.exponentialGolomb(),
            width <= longest * block, height <= longest * block
        else { return nil }
        let hasPlanes = chroma > 0 && !isSeparate
        guard
            let cutOff = cutOff(&bits, hasPlanes && chroma < 3 ? 2 : 1, hasPlanes && chroma == 1 ? 2 : 1)
        else { return nil }
        return CodedSize(width, height, cutOff: cutOff, hasWholeBlocks: false)
    }

    /// What is cut off at the edges: a flag, and four numbers where it is set.
    ///
    /// - Parameters:
    ///   - across: pixels of a unit from left to right.
    ///   - down: from top to bottom.
    private static func cutOff(
        _ bits: inout BitReader, _ across: Int, _ down: Int
    ) -> (left: Int, right: Int, top: Int, bottom: Int)? {
        guard let isCut = bits.flag() else { return nil }
        guard isCut else { return (0, 0, 0, 0) }
        guard let left = bits.exponentialGolomb(), let right = bits.exponentialGolomb(),
            let top = bits.exponentialGolomb(), let bottom = bits.exponentialGolomb()
        else { return nil }
        return (left * across, right * across, top * down, bottom * down)
    }
}
