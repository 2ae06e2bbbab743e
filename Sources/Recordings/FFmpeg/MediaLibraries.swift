import CFFmpeg
import Objects

/// The media libraries this program runs with, and what of them it cannot do without.
package enum MediaLibraries {
    /// Their versions by name, as loaded and not as compiled.
    package static var versions: [String: String] {
        [
            "libavformat": text(avformat_version()), "libavcodec": text(avcodec_version()),
            "libavutil": text(avutil_version()),
        ]
    }

    /// The demuxers that recordings are read with, by the library's names.
    package static var demuxers: [String] { SourceContainer.allCases.map(\.row.demuxer) }

    /// The decoder the library takes for a codec, by the library's names; nil where it has none.
    package static func decoder(of codec: String) -> String? {
        guard let id = avcodec_descriptor_get_by_name(codec)?.pointee.id else { return nil }
        return Codec.decoder(of: id).map { String(cString: $0.pointee.name) }
    }

    /// Whether the library has a parser for a codec, by the library's name.
    package static func hasParser(of codec: String) -> Bool {
        guard let id = avcodec_descriptor_get_by_name(codec)?.pointee.id,
            let parser = av_parser_init(Int32(bitPattern: id.rawValue))
        else { return false }
        av_parser_close(parser)
        return true
    }

    private static func text(_ version: UInt32) -> String {
        "\(version >> 16).\(version >> 8 & 0xFF).\(version & 0xFF)"
    }
}
