import Objects
import CFFmpeg

extension ThinnedMovie {
    /// Reads the file as the library is to see it.
    func read(
        _ file: SourceBytes, at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer
    ) throws(FootageError) -> Int {
        let end = min(file.size, offset &+ UInt64(buffer.count))
        guard offset < end else { return 0 }
        guard place.contains(offset) else {
            let stop = offset < place.lowerBound ? min(end, place.lowerBound) : end
            return try file.read(
                at: offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(stop - offset)]))
        }
        let place = UnsafeMutableRawBufferPointer(
            rebasing: buffer[..<Int(min(end, place.upperBound) - offset)])
        let start = Int(offset - self.place.lowerBound)
        let tailStart = self.place.count - tail.count
        if start < head.count {
            return Self.copy(head[start...], into: place)
        } else if start >= tailStart {
            return Self.copy(tail[(start - tailStart)...], into: place)
        }
        let zeros = min(place.count, tailStart - start)
        for position in 0..<zeros { place[position] = 0 }
        return zeros
    }

    private static func copy(_ bytes: ArraySlice<UInt8>, into place: UnsafeMutableRawBufferPointer) -> Int {
        let copied = bytes.prefix(place.count)
        place.copyBytes(from: copied)
        return copied.count
    }

    /// Holds what the library made of it against what was to be listed, and tells it what it would have found in
    /// the whole tables.
    ///
    /// - Returns: false where it has another index, or takes samples apart by rules of its own.
    func complete(_ context: UnsafeMutablePointer<AVFormatContext>) -> Bool {
        let name = context.pointee.iformat?.pointee.name.map(String.init(cString:)) ?? ""
        guard name.split(separator: ",").contains("mp4") else { return false }
        return tracks.allSatisfy { track in
            guard track.index < Int(context.pointee.nb_streams),
                let stream = context.pointee.streams[track.index],
                let parameters = stream.pointee.codecpar,
                Self.isReadWhole(parameters.pointee), stream.pointee.id == Int32(bitPattern: track.number),
                stream.pointee.time_base.num == 1, Int64(stream.pointee.time_base.den) == track.timescale,
                Self.has(stream, track)
            else { return false }
            Self.complete(stream, parameters, track)
            return true
        }
    }

    /// The codecs whose samples the library gives out as they are stored, without a parser that looks ahead.
    private static func isReadWhole(_ parameters: AVCodecParameters) -> Bool {
        switch parameters.codec_type {
        case AVMEDIA_TYPE_VIDEO, AVMEDIA_TYPE_AUDIO: Codec(parameters.codec_id)?.isReadWhole ?? false
        default: true
        }
    }

    private static func has(_ stream: UnsafeMutablePointer<AVStream>, _ track: Track) -> Bool {
        let samples = track.listing.samples
        guard Int(avformat_index_get_entries_count(stream)) == samples.count else { return false }
        for (number, sample) in samples.enumerated() {
            guard let entry = avformat_index_get_entry(stream, Int32(number)),
                entry.pointee.timestamp == sample.dts + track.tables.shift,
                entry.pointee.pos == Int64(sample.offset), Int64(entry.pointee.size) == Int64(sample.size),
                (entry.pointee.flags & AVINDEX_KEYFRAME != 0) == sample.isSync
            else { return false }
        }
        return true
    }

    /// What libavformat 59 works out from whole tables (`mov_build_index`, `mov_read_trak`, `mov_read_header`).
    private static func complete(
        _ stream: UnsafeMutablePointer<AVStream>, _ parameters: UnsafeMutablePointer<AVCodecParameters>,
        _ track: Track
    ) {
        if stream.pointee.duration > 0 {
            let bits = track.tables.sizes.total &* 8 &* UInt64(track.timescale)
            parameters.pointee.bit_rate = Int64(bitPattern: bits / UInt64(stream.pointee.duration))
        }
        guard parameters.pointee.codec_type == AVMEDIA_TYPE_VIDEO else { return }
        if Codec(parameters)?.framing == .nalUnits(isHEVC: false), track.tables.compositionOffsets != nil {
            parameters.pointee.video_delay = Int32(track.tables.reorderDepth)
        }
        if let duration = track.tables.steadyDuration {
            av_reduce(
                &stream.pointee.r_frame_rate.num, &stream.pointee.r_frame_rate.den, track.timescale, duration,
                Int64(Int32.max))
        }
        av_reduce(
            &stream.pointee.avg_frame_rate.num, &stream.pointee.avg_frame_rate.den,
            track.timescale * Int64(track.tables.samples), track.tables.times.sum, Int64(Int32.max))
    }
}
