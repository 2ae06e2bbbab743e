/// The frames of VP8, as far as a cut must know them (RFC 6386 §9.1).
package enum VP8 {
    /// Clean is a key frame that is shown: it replaces the three frames that later ones refer to, and all that was learnt
    /// before (§9.7, §9.11).
    ///
    /// A frame that is not shown is an access unit of its own, and was made from pictures that the camera took later.
    static func traits(_ frame: UnsafeRawBufferPointer) -> AccessUnitTraits {
        guard let tag = tag(frame) else { return AccessUnitTraits(holdsPicture: false) }
        guard tag.isShown else { return AccessUnitTraits(holdsLaterPicture: true, holdsPicture: false) }
        return AccessUnitTraits(isClean: tag.isKey && startsAsKey(frame))
    }

    /// Whether a frame is not shown when it is decoded, or cannot be read.
    static func isUnseen(_ frame: UnsafeRawBufferPointer) -> Bool { tag(frame)?.isShown != true }

    /// The content of `vpcC` (VP Codec ISO Media File Format Binding, VPCodecConfigurationRecord, version 1) by the first key
    /// frame; nil for other frames. VP8 has no levels, eight bits a sample and colour of half the resolution; what colours it
    /// means its frames do not say.
    package static func configuration(_ frame: UnsafeRawBufferPointer) -> [UInt8]? {
        guard let tag = tag(frame), tag.isKey, startsAsKey(frame) else { return nil }
        return [1, 0, 0, 0, tag.version, 0, 0x82, 2, 2, 2, 0, 0]
    }

    /// The size of a key frame's pictures and how they are to be scaled, as its four bytes say it; nil for other frames.
    static func size(_ frame: UnsafeRawBufferPointer) -> [UInt8]? {
        guard tag(frame)?.isKey == true, startsAsKey(frame), frame.count >= 10 else { return nil }
        return [UInt8](frame[6..<10])
    }

    /// The frame tag: three bytes, the low ones first.
    private static func tag(
        _ frame: UnsafeRawBufferPointer
    ) -> (isKey: Bool, version: UInt8, isShown: Bool)? {
        guard frame.count >= 3 else { return nil }
        let version = frame[0] >> 1 & 7
        guard version < 4 else { return nil }
        return (frame[0] & 1 == 0, version, frame[0] & 0x10 != 0)
    }

    private static func startsAsKey(_ frame: UnsafeRawBufferPointer) -> Bool {
        frame.count >= 10 && frame[3] == 0x9D && frame[4] == 0x01 && frame[5] == 0x2A
    }
}
