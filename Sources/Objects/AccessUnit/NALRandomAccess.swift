/// Clean random-access points of H.264 and HEVC.
///
/// H.264: an IDR picture, or an intra picture with a recovery point of count 0 (ISO/IEC 14496-10 §7.4.1.2.4,
/// D.2.8). HEVC: an IRAP picture, NAL types 16 to 21 (ISO/IEC 23008-2 §7.4.2.2).
struct NALRandomAccess {
    private let isHEVC: Bool
    private let framing: NALFraming

    init(isHEVC: Bool, _ framing: NALFraming) {
        self.isHEVC = isHEVC
        self.framing = framing
    }

    func isClean(_ accessUnit: UnsafeRawBufferPointer) -> Bool {
        isHEVC ? isCleanHEVC(accessUnit) : isCleanH264(accessUnit)
    }

    /// Whether there is a coded slice in it, or what cannot be told apart.
    func holdsPicture(_ accessUnit: UnsafeRawBufferPointer) -> Bool {
        var found = false
        let isWhole = framing.forEachUnit(in: accessUnit) { unit in
            let type = isHEVC ? unit[0] >> 1 & 0x3F : unit[0] & 0x1F
            found = isHEVC ? type < 32 : (1...5).contains(type)
            return !found
        }
        return found || !isWhole || accessUnit.isEmpty
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
        var isIDR = false
        var isIntra = true
        var fields = 0
        var hasRecoveryPoint = false
        framing.forEachUnit(in: accessUnit) { unit in
            switch unit[0] & 0x1F {
            // The second field of an IDR picture is an ordinary one, made from nothing but the first (§7.4.1.2.4).
            case 5 where fields == 0: isIDR = true
            case 1...5:
                guard let slice = Self.slice(unit) else {
                    isIntra = false
                    return false
                }
                if slice.isFirst { fields += 1 }
                // In the second field, what the recovery point promises must do.
                isIntra = isIntra && (slice.isIntra || fields == 2)
            case 6: hasRecoveryPoint = hasRecoveryPoint || Self.isExactRecoveryPoint(unit)
            default: break
            }
            return !isIDR && isIntra
        }
        return isIDR || fields > 0 && fields <= 2 && isIntra && hasRecoveryPoint
    }

    /// Whether a slice is the first of its picture, and whether its type is I or SI (ISO/IEC 14496-10 §7.3.3,
    /// table 7-6).
    private static func slice(_ unit: UnsafeRawBufferPointer) -> (isFirst: Bool, isIntra: Bool)? {
        var bits = BitReader(UnsafeRawBufferPointer(rebasing: unit.dropFirst()), isNALUnit: true)
        guard let first = bits.exponentialGolomb(), let type = bits.exponentialGolomb() else { return nil }
        return (first == 0, [2, 4, 7, 9].contains(type))
    }

    /// Whether an SEI unit holds a recovery point after which no frame has to be waited for.
    private static func isExactRecoveryPoint(_ unit: UnsafeRawBufferPointer) -> Bool {
        var bits = BitReader(UnsafeRawBufferPointer(rebasing: unit.dropFirst()), isNALUnit: true)
        while bits.hasMoreMessages {
            guard let type = bits.messageNumber(), let size = bits.messageNumber() else { return false }
            if type == 6 { return bits.exponentialGolomb() == 0 }
            guard bits.skip(bytes: size) else { return false }
        }
        return false
    }
}
