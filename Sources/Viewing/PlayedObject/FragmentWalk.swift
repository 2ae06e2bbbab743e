import Objects

/// Finds where an object's fragments lie and what their first track has in them, as its bytes go by (docs/spec/objects.md,
/// Fragment). Only headers are looked at and kept.
struct FragmentWalk {
    /// One fragment in which the first track has samples.
    struct Fragment {
        /// Of its `moof`, in bytes from the start of the object.
        let offset: UInt64
        /// Of all samples of the track in it, in ticks.
        var duration: UInt64 = 0
        /// When the first sample to be shown is shown, in ticks.
        var firstShown: UInt64 = 0
        var beginsWithKey = false
    }

    /// The track that is looked at: an object's pictures are the first, where it has any.
    static let track = 1
    /// More than any header of an object that Proffer writes has.
    private static let mostHeaderBytes: UInt64 = 16 << 20
    /// ISO/IEC 14496-12 §8.8.3.1: a sample that others are decoded with.
    private static let isNoKey: UInt32 = 0x0001_0000

    /// Those that have samples of the track.
    private(set) var fragments: [Fragment] = []
    /// Where the first of all fragments begins.
    private(set) var start: UInt64?
    /// Ticks of the track in a second.
    private(set) var timescale: UInt64 = 0
    /// Bytes that went by.
    private(set) var size: UInt64 = 0

    private var header: [UInt8] = []
    private var boxStart: UInt64 = 0
    /// What is still to come of the box at hand.
    private var remaining: UInt64 = 0
    /// The content of a box that is looked at; nil where it is passed over.
    private var content: [UInt8]?
    private var kind = Kind.other

    /// Boxes at the top of an object.
    private enum Kind: String {
        case movie = "moov"
        case fragment = "moof"
        case other

        init(_ code: ArraySlice<UInt8>) {
            self = Kind(rawValue: String(decoding: code, as: UTF8.self)) ?? .other
        }
    }

    /// Takes the next bytes of the object.
    ///
    /// - Throws: ``FootageError/objectNotUnderstood(reason:)``.
    mutating func take(_ bytes: UnsafeRawBufferPointer) throws(FootageError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            if remaining == 0 {
                header.append(rest.removeFirst())
                size += 1
                try beginBox()
                continue
            }
            let count = Int(min(remaining, UInt64(rest.count)))
            content?.append(contentsOf: rest.prefix(count))
            rest = rest.dropFirst(count)
            remaining -= UInt64(count)
            size += UInt64(count)
            if remaining == 0 { try endBox() }
        }
    }

    private mutating func beginBox() throws(FootageError) {
        guard header.count >= 8 else { return }
        let short = Self.number(header[0..<4])
        guard short != 1 || header.count == 16 else { return }
        let whole = short == 1 ? Self.number(header[8..<16]) : short
        guard whole >= header.count else { throw BoxReader.damaged("a box is shorter than its header") }
        (boxStart, remaining) = (size - UInt64(header.count), whole - UInt64(header.count))
        kind = Kind(header[4..<8])
        header.removeAll(keepingCapacity: true)
        content = nil
        if kind == .fragment, start == nil { start = boxStart }
        if kind != .other {
            guard remaining <= Self.mostHeaderBytes else {
                throw BoxReader.damaged("box “\(kind.rawValue)” is longer than an object has one")
            }
            content = []
        }
        if remaining == 0 { try endBox() }
    }

    private mutating func endBox() throws(FootageError) {
        guard let content else { return }
        self.content = nil
        switch kind {
        case .movie: try readMovie(BoxReader(content))
        case .fragment: try readFragment(BoxReader(content))
        case .other: break
        }
    }

    /// Tracks stand in the order of their ids, from 1 on.
    private mutating func readMovie(_ movie: BoxReader) throws(FootageError) {
        guard let track = try Self.child("trak", of: movie), let media = try Self.child("mdia", of: track),
            let header = try Self.child("mdhd", of: media)?.rest
        else { throw BoxReader.damaged("its movie has no track") }
        // Behind version and flags two times stand in front of it, of four bytes or of eight.
        let place = header.first == 1 ? 20 : 12
        guard header.count >= place + 4 else { throw BoxReader.damaged("box “mdhd” ends inside a number") }
        timescale = Self.number(header[place..<place + 4])
    }

    private mutating func readFragment(_ fragment: BoxReader) throws(FootageError) {
        var fragment = fragment
        while !fragment.isAtEnd {
            let (type, part) = try fragment.box()
            guard type == "traf", let header = try Self.child("tfhd", of: part)?.rest,
                let time = try Self.child("tfdt", of: part)?.rest,
                let run = try Self.child("trun", of: part)?.rest
            else { continue }
            guard header.count >= 8, time.count >= 12, run.count >= 28, (run.count - 12) % 16 == 0 else {
                throw BoxReader.damaged("a fragment does not have the fields that an object's has")
            }
            guard Self.number(header[4..<8]) == UInt64(Self.track) else { continue }
            fragments.append(Self.fragment(at: boxStart, from: Self.number(time[4..<12]), rows: run[12...]))
            return
        }
        // Its bytes belong to the fragment before it.
    }

    /// - Parameters:
    ///   - start: the decoding time of the first sample, in ticks.
    ///   - rows: of each sample its duration, its size, its flags and how long after its decoding it is shown.
    private static func fragment(at offset: UInt64, from start: UInt64, rows: ArraySlice<UInt8>) -> Fragment {
        var fragment = Fragment(offset: offset)
        var shown: Int64?
        for row in stride(from: rows.startIndex, to: rows.endIndex, by: 16) {
            let later = Int32(truncatingIfNeeded: number(rows[row + 12..<row + 16]))
            let moment = Int64(clamping: start) + Int64(clamping: fragment.duration) + Int64(later)
            shown = min(shown ?? moment, moment)
            if row == rows.startIndex {
                fragment.beginsWithKey = UInt32(number(rows[row + 8..<row + 12])) & isNoKey == 0
            }
            fragment.duration += number(rows[row..<row + 4])
        }
        fragment.firstShown = UInt64(max(0, shown ?? 0))
        return fragment
    }

    private static func child(_ type: BoxType, of box: BoxReader) throws(FootageError) -> BoxReader? {
        var box = box
        while !box.isAtEnd {
            let (found, content) = try box.box()
            if found == type { return content }
        }
        return nil
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
