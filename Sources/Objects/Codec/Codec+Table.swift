extension Codec {
    /// All codecs that an object can hold (docs/spec/objects.md, Codecs).
    package static let table: [Codec] =
        [
            .pictures(
                "h264", .both("avc1", .box("avcC")), .nalUnits(isHEVC: false),
                configuration: .headerOrMade("avcC"), isReadWhole: true),
            .pictures(
                "hevc", .both("hvc1", .box("hvcC")), .nalUnits(isHEVC: true),
                configuration: .headerOrMade("hvcC"), isReadWhole: true),
            .pictures(
                "av1", .mp4("av01", .box("av1C")), .openBitstreamUnits, others: .openBitstreamUnits,
                configuration: .headerOrMade("av1C"), isReadWhole: true),
            .pictures(
                "vp9", .mp4("vp09", .box("vpcC")), .frames, others: .unseenFrames,
                configuration: .made("vpcC")),
            .pictures(
                "vp8", .mp4("vp08", .box("vpcC")), .frameTags, others: .unseenPackets,
                configuration: .firstUnit),
            .pictures(
                "mpeg4", .both("mp4v", .descriptors(0x20)), .startCodes(.mpeg4),
                others: .headers(isMPEG4: true),
                configuration: .header, isReadWhole: true),
            .pictures(
                "mpeg2video", .mp4("mp4v", .descriptors(0x61), mov: "m2v1"), .startCodes(.mpeg2),
                others: .headers(isMPEG4: false), configuration: .header),
            .pictures(
                "mpeg1video", .mp4("mp4v", .descriptors(0x6A), mov: "m1v "), .startCodes(.mpeg2),
                others: .headers(isMPEG4: false), configuration: .header),
            .pictures(
                "mjpeg", .mov("jpeg"), .wholePictures, others: .segments, configuration: .none,
                isReadWhole: true),
            // Only what Proffer encodes itself: no master is made of it.
            .pictures("ffv1", .mov("FFV1", .box("glbl")), nil, configuration: .header),

            .sound(
                "aac", .both("mp4a", .descriptors(0x40)), .lapped, .audioSpecificConfig,
                others: .elements, framing: .perhapsADTS, configuration: .header, isReadWhole: true),
            .sound("mp3", .mp4("mp4a", .descriptors(0x6B), mov: ".mp3"), .reservoir, .mpegAudio),
            .sound("mp2", .mp4("mp4a", .descriptors(0x6B), mov: ".mp2"), .reservoir, .mpegAudio),
            .sound(
                "opus", .mp4("Opus", .box("dOps")), .lappedWithPreRoll, .opus, others: .padding,
                configuration: .made("dOps"),
                isReadWhole: true),
            .sound(
                "ac3", .mp4("ac-3", .box("dac3")), .lapped, .ac3, configuration: .firstUnit),
            .sound(
                "adpcm_ima_wav", .mov("ms\u{0}\u{11}", .waveFormat), .none, .blocks(.wave),
                configuration: .blockSize),
            .sound(
                "adpcm_ms", .mov("ms\u{0}\u{2}", .waveFormat), .none, .blocks(.microsoft),
                configuration: .blockSize),
            .sound("adpcm_ima_qt", .mov("ima4"), .carried, .blocks(.quickTime), configuration: .blockSize),
            .sound("pcm_alaw", .mov("alaw"), .none, .samples(bits: 8)),
            .sound("pcm_mulaw", .mov("ulaw"), .none, .samples(bits: 8)),
        ]
        + BareSound.table.map { name, bare in
            .sound(name, .mov("lpcm"), .none, .samples(bits: bare.bits))
        }

    /// What a codec is called in the two containers.
    private struct Names {
        let inMP4: SampleName?
        let inQuickTime: SampleName?

        static func both(_ entry: BoxType, _ configuration: SampleName.Configuration) -> Names {
            let name = SampleName(entry: entry, configuration: configuration)
            return Names(inMP4: name, inQuickTime: name)
        }

        static func mp4(
            _ entry: BoxType, _ configuration: SampleName.Configuration, mov: BoxType? = nil
        ) -> Names {
            Names(
                inMP4: SampleName(entry: entry, configuration: configuration),
                inQuickTime: mov.map { SampleName(entry: $0, configuration: .nothing) })
        }

        static func mov(_ entry: BoxType, _ configuration: SampleName.Configuration = .nothing) -> Names {
            Names(inMP4: nil, inQuickTime: SampleName(entry: entry, configuration: configuration))
        }
    }

    private static func pictures(
        _ name: String, _ names: Names, _ access: RandomAccess.Rule?, others: OtherBytes = .none,
        configuration: ConfigurationOrigin, isReadWhole: Bool = false
    ) -> Codec {
        var (framing, others) = (Framing.whole, others)
        if case .nalUnits(let isHEVC) = access { (framing, others) = (.nalUnits(isHEVC: isHEVC), .undivided) }
        return Codec(
            name: name, inMP4: names.inMP4, inQuickTime: names.inQuickTime, framing: framing,
            randomAccess: access, otherBytes: others, configuration: configuration, sound: nil,
            isReadWhole: isReadWhole)
    }

    private static func sound(
        _ name: String, _ names: Names, _ coupling: SoundCoupling, _ length: SoundLength.Origin,
        others: OtherBytes = .none, framing: Framing = .whole, configuration: ConfigurationOrigin = .none,
        isReadWhole: Bool = false
    ) -> Codec {
        Codec(
            name: name, inMP4: names.inMP4, inQuickTime: names.inQuickTime, framing: framing,
            randomAccess: nil, otherBytes: others, configuration: configuration,
            sound: Sound(coupling: coupling, length: length), isReadWhole: isReadWhole)
    }
}
