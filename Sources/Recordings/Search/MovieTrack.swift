import Objects
import Statements

/// What a glance reads of one track that is seen or heard: how long it is, and how far its edit list moves it.
struct MovieTrack {
    /// Its track_ID (ISO/IEC 14496-12 §8.3.2).
    let number: UInt64
    let isPicture: Bool
    /// Ticks in a second; more than zero.
    let timescale: UInt64
    /// Its length in ticks.
    let duration: UInt64
    /// When its first sample is shown, in nanoseconds on the movie's own clock; at most ten years from 0.
    let shift: Int64

    /// Reads a track; nil for one that is neither seen nor heard.
    ///
    /// - Parameter movieTimescale: ticks in a second of the edit list.
    init?(_ box: FileBox, movieTimescale: UInt64?, in movie: MovieGlance) throws(FootageError) {
        var number: UInt64?
        var kind: UInt64?
        var (timescale, length): (UInt64?, UInt64?)
        var samples = SampleTimes()
        var edit: (empty: UInt64, mediaStart: UInt64) = (0, 0)
        for child in try movie.children(of: box) {
            switch child.type {
            case FileBox.trackHeader:
                let numbers = try movie.numbers(child)
                number = numbers?.number(at: numbers?.version == 1 ? 20 : 12, bytes: 4)
            case Self.edits:
                for list in try movie.children(of: child) where list.type == Self.editList {
                    if let numbers = try movie.numbers(list) { edit = Self.edit(numbers) }
                }
            case Self.media:
                for part in try movie.children(of: child) {
                    switch part.type {
                    case Self.mediaHeader:
                        guard let numbers = try movie.numbers(part) else { return nil }
                        let wide = numbers.version == 1
                        timescale = numbers.number(at: wide ? 20 : 12, bytes: 4)
                        length = numbers.number(at: wide ? 24 : 16, bytes: wide ? 8 : 4)
                    case Self.handler: kind = try movie.numbers(part)?.number(at: 8, bytes: 4)
                    case Self.mediaInformation:
                        for table in try movie.children(of: part) where table.type == Self.sampleTable {
                            samples = try SampleTimes(table, in: movie)
                        }
                    default: break
                    }
                }
            default: break
            }
        }
        guard let number, let timescale, timescale > 0, kind == Self.picture || kind == Self.sound else {
            return nil
        }
        self.number = number
        self.timescale = timescale
        isPicture = kind == Self.picture
        // A version 0 header writes all ones where it does not know.
        let stated = length.flatMap { $0 == UInt64(UInt32.max) || $0 == .max ? nil : $0 } ?? 0
        duration = max(stated, samples.duration)
        let (first, late) = (Int128(samples.firstOffset), Int128(edit.mediaStart))
        let scale = Int128(max(1, movieTimescale ?? 1))
        let second = Int128(WallTime.nanosecondsPerSecond)
        let moved = Int128(edit.empty) * second / scale + (first - late) * second / Int128(timescale)
        shift = Int64(
            clamping: max(
                -Int128(MediaTicks.longestRecording), min(Int128(MediaTicks.longestRecording), moved)))
    }

    /// A number of ticks in nanoseconds; nil for more than can be calculated with.
    func nanoseconds(_ ticks: UInt64) -> Int64? {
        guard ticks < MediaTicks.limit else { return nil }
        let nanoseconds = Int128(ticks) * Int128(WallTime.nanosecondsPerSecond) / Int128(timescale)
        return nanoseconds < Int128(MediaTicks.sumLimit) ? Int64(truncatingIfNeeded: nanoseconds) : nil
    }

    /// How much nothing comes first, and where in the media what is shown begins (§8.6.6).
    private static func edit(_ numbers: BoxNumbers) -> (empty: UInt64, mediaStart: UInt64) {
        let size = numbers.version == 1 ? 8 : 4
        let nothing = size == 8 ? UInt64.max : UInt64(UInt32.max)
        var empty: UInt64 = 0
        for entry in 0..<min(64, numbers.number(at: 4, bytes: 4) ?? 0) {
            let offset = 8 + Int(entry) * (2 * size + 4)
            guard let length = numbers.number(at: offset, bytes: size),
                let start = numbers.number(at: offset + size, bytes: size)
            else { break }
            guard start == nothing else { return (empty, start >> 63 == 0 ? start : 0) }
            empty = empty.addingReportingOverflow(length).partialValue
        }
        return (empty, 0)
    }

    private static let edits: UInt32 = 0x6564_7473  // edts
    private static let editList: UInt32 = 0x656C_7374  // elst
    private static let media: UInt32 = 0x6D64_6961  // mdia
    private static let mediaHeader: UInt32 = 0x6D64_6864  // mdhd
    private static let handler: UInt32 = 0x6864_6C72  // hdlr
    private static let mediaInformation: UInt32 = 0x6D69_6E66  // minf
    private static let sampleTable: UInt32 = 0x7374_626C  // stbl
    private static let picture: UInt64 = 0x7669_6465  // vide
    private static let sound: UInt64 = 0x736F_756E  // soun
}

