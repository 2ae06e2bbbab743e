import CFFmpeg
import Custody
import Glibc

/// A source file opened for reading its packets: one `AVFormatContext`.
///
/// Edit lists shift its times but hide nothing: `advanced_editlist` is off, so every stored sample is
/// delivered, and the shift keeps sound and picture where a player shows them. Times a container leaves out
/// are made up for by rule, the same ones wherever reading begins (``PictureTimes``).
///
/// Not `Sendable`: one stage reads it.
final class MediaInput {
    let path: String
    private(set) var context: UnsafeMutablePointer<AVFormatContext>?
    /// Where the bytes come from that are in no file.
    private let bytes: MediaBytes?
    /// Where packets of known times lie, for containers that keep no index; going to a time uses them.
    var places: [PacketPlace] = []
    /// Whether an AVI file has its index: without, only reading from the start counts its frames right.
    private(set) var hasOwnIndex = true
    /// What completes or rewrites the packets of a track as they are read.
    private var pictureTimes: [Int: PictureTimes] = [:]
    private var adtsTracks: Set<Int> = []

    /// How much of a container without a full header is read for the codecs' parameters: some megabytes and
    /// seconds hold several groups of pictures of any camera.
    private static let analysedBytes: Int64 = 8 << 20
    private static let analysedMicroseconds: Int64 = 6_000_000

    /// Opens a file.
    ///
    /// - Throws: ``FootageError/missing(path:)``, ``FootageError/notReadable(path:cause:)``,
    ///   ``FootageError/empty(path:)`` or ``FootageError/notARecording(path:cause:)``.
    init(path: String) throws(FootageError) {
        self.path = path
        LibraryLog.install()
        bytes = nil
        _ = Self.memoryBound
        try TrackNumbers.check(path)
        try open()
        guard trackCount > 0 else { throw .notARecording(path: path, cause: "it has no tracks") }
        for index in 0..<trackCount where isISOBaseMedia {
            guard try track(index).pointee.id >= 0 else {
                throw .notARecording(path: path, cause: "track \(index) has no number")
            }
        }
        try prepareTracks()
    }

    deinit { avformat_close_input(&context) }

    private func open() throws(FootageError) {
        var options: OpaquePointer?
        defer { av_dict_free(&options) }
        av_dict_set(&options, "advanced_editlist", "0", 0)
        // A file is a file: a path with a colon is no URL, and no file may make us open another.
        av_dict_set(&options, "protocol_whitelist", "file", 0)
        var opened: UnsafeMutablePointer<AVFormatContext>?
        let code = avformat_open_input(
            &opened, "file:" + path, ContainerSignature.demuxer(of: path), &options)
        guard code >= 0, let opened else {
            throw .notARecording(path: path, cause: LibraryLog.cause(code))
        }
        context = opened
        guard !isISOBaseMedia else { return }
        hasOwnIndex = !isAVI || (0..<trackCount).contains { ((try? indexCount(track: $0)) ?? 0) > 0 }
        // Other containers tell size, codec header or delay only through their first packets. MP4 tells all in
        // `moov`, and this would only cost time there.
        opened.pointee.probesize = Self.analysedBytes
        opened.pointee.max_analyze_duration = Self.analysedMicroseconds
        let analysed = avformat_find_stream_info(opened, nil)
        guard analysed >= 0 else { throw .notARecording(path: path, cause: LibraryLog.cause(analysed)) }
    }

    /// Opens an object that lies in no file, to be read once from front to back.
    ///
    /// - Parameters:
    ///   - object: what errors call it.
    ///   - readAt: gives its bytes.
    init(object: String, readAt: @escaping MediaBytes.ReadAt) throws {
        path = object
        LibraryLog.install()
        let bytes = try MediaBytes(readAt)
        self.bytes = bytes
        guard let opened = avformat_alloc_context() else {
            throw FootageError.outOfMemory("reading an object back")
        }
        opened.pointee.pb = bytes.context
        opened.pointee.flags |= AVFMT_FLAG_CUSTOM_IO
        context = opened
        // On failure the library frees the context itself.
        let code = avformat_open_input(&context, nil, av_find_input_format("mov"), nil)
        try bytes.rethrow()
        guard code >= 0, trackCount > 0 else {
            throw FootageError.library(
                operation: "reading an object back", cause: LibraryLog.cause(code), path: nil)
        }
    }

