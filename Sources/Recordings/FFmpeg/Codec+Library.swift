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
