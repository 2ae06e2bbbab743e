import Objects
import CFFmpeg

extension MediaInput {
    /// Says the size of MPEG-4 pictures where the library does not: its MP4 demuxer forgets what it has read, and everybody
    /// who asks for a size would be told that there is none.
    func completeSizes() throws(FootageError) {
        for index in 0..<trackCount {
            let parameters = try parameters(index)
            guard parameters.pointee.codec_type == AVMEDIA_TYPE_VIDEO, parameters.pointee.width == 0,
                case .startCodes(.mpeg4) = Codec(parameters.pointee.codec_id)?.randomAccess,
                let size = MPEGVideo.sizeOfMPEG4(
                    UnsafeRawBufferPointer(
                        start: parameters.pointee.extradata,
                        count: Int(max(0, parameters.pointee.extradata_size))))
            else { continue }
            (parameters.pointee.width, parameters.pointee.height) = (Int32(size.width), Int32(size.height))
        }
    }

    /// What a track's description says about its pictures and the container does not tell, read from the bits of its
    /// first key frame. The place to read from is lost where that is needed.
    func pictureParameters(ofTrack index: Int) throws(FootageError) -> MediaOutput.PictureParameters {
        let parameters = try parameters(index).pointee
        var facts = MediaOutput.PictureParameters()
        switch Codec(parameters.codec_id)?.randomAccess {
        case .frames:
            guard let format = try firstFrame(of: index, read: VP9.format) else { break }
            facts.format = AVPixelFormat(format)
            facts.profile = Int32(format.profile)
        // The MP4 demuxer forgets the size it has read (libavformat 59, mov_parse_stsd_video).
        case .startCodes(.mpeg4) where parameters.width == 0:
            let header = UnsafeRawBufferPointer(
                start: parameters.extradata, count: Int(max(0, parameters.extradata_size)))
            var size = MPEGVideo.sizeOfMPEG4(header)
            if size == nil { size = try firstFrame(of: index, read: MPEGVideo.sizeOfMPEG4) }
            facts.size = size.map { (Int32($0.width), Int32($0.height)) }
        default: break
        }
        if Codec(parameters.codec_id)?.configuration == .firstUnit {
            facts.configuration = try firstFrame(of: index) {
                parameters.codec_type == AVMEDIA_TYPE_VIDEO
                    ? VP8.configuration($0) : AC3Frame($0)?.configuration
            }
        }
        return facts
    }

    /// How many packets are looked at for one that says it: more than any group of pictures has.
    private static let packetsLookedAt = 4096

    func firstFrame<Value>(
        of index: Int, read: (UnsafeRawBufferPointer) -> Value?
    ) throws(FootageError) -> Value? {
        let before = selection
        try select([index])
        try seek(track: index, atOrBefore: .min / 4)
        var found: Value?
        let packet = try Packet()
        for _ in 0..<Self.packetsLookedAt {
            guard try self.read(into: packet) else { break }
            found = read(packet.bytes)
            if found != nil { break }
        }
        try select(before ?? Set(0..<trackCount))
        try seek(track: index, atOrBefore: .min / 4)
        selection = before
        return found
    }
}

extension AVPixelFormat {
    /// The library's name for a VP9 format; nil for what it has no name for.
    fileprivate init?(_ format: VP9.Format) {
        var name: String
        switch (format.isRGB, format.halvesWidth, format.halvesHeight) {
        case (true, _, _): name = "gbrp"
        case (_, true, true): name = "yuv420p"
        case (_, true, false): name = "yuv422p"
        case (_, false, true): name = "yuv440p"
        case (_, false, false): name = "yuv444p"
        }
        if format.depth > 8 { name += "\(format.depth)le" }
        self = av_get_pix_fmt(name)
        if self == AV_PIX_FMT_NONE { return nil }
    }
}