    /// A file of twelve kilobytes can claim an index for which the library takes 1.6 GB (a `trun` of 2²⁶ samples
    /// without fields, found by fuzzing). A day at 60 pictures a second with sound has an index of 125 MB.
    private static let memoryBound: Void = av_max_alloc(512 << 20)

    // MARK: - What the container says

    /// The container format, as libavformat names it.
    var container: String {
        context.flatMap { $0.pointee.iformat?.pointee.name }.map(String.init(cString:)) ?? ""
    }

    /// Whether its sample tables are those of ISO BMFF and QuickTime files.
    var isISOBaseMedia: Bool { container.split(separator: ",").contains("mp4") }

    /// Whether it is an MPEG transport or program stream: no index, and a clock that may jump.
    var isMPEGStream: Bool { container == "mpegts" || container == "mpeg" }

    private var isMatroska: Bool { container.hasPrefix("matroska") }

    private var isAVI: Bool { container == "avi" }

    var trackCount: Int { Int(context?.pointee.nb_streams ?? 0) }

    /// One track of the file.
    func track(_ index: Int) throws(FootageError) -> UnsafeMutablePointer<AVStream> {
        guard let context, index >= 0, index < trackCount, let stream = context.pointee.streams[index] else {
            throw .library(operation: "looking up track \(index)", cause: "there is none", path: path)
        }
        return stream
    }

    /// The codec parameters of a track; they live as long as the input.
    func parameters(_ index: Int) throws(FootageError) -> UnsafeMutablePointer<AVCodecParameters> {
        guard let parameters = try track(index).pointee.codecpar else {
            throw .library(operation: "looking up track \(index)", cause: "it has no codec", path: path)
        }
        return parameters
    }

    /// The container's own metadata.
    var metadata: [String: String] { Self.dictionary(context?.pointee.metadata) }

    /// How long the container says it is, in nanoseconds; nil when it does not say.
    var durationNanoseconds: Int64? {
        guard !durationIsGuessed, let duration = context?.pointee.duration, duration > 0 else { return nil }
        let (nanoseconds, overflow) = duration.multipliedReportingOverflow(by: 1000)  // AV_TIME_BASE is 1 µs
        return overflow ? nil : nanoseconds
    }

    /// When its last packet ends, as the library found by reading the file's end; nil where it did not.
    var endMicroseconds: Int64? {
        guard let context, context.pointee.duration_estimation_method == AVFMT_DURATION_FROM_PTS,
            context.pointee.start_time != proffer_AV_NOPTS_VALUE, context.pointee.duration > 0
        else { return nil }
        let (end, overflow) = context.pointee.start_time.addingReportingOverflow(context.pointee.duration)
        return overflow ? nil : end
    }

    /// Whether the library made up how long it is from a bit rate.
    var durationIsGuessed: Bool {
        context?.pointee.duration_estimation_method == AVFMT_DURATION_FROM_BITRATE
    }

    private static func dictionary(_ dictionary: OpaquePointer?) -> [String: String] {
        var values: [String: String] = [:]
        var entry: UnsafeMutablePointer<AVDictionaryEntry>?
        while let next = av_dict_get(dictionary, "", entry, AV_DICT_IGNORE_SUFFIX) {
            values[String(cString: next.pointee.key)] = String(cString: next.pointee.value)
            entry = next
        }
        return values
    }

    // MARK: - Packets

    /// Delivers only these tracks; the others are not even read.
    func select(_ tracks: Set<Int>) throws(FootageError) {
        for index in 0..<trackCount {
            try track(index).pointee.discard = tracks.contains(index) ? AVDISCARD_DEFAULT : AVDISCARD_ALL
        }
    }

    /// Reads the next packet of the selected tracks; false at the end of the file.
    ///
    /// - Throws: ``FootageError/truncated(path:cause:)`` where an indexed file ends inside a packet. Where no
    ///   index promises it, a packet cut short is where the recording ends.
    func read(into packet: Packet) throws(FootageError) -> Bool {
        repeat {
            packet.unreference()
            let code = av_read_frame(context, packet.pointer)
            if code == proffer_AVERROR_EOF {
                // The demuxer takes an end it did not expect for an end; the file's own error flag tells.
                if let io = context?.pointee.pb, io.pointee.error < 0, io.pointee.error != proffer_AVERROR_EOF
                {
                    throw .notReadable(path: path, cause: LibraryLog.meaning(io.pointee.error))
                }
                return false
            }
            guard code >= 0 else { throw .truncated(path: path, cause: LibraryLog.cause(code)) }
            if packet.isDamaged, !isMPEGStream {
                guard isISOBaseMedia else { return false }
                throw .truncated(path: path, cause: "the file ends inside a packet that its index promises")
            }
            // AVI writes a packet of no bytes for a picture that is shown longer. And a cover waits in the demuxer
            // since the file was opened, and is delivered whatever was selected.
        } while packet.size == 0 || context?.pointee.streams[packet.track]?.pointee.discard == AVDISCARD_ALL
        if pictureTimes[packet.track] != nil {
            if let problem = pictureTimes[packet.track]?.complete(packet) {
                throw .timesNotUsable(path: path, reason: problem)
            }
        } else if packet.pts == nil, let dts = packet.dts {
            packet.pointer.pointee.pts = dts
        }
        if adtsTracks.contains(packet.track), !ADTSHeader.strip(packet) {
            throw .notCuttable(path: path, reason: "a packet of its sound is not one plain AAC frame")
        }
        return true
    }

