/// Holds what a record says is missing against what is stored and proven (docs/spec/record.md, Completeness, What gaps
/// may say).
struct GapFlaws {
    /// The first thing that is not so, in words; nil where nothing shows that.
    private(set) var first: String?

    private let record: Record
    private let footage: HeldFootage
    private let granted: GrantedTime
    /// The gaps that name a recording, by its id.
    private let naming: [String: [Gap]]
    /// Rounding to the nanosecond, twice, and a little more.
    private static let allowance: Int64 = 1_000

    init(_ record: Record, _ footage: HeldFootage, _ granted: GrantedTime) {
        self.record = record
        self.footage = footage
        self.granted = granted
        naming = Dictionary(grouping: record.gaps.filter { $0.reason.recording != nil }) {
            $0.reason.recording ?? ""
        }
        checkReach()
        checkEnds()
        for recording in footage.recordings where first == nil {
            checkPlaces(recording)
            checkTwice(recording, recording.main)
            for (track, parts) in recording.sound.sorted(by: { $0.key < $1.key }) {
                checkPlaces(recording, ofSound: track, parts)
                checkTwice(recording, parts)
            }
        }
        checkOverlaps()
    }

    private mutating func note(_ flaw: @autoclosure () -> String) { if first == nil { first = flaw() } }

    private static func name(_ gap: Gap) -> String {
        "the gap of \(gap.camera.map { "“\($0)”" } ?? "every camera") from \(gap.window.from) for "
            + gap.window.lengthInWords
    }

    // MARK: - One gap

    /// That no gap has something of what it says is missing, or is of time that nobody granted.
    private mutating func checkReach() {
        struct Key: Hashable {
            var recording: String?
            var track: Int
        }
        var ofCamera: [String?: HeldBlocks] = [:]
        var ofTrack: [Key: HeldBlocks] = [:]
        for gap in record.gaps where first == nil {
            guard granted.time(of: gap.camera).holds(gap.window) else {
                return note("\(Self.name(gap)) is of time that was not granted")
            }
            let named = gap.reason.recording.flatMap(footage.recording)
            if gap.reason.recording != nil {
                guard let named, gap.camera == nil || gap.camera == named.facts.camera else {
                    return note("\(Self.name(gap)) is of a recording that the camera does not have")
                }
            }
            let blocks: HeldBlocks
            if let track = gap.track {
                let key = Key(recording: gap.reason.recording, track: track)
                blocks = ofTrack[key] ?? HeldBlocks((named?.sound[track] ?? []).flatMap(\.held))
                ofTrack[key] = blocks
            } else if let known = ofCamera[gap.camera] {
                blocks = known
            } else {
                blocks = HeldBlocks(footage.recordings(of: gap.camera).flatMap(\.main).flatMap(\.held))
                ofCamera[gap.camera] = blocks
            }
            guard !blocks.reach(into: gap.window, byMoreThan: Self.allowance) else {
                return note(
                    "\(Self.name(gap)) says that nothing is there, and clips of the bundle are of that time")
            }
            if case .undecodable(_, let pictures) = gap.reason, let named {
                checkBeginning(gap, of: named, pictures)
            }
        }
    }

    /// That what cannot be decoded is the beginning of its recording, as long as it is said to be.
    private mutating func checkBeginning(
        _ gap: Gap, of recording: HeldFootage.Recording, _ pictures: UInt64
    ) {
        guard let first = recording.main.first else { return }
        guard first.first >= gap.window.to.adding(nanoseconds: -Self.allowance) else {
            return note("\(Self.name(gap)) says that a recording begins in it, and it begins earlier")
        }
        // What comes later is behind another stretch that is missing.
        guard first.first.nanoseconds(since: gap.window.to) <= first.rhythm,
            granted.time(of: recording.facts.camera).holds(from: gap.window.to, to: first.first)
        else { return }
        guard !first.object.role.isDerivative else {
            return note(
                "\(Self.name(gap)) says that nothing can be decoded before an original, and none begins there"
            )
        }
        // A picture has two access units where each of its fields is one.
        guard let places = first.places else { return }
        let said = pictures.addingClamped(pictures).addingClamped(recording.excused(undecodable: false))
        guard places.lowerBound > said else { return }
        note(
            "\(Self.name(gap)) says that the recording begins with \(pictures) pictures that nothing can decode, and "
                + "\(first.object.name) begins \(places.lowerBound) access units behind its beginning")
    }

