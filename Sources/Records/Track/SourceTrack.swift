/// One track of a source file.
package struct SourceTrack: Sendable, Hashable, Codable {
    /// What a track carries.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case video, audio, data, subtitle, other
    }

    /// Its position in the file, from 0.
    package var index: Int
    /// What it carries.
    package var kind: Kind
    /// The codec, as libavcodec names it.
    package var codec: String
    /// The unit its times are counted in.
    package var timeBase: TimeBase
    /// Picture width in pixels; video only.
    package var width: Int?
    /// Picture height in pixels; video only.
    package var height: Int?
    /// Samples a second; audio only.
    package var sampleRate: Int?
    /// Number of channels; audio only.
    package var channels: Int?
    /// Whether any of it is in the bundle.
    package var handedOver: Bool
    /// What a viewing of it depends on; of the tracks that are handed over.
    package var description: TrackDescription?

    private enum CodingKeys: String, CodingKey {
        case index, kind, codec, width, height, channels, description
        case timeBase = "time_base"
        case sampleRate = "sample_rate"
        case handedOver = "handed_over"
    }

    /// The facts from their parts.
    package init(
        index: Int, kind: Kind, codec: String, timeBase: TimeBase, width: Int? = nil, height: Int? = nil,
        sampleRate: Int? = nil, channels: Int? = nil, handedOver: Bool, description: TrackDescription? = nil
    ) {
        self.index = index
        self.kind = kind
        self.codec = codec
        self.timeBase = timeBase
        self.width = width
        self.height = height
        self.sampleRate = sampleRate
        self.channels = channels
        self.handedOver = handedOver
        self.description = description
    }
}
