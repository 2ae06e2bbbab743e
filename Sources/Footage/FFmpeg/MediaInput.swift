import CFFmpeg
import Custody
import Glibc

/// A source file opened for reading its packets: one `AVFormatContext`.
///
/// Edit lists shift its times but hide nothing: `advanced_editlist` is off, so every stored sample is
/// delivered, and the shift keeps sound and picture where a player shows them.
///
/// Not `Sendable`: one stage reads it.
final class MediaInput {
    let path: String
    private var context: UnsafeMutablePointer<AVFormatContext>?

    /// Opens a file.
    ///
    /// - Throws: ``FootageError/missing(path:)``, ``FootageError/notReadable(path:cause:)``,
    ///   ``FootageError/empty(path:)`` or ``FootageError/notARecording(path:cause:)``.
    init(path: String) throws(FootageError) {
        self.path = path
        LibraryLog.install()
        _ = try SourceFile.size(of: path)
        var options: OpaquePointer?
        defer { av_dict_free(&options) }
        av_dict_set(&options, "advanced_editlist", "0", 0)
        // A file is a file: a path with a colon is no URL, and no file may make us open another.
        av_dict_set(&options, "protocol_whitelist", "file", 0)
        var opened: UnsafeMutablePointer<AVFormatContext>?
        let code = avformat_open_input(&opened, "file:" + path, nil, &options)
        guard code >= 0, let opened else {
            throw .notARecording(path: path, cause: LibraryLog.cause(code))
        }
        context = opened
        guard opened.pointee.nb_streams > 0 else {
            throw .notARecording(path: path, cause: "it has no tracks")
        }
    }

    deinit { avformat_close_input(&context) }

    // MARK: - What the container says

    /// The container format, as libavformat names it.
    var container: String {
        context.flatMap { $0.pointee.iformat?.pointee.name }.map(String.init(cString:)) ?? ""
    }

    /// Whether its sample tables are those of ISO BMFF and QuickTime files.
    var isISOBaseMedia: Bool { container.split(separator: ",").contains("mp4") }

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
        guard let duration = context?.pointee.duration, duration > 0 else { return nil }
        let (nanoseconds, overflow) = duration.multipliedReportingOverflow(by: 1000)  // AV_TIME_BASE is 1 µs
        return overflow ? nil : nanoseconds
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

    /// Goes to the last packet flagged as key frame that is decoded at or before a time of a track, or to
    /// the first of the file where there is none.
    func seek(track: Int, atOrBefore time: Int64) throws(FootageError) {
        if av_seek_frame(context, Int32(track), time, AVSEEK_FLAG_BACKWARD) >= 0 { return }
        let code = av_seek_frame(context, Int32(track), .min / 2, 0)
        if code >= 0 { return }
        throw LibraryLog.failure("going to a time in the recording", code, path: path)
    }

    /// Reads the next packet of the selected tracks; false at the end of the file.
    ///
    /// - Throws: ``FootageError/truncated(path:cause:)`` where the file ends inside a packet.
    func read(into packet: Packet) throws(FootageError) -> Bool {
        packet.unreference()
        let code = av_read_frame(context, packet.pointer)
        if code == proffer_AVERROR_EOF {
            // The demuxer takes an end it did not expect for an end; the file's own error flag tells.
            if let io = context?.pointee.pb, io.pointee.error < 0, io.pointee.error != proffer_AVERROR_EOF {
                throw .notReadable(path: path, cause: LibraryLog.meaning(io.pointee.error))
            }
            return false
        }
        guard code >= 0 else { throw .truncated(path: path, cause: LibraryLog.cause(code)) }
        // A cover waits in the demuxer since the file was opened, and is delivered whatever was selected.
        if try track(packet.track).pointee.discard == AVDISCARD_ALL { return try read(into: packet) }
        guard !packet.isDamaged else {
            throw .truncated(path: path, cause: "the file ends inside a packet that its index promises")
        }
        return true
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
