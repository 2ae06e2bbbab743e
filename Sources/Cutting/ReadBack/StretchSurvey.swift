import Objects

/// Finds, while a master is written, what of it is decoded again: of pictures the first and the last group, of sound the first
/// and the last second, and of both what lies on either side of a change of how they are coded.
///
/// It holds some places and no samples, however long the window is. Not `Sendable`: one stage uses it.
final class StretchSurvey {
    /// More changes of one track than this are refused: they would not all be looked at.
    static let maximumChanges = 1_000

    private var tracks: [FollowedTrack]
    /// Where the first fragment begins, behind the object's header.
    private(set) var headerBytes: UInt64 = 0

    /// - Parameter tracks: in the order of their ids from 1: whether it is one of pictures, and its ticks in a second.
    init(_ tracks: [(isPicture: Bool, second: Int64)]) {
        self.tracks = tracks.enumerated().map { place, track in
            FollowedTrack(id: place + 1, isPicture: track.isPicture, second: track.second)
        }
    }

    /// Takes the next access unit of a track.
    ///
    /// - Parameters:
    ///   - place: of the track.
    ///   - source: its decoding time in the recording.
    ///   - object: the same in the object.
    ///   - isKey: whether decoding can start at it.
    ///   - isChange: whether it is coded otherwise than those before it.
    /// - Throws: ``FootageError/notCuttable(path:reason:)`` where that changes too often.
    func add(
        _ place: Int, source: Int64, object: Int64, isKey: Bool, isChange: Bool
    ) throws(FootageError) {
        let unit = DecodedStretch(track: place + 1, sourceDTS: source, objectDTS: object, count: 1)
        if tracks[place].isPicture {
            tracks[place].addPicture(unit, isKey: isKey, isChange: isChange)
        } else {
            tracks[place].addSound(unit, isChange: isChange)
        }
        guard isChange else { return }
        tracks[place].changes += 1
        guard tracks[place].changes > Self.maximumChanges else { return }
        throw .notCuttable(
            path: "",
            reason: "how it is coded changes more than \(Self.maximumChanges) times; cut a shorter window")
    }

    /// Takes note of a fragment that was written.
    func add(_ fragment: FragmentPlace) {
        if headerBytes == 0 { headerBytes = fragment.offset }
        for place in tracks.indices {
            guard let times = fragment.decodingTimes[place + 1] else { continue }
            tracks[place].add(times, at: fragment.offset)
        }
    }

    /// What is to be decoded again, once everything is written.
    func finish() -> [DecodedStretch] {
        for place in tracks.indices { tracks[place].finish() }
        return tracks.flatMap(\.kept)
    }
}

/// One track, as it is written.
private struct FollowedTrack {
    let id: Int
    let isPicture: Bool
    /// Ticks of the object's track.
    let second: Int64
    /// What is decoded again for certain.
    var kept: [DecodedStretch] = []
    var changes = 0

    /// Pictures: the group at hand.
    private var group: DecodedStretch?
    private var isGroupKept = true
    /// Sound: the places in ``kept`` of what has not reached its end.
    private var growing: [Int] = []
    /// Sound: the access units of the last second, and some before them.
    private var recent: [(source: Int64, object: Int64)] = []
    /// Sound: the last fragments.
    private var fragments: [(times: ClosedRange<Int64>, offset: UInt64)] = []
    private var count = 0

    /// What is remembered of the last second: sound can come a sample a packet.
    private static let memory = 4_096

    init(id: Int, isPicture: Bool, second: Int64) {
        (self.id, self.isPicture, self.second) = (id, isPicture, second)
    }

    mutating func addPicture(_ unit: DecodedStretch, isKey: Bool, isChange: Bool) {
        guard isKey || isChange || group == nil else {
            group?.count += 1
            return
        }
        let isFirst = group == nil
        if let group, isGroupKept || isChange { kept.append(group) }
        isGroupKept = isFirst || isChange
        group = unit
    }

    mutating func addSound(_ unit: DecodedStretch, isChange: Bool) {
        if isChange { keepLastSecond() }
        growing.removeAll { unit.objectDTS - kept[$0].objectDTS >= second }
        for place in growing { kept[place].count += 1 }
        if count == 0 || isChange {
            growing.append(kept.count)
            kept.append(unit)
        }
        count += 1
        recent.append((unit.sourceDTS, unit.objectDTS))
        if recent.count >= 2 * Self.memory { forget() }
    }

    /// Lets go of what is longer ago than a second.
    private mutating func forget() {
        guard let last = recent.last else { return }
        let start = recent.firstIndex { last.object - $0.object < second } ?? 0
        recent.removeFirst(max(start, recent.count - Self.memory))
    }

    private mutating func keepLastSecond() {
        forget()
        guard let first = recent.first else { return }
        kept.append(
            DecodedStretch(
                track: id, sourceDTS: first.source, objectDTS: first.object, count: recent.count,
                offset: fragments.last { $0.times.contains(first.object) }?.offset))
    }

    mutating func add(_ times: ClosedRange<Int64>, at offset: UInt64) {
        func place(_ stretch: inout DecodedStretch) {
            if stretch.offset == nil, times.contains(stretch.objectDTS) { stretch.offset = offset }
        }
        for index in kept.indices { place(&kept[index]) }
        if var group {
            place(&group)
            self.group = group
        }
        guard !isPicture else { return }
        fragments.append((times, offset))
        if fragments.count >= 2 * Self.memory { fragments.removeFirst(Self.memory) }
    }

    mutating func finish() {
        guard !isPicture else {
            if let group { kept.append(group) }
            group = nil
            return
        }
        // What is over within its first second was followed whole.
        guard let first = kept.first, first.count < count else { return }
        keepLastSecond()
    }
}
