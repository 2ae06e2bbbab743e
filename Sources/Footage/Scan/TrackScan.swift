import Custody
import Sealing

/// Counts one track of an object while its samples are looked at.
final class TrackScan {
    private(set) var result: ScannedTrack
    var defaultDuration: UInt32 = 0
    var defaultSize: UInt32 = 0
    var defaultFlags: UInt32 = 0
    /// How to hash its access units.
    let canonical: CanonicalBytes

    private let times: TimesDigest

    init(
        id: Int, kind: SourceTrack.Kind, sampleEntry: String, timeBase: TimeBase, canonical: CanonicalBytes
    ) throws(FootageError) {
        self.canonical = canonical
        do {
            times = try TimesDigest()
            // Replaced in finish(); a digest cannot be empty.
            let none = try SHA256Digest.of([])
            result = ScannedTrack(
                id: id, kind: kind, sampleEntry: sampleEntry, timeBase: timeBase, timesSHA256: none)
        } catch {
            throw .library(operation: "hashing the times of a track", cause: "\(error)", path: nil)
        }
    }

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
        try times.add(dts: sample.dts, pts: sample.pts)
    }

    func finish() throws -> ScannedTrack {
        result.timesSHA256 = try times.finish()
        return result
    }
}
