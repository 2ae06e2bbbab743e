import Sealing

/// What one file of the payload is to the footage.
public enum ObjectRole: String, Sendable, Codable, CaseIterable {
    /// Original packets, bit for bit.
    case master
    /// Pictures before the master's first key frame, decoded and encoded again.
    case leadIn = "lead_in"
    /// Pictures after the master's last packet, decoded and encoded again.
    case leadOut = "lead_out"
    /// A single picture.
    case still

    /// Whether the object's content was encoded anew, so that it is not the original.
    public var isDerivative: Bool { self != .master }
}

/// One encrypted file of the payload, as it is once opened.
public struct ObjectFacts: Sendable, Hashable, Codable {
    /// Where it lies in the bundle: `data/0001.age`.
    public var file: String
    /// A safe ASCII name for the opened file: `0001-front-door-master.mp4`.
    public var name: String
    /// What it is to the footage.
    public var role: ObjectRole
    /// The ``RecordingFacts/id`` of the recording it comes from.
    public var recording: String
    /// The granted time it covers.
    public var window: Window
    /// The opened file's size in bytes, padding included.
    public var size: UInt64
    /// The SHA-256 of the opened file, padding included.
    public var sha256: SHA256Digest
    /// How many of its bytes are padding that a player skips.
    public var padding: UInt64
    /// The container format: `mp4`, `mov`, or `png` for a still.
    public var container: String
    /// Its tracks.
    public var tracks: [ObjectTrack]
    /// How it was encoded; nil exactly where the role is master.
    public var derivative: DerivativeFacts?

    /// The facts from their parts.
    public init(
        file: String, name: String, role: ObjectRole, recording: String, window: Window, size: UInt64,
        sha256: SHA256Digest, padding: UInt64, container: String, tracks: [ObjectTrack],
        derivative: DerivativeFacts? = nil
    ) {
        self.file = file
        self.name = name
        self.role = role
        self.recording = recording
        self.window = window
        self.size = size
        self.sha256 = sha256
        self.padding = padding
        self.container = container
        self.tracks = tracks
        self.derivative = derivative
    }
}

/// One track of an object, and where its access units lie in the source.
///
/// Times are counted in ``timeBase``; `source time = object time + shift`.
public struct ObjectTrack: Sendable, Hashable, Codable {
    /// The track's number inside the object (`track_ID`, ISO/IEC 14496-12 §8.3.2).
    public var id: Int
    /// The ``SourceTrack/index`` of the track it comes from.
    public var sourceTrack: Int
    /// The codec, as libavcodec names it.
    public var codec: String
    /// The unit of every time below, in the object and in the source alike.
    public var timeBase: TimeBase
    /// What to add to an object time to get the source's.
    public var shift: Int64
    /// How many access units the track stores.
    public var accessUnits: UInt64
    /// The earliest presentation time, object time.
    public var firstPTS: Int64
    /// The latest presentation time, object time.
    public var lastPTS: Int64
    /// When the last access unit to be shown ends, object time.
    public var lastEnd: Int64
    /// How many access units are key frames.
    public var keyFrames: UInt64
    /// The digest over the table of times (docs/spec/record.md, Table of times).
    public var timesSHA256: SHA256Digest
    /// The first time that decodes exactly, object time; audio only.
    public var firstExact: Int64?
    /// The time up to which it decodes exactly, object time; audio only.
    public var lastExact: Int64?
    /// The decoding time of the first access unit in the source track: where the run begins.
    public var sourceFirstDTS: Int64
    /// That it is a run of the recording's commitment; masters only.
    public var proof: RangeProof?
    /// What a viewing depends on, where that is not the source track's: of what was encoded anew.
    public var description: TrackDescription?

    private enum CodingKeys: String, CodingKey {
        case id, codec, shift, proof, description
        case sourceTrack = "source_track"
        case timeBase = "time_base"
        case accessUnits = "access_units"
        case firstPTS = "first_pts"
        case lastPTS = "last_pts"
        case lastEnd = "last_end"
        case keyFrames = "key_frames"
        case timesSHA256 = "times_sha256"
        case firstExact = "first_exact"
        case lastExact = "last_exact"
        case sourceFirstDTS = "source_first_dts"
    }

    /// The facts from their parts.
    public init(
        id: Int, sourceTrack: Int, codec: String, timeBase: TimeBase, shift: Int64, accessUnits: UInt64,
        firstPTS: Int64, lastPTS: Int64, lastEnd: Int64, keyFrames: UInt64, timesSHA256: SHA256Digest,
        firstExact: Int64? = nil, lastExact: Int64? = nil, sourceFirstDTS: Int64, proof: RangeProof? = nil,
        description: TrackDescription? = nil
    ) {
        self.id = id
        self.sourceTrack = sourceTrack
        self.codec = codec
        self.timeBase = timeBase
        self.shift = shift
        self.accessUnits = accessUnits
        self.firstPTS = firstPTS
        self.lastPTS = lastPTS
        self.lastEnd = lastEnd
        self.keyFrames = keyFrames
        self.timesSHA256 = timesSHA256
        self.firstExact = firstExact
        self.lastExact = lastExact
        self.sourceFirstDTS = sourceFirstDTS
        self.proof = proof
        self.description = description
    }
}

/// How and why something was encoded anew.
public struct DerivativeFacts: Sendable, Hashable, Codable {
    /// Why the original packets could not be handed over.
    public var reason: DerivativeReason
    /// What encoded it.
    public var encoder: EncoderFacts
    /// How.
    public var settings: DerivativeSettings
    /// How many pictures it holds.
    public var frames: UInt64
    /// How close the pictures are to the decoded source, in decibels; nil when not measured or identical.
    public var psnrDecibels: Double?
    /// Whether each picture decodes to the very samples the source's does; nil where it need not.
    public var lossless: Bool?
    /// What a still shows; nil for what is none.
    public var still: StillFacts?

    private enum CodingKeys: String, CodingKey {
        case reason, encoder, settings, frames, lossless, still
        case psnrDecibels = "psnr_db"
    }

    /// The facts from their parts.
    public init(
        reason: DerivativeReason, encoder: EncoderFacts, settings: DerivativeSettings, frames: UInt64,
        psnrDecibels: Double? = nil,
        lossless: Bool? = nil, still: StillFacts? = nil
    ) {
        self.reason = reason
        self.encoder = encoder
        self.settings = settings
        self.frames = frames
        self.psnrDecibels = psnrDecibels
        self.lossless = lossless
        self.still = still
    }
}

/// What a still shows: the picture of the recording that was on the screen at a moment.
public struct StillFacts: Sendable, Hashable, Codable {
    /// The moment that was asked for.
    public var asked: WallTime
    /// When the picture was taken, by the recording's place on the wall clock, rounded down to the nanosecond: the
    /// latest that is not after the moment asked for.
    public var shown: WallTime
    /// Its width in pixels.
    public var width: Int
    /// Its height in pixels.
    public var height: Int
    /// Bits of each of its three colours: 8 or 16.
    public var depth: Int

    /// The facts from their parts.
    public init(asked: WallTime, shown: WallTime, width: Int, height: Int, depth: Int) {
        self.asked = asked
        self.shown = shown
        self.width = width
        self.height = height
        self.depth = depth
    }
}
