import CFFmpeg

/// The media libraries this program runs with.
package enum MediaLibraries {
    /// Their versions by name, as loaded and not as compiled.
    package static var versions: [String: String] {
        [
            "libavformat": text(avformat_version()), "libavcodec": text(avcodec_version()),
            "libavutil": text(avutil_version()),
        ]
    }

    private static func text(_ version: UInt32) -> String {
        "\(version >> 16).\(version >> 8 & 0xFF).\(version & 0xFF)"
    }
}