/// What the tables of a track say of its samples' times.
private struct SampleTimes {
    /// All their lengths together, in ticks; 0 where the table is not there or is longer than a glance reads.
    var duration: UInt64 = 0
    /// By how much the first is shown later than it is decoded, in ticks.
    var firstOffset: Int64 = 0

    init() {}

    init(_ table: FileBox, in movie: MovieGlance) throws(FootageError) {
        for box in try movie.children(of: table) {
            guard box.type == Self.timeToSample || box.type == Self.compositionOffset,
                let numbers = try movie.numbers(box), let count = numbers.number(at: 4, bytes: 4)
            else { continue }
            guard box.type == Self.timeToSample else {
                let first = UInt32(truncatingIfNeeded: numbers.number(at: 12, bytes: 4) ?? 0)
                firstOffset = Int64(Int32(bitPattern: first))
                continue
            }
            for entry in 0..<count {
                guard let samples = numbers.number(at: 8 + Int(entry) * 8, bytes: 4),
                    let length = numbers.number(at: 12 + Int(entry) * 8, bytes: 4)
                else { break }
                duration = duration.addingReportingOverflow(samples &* length).partialValue
            }
        }
    }

    private static let timeToSample: UInt32 = 0x7374_7473  // stts
    private static let compositionOffset: UInt32 = 0x6374_7473  // ctts
}

/// The part of a movie fragment that is of one track (ISO/IEC 14496-12 §8.8).
struct FragmentPart {
    /// The track_ID.
    let track: UInt64
    /// The decoding time of its first sample, in ticks; nil where it is not said.
    let time: UInt64?
    /// How long it lasts, in ticks; nil where that is not said.
    let duration: UInt64?

    /// The parts of a fragment.
    ///
    /// - Parameter defaults: how long a sample is where the fragment does not say, by track.
    static func parts(
        of fragment: FileBox, defaults: [UInt64: UInt64], in movie: MovieGlance
    ) throws(FootageError) -> [FragmentPart] {
        var parts: [FragmentPart] = []
        for box in try movie.children(of: fragment) where box.type == trackFragment {
            if let part = try FragmentPart(box, defaults, in: movie) { parts.append(part) }
        }
        return parts
    }

    private init?(
        _ box: FileBox, _ defaults: [UInt64: UInt64], in movie: MovieGlance
    ) throws(FootageError) {
        var (track, time, each): (UInt64?, UInt64?, UInt64?)
        var duration: UInt64? = 0
        for child in try movie.children(of: box) {
            guard let numbers = try movie.numbers(child) else { continue }
            switch child.type {
            case Self.header:
                track = numbers.number(at: 4, bytes: 4)
                let before = (numbers.flags & 1 != 0 ? 8 : 0) + (numbers.flags & 2 != 0 ? 4 : 0)
                each = numbers.flags & 8 != 0 ? numbers.number(at: 8 + before, bytes: 4) : nil
            case Self.decodeTime: time = numbers.number(at: 4, bytes: numbers.version == 1 ? 8 : 4)
            case Self.run:
                let run = Self.length(of: numbers, each ?? track.flatMap { defaults[$0] })
                duration = run.flatMap { run in
                    duration.flatMap { before in
                        let (sum, overflow) = before.addingReportingOverflow(run)
                        return overflow ? nil : sum
                    }
                }
            default: break
            }
        }
        guard let track else { return nil }
        self.track = track
        self.time = time
        self.duration = duration
    }

    /// How long a run of samples lasts; nil where it is not said, or beyond what a glance reads.
    private static func length(of run: BoxNumbers, _ each: UInt64?) -> UInt64? {
        let flags = run.flags
        guard let count = run.number(at: 4, bytes: 4) else { return nil }
        guard flags & 0x100 != 0 else { return each.map { $0 &* count } }
        let size = [0x100, 0x200, 0x400, 0x800].reduce(0) { flags & $1 != 0 ? $0 + 4 : $0 }
        var offset = 8 + (flags & 1 != 0 ? 4 : 0) + (flags & 4 != 0 ? 4 : 0)
        var length: UInt64 = 0
        for _ in 0..<count {
            guard let sample = run.number(at: offset, bytes: 4) else { return nil }
            length &+= sample
            offset += size
        }
        return length
    }

    private static let trackFragment: UInt32 = 0x7472_6166  // traf
    private static let header: UInt32 = 0x7466_6864  // tfhd
    private static let decodeTime: UInt32 = 0x7466_6474  // tfdt
    private static let run: UInt32 = 0x7472_756E  // trun
}
