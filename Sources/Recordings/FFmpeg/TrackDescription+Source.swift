import Objects
import Records
import Statements
import CFFmpeg
import Foundation

extension MediaInput {
    /// What a viewing of a track depends on, in the form an object has it (docs/spec/objects.md, Track description).
    ///
    /// It depends on the file alone, not on what was read before. Where it needs a picture's own bits, the place to read
    /// from is lost, so it is asked for before reading begins.
    ///
    /// - Throws: ``FootageError/notCuttable(path:reason:)`` where an object could not say how the track is coded.
    package func trackDescription(of index: Int) throws(FootageError) -> TrackDescription {
        var output = try outputTrack(index)
        output.pictureParameters = try pictureParameters(ofTrack: index)
        do { return try TrackDescription(output) } catch { throw error.at(path) }
    }

    /// A track as the library describes it to a muxer.
    package func outputTrack(_ index: Int) throws(FootageError) -> MediaOutput.Track {
        let stream = try track(index)
        return MediaOutput.Track(
            parameters: UnsafePointer(try parameters(index)),
            sampleAspectRatio: stream.pointee.sample_aspect_ratio,
            displayMatrix: try displayMatrix(index), timeBase: TimeBase(stream.pointee.time_base))
    }

    /// The track's display matrix, nine 32-bit numbers, or nothing.
    package func displayMatrix(_ index: Int) throws(FootageError) -> [UInt8] {
        var size = 0
        guard let data = av_stream_get_side_data(try track(index), AV_PKT_DATA_DISPLAYMATRIX, &size),
            size == 36
        else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: data, count: size))
    }
}

extension TrackDescription {
    /// What a viewing of a track depends on, by the parameters libavcodec and libavformat have of it.
    package init(_ track: MediaOutput.Track) throws(FootageError) {
        let parameters = track.parameters.pointee
        self.init(
            kind: parameters.codec_type == AVMEDIA_TYPE_VIDEO ? .video : .audio,
            codec: String(cString: avcodec_get_name(parameters.codec_id)),
            configuration: try Self.configuration(track, track.parameters.header), timeBase: track.timeBase)
        switch kind {
        case .video:
            let size = track.pictureParameters.size ?? (parameters.width, parameters.height)
            (width, height) = (Int(size.0), Int(size.1))
            // A container may say anything; what a decoder makes of the pictures is in their parameter sets.
            if let coded = CodedSize(codec: codec, configuration: configuration),
                !coded.agrees(width: Int(size.0), height: Int(size.1))
            {
                (width, height) = (coded.width, coded.height)
            }
            // The container's word goes before the codec's, as players have it.
            let said = track.sampleAspectRatio
            let isSaid = said.num > 0 && said.den > 0
            pixelAspect = PixelAspect(isSaid ? said : parameters.sample_aspect_ratio)
            displayMatrix = Self.matrix(track.displayMatrix)
            colour = ColourDescription(parameters)
            fields = FieldOrder(parameters.field_order)
        default:
            sampleRate = Int(parameters.sample_rate)
            channels = Int(parameters.ch_layout.nb_channels)
            bitsPerSample = BareSound(codec)?.bits
        }
    }

    /// Takes over what a player does to pictures from the track they come from: encoders know less of it than the source's
    /// container (docs/spec/derivatives.md, Description).
    ///
    /// - Parameter derivative: how the pictures were encoded.
    package mutating func show(like source: MediaOutput.Track, of derivative: DerivativeFacts) {
        let parameters = source.parameters.pointee
        let said = source.sampleAspectRatio
        pixelAspect = PixelAspect(said.num > 0 && said.den > 0 ? said : parameters.sample_aspect_ratio)
        displayMatrix = Self.matrix(source.displayMatrix)
        fields = FieldOrder(parameters.field_order)
        guard !derivative.makesColour else { return }
        colour = derivative.colour(from: ColourDescription(parameters))
    }

    private static func configuration(
        _ track: MediaOutput.Track, _ header: UnsafeRawBufferPointer
    ) throws(FootageError) -> Data {
        guard let codec = Codec(track.parameters) else { return Data() }
        switch codec.configuration {
        case .none: return Data()
        case .header: return Data(header)
        case .headerOrMade(let box):
            return codec.isConfiguration(header) ? Data(header) : try MuxedConfiguration.of(track, box: box)
        case .made(let box): return try MuxedConfiguration.of(track, box: box)
        case .firstUnit:
            guard let configuration = track.pictureParameters.configuration else {
                throw .notCuttable(path: "", reason: "its first packets do not say how it is coded")
            }
            return Data(configuration)
        case .blockSize:
            guard let blocks = track.parameters.soundBlocks else {
                throw .notCuttable(path: "", reason: "it does not say how large its blocks of sound are")
            }
            return Data(blocks.configuration)
        }
    }

