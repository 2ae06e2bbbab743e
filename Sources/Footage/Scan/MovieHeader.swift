import Custody

/// The `moov` box of an object: it describes tracks and stores no samples.
enum MovieHeader {
    /// The tracks it describes, by `track_ID`.
    ///
    /// - Parameter isQuickTime: whether the file calls itself QuickTime, whose muxer adds two boxes of its own.
    static func tracks(
        _ reader: BoxReader, isQuickTime: Bool
    ) throws(FootageError) -> [Int: TrackScan] {
        var reader = reader
        let boxes = try reader.boxes(
            of: "moov", allowed: ["mvhd", "trak", "mvex", "udta"], repeatable: "trak")
        for box in boxes where box.type == "udta" { try checkEmpty(userData: box.content) }
        guard boxes.count <= RecordLimits.tracksOfObject + 3 else {
            throw BoxReader.damaged("it has more than \(RecordLimits.tracksOfObject) tracks")
        }
        var tracks: [Int: TrackScan] = [:]
        for box in boxes where box.type == "trak" {
            let track = try track(box.content, isQuickTime: isQuickTime)
            guard tracks.updateValue(track, forKey: track.result.id) == nil else {
                throw BoxReader.damaged("two tracks have the same number")
            }
        }
        guard !tracks.isEmpty else { throw BoxReader.damaged("it has no tracks") }
        var extends = try boxes.only("mvex", in: "moov")
        let defaults = try extends.boxes(of: "mvex", allowed: ["mehd", "trex"], repeatable: "trex")
        for box in defaults where box.type == "trex" {
            var trex = box.content
            _ = try trex.versionAndFlags()
            let id = Int(try trex.integer(UInt32.self))
            guard let track = tracks[id] else { throw BoxReader.damaged("“trex” is of no track") }
            try trex.skip(4)
            track.defaultDuration = try trex.integer(UInt32.self)
            track.defaultSize = try trex.integer(UInt32.self)
            track.defaultFlags = try trex.integer(UInt32.self)
        }
        return tracks
    }

    /// `udta`, ISO/IEC 14496-12 §8.10.1: the muxer always writes one, and it must say nothing.
    private static func checkEmpty(userData reader: BoxReader) throws(FootageError) {
        var reader = reader
        var meta = try reader.boxes(of: "udta", allowed: ["meta"]).only("meta", in: "udta")
        _ = try meta.versionAndFlags()
        let parts = try meta.boxes(of: "meta", allowed: ["hdlr", "ilst"])
        guard try parts.only("ilst", in: "meta").isAtEnd else {
            throw BoxReader.damaged("it carries metadata, which an object does not")
        }
    }

    /// `tapt` (QuickTime File Format, Track Aperture Mode Dimensions): how large pictures of oblong pixels are
    /// shown, three times a width and a height.
    private static func checkAperture(_ reader: BoxReader) throws(FootageError) {
        var reader = reader
        for box in try reader.boxes(of: "tapt", allowed: ["clef", "prof", "enof"])
        where box.content.remaining != 12 {
            throw BoxReader.damaged("“\(box.type)” holds more than a width and a height")
        }
    }

    /// The `hdlr` of a `minf` (QuickTime File Format, Handler Reference): that the data lies in this file, in the
    /// muxer's own words and no others.
    private static func checkDataHandler(_ reader: BoxReader) throws(FootageError) {
        var reader = reader
        let text = "dhlrurl " + String(repeating: "\0", count: 12) + "\u{B}DataHandler"
        guard try reader.integer(UInt32.self) == 0, reader.remaining == text.utf8.count else {
            throw BoxReader.damaged("a data handler is not the one objects have")
        }
        for byte in text.utf8 {
            guard try reader.integer(UInt8.self) == byte else {
                throw BoxReader.damaged("a data handler is not the one objects have")
            }
        }
    }

