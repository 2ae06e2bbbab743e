import Objects
import Statements

/// A glance at an ISO base media or QuickTime file: only box headers and the few numbers behind them are read,
/// with a handful of reads of some kilobytes, whatever the file's size.
///
/// ISO/IEC 14496-12. The file is hostile: every number is checked before it is used, every loop has an end, and
/// where anything is unusual the answer is that it cannot be told, so that the media library has the last word.
struct MovieGlance {
    /// By how much a thorough look may differ: pictures that are reordered, sound that is heard before or after.
    private static let margin: Int64 = 2 * WallTime.nanosecondsPerSecond

    private let file: SourceBytes
    private let movie: FileBox
    /// The first and the last fragments; the same ones where there are few.
    private var fragments: (first: [FileBox], last: [FileBox]) = ([], [])
    private static let fragmentsRead = 8
    /// More boxes than that on the top level are left to the library: it has to read them all as well.
    private static let boxLimit = 20_000

    /// Glances at a file.
    ///
    /// - Returns: nil where it is of another container, or tells too little.
    /// - Throws: ``FootageError/notARecording(path:cause:)`` for a file without its index, as a recorder leaves it that
    ///   still writes or was switched off, and ``FootageError/notReadable(path:cause:)``.
    static func glance(at file: SourceBytes) throws(FootageError) -> Glance? {
        guard let first = try FileBox(at: 0, limit: file.size, isCut: true, in: file),
            FileBox.openings.contains(first.type), let glance = try MovieGlance(file)
        else { return nil }
        return try glance.glance()
    }

    private init?(_ file: SourceBytes) throws(FootageError) {
        self.file = file
        var position: UInt64 = 0
        var movie: FileBox?
        for count in 0... {
            guard position < file.size else { break }
            guard count < Self.boxLimit else { return nil }
            guard let box = try FileBox(at: position, limit: file.size, isCut: true, in: file) else { break }
            switch box.type {
            case FileBox.movie where movie == nil:
                // An index that is itself cut short may still be of use to the library.
                guard try FileBox(at: position, limit: file.size, in: file) != nil else { return nil }
                movie = box
            case FileBox.movieFragment:
                if fragments.first.count < Self.fragmentsRead { fragments.first.append(box) }
                if fragments.last.count == Self.fragmentsRead { fragments.last.removeFirst() }
                fragments.last.append(box)
            default: break
            }
            position = box.end
        }
        guard let movie else {
            throw .notARecording(
                path: file.path,
                cause: "it is not finished, or was cut short: it ends before its index (its moov box)")
        }
        self.movie = movie
    }

    private func glance() throws(FootageError) -> Glance? {
        var creation: String?
        var timescale: UInt64?
        var tracks: [MovieTrack] = []
        var defaults: [UInt64: UInt64] = [:]
        for box in try children(of: movie) {
            switch box.type {
            case FileBox.movieHeader:
                guard let header = try BoxNumbers(box, in: file) else { return nil }
                let wide = header.version == 1
                creation = Self.creationTime(header.number(at: 4, bytes: wide ? 8 : 4))
                timescale = header.number(at: wide ? 20 : 12, bytes: 4)
            case FileBox.track:
                if let track = try MovieTrack(box, movieTimescale: timescale, in: self) {
                    tracks.append(track)
                }
            case FileBox.movieExtends:
                for extends in try children(of: box) where extends.type == FileBox.trackExtends {
                    guard let numbers = try BoxNumbers(extends, in: file),
                        let track = numbers.number(at: 4, bytes: 4)
                    else { return nil }
                    defaults[track] = numbers.number(at: 12, bytes: 4)
                }
            default: break
            }
        }
        guard let main = tracks.first(where: \.isPicture) ?? tracks.first, timescale != nil else {
            return nil
        }
        let duration =
            fragments.first.isEmpty
            ? Self.duration(main, tracks) : try duration(ofFragments: main, tracks, defaults)
        // A claim that no recording keeps is for the media library to look into.
        guard let duration, duration > 0, duration <= MediaTicks.longestRecording else { return nil }
        return Glance(creationTime: creation, durationNanoseconds: duration, marginNanoseconds: Self.margin)
    }

