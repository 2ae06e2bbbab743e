import Records
import Sealing

/// Counts one track of an object while its samples are looked at.
final class TrackScan {
    private(set) var result: ScannedTrack
    /// How to hash its access units.
    let canonical: CanonicalBytes
    /// How long the sample lasts that was looked at last, by its bits; nil for pictures.
    private(set) var lastLength: Int64?

    private let times: TimesDigest
    private let length: SoundLength?
    private var exactness: SoundExactness?
    /// Nil where each access unit is key.
    private let judge: RandomAccess?

    init(id: Int, _ track: MovieForm.Track) throws {
        let facts = track.description
        canonical = CanonicalBytes(facts)
        length = track.isPicture ? nil : SoundLength(facts)
        exactness = track.isPicture ? nil : SoundExactness(facts)
        judge =
            track.isPicture
            ? facts.configuration.withUnsafeBytes { RandomAccess(codecName: facts.codec, header: $0) } : nil
        times = try TimesDigest()
        // Replaced in finish(); a digest cannot be empty.
        let none = try SHA256Digest.of([])
        result = ScannedTrack(id: id, kind: facts.kind, timeBase: track.timeBase, timesSHA256: none)
    }

    /// Takes note of a sample by its row in a fragment's header.
    func count(_ sample: StoredSample) throws {
        if result.accessUnits == 0 {
            result.firstDTS = sample.dts
            result.firstPTS = sample.pts
            result.lastPTS = sample.pts
            result.lastEnd = sample.pts + sample.duration
        }
        result.accessUnits += 1
        result.keyFrames += sample.isKey ? 1 : 0
        result.firstPTS = min(result.firstPTS, sample.pts)
        result.lastPTS = max(result.lastPTS, sample.pts)
        result.lastEnd = max(result.lastEnd, sample.pts + sample.duration)
        result.lastDuration = sample.duration
        try times.add(dts: sample.dts, pts: sample.pts)
    }

    /// Takes note of whether only the record says how long the last sample lasts.
    func setLastDurationTold(_ isTold: Bool) { result.isLastDurationTold = isTold }

    /// Looks at a sample's bytes: whether decoding can start at it is theirs to say.
    func look(at sample: StoredSample, _ bytes: UnsafeRawBufferPointer) throws(FootageError) {
        guard sample.isKey == judge?.isClean(bytes) ?? true else {
            throw BoxReader.damaged(
                "the access unit at \(sample.dts) of track \(sample.track) is "
                    + (sample.isKey ? "" : "not ") + "marked as one to start at, against its own bits")
        }
        lastLength = length?.samples(bytes)
        exactness?.add(bytes, at: sample.pts)
    }

    func finish() throws -> ScannedTrack {
        result.timesSHA256 = try times.finish()
        result.exact = exactness?.range(upTo: result.lastEnd)
        return result
    }
}