    /// The nine numbers of a matrix as the library has them, in memory order; nil where there are none.
    private static func matrix(_ bytes: [UInt8]) -> [Int32]? {
        guard bytes.count == 36 else { return nil }
        let numbers = bytes.withUnsafeBytes { bytes in
            (0..<9).map { bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Int32.self) }
        }
        return numbers == MovieHeader.unity ? nil : numbers
    }
}

extension PixelAspect {
    /// Nil where the library does not know, and for squares.
    fileprivate init?(_ ratio: AVRational) {
        guard ratio.num > 0, ratio.den > 0, ratio.num != ratio.den else { return nil }
        var (one, other) = (ratio.num, ratio.den)
        while other != 0 { (one, other) = (other, one % other) }
        self.init(horizontal: Int(ratio.num / one), vertical: Int(ratio.den / one))
    }
}

extension ColourDescription {
    /// Nil where the library does not know all three, unless it is FFV1, which leaves the range to the container.
    fileprivate init?(_ parameters: AVCodecParameters) {
        let range = parameters.color_range
        let isNamed =
            parameters.color_primaries != AVCOL_PRI_UNSPECIFIED
            && parameters.color_trc != AVCOL_TRC_UNSPECIFIED
            && parameters.color_space != AVCOL_SPC_UNSPECIFIED
        let saysRange = range == AVCOL_RANGE_JPEG || range == AVCOL_RANGE_MPEG
        guard isNamed || Codec.isNamed("ffv1", parameters.codec_id) && saysRange else { return nil }
        self.init(
            primaries: Int(parameters.color_primaries.rawValue),
            transfer: Int(parameters.color_trc.rawValue),
            matrix: Int(parameters.color_space.rawValue), isFullRange: range == AVCOL_RANGE_JPEG)
    }
}

extension FieldOrder {
    fileprivate init?(_ order: AVFieldOrder) {
        switch order {
        case AV_FIELD_PROGRESSIVE: self = .progressive
        case AV_FIELD_TT: self = .topTop
        case AV_FIELD_BB: self = .bottomBottom
        case AV_FIELD_TB: self = .topBottom
        case AV_FIELD_BT: self = .bottomTop
        default: return nil
        }
    }
}

/// The codec configuration that libavformat makes for an MP4 out of what another container says.
///
/// It is asked for once, by whom seals or commits; from then on the configuration is a fact of the record, and nothing
/// depends on the library.
private enum MuxedConfiguration {
    /// - Parameter box: the box in the sample entry whose content is wanted.
    static func of(_ track: MediaOutput.Track, box: BoxType) throws(FootageError) -> Data {
        var header: [UInt8] = []
        do {
            // What the library writes of it elsewhere in the header is of no interest.
            let output = try MediaOutput(
                tracks: [track], container: .mp4, created: .now(), sink: { header += $0 })
            try output.flushHeader()
        } catch let error as FootageError {
            throw error
        } catch {
            throw .notCuttable(path: "", reason: "\(error)")
        }
        var reader = BoxReader(header)
        while !reader.isAtEnd {
            let top = try reader.box()
            guard top.type == "moov" else { continue }
            var place = top.content
            for type in ["trak", "mdia", "minf", "stbl", "stsd"] as [BoxType] {
                place = try first(type, in: place)
            }
            try place.skip(8)
            let entry = try place.box()
            var content = entry.content
            // A picture's or a sound's fields (ISO/IEC 14496-12 §12.1.3, §12.2.3).
            try content.skip(track.parameters.pointee.codec_type == AVMEDIA_TYPE_VIDEO ? 78 : 28)
            return Data(try first(box, in: content).rest)
        }
        throw .notCuttable(path: "", reason: "how it is coded cannot be said in an object")
    }

    private static func first(_ type: BoxType, in reader: BoxReader) throws(FootageError) -> BoxReader {
        var reader = reader
        while !reader.isAtEnd {
            let box = try reader.box()
            if box.type == type { return box.content }
        }
        throw .notCuttable(
            path: "", reason: "how it is coded cannot be said in an object: there is no \(type)")
    }
}