    /// From the main track's first picture to the end of the last picture or sound.
    private static func duration(_ main: MovieTrack, _ tracks: [MovieTrack]) -> Int64? {
        guard let length = main.nanoseconds(main.duration) else { return nil }
        var duration = length
        for track in tracks {
            guard let other = track.nanoseconds(track.duration) else { return nil }
            let (end, overflow) = other.addingReportingOverflow(track.shift)
            let (late, tooLate) = end.subtractingReportingOverflow(main.shift)
            guard !overflow, !tooLate else { return nil }
            duration = max(duration, late)
        }
        return duration
    }

    /// The same where the samples are in fragments, each with its time.
    private func duration(
        ofFragments main: MovieTrack, _ tracks: [MovieTrack], _ defaults: [UInt64: UInt64]
    ) throws(FootageError) -> Int64? {
        var start: UInt64?
        for box in fragments.first {
            for part in try FragmentPart.parts(of: box, defaults: defaults, in: self)
            where part.track == main.number && start == nil { start = part.time }
        }
        guard let start, let begin = main.nanoseconds(start) else { return nil }
        var last: Int64?
        for box in fragments.last {
            for part in try FragmentPart.parts(of: box, defaults: defaults, in: self) {
                guard let track = tracks.first(where: { $0.number == part.track }) else { continue }
                guard let time = part.time, let duration = part.duration else { return nil }
                let (sum, overflow) = time.addingReportingOverflow(duration)
                guard !overflow, let end = track.nanoseconds(sum) else { return nil }
                last = max(last ?? .min, end)
            }
        }
        return last.map { $0 - begin }
    }

    /// Seconds since 1904 in UTC, or since 1970 as some recorders count, in the words of the media library.
    private static func creationTime(_ seconds: UInt64?) -> String? {
        guard var seconds, seconds > 0 else { return nil }
        let from1904To1970: UInt64 = 2_082_844_800
        if seconds >= from1904To1970 { seconds -= from1904To1970 }
        guard seconds < UInt64(Int64.max / WallTime.nanosecondsPerSecond),
            let time = WallTime(exactNanoseconds: Int64(seconds) * WallTime.nanosecondsPerSecond)
        else { return nil }
        return time.rfc3339.dropLast() + ".000000Z"
    }

    /// The boxes in a box, up to one that does not fit; two hundred are more than any file has in one.
    func children(of box: FileBox) throws(FootageError) -> [FileBox] {
        var children: [FileBox] = []
        var position = box.content
        while position < box.end, children.count < 200,
            let child = try FileBox(at: position, limit: box.end, in: file)
        {
            children.append(child)
            position = child.end
        }
        return children
    }

    func numbers(_ box: FileBox) throws(FootageError) -> BoxNumbers? { try BoxNumbers(box, in: file) }
}

/// The numbers in the first part of a box: 64 KiB hold the tables of hours.
struct BoxNumbers {
    private let bytes: [UInt8]
    /// The version of the box (ISO/IEC 14496-12 §4.2, `FullBox`).
    var version: UInt8 { bytes[0] }
    /// Its flags.
    var flags: UInt64 { number(at: 1, bytes: 3) ?? 0 }
    var count: Int { bytes.count }

    private static let limit: UInt64 = 64 << 10

    /// Reads them; nil where the box is too short to have a version.
    init?(_ box: FileBox, in file: SourceBytes) throws(FootageError) {
        bytes = try file.read(at: box.content, count: Int(min(Self.limit, box.end - box.content)))
        guard bytes.count >= 4 else { return nil }
    }

    /// A number, the most significant byte first; nil where it lies beyond what was read.
    func number(at offset: Int, bytes count: Int) -> UInt64? {
        guard offset >= 0, offset <= bytes.count - count else { return nil }
        return bytes[offset..<offset + count].reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension FileBox {
    static let movieHeader: UInt32 = 0x6D76_6864  // mvhd
    static let movieExtends: UInt32 = 0x6D76_6578  // mvex
    static let trackExtends: UInt32 = 0x7472_6578  // trex
    static let movieFragment: UInt32 = 0x6D6F_6F66  // moof
}