    /// Reads the next packet of an object; false at its end. What its bytes' source threw is rethrown.
    func readObject(into packet: Packet) throws -> Bool {
        do { return try read(into: packet) } catch {
            try bytes?.rethrow()
            throw error
        }
    }

    // MARK: - What containers leave out

    /// Finds out, from the first packets, what the container leaves out of its tracks' times and headers.
    private func prepareTracks() throws(FootageError) {
        guard !isISOBaseMedia else { return }
        var soundToName: Set<Int> = []
        for index in 0..<trackCount {
            let parameters = try parameters(index).pointee
            // Another container's name for a codec means nothing in an object's.
            try self.parameters(index).pointee.codec_tag = 0
            switch parameters.codec_type {
            case AVMEDIA_TYPE_VIDEO where isMatroska:
                pictureTimes[index] = PictureTimes(reordering: Int(parameters.video_delay))
            case AVMEDIA_TYPE_VIDEO where isAVI:
                pictureTimes[index] = try PictureTimes(decodingTimesOnly: try self.parameters(index))
            case AVMEDIA_TYPE_AUDIO
            where parameters.codec_id == AV_CODEC_ID_AAC && parameters.extradata_size == 0:
                soundToName.insert(index)
            default: break
            }
        }
        guard !soundToName.isEmpty || pictureTimes.values.contains(where: \.needsFirstPackets) else { return }
        let packet = try Packet()
        for _ in 0..<Self.firstPackets {
            guard av_read_frame(context, packet.pointer) >= 0 else { break }
            defer { packet.unreference() }
            pictureTimes[packet.track]?.look(atFirst: packet)
            if soundToName.remove(packet.track) != nil, let header = ADTSHeader(packet.bytes) {
                try header.describe(try parameters(packet.track))
                adtsTracks.insert(packet.track)
            }
            if soundToName.isEmpty, !pictureTimes.values.contains(where: \.needsFirstPackets) { break }
        }
        try isMatroska ? reopen() : goToStart()
    }

    /// Opens the file anew. Going back instead would lead to the first picture and pass over the sound before it.
    private func reopen() throws(FootageError) {
        avformat_close_input(&context)
        try open()
        for index in 0..<trackCount { try parameters(index).pointee.codec_tag = 0 }
    }

    /// How many packets are looked at for each track's first ones.
    private static let firstPackets = 4096

    // MARK: - Going to a time

    /// Goes to a packet of a track that is decoded at or before a time and where reading can begin, or to the
    /// first of the file where there is none.
    func seek(track: Int, atOrBefore time: Int64) throws(FootageError) {
        if !hasOwnIndex || isMPEGStream && places.isEmpty { return try goToStart(track) }
        if let place = places.last(where: { $0.dts <= time }) {
            let code = av_seek_frame(context, -1, place.position, AVSEEK_FLAG_BYTE)
            guard code >= 0 else {
                throw LibraryLog.failure("going to a place in the recording", code, path: path)
            }
            return
        }
        guard places.isEmpty else { return try goToStart(track) }
        for index in pictureTimes.keys { pictureTimes[index]?.restart() }
        if container == "flv" { return try goToGuessed(track, atOrBefore: time) }
        guard let times = pictureTimes[track], times.isReordered else {
            return try goToIndexed(track, atOrBefore: time)
        }
        try goToReordered(track, atOrBefore: time)
    }