    /// `stts`: empty, or as the muxer writes it for bare samples in QuickTime, one entry of no samples.
    private static func checkNoTimes(_ reader: BoxReader, isQuickTime: Bool) throws(FootageError) {
        var reader = reader
        _ = try reader.versionAndFlags()
        let count: UInt32 = try reader.integer()
        guard count <= (isQuickTime ? 1 : 0) else { throw storesSamples }
        if count == 1 {
            guard try reader.integer(UInt32.self) == 0 else { throw storesSamples }
            try reader.skip(4)
        }
        guard reader.isAtEnd else { throw storesSamples }
    }

    private static let storesSamples = BoxReader.damaged("it stores samples outside its fragments")

    /// `trak`, ISO/IEC 14496-12 §8.3.1. An `edts` in it is refused like any box we do not write.
    private static func track(
        _ reader: BoxReader, isQuickTime: Bool
    ) throws(FootageError) -> TrackScan {
        var reader = reader
        let boxes = try reader.boxes(
            of: "trak", allowed: isQuickTime ? ["tkhd", "mdia", "tapt"] : ["tkhd", "mdia"])
        for box in boxes where box.type == "tapt" { try checkAperture(box.content) }
        var header = try boxes.only("tkhd", in: "trak")
        let version = try header.versionAndFlags().version
        try header.skip(version == 1 ? 16 : 8)
        let id = Int(try header.integer(UInt32.self))

        var media = try boxes.only("mdia", in: "trak")
        let parts = try media.boxes(of: "mdia", allowed: ["mdhd", "hdlr", "minf"])
        var mediaHeader = try parts.only("mdhd", in: "mdia")
        let mediaVersion = try mediaHeader.versionAndFlags().version
        try mediaHeader.skip(mediaVersion == 1 ? 16 : 8)
        let timescale: UInt32 = try mediaHeader.integer()
        guard timescale > 0, timescale <= UInt32(Int32.max) else {
            throw BoxReader.damaged("a track has no unit of time")
        }
        var handler = try parts.only("hdlr", in: "mdia")
        try handler.skip(8)
        let kind: SourceTrack.Kind
        switch try handler.code() {
        case "vide": kind = .video
        case "soun": kind = .audio
        case let other: throw BoxReader.damaged("a track is neither picture nor sound but “\(other)”")
        }

        var information = try parts.only("minf", in: "mdia")
        let known: [BoxType] = ["vmhd", "smhd", "dinf", "stbl"]
        let tables = try information.boxes(of: "minf", allowed: isQuickTime ? known + ["hdlr"] : known)
        for box in tables where box.type == "hdlr" { try checkDataHandler(box.content) }
        var table = try tables.only("stbl", in: "minf")
        let entries = try table.boxes(of: "stbl", allowed: ["stsd", "stts", "stsc", "stsz", "stco"])
        try checkNoTimes(try entries.only("stts", in: "stbl"), isQuickTime: isQuickTime)
        for (type, prefix): (BoxType, Int) in [("stsc", 0), ("stco", 0), ("stsz", 4)] {
            var box = try entries.only(type, in: "stbl")
            try box.skip(4 + prefix)
            guard try box.integer(UInt32.self) == 0 else {
                throw storesSamples
            }
        }
        var description = try entries.only("stsd", in: "stbl")
        _ = try description.versionAndFlags()
        guard try description.integer(UInt32.self) == 1 else {
            throw BoxReader.damaged("a track is described more than once")
        }
        let entry = try description.box()
        return try TrackScan(
            id: id, kind: kind, sampleEntry: entry.type.text,
            timeBase: TimeBase(numerator: 1, denominator: Int64(timescale)),
            canonical: CanonicalBytes(
                sampleEntry: entry.type.text,
                codecHeader: kind == .video ? try codecHeader(entry.content) : []))
    }

    /// The `avcC` or `hvcC` record of a picture track's sample description (ISO/IEC 14496-15 §5.4.2, §8.4.1), or
    /// nothing.
    private static func codecHeader(_ entry: BoxReader) throws(FootageError) -> [UInt8] {
        var entry = entry
        // VisualSampleEntry (ISO/IEC 14496-12 §12.1.3): fields of fixed size, then boxes.
        try entry.skip(78)
        while !entry.isAtEnd {
            let box = try entry.box()
            guard box.type == "avcC" || box.type == "hvcC" else { continue }
            return box.content.rest
        }
        return []
    }
}
