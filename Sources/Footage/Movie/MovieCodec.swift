/// The codecs an object can hold, and what each is called in either container (docs/spec/objects.md, Codecs).
struct MovieCodec: Sendable {
    /// What of the configuration the sample entry has, and in which box.
    enum Configuration: Sendable, Hashable {
        case nothing
        /// The configuration is the box's content.
        case box(BoxType)
        /// In the descriptors of `esds`, with this `objectTypeIndication` (ISO/IEC 14496-1 §7.2.6.6).
        case descriptors(UInt8)
    }

    /// What a track is called in one container.
    struct Name: Sendable, Hashable {
        var entry: BoxType
        var configuration: Configuration
    }

    let inMP4: Name?
    let inQuickTime: Name?

    /// What the codec is called in a container; nil where the container has no name for it.
    func name(in container: ObjectContainer) -> Name? {
        switch container {
        case .mp4: inMP4
        case .mov: inQuickTime
        case .png: nil
        }
    }

    /// The row of a codec, by its name in libavcodec; nil where no object can hold it.
    static func row(_ codec: String) -> MovieCodec? {
        if BareSound(codec) != nil { return MovieCodec(mov: "lpcm") }
        return table[codec]
    }

    private init(_ both: BoxType, _ configuration: Configuration) {
        inMP4 = Name(entry: both, configuration: configuration)
        inQuickTime = inMP4
    }

    private init(mp4: BoxType, _ configuration: Configuration, mov: BoxType? = nil) {
        inMP4 = Name(entry: mp4, configuration: configuration)
        inQuickTime = mov.map { Name(entry: $0, configuration: .nothing) }
    }

    private init(mov: BoxType, _ configuration: Configuration = .nothing) {
        inMP4 = nil
        inQuickTime = Name(entry: mov, configuration: configuration)
    }

    private static let table: [String: MovieCodec] = [
        "h264": MovieCodec("avc1", .box("avcC")),
        "hevc": MovieCodec("hvc1", .box("hvcC")),
        "av1": MovieCodec(mp4: "av01", .box("av1C")),
        "vp9": MovieCodec(mp4: "vp09", .box("vpcC")),
        "mpeg4": MovieCodec("mp4v", .descriptors(0x20)),
        "mpeg2video": MovieCodec(mp4: "mp4v", .descriptors(0x61), mov: "m2v1"),
        "mpeg1video": MovieCodec(mp4: "mp4v", .descriptors(0x6A), mov: "m1v "),
        "mjpeg": MovieCodec(mov: "jpeg"),
        "ffv1": MovieCodec(mov: "FFV1", .box("glbl")),
        "aac": MovieCodec("mp4a", .descriptors(0x40)),
        "mp3": MovieCodec(mp4: "mp4a", .descriptors(0x6B), mov: ".mp3"),
        "mp2": MovieCodec(mp4: "mp4a", .descriptors(0x6B), mov: ".mp2"),
        "opus": MovieCodec(mp4: "Opus", .box("dOps")),
        "pcm_alaw": MovieCodec(mov: "alaw"),
        "pcm_mulaw": MovieCodec(mov: "ulaw"),
    ]
}
