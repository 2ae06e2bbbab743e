import Objects
import CFFmpeg

extension Codec {
    /// The row of a codec that the library knows; nil for one that is not cut.
    package init?(_ parameters: UnsafePointer<AVCodecParameters>) {
        self.init(parameters.pointee.codec_id)
    }

    /// The row of a codec by the library's number for it; nil for one that is not cut.
    init?(_ id: AVCodecID) {
        guard let row = Self.named(String(cString: avcodec_get_name(id))) else { return nil }
        self = row
    }

    /// Whether the library's codec is the one of a name.
    static func isNamed(_ name: String, _ id: AVCodecID) -> Bool {
        String(cString: avcodec_get_name(id)) == name
    }
}

extension CanonicalBytes {
    /// For a track of a source file.
    package init(_ parameters: UnsafePointer<AVCodecParameters>) {
        self.init(Codec(parameters), header: parameters.header)
    }
}

extension SampleForm {
    /// The form for a track by what libavcodec knows of it.
    package init(_ parameters: UnsafePointer<AVCodecParameters>) {
        self.init(Codec(parameters), header: parameters.header)
    }
}

extension RandomAccess {
    /// A judge for one track; nil for a codec whose access units we cannot judge.
    package init?(_ parameters: UnsafePointer<AVCodecParameters>) {
        guard let codec = Codec(parameters) else { return nil }
        self.init(codec, header: parameters.header)
    }
}

extension UnsafePointer<AVCodecParameters> {
    /// The track's codec header (`extradata`); empty where it has none.
    package var header: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: pointee.extradata, count: Int(max(0, pointee.extradata_size)))
    }
}

extension UnsafePointer<AVCodecParameters> {
    /// The blocks that sound comes in; nil where it comes in none, or in other ones than an object can say.
    package var soundBlocks: SoundBlocks? {
        guard case .blocks(let form)? = Codec(self)?.sound?.length,
            // Three bits a sample are another form by the same name.
            [0, 4].contains(pointee.bits_per_coded_sample),
            let blocks = SoundBlocks(
                form, channels: Int(pointee.ch_layout.nb_channels), bytes: Int(pointee.block_align)),
            form == .quickTime || blocks.isUsual([UInt8](header))
        else { return nil }
        return blocks
    }
}

extension Codec {
    /// Whether a codec header already has the form of the box an object has it in.
    func isConfiguration(_ header: UnsafeRawBufferPointer) -> Bool {
        switch framing {
        case .nalUnits(let isHEVC): NALFraming(codecHeader: header, isHEVC: isHEVC) != .startCodes
        // `av1C`: a marker and version 1 (AV1 Codec ISO Media File Format Binding §2.3.3).
        case .whole, .perhapsADTS: header.count >= 4 && header[0] == 0x81
        }
    }
}