    // MARK: - Recordings that go on

    /// An end of a recording that an original has.
    private struct End {
        let time: WallTime
        let rhythm: Int64
        /// How many access units of the recording lie beyond it.
        let beyond: UInt64
        let name: String
    }

    /// That nobody says there is no recording where one goes on.
    private mutating func checkEnds() {
        let gaps = record.gaps.filter { gap in
            switch gap.reason {
            case .noRecording, .nothingWhole: true
            default: false
            }
        }
        for (camera, gaps) in Dictionary(grouping: gaps, by: \.camera) where first == nil {
            let recordings = footage.recordings(of: camera)
            let inside = HeldBlocks(
                recordings.compactMap(\.span).map {
                    HeldTime(from: $0.from, to: $0.to, rhythm: 0, object: nil)
                })
            let ends = recordings.compactMap(Self.end).sorted { $0.time < $1.time }
            let starts = recordings.compactMap(Self.start).sorted { $0.time < $1.time }
            for gap in gaps where first == nil {
                if inside.reach(into: gap.window, byMoreThan: Self.allowance) {
                    return note(
                        "\(Self.name(gap)) says that there is no recording, and one goes on behind it")
                }
                check(gap, ends, starts, granted.time(of: camera))
            }
        }
    }

    private mutating func check(_ gap: Gap, _ ends: [End], _ starts: [End], _ time: WindowSet) {
        let (from, to) = (gap.window.from, gap.window.to)
        let furthest = max(ends.map(\.rhythm).max() ?? 0, starts.map(\.rhythm).max() ?? 0)
        for end in Self.part(of: ends, from.adding(nanoseconds: -furthest), from)
        where end.beyond > 0 && from.nanoseconds(since: end.time) <= end.rhythm
            && time.holds(from: end.time, to: from)
        {
            return note(
                "\(Self.name(gap)) says that there is no recording, and \(end.name) goes on for \(end.beyond) more "
                    + "access units where it begins")
        }
        for start in Self.part(of: starts, to, to.adding(nanoseconds: furthest))
        where start.beyond > 0 && start.time.nanoseconds(since: to) <= start.rhythm
            && time.holds(from: to, to: start.time)
        {
            return note(
                "\(Self.name(gap)) says that there is no recording, and \(start.name) has \(start.beyond) access units "
                    + "before what follows it")
        }
    }

    /// Those from one moment to another, both included.
    private static func part(of ends: [End], _ from: WallTime, _ to: WallTime) -> ArraySlice<End> {
        func first(where isBehind: (End) -> Bool) -> Int {
            var (low, high) = (0, ends.count)
            while low < high {
                let middle = (low + high) / 2
                if isBehind(ends[middle]) { high = middle } else { low = middle + 1 }
            }
            return low
        }
        let start = first { $0.time >= from }
        return ends[start..<max(start, first { $0.time > to })]
    }

    private static func end(_ recording: HeldFootage.Recording) -> End? {
        guard let part = recording.main.max(by: { $0.last < $1.last }), let places = part.places,
            let count = recording.committed
        else { return nil }
        return End(
            time: part.last, rhythm: part.rhythm, beyond: count - min(count, places.upperBound),
            name: recording.facts.name)
    }

    private static func start(_ recording: HeldFootage.Recording) -> End? {
        guard let part = recording.main.first, let places = part.places else { return nil }
        let excused = recording.excused(undecodable: true)
        return End(
            time: part.first, rhythm: part.rhythm,
            beyond: places.lowerBound - min(places.lowerBound, excused), name: recording.facts.name)
    }

    // MARK: - Places

