import Records
import Sealing

/// What one track of an object really stores, counted sample by sample.
package struct ScannedTrack: Sendable, Hashable {
    /// Its `track_ID` (ISO/IEC 14496-12 §8.3.2).
    package internal(set) var id: Int
    /// Pictures or sound.
    package internal(set) var kind: SourceTrack.Kind
    /// The unit of its times.
    package internal(set) var timeBase: TimeBase
    /// How many access units it stores.
    package internal(set) var accessUnits: UInt64 = 0
    /// Decoding time of the first.
    package internal(set) var firstDTS: Int64 = 0
    /// The earliest presentation time.
    package internal(set) var firstPTS: Int64 = 0
    /// The latest presentation time.
    package internal(set) var lastPTS: Int64 = 0
    /// When the last access unit to be shown ends.
    package internal(set) var lastEnd: Int64 = 0
    /// How long the last access unit in decoding order lasts.
    package internal(set) var lastDuration: Int64 = 0
    /// Whether nothing in the object says that but the record, as no sample follows.
    package internal(set) var isLastDurationTold = false
    /// How many are marked as key frames.
    package internal(set) var keyFrames: UInt64 = 0
    /// From when to when its sound is exact for who decodes from its start on; nil of pictures.
    package internal(set) var exact: ClosedRange<Int64>?
    /// The digest over the table of times (docs/spec/record.md, Table of times).
    package internal(set) var timesSHA256: SHA256Digest
}

/// What a whole object really holds.
package struct ScannedObject: Sendable, Hashable {
    /// Its tracks, in the order of their ids.
    package internal(set) var tracks: [ScannedTrack]
    /// Its size in bytes, padding included.
    package internal(set) var size: UInt64
    /// How many of its last bytes are padding, all of them zero behind the box header.
    package internal(set) var padding: UInt64
}
