import Statements
import Sealing

/// What one file of the payload is to the footage.
package enum ObjectRole: String, Sendable, Codable, CaseIterable {
    /// Original packets, bit for bit.
    case master
    /// Pictures before the master's first key frame, decoded and encoded again.
    case leadIn = "lead_in"
    /// Pictures after the master's last packet, decoded and encoded again.
    case leadOut = "lead_out"
    /// A single picture.
    case still

    /// Whether the object's content was encoded anew, so that it is not the original.
    package var isDerivative: Bool { self != .master }
}

/// One encrypted file of the payload, as it is once opened.
package struct ObjectFacts: Sendable, Hashable, Codable {
    /// Where it lies in the bundle: `data/0001.age`.
    package var file: String
    /// A safe ASCII name for the opened file: `0001-front-door-master.mp4`.
    package var name: String
    /// What it is to the footage.
    package var role: ObjectRole
    /// The ``RecordingFacts/id`` of the recording it comes from.
    package var recording: String
    /// The granted time it covers.
    package var window: Window
    /// The opened file's size in bytes, padding included.
    package var size: UInt64
    /// The SHA-256 of the opened file, padding included.
    package var sha256: SHA256Digest
    /// How many of its bytes are padding that a player skips.
    package var padding: UInt64
    /// The container format: `mp4`, `mov`, or `png` for a still.
    package var container: String
    /// Its tracks.
    package var tracks: [ObjectTrack]
    /// How it was encoded; nil exactly where the role is master.
    package var derivative: DerivativeFacts?

    /// The facts from their parts.
    package init(
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
package struct ObjectTrack: Sendable, Hashable, Codable {
    /// The track's number inside the object (`track_ID`, ISO/IEC 14496-12 §8.3.2).
    package var id: Int
    /// The ``SourceTrack/index`` of the track it comes from.
    package var sourceTrack: Int
    /// The codec, as libavcodec names it.
    package var codec: String
    /// The unit of every time below, in the object and in the source alike.
    package var timeBase: TimeBase
    /// What to add to an object time to get the source's.
    package var shift: Int64
    /// How many access units the track stores.
    package var accessUnits: UInt64
    /// The earliest presentation time, object time.
    package var firstPTS: Int64
    /// The latest presentation time, object time.
    package var lastPTS: Int64
    /// When the last access unit to be shown ends, object time.
    package var lastEnd: Int64
    /// How long the last picture in decoding order is shown, object time: of pictures, not of a still.
    package var lastDuration: Int64?
    /// How many access units are key frames.
    package var keyFrames: UInt64
    /// The digest over the table of times (docs/spec/record.md, Table of times).
    package var timesSHA256: SHA256Digest
    /// The first time that decodes exactly, object time; audio only.
    package var firstExact: Int64?
    /// The time up to which it decodes exactly, object time; audio only.
    package var lastExact: Int64?
    /// The decoding time of the first access unit in the source track: where the run begins.
    package var sourceFirstDTS: Int64
    /// That it is a run of the recording's commitment; masters only.
    package var proof: RangeProof?
    /// How much of its access units is no picture or sound, by kind; masters only.
    package var other: [OtherBytes]?
    /// What a viewing depends on, where that is not the source track's: of what was encoded anew.
    package var description: TrackDescription?

    private enum CodingKeys: String, CodingKey {
        case id, codec, shift, proof, other, description
        case sourceTrack = "source_track"
        case timeBase = "time_base"
        case accessUnits = "access_units"
        case firstPTS = "first_pts"
        case lastPTS = "last_pts"
        case lastEnd = "last_end"
        case lastDuration = "last_duration"
        case keyFrames = "key_frames"
        case timesSHA256 = "times_sha256"
        case firstExact = "first_exact"
        case lastExact = "last_exact"
        case sourceFirstDTS = "source_first_dts"
    }

    /// The facts from their parts.
    package init(
        id: Int, sourceTrack: Int, codec: String, timeBase: TimeBase, shift: Int64, accessUnits: UInt64,
        firstPTS: Int64, lastPTS: Int64, lastEnd: Int64, lastDuration: Int64? = nil, keyFrames: UInt64,
        timesSHA256: SHA256Digest, firstExact: Int64? = nil, lastExact: Int64? = nil, sourceFirstDTS: Int64,
        proof: RangeProof? = nil, other: [OtherBytes]? = nil, description: TrackDescription? = nil
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
        self.lastDuration = lastDuration
        self.keyFrames = keyFrames
        self.timesSHA256 = timesSHA256
        self.firstExact = firstExact
        self.lastExact = lastExact
        self.sourceFirstDTS = sourceFirstDTS
        self.proof = proof
        self.other = other
        self.description = description
    }
}

/// How and why something was encoded anew.
package struct DerivativeFacts: Sendable, Hashable, Codable {
    /// Why the original packets could not be handed over.
    package var reason: DerivativeReason
    /// What encoded it.
    package var encoder: EncoderFacts
    /// How.
    package var settings: DerivativeSettings
    /// How many pictures it holds.
    package var frames: UInt64
    /// How close the pictures are to the decoded source, over all pictures and planes, in decibels; nil when not measured or
    /// identical.
    package var psnrDecibels: Double?
    /// The same of the one picture that is farthest from its own; there exactly where ``psnrDecibels`` is.
    package var leastDecibels: Double?
    /// Whether each picture decodes to the very samples the source's does; nil where it need not.
    package var lossless: Bool?
    /// What a still shows; nil for what is none.
    package var still: StillFacts?
    /// Which access units of the recording its pictures stand for; nil before they are proven.
    package var units: UnitsProof?

    private enum CodingKeys: String, CodingKey {
        case reason, encoder, settings, frames, lossless, still, units
        case psnrDecibels = "psnr_db"
        case leastDecibels = "psnr_least_db"
    }

    /// The facts from their parts.
    package init(
        reason: DerivativeReason, encoder: EncoderFacts, settings: DerivativeSettings, frames: UInt64,
        psnrDecibels: Double? = nil, leastDecibels: Double? = nil,
        lossless: Bool? = nil, still: StillFacts? = nil, units: UnitsProof? = nil
    ) {
        self.reason = reason
        self.encoder = encoder
        self.settings = settings
        self.frames = frames
        self.psnrDecibels = psnrDecibels
        self.leastDecibels = leastDecibels
        self.lossless = lossless
        self.still = still
        self.units = units
    }
}

/// What a still shows: the picture of the recording that was on the screen at a moment.
package struct StillFacts: Sendable, Hashable, Codable {
    /// The moment that was asked for.
    package var asked: WallTime
    /// When the picture was taken, by the recording's place on the wall clock, rounded down to the nanosecond: the
    /// latest that is not after the moment asked for.
    package var shown: WallTime
    /// Its width in pixels.
    package var width: Int
    /// Its height in pixels.
    package var height: Int
    /// Bits of each of its three colours: 8 or 16.
    package var depth: Int

    /// The facts from their parts.
    package init(asked: WallTime, shown: WallTime, width: Int, height: Int, depth: Int) {
        self.asked = asked
        self.shown = shown
        self.width = width
        self.height = height
        self.depth = depth
    }
}
