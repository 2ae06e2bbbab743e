import Objects
import CFFmpeg

/// A source file opened for reading its packets: one `AVFormatContext`.
///
/// Edit lists shift its times but hide nothing: `advanced_editlist` is off, so every stored sample is
/// delivered, and the shift keeps sound and picture where a player shows them. Times a container leaves out
/// are made up for by rule, the same ones wherever reading begins (``PictureTimes``).
///
/// Not `Sendable`: one stage reads it.
package final class MediaInput {
    package let path: String
    /// What container its first bytes are of.
    let form: SourceContainer
    /// The file, opened once for all that is read of it; nil for an object that lies in none.
    let file: SourceFile?
    private(set) var context: UnsafeMutablePointer<AVFormatContext>?
    /// Where the demuxer has its bytes from.
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
    package var places: [PacketPlace] = []
    /// Whether an AVI file has its index: without, only reading from the start counts its frames right.
    private(set) var hasOwnIndex = true
    /// What completes or rewrites the packets of a track as they are read.
    var pictureTimes: [Int: PictureTimes] = [:]
    /// The tracks whose packets have an ADTS header, each with what the first one says of its sound.
    private(set) var adtsTracks: [Int: [UInt8]] = [:]
    /// What makes decoding times rise in an ISO base media file.
    var risingTimes = RisingTimes()
    /// What completes the times of pictures in a program stream.
    var reorderedTimes = ReorderedTimes()
    /// Where each track begins to be coded otherwise than at its beginning.
    private(set) var changes = CodingChanges()
    /// Why nothing of it can be cut, where its samples are encrypted; nil where they are not.
    package private(set) var encryption: String?

    /// How much of a container without a full header is read for the codecs' parameters: some megabytes and
    /// seconds hold several groups of pictures of any camera.
    private static let analysedBytes: Int64 = 8 << 20
    private static let analysedMicroseconds: Int64 = 6_000_000

    /// Opens a file.
    ///
    /// - Parameter index: how much of its index is wanted; what is missed later is read then.
    /// - Throws: as ``SourceFile/init(path:)``, and ``FootageError/notARecording(path:cause:)``.
    package convenience init(path: String, index: SampleIndex = .whole) throws(FootageError) {
        try self.init(SourceFile(path: path), index: index)
    }

    /// Takes a file that was opened: its container, its boxes and its packets are all read from this one file.
    ///
    /// - Parameter index: how much of its index is wanted; what is missed later is read then.
    /// - Throws: ``FootageError/notReadable(path:cause:)`` or ``FootageError/notARecording(path:cause:)``.
    package init(_ file: SourceFile, index: SampleIndex = .whole) throws(FootageError) {
        path = file.path
        self.file = file
        let places = SourceBytes(file)
        form = try SourceContainer(of: places)
        LibraryLog.install()
        _ = Self.memoryBound
        if isISOBaseMedia { try TrackBoxes.check(places) }
        if try !openThinned(places, index) { try open() }
        guard trackCount > 0 else { throw .notARecording(path: path, cause: "it has no tracks") }
        for index in 0..<trackCount where isISOBaseMedia {
            guard try track(index).pointee.id >= 0 else {
                throw .notARecording(path: path, cause: "track \(index) has no number")
            }
        }
        try completeSizes()
        try prepareTracks()
        changes = try CodingChanges(of: self, places)
        encryption = try EncryptedSamples.found(in: self, places)
        LibraryLog.forget()
    }

    deinit {
        avformat_close_input(&context)
        for place in retired.indices { avformat_close_input(&retired[place].context) }
    }

    private func open() throws(FootageError) {
        guard let file else { return }
        let bytes = try MediaBytes(file)
        let (opened, code) = try ShutDemuxer.open(bytes, as: form)
        guard let opened else { throw failure(of: bytes, code) }
        (context, self.bytes) = (opened, bytes)
        guard !isISOBaseMedia else { return }
        hasOwnIndex = !isAVI || (0..<trackCount).contains { ((try? indexCount(track: $0)) ?? 0) > 0 }
        for index in 0..<trackCount where !isDelivered(index) {
            try track(index).pointee.discard = AVDISCARD_ALL
        }
        // Other containers tell size, codec header or delay only through their first packets. MP4 tells all in
        // `moov`, and this would only cost time there.
        opened.pointee.probesize = Self.analysedBytes
        opened.pointee.max_analyze_duration = Self.analysedMicroseconds
        let analysed = avformat_find_stream_info(opened, nil)
        guard analysed >= 0 else { throw failure(of: bytes, analysed) }
    }

    /// Why a file could not be opened: what reading it ran into, or what the library says of its content.
    private func failure(of bytes: MediaBytes, _ code: Int32) -> FootageError {
        bytes.failure as? FootageError ?? .notARecording(path: path, cause: LibraryLog.cause(code))
    }

    /// Opens the file as one that lists only some of its samples; false where it is to be opened as it is.
    private func openThinned(_ file: SourceBytes, _ index: SampleIndex) throws(FootageError) -> Bool {
        guard index != .whole, isISOBaseMedia else { return false }
        // Whatever is wrong with the tables, it is for the library to say.
        guard let thinned = try? ThinnedMovie(of: file, listing: index) else { return false }
        let bytes = try MediaBytes(file, with: thinned)
        var attempt = try ShutDemuxer.open(bytes, as: form).context
        guard let opened = attempt, thinned.complete(opened) else {
            avformat_close_input(&attempt)
            LibraryLog.forget()
            return false
        }
        (context, self.bytes, listed) = (opened, bytes, ListedTimes(thinned.tracks))
        return true
    }

    /// Opens the file anew with its whole index. What was open stays so, as its parameters may be in use.
    func openWhole() throws(FootageError) {
        guard listed != nil else { return }
        try openAnew()
    }

    /// Opens a file anew to read it from its very start: going back in a Matroska file leads to the first picture and
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
        listed = nil
        guard trackCount == tracks else {
            throw .notARecording(path: path, cause: "it changed while it was read")
        }
        try completeSizes()
        if let selection { try select(selection) }
    }

    /// Opens an object that lies in no file, to be read once from front to back.
    ///
    /// - Parameters:
    ///   - object: what errors call it.
    ///   - readAt: gives its bytes.
    package init(object: String, readAt: @escaping MediaBytes.ReadAt) throws {
        path = object
        file = nil
        // Objects are written as nothing else.
        form = .isoBaseMedia
        LibraryLog.install()
        let bytes = try MediaBytes(readAt)
        self.bytes = bytes
        let opened = try ShutDemuxer.open(bytes, as: form)
        context = opened.context
        try bytes.rethrow()
        guard context != nil, trackCount > 0 else {
            throw FootageError.library(
                operation: "reading an object back", cause: LibraryLog.cause(opened.code), path: nil)
        }
        try completeSizes()
    }

    /// A file of twelve kilobytes can claim an index for which the library takes 1.6 GB (a `trun` of 2²⁶ samples
    /// without fields, found by fuzzing). A day at 60 pictures a second with sound has an index of 125 MB.
    private static let memoryBound: Void = {
        av_max_alloc(512 << 20)
        _ = proffer_return_freed_buffers()
    }()

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
            case AVMEDIA_TYPE_VIDEO where isAVI || form == .advancedSystems:
                pictureTimes[index] = try PictureTimes(decodingTimesOnly: try self.parameters(index))
            case AVMEDIA_TYPE_VIDEO
            where form == .programStream && parameters.video_delay > 0
                && Codec(parameters.codec_id)?.randomAccess == .startCodes(.mpeg2):
                reorderedTimes.follow(index, try self.parameters(index))
            case AVMEDIA_TYPE_AUDIO
            where Codec(parameters.codec_id)?.framing == .perhapsADTS && parameters.extradata_size == 0:
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
                adtsTracks[packet.track] = header.configuration
            }
            if soundToName.isEmpty, !pictureTimes.values.contains(where: \.needsFirstPackets) { break }
        }
        try goToStart()
    }

    /// How many packets are looked at for each track's first ones.
    private static let firstPackets = 4096
}
