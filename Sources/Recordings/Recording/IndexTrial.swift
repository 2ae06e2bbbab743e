import CFFmpeg

/// Opens a recording with part of its index and tells what is read from it, so that reading can be compared with
/// reading by the whole index without a cut.
package final class IndexTrial {
    /// How much of the index is asked for.
    package enum Listing: Sendable {
        /// Every sample.
        case whole
        /// The first and last ones.
        case ends
        /// Those of a range of times, by track.
        case around([Int: Range<Int64>])
    }

    /// A packet as a reader has it.
    package struct Unit: Sendable, Hashable {
        package var track: Int
        package var pts: Int64?
        package var dts: Int64?
        package var duration: Int64
        package var position: Int64
        package var size: Int
        package var flags: Int32
    }

    private let input: MediaInput

    /// Opens a recording.
    package init(_ path: String, _ listing: Listing) throws {
        let index: SampleIndex =
            switch listing {
            case .whole: .whole
            case .ends: .ends
            case .around(let ranges): .around(ranges)
            }
        input = try MediaInput(path: path, index: index)
    }

    /// Whether only part of the index has been read so far.
    package var isThinned: Bool { input.listed != nil }

    /// How many samples are listed of each track.
    package func listed() throws -> [Int] {
        try (0..<input.trackCount).map { index in try input.indexCount(track: index) }
    }

    /// What the library says of the tracks, as far as it works it out from the tables.
    package func facts() throws -> [[Int64]] {
        try (0..<input.trackCount).map { index in
            let (stream, parameters) = (try input.track(index).pointee, try input.parameters(index).pointee)
            return [
                stream.duration, stream.start_time, Int64(stream.r_frame_rate.num),
                Int64(stream.r_frame_rate.den), Int64(stream.avg_frame_rate.num),
                Int64(stream.avg_frame_rate.den), Int64(stream.sample_aspect_ratio.num), parameters.bit_rate,
                Int64(parameters.video_delay), Int64(parameters.codec_id.rawValue),
                Int64(parameters.extradata_size), Int64(parameters.width), Int64(parameters.sample_rate),
            ]
        }
    }

    /// Goes to a time, where one is given, and reads some packets of chosen tracks.
    package func read(
        _ count: Int, of tracks: Set<Int>, from place: (track: Int, time: Int64)? = nil
    ) throws -> [Unit] {
        try input.select(tracks)
        if let place { try input.seek(track: place.track, atOrBefore: place.time) }
        let packet = try Packet()
        var units: [Unit] = []
        while units.count < count, try input.read(into: packet) {
            units.append(
                Unit(
                    track: packet.track, pts: packet.pts, dts: packet.dts, duration: packet.duration,
                    position: packet.position, size: packet.size, flags: packet.pointer.pointee.flags))
        }
        return units
    }
}
