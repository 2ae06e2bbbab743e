import CFFmpeg
import Custody

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
    /// Where the bytes come from that are in no file, or not as they are read.
    private(set) var bytes: MediaBytes?
    /// What is listed of the samples; nil where all are.
    var listed: ListedTimes?
    /// The tracks that are delivered; nil for all.
    var selection: Set<Int>?
    /// What ``selection`` was where reading began last.
    var selectionAtEntry: Set<Int>?
    /// What was open before the file was opened anew: codec parameters of it may still be in use.
    private var retired: [(context: UnsafeMutablePointer<AVFormatContext>?, bytes: MediaBytes?)] = []
    /// Where packets of known times lie, for containers that keep no index; going to a time uses them.
    var places: [PacketPlace] = []
    /// Whether an AVI file has its index: without, only reading from the start counts its frames right.
    private(set) var hasOwnIndex = true
    /// What completes or rewrites the packets of a track as they are read.
    var pictureTimes: [Int: PictureTimes] = [:]
    private(set) var adtsTracks: Set<Int> = []

    /// How much of a container without a full header is read for the codecs' parameters: some megabytes and
    /// seconds hold several groups of pictures of any camera.
    private static let analysedBytes: Int64 = 8 << 20
    private static let analysedMicroseconds: Int64 = 6_000_000

    /// Opens a file.
    ///
    /// - Parameter index: how much of its index is wanted; what is missed later is read then.
    /// - Throws: ``FootageError/missing(path:)``, ``FootageError/notReadable(path:cause:)``,
    ///   ``FootageError/empty(path:)`` or ``FootageError/notARecording(path:cause:)``.
    init(path: String, index: SampleIndex = .whole) throws(FootageError) {
        self.path = path
        LibraryLog.install()
        _ = Self.memoryBound
        try TrackBoxes.check(path)
        if try !openThinned(index) { try open() }
        guard trackCount > 0 else { throw .notARecording(path: path, cause: "it has no tracks") }
        for index in 0..<trackCount where isISOBaseMedia {
            guard try track(index).pointee.id >= 0 else {
                throw .notARecording(path: path, cause: "track \(index) has no number")
            }
        }
        try prepareTracks()
        LibraryLog.forget()
    }

    deinit {
        avformat_close_input(&context)
        for place in retired.indices { avformat_close_input(&retired[place].context) }
    }

    private func open() throws(FootageError) {
        var options = Self.options
        defer { av_dict_free(&options) }
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

    private static var options: OpaquePointer? {
        var options: OpaquePointer?
        av_dict_set(&options, "advanced_editlist", "0", 0)
        // A file is a file: a path with a colon is no URL, and no file may make us open another.
        av_dict_set(&options, "protocol_whitelist", "file", 0)
        return options
    }

    /// Opens the file as one that lists only some of its samples; false where it is to be opened as it is.
    private func openThinned(_ index: SampleIndex) throws(FootageError) -> Bool {
        guard index != .whole else { return false }
        let file = try SourceBytes(path: path)
        // Whatever is wrong with the tables, it is for the library to say.
        guard let thinned = try? ThinnedMovie(of: file, listing: index) else { return false }
        let bytes = try MediaBytes(file, with: thinned)
        guard var opened = avformat_alloc_context() else { throw .outOfMemory("opening a recording") }
        opened.pointee.pb = bytes.context
        opened.pointee.flags |= AVFMT_FLAG_CUSTOM_IO
        var options = Self.options
        defer { av_dict_free(&options) }
        var attempt: UnsafeMutablePointer<AVFormatContext>? = opened
        let code = avformat_open_input(
            &attempt, "file:" + path, ContainerSignature.demuxer(of: path), &options)
        guard code >= 0, let found = attempt, thinned.complete(found) else {
            avformat_close_input(&attempt)
            LibraryLog.forget()
            return false
        }
        opened = found
        (context, self.bytes, listed) = (opened, bytes, ListedTimes(thinned.tracks))
        return true
    }

    /// Opens the file anew with its whole index. What was open stays so, as its parameters may be in use.
    func openWhole() throws(FootageError) {
        guard listed != nil else { return }
        try openAnew()
    }

    /// Opens a Matroska file anew to read it from its very start: going back in it leads to the first picture and
    /// passes over the sound before it.
    func startAnew() throws(FootageError) {
        try openAnew()
        for index in 0..<trackCount { try parameters(index).pointee.codec_tag = 0 }
    }

    private func openAnew() throws(FootageError) {
        let before = (context: context, bytes: bytes)
        let tracks = trackCount
        context = nil
        do throws(FootageError) { try open() } catch {
            if context == nil { context = before.context } else { retired.append(before) }
            throw error
        }
        retired.append(before)
        (bytes, listed) = (nil, nil)
        guard trackCount == tracks else {
            throw .notARecording(path: path, cause: "it changed while it was read")
        }
        if let selection { try select(selection) }
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
        try goToStart()
    }

    /// How many packets are looked at for each track's first ones.
    private static let firstPackets = 4096
}