    /// Goes to about a place in the file, given in parts of its size, and reads the next packet of a track.
    func read(_ part: Int, of parts: Int, track: Int, into packet: Packet) throws(FootageError) -> Bool {
        let size = Int128(max(0, avio_size(context?.pointee.pb)))
        let position = Int64(clamping: size * Int128(part) / Int128(max(1, parts)))
        guard av_seek_frame(context, -1, position, AVSEEK_FLAG_BYTE) >= 0 else { return false }
        while try read(into: packet) {
            if packet.track == track { return true }
        }
        return false
    }

    private func goToIndexed(_ track: Int, atOrBefore time: Int64) throws(FootageError) {
        if av_seek_frame(context, Int32(track), time, AVSEEK_FLAG_BACKWARD) >= 0 { return }
        // Where no packet is flagged as key frame there is nothing to go back to but any packet.
        if isISOBaseMedia,
            av_seek_frame(context, Int32(track), time, AVSEEK_FLAG_BACKWARD | AVSEEK_FLAG_ANY) >= 0
        {
            return
        }
        try goToStart(track)
    }

    /// Where the library itself reads ahead to find the time (libavformat 59, FLV), it stays at the end of
    /// the file for a time in the last group of pictures; so it is asked for earlier ones until something comes.
    private func goToGuessed(_ track: Int, atOrBefore time: Int64) throws(FootageError) {
        var (target, step) = (time, Int64(1000))
        while step < 1 << 40 {
            if try land(track, atOrBefore: target) != nil {
                return try goToIndexed(track, atOrBefore: target)
            }
            target -= step
            step *= 2
        }
        try goToStart(track)
    }

    /// Made-up decoding times depend on the packets before, so a few more of them are read first.
    private func goToReordered(_ track: Int, atOrBefore time: Int64) throws(FootageError) {
        guard let goal = try land(track, atOrBefore: time) else { return try goToStart(track) }
        var target = goal.pts
        while true {
            let before = try land(track, atOrBefore: target - 1)
            guard let before, before.pts < target else { return try goToStart(track) }
            target = before.pts
            try goToIndexed(track, atOrBefore: target)
            pictureTimes[track]?.restart()
            if try readUp(to: goal.position, of: track) { break }
        }
        try goToIndexed(track, atOrBefore: goal.pts)
    }

    /// Where going to a time leads: the first packet there; nil behind the end.
    private func land(_ track: Int, atOrBefore time: Int64) throws(FootageError) -> (
        pts: Int64, position: Int64
    )? {
        try goToIndexed(track, atOrBefore: time)
        let packet = try Packet()
        while av_read_frame(context, packet.pointer) >= 0 {
            defer { packet.unreference() }
            guard packet.track == track, let pts = packet.pts else { continue }
            return (pts, packet.position)
        }
        return nil
    }

    /// Reads a track up to, without, the packet at a position; false where there were too few of them.
    private func readUp(to position: Int64, of track: Int) throws(FootageError) -> Bool {
        let packet = try Packet()
        while av_read_frame(context, packet.pointer) >= 0 {
            defer { packet.unreference() }
            guard packet.track == track else { continue }
            if packet.position == position { return pictureTimes[track]?.isSettled ?? true }
            _ = pictureTimes[track]?.complete(packet)
        }
        return false
    }

    private func goToStart(_ track: Int = 0) throws(FootageError) {
        let code =
            isMPEGStream
            ? av_seek_frame(context, -1, 0, AVSEEK_FLAG_BYTE)
            : av_seek_frame(context, Int32(track), .min / 2, 0)
        guard code >= 0 else {
            throw LibraryLog.failure("going to the start of the recording", code, path: path)
        }
        for index in pictureTimes.keys { pictureTimes[index]?.restart() }
    }

    // MARK: - The sample index

    /// How many packets of a track the demuxer's index lists.
    func indexCount(track index: Int) throws(FootageError) -> Int {
        Int(avformat_index_get_entries_count(try track(index)))
    }

    /// One packet as the index has it: its decoding time and size.
    func indexEntry(track index: Int, _ number: Int) throws(FootageError) -> (dts: Int64, size: Int) {
        guard let entry = avformat_index_get_entry(try track(index), Int32(number)) else {
            throw .library(
                operation: "reading the index of track \(index)", cause: "no entry \(number)", path: path)
        }
        return (entry.pointee.timestamp, Int(entry.pointee.size))
    }

    /// Whether the index lists every packet of a track: it does unless the file is fragmented, where it grows
    /// while reading. The container's own frame count tells the two apart.
    func indexIsWhole(track index: Int) throws(FootageError) -> Bool {
        let promised = try track(index).pointee.nb_frames
        let listed = try indexCount(track: index)
        return promised > 0 && Int64(listed) == promised
    }
}
