import Statements
import Sealing

/// One source file, and how it was placed on the wall clock.
package struct RecordingFacts: Sendable, Hashable, Codable {
    /// What the objects call it: `r1`, `r2`, …
    package var id: String
    /// The camera's label as the owner calls it.
    package var camera: String
    /// The file's name, without its folder.
    package var name: String
    /// The file's size in bytes.
    package var size: UInt64
    /// The SHA-256 of the whole file; as of when, see ``digestTaken``.
    package var sha256: SHA256Digest
    /// The container format, as libavformat names it.
    package var container: String
    /// Every track the file has, handed over or not.
    package var tracks: [SourceTrack]
    /// When the recording starts, and how that is known.
    package var start: StartEvidence
    /// Where something else about the file tells another time than ``start``.
    package var conflicts: [StartConflict]
    /// The media time that ``start`` belongs to: when the first picture is shown, or the first sound heard.
    package var origin: MediaInstant
    /// The time zone the recording's clock was read in, an IANA name or an offset; nil when unknown.
    package var zone: String?
    /// How far the camera's clock was off; nil where nobody had said or measured it when the bundle was sealed.
    package var clockError: ClockError?
    /// Texts of the container that identify the device, such as `make` and `model`: what anybody may have written into the
    /// file, by the word of who read it.
    package var device: [String: String]
    /// What the file has that was not handed over, and why.
    package var leftOut: [LeftOutPart]
    /// Proofs of origin the file carried before it was cut; empty when none was found.
    package var provenance: [ProvenanceFacts]

    /// What the owner is bound to of the whole recording; nil where a bundle has none, which does not hold.
    package var commitment: SourceCommitment?
    /// That the commitment is older than the request; nil where it was made while sealing.
    package var precommitment: PrecommitmentFacts?

    private enum CodingKeys: String, CodingKey {
        case id, camera, name, size, sha256, container, tracks, start, conflicts, origin, zone, device,
            provenance, commitment, precommitment
        case clockError = "clock_error"
        case leftOut = "left_out"
    }

    /// The facts from their parts.
    package init(
        id: String, camera: String, name: String, size: UInt64, sha256: SHA256Digest, container: String,
        tracks: [SourceTrack], start: StartEvidence, conflicts: [StartConflict] = [], origin: MediaInstant,
        zone: String? = nil,
        clockError: ClockError? = nil,
        device: [String: String] = [:], leftOut: [LeftOutPart] = [], provenance: [ProvenanceFacts] = [],
        commitment: SourceCommitment? = nil, precommitment: PrecommitmentFacts? = nil
    ) {
        self.id = id
        self.camera = camera
        self.name = name
        self.size = size
        self.sha256 = sha256
        self.container = container
        self.tracks = tracks
        self.start = start
        self.conflicts = conflicts
        self.origin = origin
        self.zone = zone
        self.clockError = clockError
        self.device = device
        self.leftOut = leftOut
        self.provenance = provenance
        self.commitment = commitment
        self.precommitment = precommitment
    }
}

extension RecordingFacts {
    /// When the file had ``sha256``, where that was before it was sealed: then only what lies around the window was read
    /// for the seal, and the rest may have changed since.
    package var digestTaken: WallTime? {
        guard let precommitment, precommitment.isDigestAsCommitted else { return nil }
        return precommitment.committed
    }
}

/// When a recording starts on the wall clock, and what says so.
package struct StartEvidence: Sendable, Hashable, Codable {
    /// Where the time comes from, the most trustworthy first.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// The owner stated it.
        case given
        /// The file's name contains it, or the folders it lies in.
        case fileName = "file_name"
        /// The container's metadata contains it.
        case container
        /// Only the file system's time of last change suggests it.
        case fileTime = "file_time"
    }

    /// The wall-clock time of the recording's first picture.
    package var time: WallTime
    /// Where that time comes from.
    package var how: Kind
    /// The evidence itself: the text of the name or field that was read.
    package var detail: String

    /// The evidence from its parts.
    package init(time: WallTime, how: Kind, detail: String) {
        self.time = time
        self.how = how
        self.detail = detail
    }
}

/// A moment of a recording, counted the way one of its tracks counts.
package struct MediaInstant: Sendable, Hashable, Codable {
    /// The ``SourceTrack/index`` of the track.
    package var track: Int
    /// The presentation time in that track's time base.
    package var time: Int64

    /// A moment from its parts.
    package init(track: Int, time: Int64) {
        self.track = track
        self.time = time
    }
}

/// How far a camera's clock was from true time.
package struct ClockError: Sendable, Hashable, Codable {
    /// How the error is known.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// The owner stated it.
        case given
        /// It was measured against a reference.
        case measured
    }

    /// No error and no uncertainty reach this, a hundred years in nanoseconds: a clock that was never set is off by less,
    /// and no sum of two can overflow.
    package static let limit: Int64 = 36_525 * 86_400 * WallTime.nanosecondsPerSecond

    /// Camera time minus true time, in nanoseconds: positive where the camera was fast; within ±``limit``.
    package var errorNanoseconds: Int64
    /// Half-width of the interval the error is believed to lie in, in nanoseconds, from 0 to ``limit``; nil when unknown.
    package var uncertaintyNanoseconds: Int64?
    /// How the error is known.
    package var how: Kind
    /// What it was measured from; exactly where ``how`` is measured.
    package var measurement: ClockMeasurement?

    private enum CodingKeys: String, CodingKey {
        case how, measurement
        case errorNanoseconds = "error_ns"
        case uncertaintyNanoseconds = "uncertainty_ns"
    }

    /// The error from its parts.
    package init(
        errorNanoseconds: Int64, uncertaintyNanoseconds: Int64? = nil, how: Kind,
        measurement: ClockMeasurement? = nil
    ) {
        self.errorNanoseconds = max(-Self.limit, min(Self.limit, errorNanoseconds))
        self.uncertaintyNanoseconds = uncertaintyNanoseconds.map { max(0, min(Self.limit, $0)) }
        self.how = how
        self.measurement = measurement
    }

    /// Reads an error, and refuses one beyond its range: it would move recordings out of all time.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func check(_ value: Int64?, _ key: CodingKeys, in range: ClosedRange<Int64>) throws {
            guard let value, !range.contains(value) else { return }
            throw DecodingError.dataCorruptedError(
                forKey: key, in: container, debugDescription: "no clock is off by \(value) nanoseconds")
        }
        errorNanoseconds = try container.decode(Int64.self, forKey: .errorNanoseconds)
        uncertaintyNanoseconds = try container.decodeIfPresent(Int64.self, forKey: .uncertaintyNanoseconds)
        how = try container.decode(Kind.self, forKey: .how)
        measurement = try container.decodeIfPresent(ClockMeasurement.self, forKey: .measurement)
        try check(errorNanoseconds, .errorNanoseconds, in: -Self.limit...Self.limit)
        try check(uncertaintyNanoseconds, .uncertaintyNanoseconds, in: 0...Self.limit)
        guard (how == .measured) == (measurement != nil) else {
            throw DecodingError.dataCorruptedError(
                forKey: .how, in: container,
                debugDescription: "an error is measured exactly where it says what it was measured from")
        }
        // The clock that showed the codes is part of what is not certain.
        if let measurement, uncertaintyNanoseconds ?? -1 < measurement.referenceUncertaintyNanoseconds {
            throw DecodingError.dataCorruptedError(
                forKey: .uncertaintyNanoseconds, in: container,
                debugDescription: "no error is measured more surely than the clock it is measured with")
        }
    }
}
