import Objects
import Records

/// The edit lists of an ISO base media file in normal form, by the position of the track (docs/spec/commitment.md, Tracks).
package struct EditLists {
    /// The unit of the movie's times, of `mvhd`.
    private(set) var movieTimescale: UInt64 = 0
    private var edits: [[TrackTimes.Edit]] = []
    /// The lists as they stand: one that only ends early says something of what is shown, though nothing of the times.
    private var whole: [[TrackTimes.Edit]] = []

    /// More than any camera writes; a file with more is not committed to.
    private static let editLimit: UInt64 = 256
    private static let trackLimit = 1000
    private static let movieHeader: UInt32 = 0x6D76_6864  // mvhd
    private static let editBox: UInt32 = 0x6564_7473  // edts
    private static let editList: UInt32 = 0x656C_7374  // elst

    /// Reads them.
    ///
    /// - Throws: ``FootageError/notCuttable(path:reason:)`` where a list is longer than any, and
    ///   ``FootageError/notReadable(path:cause:)``.
    init(of file: SourceBytes) throws(FootageError) {
        guard let movie = try FileBox.first(FileBox.movie, in: 0..<file.size, of: file) else { return }
        if let header = try movie.first(Self.movieHeader, in: file) {
            let bytes = try header.read(at: 0, count: 24, in: file)
            let place = bytes.first == 1 ? 20 : 12
            if bytes.count >= place + 4 { movieTimescale = UInt64(Self.number(bytes[place..<place + 4])) }
        }
        var rest = movie.content..<movie.end
        while edits.count < Self.trackLimit,
            let track = try FileBox.first(FileBox.track, in: rest, of: file)
        {
            let list = try Self.edits(of: track, in: file)
            whole.append(list)
            // A list that begins where the media does and plays it as it is says only how long it is.
            let saysNothing = list.count == 1 && list[0].mediaTime == 0 && list[0].rate == 65_536
            edits.append(saysNothing ? [] : list)
            rest = track.end..<movie.end
        }
    }

    /// What a track's times are told with.
    package func times(ofTrack index: Int, _ timeBase: TimeBase, _ first: FirstTimes) -> TrackTimes {
        let list = edits.indices.contains(index) ? edits[index] : []
        return TrackTimes(
            timeBase: timeBase, firstDTS: first.dts ?? CommittedUnit.unknownTime,
            firstPTS: first.pts ?? CommittedUnit.unknownTime,
            movieTimescale: list.isEmpty ? 0 : movieTimescale,
            edits: list)
    }

    /// What a player shows of a track.
    func shown(ofTrack index: Int, _ timeBase: TimeBase) -> PlayedTime {
        guard whole.indices.contains(index) else { return .everything }
        return PlayedTime(whole[index], movieTimescale: movieTimescale, timeBase: timeBase)
    }

    private static func edits(
        of track: FileBox, in file: SourceBytes
    ) throws(FootageError) -> [TrackTimes.Edit] {
        guard let list = try track.first(editBox, in: file)?.first(editList, in: file) else { return [] }
        let header = try list.read(at: 0, count: 8, in: file)
        guard header.count == 8, header[0] < 2 else { return [] }
        let wide = header[0] == 1
        let size = wide ? 20 : 12
        let count = UInt64(number(header[4..<8]))
        guard count <= editLimit else {
            throw .notCuttable(path: file.path, reason: "a track of it has an edit list of \(count) entries")
        }
        let bytes = try list.read(at: 8, count: Int(count) * size, in: file)
        var edits: [TrackTimes.Edit] = []
        for start in stride(from: 0, to: bytes.count - size + 1, by: size) {
            let entry = bytes[start..<start + size]
            let half = wide ? 8 : 4
            let duration = number(entry.prefix(half))
            let time = number(entry.dropFirst(half).prefix(half))
            edits.append(
                TrackTimes.Edit(
                    duration: wide ? Int64(bitPattern: duration) : Int64(duration),
                    mediaTime: wide ? Int64(bitPattern: time) : Int64(Int32(truncatingIfNeeded: time)),
                    rate: Int64(Int32(truncatingIfNeeded: number(entry.suffix(4))))))
        }
        return edits
    }

    private static func number(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension EditLists {
    /// Those of a file; none where its container has none.
    package init(of file: SourceFile, _ input: MediaInput) throws(FootageError) {
        if input.isISOBaseMedia {
            try self.init(of: SourceBytes(file))
        } else {
            self.init()
        }
    }

    private init() {}
}
