import Foundation

/// What a player must know of a track before it can play a single sample, and nothing else.
///
/// The header of an object is made from this and from the numbers of its ``ObjectTrack`` alone, and the leaf of a
/// committed track binds it, so that what a viewing depends on is the recording's own
/// (docs/spec/objects.md, Track description).
package struct TrackDescription: Sendable, Hashable, Codable {
    /// Pictures or sound.
    package var kind: SourceTrack.Kind
    /// The codec, as libavcodec names it.
    package var codec: String
    /// The codec's configuration in the form the object's sample entry has it: the content of `avcC`, `hvcC`, `av1C`,
    /// `vpcC`, `dOps` or `glbl`, or of the DecoderSpecificInfo in `esds`; empty where the codec has none.
    package var configuration: Data
    /// The unit of the source's times.
    package var timeBase: TimeBase
    /// Picture width in pixels, as coded; pictures only.
    package var width: Int?
    /// Picture height in pixels, as coded; pictures only.
    package var height: Int?
    /// The shape of a pixel, `pasp`; nil where the source does not say, or says that pixels are square.
    package var pixelAspect: PixelAspect?
    /// The nine numbers of the display matrix in `tkhd`; nil where pictures are shown as they are coded.
    package var displayMatrix: [Int32]?
    /// How the samples' numbers become colours, `colr`; nil where the source's container does not say.
    package var colour: ColourDescription?
    /// Whether pictures are interlaced, and how; nil where the source does not say.
    package var fields: FieldOrder?
    /// Samples a second; sound only.
    package var sampleRate: Int?
    /// Number of channels; sound only.
    package var channels: Int?
    /// Bits of each sample; bare sound only.
    package var bitsPerSample: Int?

    private enum CodingKeys: String, CodingKey {
        case kind, codec, configuration, width, height, colour, fields, channels
        case timeBase = "time_base"
        case pixelAspect = "pixel_aspect"
        case displayMatrix = "display_matrix"
        case sampleRate = "sample_rate"
        case bitsPerSample = "bits_per_sample"
    }

    /// A description from its parts.
    package init(
        kind: SourceTrack.Kind, codec: String, configuration: Data = Data(), timeBase: TimeBase,
        width: Int? = nil, height: Int? = nil, pixelAspect: PixelAspect? = nil, displayMatrix: [Int32]? = nil,
        colour: ColourDescription? = nil, fields: FieldOrder? = nil, sampleRate: Int? = nil,
        channels: Int? = nil,
        bitsPerSample: Int? = nil
    ) {
        self.kind = kind
        self.codec = codec
        self.configuration = configuration
        self.timeBase = timeBase
        self.width = width
        self.height = height
        self.pixelAspect = pixelAspect
        self.displayMatrix = displayMatrix
        self.colour = colour
        self.fields = fields
        self.sampleRate = sampleRate
        self.channels = channels
        self.bitsPerSample = bitsPerSample
    }
}

/// Which field of a picture is coded first, and then which is shown first (`fiel`, QuickTime File Format).
package enum FieldOrder: String, Sendable, Hashable, Codable, CaseIterable {
    /// No fields: a picture is one.
    case progressive
    /// The upper field is coded and shown first.
    case topTop = "top_top"
    /// The lower field is coded and shown first.
    case bottomBottom = "bottom_bottom"
    /// The upper field is coded first, the lower is shown first.
    case topBottom = "top_bottom"
    /// The lower field is coded first, the upper is shown first.
    case bottomTop = "bottom_top"
}

/// How wide a pixel is to how high (`pasp`, ISO/IEC 14496-12 §12.1.4), in lowest terms.
package struct PixelAspect: Sendable, Hashable, Codable {
    /// Its width, from 1.
    package var horizontal: Int
    /// Its height, from 1.
    package var vertical: Int

    /// A shape from its parts.
    package init(horizontal: Int, vertical: Int) {
        self.horizontal = horizontal
        self.vertical = vertical
    }
}

/// How the numbers of a picture's samples become colours (`colr` of type `nclx`, ISO/IEC 14496-12 §12.1.5; the
/// numbers are those of ISO/IEC 23091-2).
package struct ColourDescription: Sendable, Hashable, Codable {
    /// Colour primaries.
    package var primaries: Int
    /// Transfer characteristics.
    package var transfer: Int
    /// Matrix coefficients.
    package var matrix: Int
    /// Whether samples use their full range.
    package var isFullRange: Bool

    private enum CodingKeys: String, CodingKey {
        case primaries, transfer, matrix
        case isFullRange = "full_range"
    }

    /// A description from its parts.
    package init(primaries: Int, transfer: Int, matrix: Int, isFullRange: Bool) {
        self.primaries = primaries
        self.transfer = transfer
        self.matrix = matrix
        self.isFullRange = isFullRange
    }
}
