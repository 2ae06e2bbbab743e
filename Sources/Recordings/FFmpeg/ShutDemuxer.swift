import Objects
import CFFmpeg
import Glibc

/// Opens bytes with one demuxer, shut off from everything else: whatever the bytes name, no file, address or other
/// demuxer is ever reached from them.
enum ShutDemuxer {
    /// Opens what the bytes hold. The bytes have to live as long as the context.
    ///
    /// - Returns: the context, or nil and the library's code for why there is none.
    static func open(
        _ bytes: MediaBytes, as container: SourceContainer
    ) throws(FootageError) -> (context: UnsafeMutablePointer<AVFormatContext>?, code: Int32) {
        // Without one the library would choose for itself.
        guard let demuxer = container.demuxer else {
            throw .library(
                operation: "opening a recording",
                cause: "libavformat was built without what reads \(container.row.name)", path: nil)
        }
        var context = avformat_alloc_context()
        guard let opened = context else { throw .outOfMemory("opening a recording") }
        opened.pointee.pb = bytes.context
        opened.pointee.flags |= AVFMT_FLAG_CUSTOM_IO
        // Every demuxer that wants to open something asks this.
        opened.pointee.io_open = { _, _, _, _, _ in -EACCES }
        var options: OpaquePointer?
        defer { av_dict_free(&options) }
        for (name, value) in settings + [("format_whitelist", container.row.demuxer)] {
            av_dict_set(&options, name, value, 0)
        }
        // There is no address that anything could be relative to. On failure the library frees the context.
        let code = avformat_open_input(&context, nil, demuxer, &options)
        return (code >= 0 ? context : nil, code)
    }

    /// What holds for every demuxer. `format_whitelist` holds for those that a demuxer would open within itself.
    private static let settings = [
        // Edit lists shift times and hide nothing.
        ("advanced_editlist", "0"),
        // The samples of a track that lie in another file stay there.
        ("enable_drefs", "0"), ("use_absolute_path", "0"),
        // No protocol has this name.
        ("protocol_whitelist", "none"),
        ("codec_whitelist", decoders),
    ]

    /// What may be tried on a track to find out what it is: the library's own decoders of pictures and sound. Others
    /// are whole libraries that look for fonts, tables and devices of their own; of those only AV1's is needed.
    private static let decoders: String = {
        var names: [String] = []
        var state: UnsafeMutableRawPointer?
        while let codec = av_codec_iterate(&state) {
            guard av_codec_is_decoder(codec) != 0,
                [AVMEDIA_TYPE_VIDEO, AVMEDIA_TYPE_AUDIO].contains(codec.pointee.type)
            else { continue }
            let name = String(cString: codec.pointee.name)
            if codec.pointee.wrapper_name == nil || name == "libdav1d" { names.append(name) }
        }
        return names.joined(separator: ",")
    }()
}
