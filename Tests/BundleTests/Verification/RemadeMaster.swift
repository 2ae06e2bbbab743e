import Objects
import Records
import Testing

/// A master taken apart into its access units, to be put together again by an owner who lies: a well-formed object
/// whose record is true to the last digit, but for what the recording was.
struct RemadeMaster {
    struct Unit {
        var track: Int
        var dts: Int64
        var pts: Int64
        var duration: Int64
        var isKey: Bool
        var bytes: [UInt8]
    }

    /// What the object's header says.
    var form: MovieForm
    /// Every access unit, in the order of storage.
    var units: [Unit]
    /// How long the last picture is shown.
    var lastDuration: Int64 = 1

    /// - Parameters:
    ///   - object: its bytes.
    ///   - place: where it stands in the record.
    init(_ object: [UInt8], _ place: Int, of record: Record) throws {
        form = try Self.form(of: place, in: record)
        lastDuration = form.tracks[0].lastDuration ?? 1
        var units: [Unit] = []
        let scan = try ObjectScan(
            form,
            lend: { sample, _, bytes in
                units.append(
                    Unit(
                        track: sample.track, dts: sample.dts, pts: sample.pts, duration: sample.duration,
                        isKey: sample.isKey, bytes: [UInt8](bytes)))
            })
        try object.withUnsafeBytes { try scan.update($0) }
        _ = try scan.finish()
        self.units = units
    }

    static func form(of place: Int, in record: Record) throws -> MovieForm {
        let object = record.objects[place]
        let recording = record.recordings.first { $0.id == object.recording }
        return try MovieForm(object) { index in recording?.tracks.first { $0.index == index } }
    }

    /// The places in ``units`` of a track's access units.
    func places(ofTrack track: Int) -> [Int] { units.indices.filter { units[$0].track == track } }

    /// The object, with eight bytes of padding.
    func bytes() throws -> [UInt8] {
        var bytes: [UInt8] = []
        let writer = try MovieWriter(form) { bytes += $0 }
        let scales = form.tracks.map { Double($0.timeBase.denominator) }
        // Whether decoding can start at a unit is its own bits' to say, also where they were changed.
        let judges = form.tracks.map { track in
            track.description.kind == .video
                ? track.description.configuration.withUnsafeBytes {
                    RandomAccess(codecName: track.description.codec, header: $0)
                } : nil
        }
        let order = units.sorted {
            (Double($0.dts) / scales[$0.track - 1], $0.track) < (
                Double($1.dts) / scales[$1.track - 1], $1.track
            )
        }
        for unit in order {
            try unit.bytes.withUnsafeBytes { part in
                try writer.write(
                    StoredSample(
                        track: unit.track, dts: unit.dts, pts: unit.pts, size: UInt64(part.count),
                        isKey: judges[unit.track - 1]?.isClean(part) ?? true), part)
            }
        }
        _ = try writer.finish(lastDuration: lastDuration) { $0 + 8 }
        return bytes
    }

    /// Makes a record true about the object as it is now.
    func describe(in object: inout ObjectFacts) throws {
        var form = form
        form.tracks[0].lastDuration = lastDuration
        let scan = try ObjectScan(form)
        try bytes().withUnsafeBytes { try scan.update($0) }
        let scanned = try scan.finish()
        object.padding = scanned.padding
        for index in object.tracks.indices {
            let track = try #require(scanned.tracks.first { $0.id == object.tracks[index].id })
            object.tracks[index].accessUnits = track.accessUnits
            object.tracks[index].firstPTS = track.firstPTS
            object.tracks[index].lastPTS = track.lastPTS
            object.tracks[index].lastEnd = track.lastEnd
            object.tracks[index].lastDuration = track.kind == .video ? track.lastDuration : nil
            object.tracks[index].keyFrames = track.keyFrames
            object.tracks[index].timesSHA256 = track.timesSHA256
            let description = form.tracks[index].description
            let (tally, hasher) = (
                try OtherBytesTally(description), try UnitHasher(objectDescribedBy: description)
            )
            for place in places(ofTrack: object.tracks[index].id) {
                _ = try units[place].bytes.withUnsafeBytes {
                    try hasher.parts(of: $0, under: nil, tally: tally)
                }
            }
            object.tracks[index].other = tally.table
        }
    }
}
