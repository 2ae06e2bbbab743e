import Objects

/// Takes a `moov` apart, box by box, and gives up at the first that is not expected.
struct MovieWalk {
    /// Why there is no layout.
    enum Ended: Error {
        case unusual
        case reading(FootageError)
    }

    let file: SourceBytes
    private(set) var tracks: [MovieLayout.Track] = []
    private(set) var timescale: Int64 = 0
    private var keptBytes: UInt64 = 0

    private static let boxLimit = 256
    private static let trackLimit = 32
    private static let editLimit = 1 << 10
    /// More than a `moov` holds besides tables, with a cover or two.
    private static let keptLimit: UInt64 = 4 << 20

    init(file: SourceBytes) { self.file = file }

    mutating func movie(_ movie: FileBox) throws(Ended) -> [MovieLayout.Part] {
        var parts: [MovieLayout.Part] = []
        for box in try boxes(in: movie) {
            switch box.name {
            case "mvhd":
                guard tracks.isEmpty, timescale == 0 else { throw .unusual }
                timescale = try units(of: box)
                parts.append(try kept(box))
            case "trak":
                guard timescale > 0, tracks.count < Self.trackLimit else { throw .unusual }
                parts.append(try track(box))
            case "udta", "meta", "iods", "free", "skip", "uuid": parts.append(try kept(box))
            default: throw .unusual
            }
        }
        guard !tracks.isEmpty else { throw .unusual }
        return parts
    }

    private mutating func track(_ track: FileBox) throws(Ended) -> MovieLayout.Part {
        tracks.append(MovieLayout.Track())
        return try parts(of: track, once: ["tkhd", "edts", "mdia"], needed: ["tkhd", "mdia"]) {
            (walk, box) throws(Ended) in
            switch box.name {
            case "tkhd": try walk.readNumber(box)
            case "edts": try walk.readEdits(box)
            case "mdia": return try walk.media(box)
            case "tref", "udta", "meta", "load", "tapt", "clip", "free", "skip", "uuid": break
            default: throw .unusual
            }
            return try walk.kept(box)
        }
    }

    private mutating func media(_ media: FileBox) throws(Ended) -> MovieLayout.Part {
        try parts(of: media, once: ["mdhd", "hdlr", "minf"], needed: ["mdhd", "hdlr", "minf"]) {
            (walk, box) throws(Ended) in
            switch box.name {
            case "mdhd": walk.tracks[walk.tracks.count - 1].timescale = try walk.units(of: box)
            case "hdlr": walk.tracks[walk.tracks.count - 1].handler = try walk.handler(box)
            case "minf":
                // What comes later would not be known when the library builds its index.
                guard let track = walk.tracks.last, track.timescale > 0, !track.handler.isEmpty else {
                    throw .unusual
                }
                return try walk.information(box)
            case "elng", "udta", "free", "skip": break
            default: throw .unusual
            }
            return try walk.kept(box)
        }
    }

    private mutating func information(_ box: FileBox) throws(Ended) -> MovieLayout.Part {
        try parts(of: box, once: ["dinf", "stbl"], needed: ["dinf", "stbl"]) { (walk, box) throws(Ended) in
            switch box.name {
            case "dinf": try walk.checkData(box)
            case "stbl": return try walk.table(box)
            case "vmhd", "smhd", "nmhd", "sthd", "gmhd", "hmhd", "hdlr", "free", "skip": break
            default: throw .unusual
            }
            return try walk.kept(box)
        }
    }

    /// The tables that grow with the recording are put aside; those that nothing reads are dropped with them.
    private mutating func table(_ table: FileBox) throws(Ended) -> MovieLayout.Part {
        let track = tracks.count - 1
        var parts: [MovieLayout.Part] = []
        var tables: [String: FileBox] = [:]
        for box in try boxes(in: table) {
            switch box.name {
            case "stsd":
                // The library must know the codec before it reads the tables, and one description serves all samples.
                // One that claims to be longer than its box would have the tables read as part of it.
                guard parts.isEmpty, tables.isEmpty, try number(box, at: 4) == 1,
                    try self.box(at: box.content + 8, limit: box.end) != nil
                else { throw .unusual }
                parts.append(try kept(box))
            case "stts", "ctts", "stss", "stsz", "stz2", "stsc", "stco", "co64", "sdtp":
                guard tables.updateValue(box, forKey: box.name) == nil else { throw .unusual }
            case "sbgp", "sgpd":
                // Of all groups libavformat knows only those that tell of places to enter at.
                let group = try bytes(of: box, 4..<8)
                guard group != Array("rap ".utf8), group != Array("sync".utf8) else { throw .unusual }
            case "cslg", "free", "skip": break
            default: throw .unusual
            }
        }
        guard !parts.isEmpty, tables["stts"] != nil, tables["stsc"] != nil,
            (tables["stsz"] == nil) != (tables["stz2"] == nil),
            (tables["stco"] == nil) != (tables["co64"] == nil)
        else { throw .unusual }
        tracks[track].tables = tables
        return .box("stbl", parts + [.tables(track: track)])
    }

    // MARK: - Fields

    /// `mvhd` and `mdhd`: how many units a second has.
    private func units(of box: FileBox) throws(Ended) -> Int64 {
        let version = try bytes(of: box, 0..<1)[0]
        guard version < 2 else { throw .unusual }
        let units = Int64(try number(box, at: version == 1 ? 20 : 12))
        guard units > 0, units <= Int64(Int32.max) else { throw .unusual }
        return units
    }

