import Custody

/// One `moof` box: the samples of a fragment (ISO/IEC 14496-12 §8.8.4).
///
/// What costs a hostile object nothing to promise is bounded: a fragment, a track's part of it and a run each describe a
/// sample at least, and a fragment not more than ``maximumSamples``. How many there may be in all is for the record to
/// say (docs/spec/record.md, Limits).
enum Fragment {
    /// How many samples a fragment may describe; ours have 4,096.
    static let maximumSamples = 1 << 16

    /// Shows every sample of the fragment to the inspection and counts it.
    ///
    /// - Parameter dataStart: how far behind the start of the `moof` its end lies; the samples begin one
    ///   `mdat` header later, end to end and in the order of the runs.
    /// - Returns: how many bytes the samples have together.
    static func read(
        _ reader: BoxReader, dataStart: UInt64, tracks: [Int: TrackScan], _ inspect: ObjectScan.Inspection
    ) throws -> UInt64 {
        var reader = reader
        let boxes = try reader.boxes(of: "moof", allowed: ["mfhd", "traf"], repeatable: "traf")
        var stored = Stored()
        for box in boxes where box.type == "traf" {
            try readTrack(box.content, dataStart: dataStart + 8, stored: &stored, tracks: tracks, inspect)
        }
        guard stored.samples > 0 else { throw BoxReader.damaged("a fragment has no samples") }
        return stored.bytes
    }

    /// What the runs read so far have together.
    private struct Stored {
        var samples = 0
        var bytes: UInt64 = 0
    }

    private static func readTrack(
        _ reader: BoxReader, dataStart: UInt64, stored: inout Stored, tracks: [Int: TrackScan],
        _ inspect: ObjectScan.Inspection
    ) throws {
        var reader = reader
        let boxes = try reader.boxes(of: "traf", allowed: ["tfhd", "tfdt", "trun"], repeatable: "trun")
        var header = try boxes.only("tfhd", in: "traf")
        let flags = try header.versionAndFlags().flags
        let id = Int(try header.integer(UInt32.self))
        guard let track = tracks[id] else { throw BoxReader.damaged("a fragment is of no track") }
        // default-base-is-moof without a base offset (§8.8.7): nothing can point elsewhere into the file.
        guard flags & 0x02_0001 == 0x02_0000 else {
            throw BoxReader.damaged("a fragment does not count its offsets from its own start")
        }
        if flags & 0x02 != 0 { try header.skip(4) }
        let duration = flags & 0x08 != 0 ? try header.integer(UInt32.self) : track.defaultDuration
        let size = flags & 0x10 != 0 ? try header.integer(UInt32.self) : track.defaultSize
        let sampleFlags = flags & 0x20 != 0 ? try header.integer(UInt32.self) : track.defaultFlags

        var decodeTime = try boxes.only("tfdt", in: "traf")
        let version = try decodeTime.versionAndFlags().version
        let start =
            version == 1 ? try decodeTime.integer(UInt64.self) : UInt64(try decodeTime.integer(UInt32.self))
        // Far beyond any recording, and low enough that no sum below can overflow.
        guard start < 1 << 60 else { throw BoxReader.damaged("a fragment starts beyond all time") }
        var run = Run(dts: Int64(start), duration: duration, size: size, flags: sampleFlags)
        let before = stored.samples
        for box in boxes where box.type == "trun" {
            try run.read(box.content, dataStart: dataStart, stored: &stored, track: track, inspect)
        }
        guard stored.samples > before else { throw BoxReader.damaged("a fragment of a track has no samples") }
    }

    /// The samples of one track in a fragment, run after run (`trun`, §8.8.8).
    private struct Run {
        var dts: Int64
        let duration: UInt32
        let size: UInt32
        let flags: UInt32

        mutating func read(
            _ reader: BoxReader, dataStart: UInt64, stored: inout Stored, track: TrackScan,
            _ inspect: ObjectScan.Inspection
        ) throws {
            var reader = reader
            let (version, present) = try reader.versionAndFlags()
            let count: UInt32 = try reader.integer()
            // Samples that take all their fields from defaults cost a hostile file nothing to promise.
            guard count > 0 else { throw BoxReader.damaged("a run has no samples") }
            guard Int(count) <= Fragment.maximumSamples - stored.samples else {
                throw BoxReader.damaged("a fragment promises more than \(Fragment.maximumSamples) samples")
            }
            stored.samples += Int(count)
            guard present & 0x01 != 0 else {
                throw BoxReader.damaged("a run does not say where its samples lie")
            }
            let offset = Int32(bitPattern: try reader.integer(UInt32.self))
            guard offset >= 0, UInt64(offset) == dataStart + stored.bytes else {
                throw BoxReader.damaged("there is a gap or an overlap between the samples of a fragment")
            }
            let firstFlags = present & 0x04 != 0 ? try reader.integer(UInt32.self) : nil
            guard dts < 1 << 61 else { throw BoxReader.damaged("a fragment reaches beyond all time") }
            for number in 0..<count {
                let duration = present & 0x100 != 0 ? try reader.integer(UInt32.self) : duration
                let size = present & 0x200 != 0 ? try reader.integer(UInt32.self) : size
                var flags = present & 0x400 != 0 ? try reader.integer(UInt32.self) : flags
                if number == 0, let firstFlags { flags = firstFlags }
                var compositionOffset: Int64 = 0
                if present & 0x800 != 0 {
                    let value: UInt32 = try reader.integer()
                    compositionOffset = version == 0 ? Int64(value) : Int64(Int32(bitPattern: value))
                }
                let sample = StoredSample(
                    track: track.result.id, dts: dts, pts: dts + compositionOffset, duration: Int64(duration),
                    size: UInt64(size), isKey: flags & 0x1_0000 == 0)
                stored.bytes += UInt64(size)
                dts += Int64(duration)
                try track.count(sample)
                try inspect(sample)
            }
            guard reader.isAtEnd else {
                throw BoxReader.damaged("something stands behind the samples of a run")
            }
        }
    }
}
