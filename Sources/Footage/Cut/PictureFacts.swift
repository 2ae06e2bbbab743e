import CFFmpeg
import Custody

extension MediaInput {
    /// What an object's header says about a track's pictures and the container does not tell, read from the bits of
    /// a key frame. The place to read from is lost.
    func pictureFacts(
        _ track: SourceTrack, keyFrameDTS: Int64
    ) throws(FootageError) -> MediaOutput.PictureFacts {
        let parameters = try parameters(track.index).pointee
        var facts = MediaOutput.PictureFacts()
        switch parameters.codec_id {
        case AV_CODEC_ID_VP9:
            guard let format = try keyFrame(track, keyFrameDTS, read: VP9.format) else { break }
            facts.format = AVPixelFormat(format)
            facts.profile = Int32(format.profile)
        // The MP4 demuxer forgets the size it has read (libavformat 59, mov_parse_stsd_video).
        case AV_CODEC_ID_MPEG4 where parameters.width == 0:
            let header = UnsafeRawBufferPointer(
                start: parameters.extradata, count: Int(max(0, parameters.extradata_size)))
            var size = MPEGVideo.sizeOfMPEG4(header)
            if size == nil { size = try keyFrame(track, keyFrameDTS, read: MPEGVideo.sizeOfMPEG4) }
            facts.size = size.map { (Int32($0.width), Int32($0.height)) }
        default: break
        }
        return facts
    }

    private func keyFrame<Value>(
        _ track: SourceTrack, _ dts: Int64, read: (UnsafeRawBufferPointer) -> Value?
    ) throws(FootageError) -> Value? {
        try select([track.index])
        try seek(track: track.index, atOrBefore: dts)
        let packet = try Packet()
        while try self.read(into: packet) {
            if packet.dts == dts { return read(packet.bytes) }
        }
        return nil
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