    private mutating func readNumber(_ box: FileBox) throws(Ended) {
        let version = try bytes(of: box, 0..<1)[0]
        guard version < 2 else { throw .unusual }
        tracks[tracks.count - 1].number = try number(box, at: version == 1 ? 20 : 12)
    }

    private func handler(_ box: FileBox) throws(Ended) -> String {
        String(decoding: try bytes(of: box, 8..<12), as: UTF8.self)
    }

    /// `edts` with its `elst`, ISO/IEC 14496-12 §8.6.6.
    private mutating func readEdits(_ box: FileBox) throws(Ended) {
        let lists = try boxes(in: box)
        guard let list = lists.first else { return }
        guard lists.count == 1, list.name == "elst" else { throw .unusual }
        let version = try bytes(of: list, 0..<1)[0]
        let count = try number(list, at: 4)
        let size: UInt64 = version == 1 ? 20 : 12
        guard version < 2, count <= Self.editLimit, 8 + UInt64(count) * size <= list.end - list.content else {
            throw .unusual
        }
        for entry in 0..<Int(count) {
            let place = 8 + entry * Int(size)
            func wide(_ place: Int) throws(Ended) -> UInt64 {
                UInt64(try number(list, at: place)) << 32 | UInt64(try number(list, at: place + 4))
            }
            let edit =
                version == 1
                ? (duration: Int64(bitPattern: try wide(place)), time: Int64(bitPattern: try wide(place + 8)))
                : (
                    duration: Int64(try number(list, at: place)),
                    time: Int64(Int32(bitPattern: try number(list, at: place + 4)))
                )
            guard edit.duration >= 0, edit.duration < 1 << 56, (-1..<1 << 56).contains(edit.time) else {
                throw .unusual
            }
            tracks[tracks.count - 1].edits.append(edit)
        }
    }

    /// All samples lie in this file: `dinf`, ISO/IEC 14496-12 §8.7.1 and §8.7.2.
    private func checkData(_ box: FileBox) throws(Ended) {
        let boxes = try boxes(in: box)
        guard boxes.count == 1, let references = boxes.first, references.name == "dref",
            try number(references, at: 4) == 1,
            let reference = try self.box(at: references.content + 8, limit: references.end),
            try number(reference, at: 0) & 1 == 1
        else { throw .unusual }
    }

    // MARK: - Boxes

    private mutating func parts(
        of box: FileBox, once: Set<String>, needed: Set<String>,
        _ part: (inout MovieWalk, FileBox) throws(Ended) -> MovieLayout.Part
    ) throws(Ended) -> MovieLayout.Part {
        var parts: [MovieLayout.Part] = []
        var seen: Set<String> = []
        for child in try boxes(in: box) {
            guard !once.contains(child.name) || seen.insert(child.name).inserted else { throw .unusual }
            parts.append(try part(&self, child))
        }
        guard needed.isSubset(of: seen) else { throw .unusual }
        return .box(box.name, parts)
    }

    /// The boxes in another, which they fill.
    private func boxes(in parent: FileBox) throws(Ended) -> [FileBox] {
        var boxes: [FileBox] = []
        var position = parent.content
        while position < parent.end {
            guard boxes.count < Self.boxLimit, let box = try box(at: position, limit: parent.end) else {
                throw .unusual
            }
            boxes.append(box)
            position = box.end
        }
        return boxes
    }

    private func box(at position: UInt64, limit: UInt64) throws(Ended) -> FileBox? {
        do throws(FootageError) {
            return try FileBox(at: position, limit: limit, in: file)
        } catch { throw .reading(error) }
    }

    private func bytes(of box: FileBox, _ range: Range<Int>) throws(Ended) -> [UInt8] {
        guard UInt64(range.upperBound) <= box.end - box.content else { throw .unusual }
        let bytes: [UInt8]
        do throws(FootageError) {
            bytes = try file.read(at: box.content + UInt64(range.lowerBound), count: range.count)
        } catch { throw .reading(error) }
        guard bytes.count == range.count else { throw .unusual }
        return bytes
    }

    private func number(_ box: FileBox, at place: Int) throws(Ended) -> UInt32 {
        try bytes(of: box, place..<place + 4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Names that mean tables or fragments to libavformat wherever they stand, also in boxes nobody looks into here.
    private static let dangerous: Set<[UInt8]> = Set(
        [
            "stts", "ctts", "stss", "stps", "stsz", "stz2", "stsc", "stco", "co64", "sdtp", "sbgp", "sgpd",
            "elst",
            "mdhd", "mvhd", "trak", "mvex", "trex", "moof", "cmov", "dref", "senc", "saiz", "saio",
        ].map { Array($0.utf8) })

    private mutating func kept(_ box: FileBox) throws(Ended) -> MovieLayout.Part {
        keptBytes += box.end - box.start
        guard keptBytes <= Self.keptLimit else { throw .unusual }
        let bytes: [UInt8]
        do throws(FootageError) {
            bytes = try file.read(at: box.start, count: Int(box.end - box.start))
        } catch { throw .reading(error) }
        guard UInt64(bytes.count) == box.end - box.start else { throw .unusual }
        // Those that are expected stand right behind this box's header, or, in `edts` and `dinf`, the next one's.
        let known = box.name == "edts" || box.name == "dinf" ? 16 : 8
        for place in stride(from: known, to: bytes.count - 3, by: 1)
        where Self.firstBytes.contains(bytes[place])
            && Self.dangerous.contains(Array(bytes[place..<place + 4]))
        {
            throw .unusual
        }
        return .kept(bytes)
    }

    private static let firstBytes = Set("scemtd".utf8)
}
