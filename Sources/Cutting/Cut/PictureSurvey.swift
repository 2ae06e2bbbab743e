import Objects
import Recordings
import Records
import CFFmpeg

/// Finds out how a window's pictures divide, by reading the packets around its two ends and no others.
///
/// Its cost is that of two groups of pictures, whatever the recording's and the window's lengths, where the
/// container can be entered near them.
struct PictureSurvey {
    private let input: MediaInput
    private let track: SourceTrack
    private let second: Int64
    private var sizes: PictureSizes
    private let window: Range<Int64>
    private let judge: RandomAccess
    private var fields: FieldPairs
    private let packet: Packet

    /// One packet as far as the survey cares.
    private struct Entry {
        var dts: Int64
        var pts: Int64
        var isClean: Bool
        var holdsLaterPicture: Bool
        /// The time of the first field, where it holds the second.
        var firstField: Int64?
        /// Whether no picture comes of it at its own time: it holds the second field of one, or none.
        var isNoPicture: Bool
    }

    /// - Parameter window: in the track's unit; not empty.
    init(_ input: MediaInput, track: SourceTrack, window: Range<Int64>) throws(FootageError) {
        guard let judge = RandomAccess(try input.parameters(track.index)) else {
            throw .notCuttable(
                path: input.path,
                reason:
                    "where decoding can start in pictures in \(track.codec) cannot be read from their bits")
        }
        self.input = input
        self.track = track
        second = max(
            1, Placement.convert(1, from: TimeBase(numerator: 1, denominator: 1), to: track.timeBase))
        sizes = try PictureSizes(track, in: input)
        self.window = window
        self.judge = judge
        fields = FieldPairs(try input.parameters(track.index))
        packet = try Packet()
    }

    /// The division; nil where the recording has no picture in the window.
    mutating func cut() throws(FootageError) -> PictureCut? {
        try input.select([track.index])
        var cut = try head()
        if let master = cut.master { try tail(master, &cut) }
        cut.leadIn.sort()
        cut.leadOut.sort()
        cut.undecodable.sort()
        try checkApart(cut.leadIn + cut.leadOut + cut.undecodable)
        let isEmpty = cut.master == nil && cut.leadIn.isEmpty && cut.undecodable.isEmpty
        return isEmpty && cut.halves == 0 ? nil : cut
    }

    /// Pictures that are encoded anew are told apart by their times.
    private func checkApart(_ times: [Int64]) throws(FootageError) {
        guard Set(times).count < times.count else { return }
        throw .timesNotUsable(
            path: input.path, reason: "two pictures next to an end of the window are shown at the same time")
    }

    // MARK: - One picture

    /// The last picture shown before the window's end, and where decoding starts for it; nil where the recording
    /// has none that can be decoded.
    ///
    /// - Returns: also the time of its second field where it has one, otherwise its own.
    mutating func lastShown() throws(FootageError) -> (pts: Int64, endPTS: Int64, startDTS: Int64)? {
        try input.select([track.index])
        var entry = try seekClean(shownAtOrBefore: window.upperBound - 1)
        guard entry.isClean, entry.pts < window.upperBound else { return nil }
        let start = entry.dts
        var (last, end) = (entry.pts, entry.pts)
        while let next = try next() {
            entry = next
            if entry.isNoPicture {
                if entry.firstField == last { end = entry.pts }
                continue
            }
            if entry.dts >= window.upperBound { break }
            if entry.pts < window.upperBound, entry.pts > last { (last, end) = (entry.pts, entry.pts) }
        }
        return (last, end, start)
    }

    // MARK: - The start

    private mutating func head() throws(FootageError) -> PictureCut {
        let start = try seekClean(shownAtOrBefore: window.lowerBound)
        var cut = PictureCut(
            track: track.index, window: window, headDTS: start.dts, master: nil, leadIn: [], leadOut: [],
            undecodable: [])
        var entry: Entry? = start
        var before = 0
        while let current = entry {
            if cut.master == nil, current.pts < window.lowerBound { before += 1 }
            if let master = cut.master {
                // Leading pictures follow the key frame and are shown before it.
                if current.dts >= master.firstPTS { break }
                if current.pts < master.firstPTS, window.contains(current.pts) {
                    cut.leadIn.append(current.pts)
                }
            } else {
                if current.dts >= window.upperBound { break }
                if current.isClean, window.contains(current.pts) {
                    cut.master = .init(
                        firstDTS: current.dts, firstPTS: current.pts, endDTS: nil, tailDTS: current.dts,
                        lastPTS: current.pts)
                    cut.leadIn.removeAll { $0 >= current.pts }
                } else if window.contains(current.pts) {
                    cut.leadIn.append(current.pts)
                }
            }
            entry = try nextPicture(&cut)
        }
        // Without a clean point before them, what comes out of a decoder is not what the camera saw.
        if !start.isClean || start.dts == cut.master?.firstDTS {
            swap(&cut.leadIn, &cut.undecodable)
            if !cut.undecodable.isEmpty { cut.undecodableBefore = before }
        }
        return cut
    }

    // MARK: - The end

