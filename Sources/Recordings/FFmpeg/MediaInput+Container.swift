import Objects
import CFFmpeg

/// What the container says.
extension MediaInput {
    /// The container format, as libavformat names it.
    var container: String {
        context.flatMap { $0.pointee.iformat?.pointee.name }.map(String.init(cString:)) ?? ""
    }

    /// Whether its sample tables are those of ISO BMFF and QuickTime files.
    package var isISOBaseMedia: Bool { form == .isoBaseMedia }

    /// Whether it is an MPEG transport or program stream: no index, and a clock that may jump.
    package var isMPEGStream: Bool { form == .transportStream || form == .programStream }

    var isMatroska: Bool { form == .matroska }

    var isAVI: Bool { form == .audioVideoInterleave }

    /// Whether going to a time in it is not to be relied on: packets come without times there (ASF), or at other times
    /// than asked for (DAV).
    var isReadFromItsStart: Bool { form == .advancedSystems || form == .dahua }

    /// Whether packets of a track are read at all. Text in an AVI file is a file of its own to the library, whose
    /// container it would find out by showing it to every demuxer it has.
    func isDelivered(_ index: Int) -> Bool {
        guard isAVI, let parameters = try? parameters(index) else { return true }
        return parameters.pointee.codec_type != AVMEDIA_TYPE_SUBTITLE
    }

    package var trackCount: Int { Int(context?.pointee.nb_streams ?? 0) }

    /// One track of the file.
    package func track(_ index: Int) throws(FootageError) -> UnsafeMutablePointer<AVStream> {
        guard let context, index >= 0, index < trackCount, let stream = context.pointee.streams[index] else {
            throw .library(operation: "looking up track \(index)", cause: "there is none", path: path)
        }
        return stream
    }

    /// The codec parameters of a track; they live as long as the input.
    package func parameters(_ index: Int) throws(FootageError) -> UnsafeMutablePointer<AVCodecParameters> {
        guard let parameters = try track(index).pointee.codecpar else {
            throw .library(operation: "looking up track \(index)", cause: "it has no codec", path: path)
        }
        return parameters
    }

    /// What its file calls a track: the `track_ID` of an ISO base media file.
    func trackID(_ index: Int) throws(FootageError) -> UInt32 {
        UInt32(truncatingIfNeeded: try track(index).pointee.id)
    }

    /// The container's own metadata.
    package var metadata: [String: String] { Self.dictionary(context?.pointee.metadata) }

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
}
