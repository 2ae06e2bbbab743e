import Bundle
import Custody
import Footage
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

    /// What stands before the first fragment.
    var header: [UInt8]
    /// Every access unit, in the order of storage.
    var units: [Unit]

    init(_ object: [UInt8]) throws {
        var end = 0
        while String(decoding: object[end + 4..<end + 8], as: UTF8.self) != "moof" {
            end += object[end..<end + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        header = Array(object[..<end])
        var units: [Unit] = []
        let scan = ObjectScan(lend: { sample, _, bytes in
            units.append(
                Unit(
                    track: sample.track, dts: sample.dts, pts: sample.pts, duration: sample.duration,
                    isKey: sample.isKey, bytes: [UInt8](bytes)))
        })
        try object.withUnsafeBytes { try scan.update($0) }
        _ = try scan.finish()
        self.units = units
    }

    /// The places in ``units`` of a track's access units.
    func places(ofTrack track: Int) -> [Int] { units.indices.filter { units[$0].track == track } }

    /// The object: a fragment for each access unit, and no padding.
    var bytes: [UInt8] {
        header
            + units.enumerated().flatMap { number, unit in
                let fields =
                    Self.number(UInt32(truncatingIfNeeded: unit.duration))
                    + Self.number(UInt32(unit.bytes.count))
                    + Self.number(UInt32(unit.isKey ? 0x0200_0000 : 0x0101_0000))
                    + Self.number(UInt32(bitPattern: Int32(unit.pts - unit.dts)))
                func fragment(_ offset: Int) -> [UInt8] {
                    Self.box(
                        "moof",
                        Self.box("mfhd", Self.number(UInt32(0)) + Self.number(UInt32(number + 1)))
                            + Self.box(
                                "traf",
                                Self.box(
                                    "tfhd", Self.number(UInt32(0x02_0000)) + Self.number(UInt32(unit.track)))
                                    + Self.box(
                                        "tfdt",
                                        Self.number(UInt32(0x0100_0000))
                                            + Self.number(UInt64(bitPattern: unit.dts)))
                                    + Self.box(
                                        "trun",
                                        Self.number(UInt32(0x0100_0F01)) + Self.number(UInt32(1))
                                            + Self.number(UInt32(offset)) + fields)))
                }
                return fragment(fragment(0).count + 8) + Self.box("mdat", unit.bytes)
            }
    }

    /// Makes a record true about the object as it is now.
    ///
    /// - Parameter recording: that it is of.
    func describe(in object: inout ObjectFacts, of recording: RecordingFacts) throws {
        let scan = ObjectScan()
        try bytes.withUnsafeBytes { try scan.update($0) }
        let scanned = try scan.finish()
        object.padding = scanned.padding
        for index in object.tracks.indices {
            let track = try #require(scanned.tracks.first { $0.id == object.tracks[index].id })
            object.tracks[index].accessUnits = track.accessUnits
            object.tracks[index].firstPTS = track.firstPTS
            object.tracks[index].lastPTS = track.lastPTS
            object.tracks[index].lastEnd = track.lastEnd
            object.tracks[index].keyFrames = track.keyFrames
            object.tracks[index].timesSHA256 = track.timesSHA256
            let source = object.tracks[index].sourceTrack
            guard let description = recording.tracks.first(where: { $0.index == source })?.description else {
                continue
            }
            let (tally, hasher) = (OtherBytesTally(), try UnitHasher(objectDescribedBy: description))
            for place in places(ofTrack: object.tracks[index].id) {
                _ = try units[place].bytes.withUnsafeBytes {
                    try hasher.parts(of: $0, under: nil, tally: tally)
                }
            }
            object.tracks[index].other = tally.table
        }
    }

    private static func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
        number(UInt32(content.count + 8)) + Array(type.utf8) + content
    }

    private static func number(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { [UInt8]($0) }
    }
}