    private mutating func tail(_ master: PictureCut.Master, _ cut: inout PictureCut) throws(FootageError) {
        var master = master
        var start = try seekClean(shownAtOrBefore: window.upperBound - 1)
        if start.dts < master.firstDTS { start = try seek(to: master.firstDTS) }
        master.tailDTS = start.dts
        // From here on packets may hold pictures that are shown only after the window.
        var doubtful: (dts: Int64, lastPTS: Int64, pictures: [Int64])?
        var entry: Entry? = start
        while let current = entry, current.dts < window.upperBound {
            if current.isClean { doubtful = nil }
            if current.holdsLaterPicture, doubtful == nil, master.endDTS == nil {
                doubtful = (current.dts, master.lastPTS, [])
            }
            doubtful?.pictures.append(current.pts)
            if master.endDTS != nil {
                if !current.isNoPicture, window.contains(current.pts), current.pts >= master.firstPTS {
                    cut.leadOut.append(current.pts)
                }
            } else if current.pts >= window.upperBound {
                master.endDTS = current.dts
            } else {
                if current.isClean { master.tailDTS = current.dts }
                master.lastPTS = max(master.lastPTS, current.pts)
            }
            entry = try next()
            if master.endDTS != nil { settle(entry, &cut, \.leadOut) }
        }
        if master.endDTS == nil, let entry { master.endDTS = entry.dts }
        // A group that ends with the window, or with the recording, holds nothing from beyond it.
        if let doubtful, let entry, !(entry.isClean && entry.dts >= window.upperBound) {
            master.endDTS = doubtful.dts
            master.lastPTS = doubtful.lastPTS
            cut.leadOut = doubtful.pictures.filter(window.contains)
        }
        cut.master = master
    }

    // MARK: - Two fields

    /// The next packet that is not the second field of a picture.
    private mutating func nextPicture(_ cut: inout PictureCut) throws(FootageError) -> Entry? {
        while let entry = try next() {
            guard entry.isNoPicture else { return entry }
            if cut.master.map({ (entry.firstField ?? entry.pts) < $0.firstPTS }) ?? true {
                settle(entry, &cut, \.leadIn)
            }
        }
        return nil
    }

    /// Makes a picture of two fields count once, with the time it is decoded with. Where only one of them lies in the
    /// window, no decoder gives that one without the other, so neither is encoded anew.
    private func settle(
        _ entry: Entry?, _ cut: inout PictureCut, _ part: WritableKeyPath<PictureCut, [Int64]>
    ) {
        guard let entry, entry.isNoPicture else { return }
        if window.contains(entry.pts) { cut.otherFields.append(entry.pts) }
        guard let first = entry.firstField else { return }
        guard window.contains(first) != window.contains(entry.pts) else { return }
        cut.halves += 1
        cut[keyPath: part].removeAll { $0 == first }
        if window.contains(first) { cut.otherFields.append(first) }
    }

    // MARK: - Reading

    /// Goes to a clean random-access point that is shown at or before a time, or to the recording's first
    /// packet where there is none, and reads it.
    ///
    /// Key flags may be missing, or everywhere, and some containers can only be entered anywhere: so
    /// reading goes on to the time, and where nothing clean was found starts further and further back.
    private mutating func seekClean(shownAtOrBefore time: Int64) throws(FootageError) -> Entry {
        var target = time
        var step = second
        var earliest: Int64?
        while true {
            fields.restart()
            try input.seek(track: track.index, atOrBefore: target)
            guard let first = try next() else {
                // Nothing at or after the target: the window lies behind the last packet, or there are none.
                guard earliest == nil, target > .min / 4 else {
                    throw .notARecording(path: input.path, cause: "its picture track has no packets")
                }
                earliest = target
                target = .min / 4
                continue
            }
            var entry: Entry? = first
            while let current = entry {
                if current.isClean, current.pts <= time { return current }
                // What comes now was seen in the last round, or is shown too late.
                if current.dts > time || earliest.map({ current.dts >= $0 }) ?? false { break }
                entry = try next()
            }
            // The demuxer stays where it is once it has reached the first packet.
            if let earliest, first.dts >= earliest {
                fields.restart()
                try input.seek(track: track.index, atOrBefore: target)
                return try next() ?? first
            }
            earliest = first.dts
            target = first.dts - step
            step = min(2 * step, 1 << 56)
        }
    }

    private mutating func seek(to dts: Int64) throws(FootageError) -> Entry {
        fields.restart()
        try input.seek(track: track.index, atOrBefore: dts)
        while let entry = try next() {
            if entry.dts >= dts { return entry }
        }
        throw .truncated(path: input.path, cause: "a packet read before cannot be found again")
    }

    private mutating func next() throws(FootageError) -> Entry? {
        guard try input.read(into: packet) else { return nil }
        guard let pts = packet.pts, let dts = packet.dts, pts.magnitude < 1 << 56, dts.magnitude < 1 << 56
        else { throw .timesNotUsable(path: input.path, reason: "a packet carries no times") }
        let traits = judge.traits(packet.bytes)
        // How pictures behind the window are coded is of no interest to it.
        if dts < window.upperBound, pts < window.upperBound {
            try traits.isClean ? sizes.check(packet, in: input) : sizes.checkHeader(packet, in: input)
        }
        guard traits.holdsPicture else {
            return Entry(
                dts: dts, pts: pts, isClean: false, holdsLaterPicture: traits.holdsLaterPicture,
                firstField: nil, isNoPicture: true)
        }
        let firstField = fields.first(ofSecond: packet.bytes, pts: pts, isClean: traits.isClean)
        return Entry(
            dts: dts, pts: pts, isClean: traits.isClean, holdsLaterPicture: traits.holdsLaterPicture,
            firstField: firstField, isNoPicture: firstField != nil)
    }
}
