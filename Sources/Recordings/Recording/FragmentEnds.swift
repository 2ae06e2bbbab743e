import Objects
import Records

/// When the samples of a fragmented file end, by its own fragments: its header says nothing of them, or what was meant when
/// recording began (ISO/IEC 14496-12 §8.8).
struct FragmentEnds {
    /// One track's last samples.
    struct End {
        /// The decoding time of its first sample, in its own unit, as the fragments count.
        var firstDTS: Int64?
        /// When its last whole sample begins to be shown and when it ends.
        var lastPTS: Int64 = .min
        var end: Int64 = .min
        /// When the last sample would end that the fragments tell of, whole or not.
        var promised: Int64 = .min
        /// How many samples were looked at, and the first of them, for how far they lie apart.
        fileprivate var looked = (count: Int64(0), from: Int64.max)

        /// The average distance of the samples looked at; 0 where there is only one.
        var step: Int64 { looked.count > 1 ? max(0, lastPTS - looked.from) / (looked.count - 1) : 0 }
    }

    /// By the track's `track_ID`.
    private(set) var tracks: [UInt32: End] = [:]

    /// What `trex` and `tfhd` say of samples that say nothing themselves.
    private struct Defaults {
        var duration: Int64 = 0
        var size: UInt64 = 0
    }

    private static let fragment = code("moof")
    private static let track = code("traf")
    private static let trackHeader = code("tfhd")
    private static let decodeTime = code("tfdt")
    private static let run = code("trun")
    private static let extends = code("mvex")
    private static let trackExtends = code("trex")
    /// More boxes than ten years of fragments, one a second, have.
    private static let boxLimit = 1 << 22
    /// So many of the last fragments are looked into: sound and pictures may take turns.
    private static let fragmentsLookedAt = 16
    private static let samplesOfRun = 1 << 16

    private static func code(_ type: StaticString) -> UInt32 {
        type.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt32($1) } }
    }

    /// Reads the headers of a file's fragments, and of the last ones what they hold; nil for a file without any.
    ///
    /// - Throws: ``FootageError/notReadable(path:cause:)``.
    init?(of file: SourceBytes) throws(FootageError) {
        var defaults: [UInt32: Defaults] = [:]
        var first: FileBox?
        var last: [FileBox] = []
        var position: UInt64 = 0
        for _ in 0..<Self.boxLimit {
            guard let box = try FileBox(at: position, limit: file.size, isCut: true, in: file) else { break }
            if box.type == Self.fragment {
                if first == nil { first = box }
                if last.count == Self.fragmentsLookedAt { last.removeFirst() }
                last.append(box)
            } else if box.type == FileBox.movie, let extends = try box.first(Self.extends, in: file) {
                var rest = extends.content..<extends.end
                while let track = try FileBox.first(Self.trackExtends, in: rest, of: file) {
                    let bytes = try track.read(at: 4, count: 20, in: file)
                    if bytes.count == 20 {
                        defaults[UInt32(truncatingIfNeeded: Self.number(bytes[0..<4]))] = Defaults(
                            duration: Int64(Self.number(bytes[8..<12])), size: Self.number(bytes[12..<16]))
                    }
                    rest = track.end..<extends.end
                }
            }
            position = box.end
        }
        guard let first else { return nil }
        try look(into: first, defaults, isFirst: true, in: file)
        for box in last { try look(into: box, defaults, isFirst: false, in: file) }
    }

    private mutating func look(
        into fragment: FileBox, _ defaults: [UInt32: Defaults], isFirst: Bool, in file: SourceBytes
    ) throws(FootageError) {
        var rest = fragment.content..<fragment.end
        while let part = try FileBox.first(Self.track, in: rest, of: file) {
            rest = part.end..<fragment.end
            guard let header = try part.first(Self.trackHeader, in: file),
                let time = try part.first(Self.decodeTime, in: file)
            else { continue }
            let bytes = try header.read(at: 0, count: 40, in: file)
            guard bytes.count >= 8 else { continue }
            let flags = Self.number(bytes[1..<4])
            let id = UInt32(truncatingIfNeeded: Self.number(bytes[4..<8]))
            var own = defaults[id] ?? Defaults()
            var base = fragment.start
            var place = 8
            func field(_ flag: UInt64, _ size: Int) -> UInt64? {
                guard flags & flag != 0 else { return nil }
                defer { place += size }
                return place + size <= bytes.count ? Self.number(bytes[place..<place + size]) : nil
            }
            if let offset = field(0x1, 8) { base = offset }
            _ = field(0x2, 4)
            if let duration = field(0x8, 4) { own.duration = Int64(duration) }
            if let size = field(0x10, 4) { own.size = size }
            let began = try time.read(at: 0, count: 12, in: file)
            guard began.count >= 8 else { continue }
            let wide = began[0] == 1 && began.count == 12
            let value = Self.number(began[4..<(wide ? 12 : 8)])
            guard value < MediaTicks.limit else { continue }
            var clock = Int64(value)
            if isFirst {
                if tracks[id]?.firstDTS == nil { tracks[id, default: End()].firstDTS = clock }
                continue
            }
            var runs = part.content..<part.end
            var data = base
            while let run = try FileBox.first(Self.run, in: runs, of: file) {
                runs = run.end..<part.end
                try look(into: run, of: id, own, base: base, data: &data, clock: &clock, in: file)
            }
        }
    }

    private mutating func look(
        into run: FileBox, of id: UInt32, _ defaults: Defaults, base: UInt64, data: inout UInt64,
        clock: inout Int64, in file: SourceBytes
    ) throws(FootageError) {
        let header = try run.read(at: 0, count: 8, in: file)
        guard header.count == 8 else { return }
        let flags = Self.number(header[1..<4])
        let count = Int(min(Self.number(header[4..<8]), UInt64(Self.samplesOfRun)))
        var place: UInt64 = 8
        if flags & 0x1 != 0 {
            let offset = try run.read(at: place, count: 4, in: file)
            guard offset.count == 4 else { return }
            let signed = Int32(truncatingIfNeeded: Int64(Self.number(offset)))
            data = base &+ UInt64(bitPattern: Int64(signed))
            place += 4
        }
        if flags & 0x4 != 0 { place += 4 }
        let fields = [0x100, 0x200, 0x400, 0x800].map { flags & UInt64($0) != 0 }
        let size = 4 * fields.count(where: \.self)
        let bytes = size == 0 ? [] : try run.read(at: place, count: size * count, in: file)
        var track = tracks[id] ?? End()
        defer { tracks[id] = track }
        for sample in 0..<count {
            guard size == 0 || (sample + 1) * size <= bytes.count else { return }
            var values: [UInt64?] = []
            var at = sample * size
            for isThere in fields {
                values.append(isThere ? Self.number(bytes[at..<at + 4]) : nil)
                if isThere { at += 4 }
            }
            let duration = values[0].map { Int64($0) } ?? defaults.duration
            let length = values[1] ?? defaults.size
            let offset = values[3].map { Int64(Int32(truncatingIfNeeded: Int64($0))) } ?? 0
            let shown = clock + offset
            clock += duration
            data = data &+ length
            guard clock.magnitude < MediaTicks.limit, shown.magnitude < MediaTicks.limit else { return }
            track.promised = max(track.promised, shown + duration)
            guard data <= file.size else { continue }
            track.looked = (track.looked.count + 1, min(track.looked.from, shown))
            track.lastPTS = max(track.lastPTS, shown)
            track.end = max(track.end, shown + duration)
        }
    }

    private static func number(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
