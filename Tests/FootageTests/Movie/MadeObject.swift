import Objects
import Records
import Foundation

/// Objects made of samples that no camera took: what is tested is what stands around samples.
enum MadeObject {
    /// A sample to be written.
    struct Sample {
        var track: Int
        var dts: Int64
        var pts: Int64
        var isKey: Bool
        var bytes: [UInt8]
    }

    static let pictures = TrackDescription(
        kind: .video, codec: "h264",
        configuration: Data([
            0x01, 0x42, 0xC0, 0x0A, 0xFF, 0xE1, 0x00, 0x08, 0x67, 0x42, 0xC0, 0x0A, 0xDA, 0x0C, 0x32, 0xC8,
            0x01, 0x00, 0x04, 0x68, 0xCE, 0x0F, 0xC8,
        ]), timeBase: TimeBase(numerator: 1, denominator: 1000), width: 64, height: 48,
        pixelAspect: PixelAspect(horizontal: 4, vertical: 3),
        colour: ColourDescription(primaries: 1, transfer: 1, matrix: 1, isFullRange: false))
    static let sound = TrackDescription(
        kind: .audio, codec: "aac", configuration: Data([0x11, 0x88]),
        timeBase: TimeBase(numerator: 1, denominator: 48_000), sampleRate: 48_000, channels: 1)

    static func form(
        _ container: ObjectContainer = .mp4, _ descriptions: [TrackDescription] = [pictures, sound],
        lastDuration: Int64 = 40
    ) throws -> MovieForm {
        try MovieForm(
            container,
            tracks: descriptions.map {
                try MovieForm.Track($0, lastDuration: $0.kind == .video ? lastDuration : nil)
            })
    }

    /// A coded picture of a size: an IDR slice where it is key.
    static func picture(_ dts: Int64, isKey: Bool, bytes: Int = 7) -> Sample {
        let unit =
            (isKey ? [0x65, 0x88, 0x80] : [0x41, 0x9A, 0x02]) + [UInt8](repeating: 0x55, count: bytes - 7)
        let length = withUnsafeBytes(of: UInt32(unit.count).bigEndian) { [UInt8]($0) }
        return Sample(track: 1, dts: dts, pts: dts + 40, isKey: isKey, bytes: length + unit)
    }

    static func frame(_ dts: Int64, track: Int = 2, bytes: Int = 2) -> Sample {
        Sample(
            track: track, dts: dts, pts: dts, isKey: true,
            bytes: [UInt8](repeating: UInt8(truncatingIfNeeded: dts >> 10), count: bytes))
    }

    /// Two fragments: the second begins with a key picture.
    static let samples =
        [
            picture(0, isKey: true, bytes: 262_150), picture(40, isKey: false),
            picture(80, isKey: true, bytes: 300), picture(120, isKey: false),
        ] + (0..<8).map { frame($0 * 1024) }

    /// The object, its samples in the order of decoding times.
    static func bytes(
        _ form: MovieForm, _ samples: [Sample] = samples, lastDuration: Int64 = 40, padding: UInt64 = 16
    ) throws -> [UInt8] {
        try made(form, samples, lastDuration: lastDuration, padding: padding).bytes
    }

    /// The object, and its form with what it came to of the last picture.
    static func made(
        _ form: MovieForm, _ samples: [Sample], lastDuration: Int64 = 40, padding: UInt64 = 16
    ) throws -> (bytes: [UInt8], form: MovieForm) {
        var bytes: [UInt8] = []
        let writer = try MovieWriter(form) { bytes += $0 }
        let scales = form.tracks.map { Double($0.timeBase.denominator) }
        let order = samples.sorted {
            (Double($0.dts) / scales[$0.track - 1], $0.track) < (
                Double($1.dts) / scales[$1.track - 1], $1.track
            )
        }
        for sample in order {
            try sample.bytes.withUnsafeBytes { part in
                try writer.write(
                    StoredSample(
                        track: sample.track, dts: sample.dts, pts: sample.pts, size: UInt64(part.count),
                        isKey: sample.isKey), part)
            }
        }
        _ = try writer.finish(lastDuration: lastDuration) { $0 + padding }
        let facts = form.tracks.map(\.description)
        return (
            bytes,
            try Self.form(form.container, facts, lastDuration: writer.lastPictureDuration ?? lastDuration)
        )
    }

    @discardableResult
    static func scan(_ bytes: [UInt8], _ form: MovieForm) throws -> ScannedObject {
        let scan = try ObjectScan(form)
        try bytes.withUnsafeBytes(scan.update)
        return try scan.finish()
    }

    /// Why an object is refused; nil where it is not.
    static func refusal(_ bytes: [UInt8], _ form: MovieForm) throws -> String? {
        do {
            try scan(bytes, form)
            return nil
        } catch let error as FootageError {
            guard case .objectNotUnderstood(let reason) = error else { throw error }
            return reason
        }
    }
}