    /// That between two originals of a recording nothing is left out without a word.
    private mutating func checkPlaces(_ recording: HeldFootage.Recording) {
        let time = granted.time(of: recording.facts.camera)
        let gaps = (naming[recording.facts.id] ?? []).filter { $0.subject != .sound }
        let excused = recording.excused(undecodable: false)
        let anew = recording.main.filter(\.object.role.isDerivative)
        let masters = recording.main.filter { $0.places != nil }
        for (one, next) in zip(masters, masters.dropFirst()) where first == nil {
            guard let before = one.places, let after = next.places, one.last < next.first,
                after.lowerBound > before.upperBound.addingClamped(excused),
                time.holds(from: one.last, to: next.first),
                !anew.contains(where: { $0.reaches(between: one.last, next.first) })
            else { continue }
            // That a camera stalled is shown by the places, or it is not so.
            let isSaid = gaps.contains { gap in
                guard gap.window.to > one.last, gap.window.from < next.first else { return false }
                if case .noneRecorded = gap.reason { return false }
                return true
            }
            guard !isSaid else { continue }
            note(
                "\(after.lowerBound - before.upperBound) access units of \(recording.facts.name) lie between "
                    + "\(one.object.name) and \(next.object.name), are of time that was agreed to, and are not in the bundle"
            )
        }
    }

    /// That no two originals have the same access units, unless two grants gave them.
    private mutating func checkTwice(_ recording: HeldFootage.Recording, _ parts: [HeldFootage.Part]) {
        let masters = parts.compactMap { part in part.places.map { (part, $0) } }
            .sorted { ($0.1.lowerBound, $0.0.place) < ($1.1.lowerBound, $1.0.place) }
        guard var (furthest, reached) = masters.first else { return }
        for (part, places) in masters.dropFirst() where first == nil {
            if places.overlaps(reached),
                !granted.gives(recording.facts.camera, furthest.object.window, and: part.object.window)
            {
                note(
                    "\(furthest.object.name) and \(part.object.name) have the same access units of the recording"
                )
            }
            if places.upperBound > reached.upperBound { (furthest, reached) = (part, places) }
        }
    }

    /// That a silence between two originals is the recording's own.
    private mutating func checkPlaces(
        _ recording: HeldFootage.Recording, ofSound track: Int, _ parts: [HeldFootage.Part]
    ) {
        let time = granted.sound(of: recording.facts.camera)
        let gaps = (naming[recording.facts.id] ?? []).filter { $0.track == track }
        guard !gaps.isEmpty else { return }
        let masters = parts.filter { $0.places != nil }
        for (one, next) in zip(masters, masters.dropFirst()) where first == nil {
            guard let before = one.places, let after = next.places, one.last < next.first,
                after.lowerBound > before.upperBound, time.holds(from: one.last, to: next.first),
                gaps.contains(where: { $0.window.to > one.last && $0.window.from < next.first })
            else { continue }
            let missing = after.lowerBound - before.upperBound
            let mean = UInt64(max(1, Rhythm.mean(one.track)))
            guard missing > UInt64(max(0, one.rhythm)) / mean else { continue }
            note(
                "the sound of track \(track) of \(recording.facts.name) is said not to be recorded, and \(missing) access "
                    + "units of it lie between \(one.object.name) and \(next.object.name)")
        }
    }

    // MARK: - Overlaps

    /// That what is said to have been recorded twice was.
    private mutating func checkOverlaps() {
        for overlap in record.overlaps where first == nil {
            let held = overlap.recordings.compactMap(footage.recording)
            let covers = held.allSatisfy { recording in
                recording.facts.camera == overlap.camera
                    && ([recording.main] + recording.sound.values).contains { parts in
                        guard let from = parts.first?.first, let to = parts.lazy.map(\.last).max() else {
                            return false
                        }
                        let rhythm = parts.lazy.map(\.rhythm).max() ?? 0
                        return from.nanoseconds(since: overlap.window.from) <= rhythm
                            && overlap.window.to.nanoseconds(since: to) <= rhythm
                    }
            }
            guard overlap.recordings.count == 2, held.count == 2, Set(overlap.recordings).count == 2, covers
            else {
                return note(
                    "two recordings of “\(overlap.camera)” are said to cover \(overlap.window.from) for "
                        + "\(overlap.window.lengthInWords), and do not")
            }
        }
    }
}
