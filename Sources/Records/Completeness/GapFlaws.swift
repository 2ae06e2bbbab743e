import Statements

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
    static let allowance: Int64 = 1_000
    /// No recording lasts longer, in seconds: ten years.
    private static let longest: Int64 = 315_576_000

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
        checkUnsaidOverlaps()
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
            guard gap.window.durationNanoseconds > HeldBlocks.allowance else {
                return note("\(Self.name(gap)) is shorter than anything that can be missing")
            }
            guard granted.time(of: gap.camera).holds(gap.window) else {
                return note("\(Self.name(gap)) is of time that was not granted")
            }
            if gap.reason == .cameraNotGiven, gap.camera.map({ !footage.recordings(of: $0).isEmpty }) ?? true
            {
                return note(
                    "\(Self.name(gap)) says that no recording of the camera was there, and the record has one"
                )
            }
            let named = gap.reason.recording.flatMap(footage.recording)
            if gap.reason.recording != nil {
                guard let named, gap.camera == nil || gap.camera == named.facts.camera else {
                    return note("\(Self.name(gap)) is of a recording that the camera does not have")
                }
            }
            let blocks: HeldBlocks
            if gap.subject == .pictures, let named {
                blocks = named.blocks
            } else if let track = gap.track {
                let key = Key(recording: gap.reason.recording, track: track)
                blocks = ofTrack[key] ?? HeldBlocks((named?.sound[track] ?? []).flatMap(\.held))
                ofTrack[key] = blocks
            } else if let known = ofCamera[gap.camera] {
                blocks = known
            } else {
                blocks = footage.blocks(of: gap.camera)
                ofCamera[gap.camera] = blocks
            }
            guard !blocks.reach(into: gap.window, byMoreThan: Self.allowance) else {
                return note(
                    "\(Self.name(gap)) says that nothing is there, and clips of the bundle are of that time")
            }
            if let named { check(gap, of: named) }
        }
    }

    /// That the reason of a gap is one that its recording has there.
    private mutating func check(_ gap: Gap, of recording: HeldFootage.Holding) {
        switch gap.reason {
        case .undecodable(_, let pictures, let units): checkBeginning(gap, of: recording, pictures, units)
        case .damaged(_, let pictures):
            let isDamaged = recording.main.contains { part in
                part.object.role.isDerivative && part.object.window.intersection(gap.window) != nil
                    && (recording.committed == nil
                        || UInt64(part.object.derivative?.units?.withoutPicture.count ?? 0) >= pictures)
            }
            guard pictures > 0, isDamaged else {
                return note(
                    "\(Self.name(gap)) says that \(counted(pictures, "picture")) cannot be decoded, and nothing that was encoded anew "
                        + "there lacks so many")
            }
        case .originalsOnly(_, let pictures): checkLeftOut(gap, of: recording, pictures, .originalsOnly)
        case .noDecoder(_, let pictures): checkLeftOut(gap, of: recording, pictures, .noDecoder)
        case .clockJump:
            guard let end = recording.span?.to, recording.jumps(at: end),
                end.nanoseconds(since: gap.window.from) <= Self.allowance
            else {
                return note(
                    "\(Self.name(gap)) says that it comes behind a jump of the recording's clock, and none is said to be there"
                )
            }
        case .hidden: checkHidden(gap, of: recording)
        case .noneRecorded, .noRecording, .cameraNotGiven, .nothingWhole, .unreadable: break
        }
    }

    /// That the edit list committed to shows nothing of it. One that only ends early is not committed to, and is the word of
    /// who sealed.
    private mutating func checkHidden(_ gap: Gap, of recording: HeldFootage.Holding) {
        guard let index = recording.mainTrack,
            let times = recording.facts.commitment?.tracks.first(where: { $0.index == index })?.times?.times,
            let ranges = times.shown.ranges, let clock = recording.facts.clock(ofTrack: index)
        else { return }
        let isShown = ranges.contains { range in
            let reach = recording.facts.origin.time
            let far = Int64(clamping: Int128(Self.longest) * Int128(times.timeBase.denominator))
            // A list's beginning is rounded; the first picture that is shown is not.
            let begin =
                range.contains(reach) && range == ranges.first ? reach : max(range.lowerBound, reach - far)
            let from = max(clock(begin), gap.window.from)
            let to = min(clock(min(range.upperBound, reach + far)), gap.window.to)
            return to.nanoseconds(since: from) > Self.allowance
        }
        if isShown {
            note("\(Self.name(gap)) says that the recording's edit list hides it, and it does not")
        }
    }

    /// That pictures which would have been encoded anew are said to be left out there, and as many.
    private mutating func checkLeftOut(
        _ gap: Gap, of recording: HeldFootage.Holding, _ pictures: UInt64,
        _ reason: LeftOutPart.PictureReason
    ) {
        let isTold = recording.facts.leftOut.contains { part in
            guard case .pictures(pictures, let window, reason) = part else { return false }
            return window.contains(gap.window)
        }
        guard !isTold else { return }
        note(
            "\(Self.name(gap)) says that pictures would have been encoded anew, and the recording is not said to leave out "
                + "\(pictures) there")
    }

    /// That what cannot be decoded is the beginning of its recording, and has no access unit that decoding can start at.
    private mutating func checkBeginning(
        _ gap: Gap, of recording: HeldFootage.Holding, _ pictures: UInt64, _ units: UnitsProof?
    ) {
        if let first = recording.main.first, first.first < gap.window.to.adding(nanoseconds: -Self.allowance)
        {
            return note("\(Self.name(gap)) says that a recording begins in it, and it begins earlier")
        }
        guard
            let track = recording.facts.commitment?.tracks.first(where: { $0.index == recording.mainTrack })
        else { return }
        do {
            guard let units else {
                throw RangeVerifier.Flaw(reason: "nothing proves which access units these are")
            }
            let end = try units.beginning(of: track)
            let next = recording.main.first { $0.places?.lowerBound == end }
            let behind = next.flatMap(\.track.proof).map { UInt64($0.leftOut.count) } ?? 0
            guard pictures <= UInt64(units.rows.count).addingClamped(behind) else {
                throw RangeVerifier.Flaw(reason: "it has fewer access units")
            }
            if next != nil || UInt64(units.rows.count) == track.count { return }
            guard let clock = recording.facts.clock(ofTrack: track.index), let last = units.rows.last,
                clock(last.unit.dts) >= gap.window.to
            else {
                throw RangeVerifier.Flaw(
                    reason: "it goes on behind them, and no original begins there")
            }
        } catch {
            let why = (error as? RangeVerifier.Flaw)?.reason ?? "\(error)"
            note(
                "\(Self.name(gap)) says that the recording begins with \(counted(pictures, "picture")) that nothing can decode: \(why)"
            )
        }
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
            case .noRecording, .nothingWhole, .unreadable, .clockJump(nil): true
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
            let starts = recordings.compactMap(start).sorted { $0.time < $1.time }
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
                "\(Self.name(gap)) says that there is no recording, and \(end.name) goes on for "
                    + "\(counted(end.beyond, "more access unit")) where it begins")
        }
        for start in Self.part(of: starts, to, to.adding(nanoseconds: furthest))
        where start.beyond > 0 && start.time.nanoseconds(since: to) <= start.rhythm
            && time.holds(from: to, to: start.time)
        {
            return note(
                "\(Self.name(gap)) says that there is no recording, and \(start.name) has \(counted(start.beyond, "access unit")) "
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

    private static func end(_ recording: HeldFootage.Holding) -> End? {
        guard let part = recording.main.max(by: { $0.last < $1.last }), let places = part.places,
            let count = recording.committed
        else { return nil }
        return End(
            time: part.last, rhythm: part.rhythm, beyond: count - min(count, places.upperBound),
            name: recording.facts.name)
    }

    private func start(_ recording: HeldFootage.Holding) -> End? {
        guard let part = recording.main.first, let places = part.places else { return nil }
        let isUndecodable = (naming[recording.facts.id] ?? []).contains { gap in
            guard case .undecodable(_, _, let units?) = gap.reason else { return false }
            return UInt64(units.rows.count) == places.lowerBound.addingClamped(1)
        }
        return End(
            time: part.first, rhythm: part.rhythm, beyond: isUndecodable ? 0 : places.lowerBound,
            name: recording.facts.name)
    }

    // MARK: - Places

    /// That between two originals of a recording nothing is left out without a word: each place there is one of an access
    /// unit that a picture encoded anew stands for, or is excused where it stands.
    private mutating func checkPlaces(_ recording: HeldFootage.Holding) {
        let time = granted.time(of: recording.facts.camera)
        let masters = recording.main.compactMap { part in part.places.map { (part, $0) } }
            .sorted { $0.1.lowerBound < $1.1.lowerBound }
        guard var (one, reached) = masters.first else { return }
        for (next, places) in masters.dropFirst() where first == nil {
            if places.lowerBound > reached.upperBound {
                let between = reached.upperBound..<places.lowerBound
                let missing = UInt64(between.count) - recording.anew.count(in: between)
                if missing > 0, time.holds(from: min(one.last, next.first), to: max(one.last, next.first)),
                    missing > excused(recording, between: one, next)
                {
                    note(
                        "between \(one.object.name) and \(next.object.name), \(recording.facts.name) has "
                            + "\(counted(missing, "access unit")) of time that was agreed to, not in the bundle"
                    )
                }
            }
            if places.upperBound > reached.upperBound { (one, reached) = (next, places) }
        }
    }

    /// How many access units may be missing between two originals of a recording: those of pictures said to be left out
    /// before the later one, whose granted window the earlier one began before, or behind the earlier one, whose granted
    /// window the later one reaches beyond; and of one picture at each end of a granted window that is said to halve it.
    private func excused(
        _ recording: HeldFootage.Holding, between one: HeldFootage.Part, _ next: HeldFootage.Part
    ) -> UInt64 {
        let each: UInt64 = recording.mayHaveFields ? 2 : 1
        let ends = granted.ends(of: recording.facts.camera).with(hiddenOf: recording.facts)
        var (count, halved): (UInt64, Set<WallTime>) = (0, [])
        for part in recording.facts.leftOut {
            switch part {
            case .fields(_, let window): halved.formUnion([window.from, window.to])
            case .hidden(let pictures, let window)
            where window.from >= one.first && window.to <= next.last.adding(nanoseconds: Self.allowance):
                let (product, overflow) = pictures.multipliedReportingOverflow(by: each)
                count = count.addingClamped(overflow ? .max : product)
            case .pictures(let pictures, let window, _):
                let isBefore =
                    ends.from.contains(window.from) && one.first < window.from
                    && abs(window.to.nanoseconds(since: next.first)) <= Self.allowance
                let isBehind =
                    ends.to.contains(window.to) && next.last >= window.to && one.first < window.from
                    && window.from <= next.first
                guard isBefore || isBehind else { continue }
                let (product, overflow) = pictures.multipliedReportingOverflow(by: each)
                count = count.addingClamped(overflow ? .max : product)
            default: break
            }
        }
        let (from, to) = (min(one.last, next.first), max(one.last, next.first))
        return count.addingClamped(2 * UInt64(halved.count { $0 >= from && $0 <= to }))
    }

    /// That no two originals have the same access units, unless two grants gave them.
    private mutating func checkTwice(_ recording: HeldFootage.Holding, _ parts: [HeldFootage.Part]) {
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
        _ recording: HeldFootage.Holding, ofSound track: Int, _ parts: [HeldFootage.Part]
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
                "the sound of track \(track) of \(recording.facts.name) is said not to be recorded, and it has "
                    + "\(counted(missing, "access unit")) between \(one.object.name) and \(next.object.name)")
        }
    }

    // MARK: - Overlaps

    /// That what is said to have been recorded twice was.
    private mutating func checkOverlaps() {
        for overlap in record.overlaps where first == nil {
            let held = overlap.recordings.compactMap(footage.recording)
            let covers = held.allSatisfy { recording in
                recording.facts.camera == overlap.camera
                    && recording.reaches.contains { reach in
                        reach.from.nanoseconds(since: overlap.window.from) <= reach.rhythm
                            && overlap.window.to.nanoseconds(since: reach.to) <= reach.rhythm
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

    /// What of a recording is in one granted window.
    private struct Stretch {
        let from: WallTime
        let to: WallTime
        let rhythm: Int64
        let id: String
        let name: String
    }

    /// That what two recordings of a camera both hold is said of both.
    private mutating func checkUnsaidOverlaps() {
        var said: [String: [HeldTime]] = [:]
        for overlap in record.overlaps {
            let held = HeldTime(
                from: overlap.window.from, to: overlap.window.to, rhythm: 0, object: nil)
            for id in overlap.recordings { said[id, default: []].append(held) }
        }
        let blocks = said.mapValues(HeldBlocks.init)
        for subject in granted.subjects where first == nil {
            guard let camera = subject.camera else { continue }
            let recordings = footage.recordings(of: camera)
            guard recordings.count > 1 else { continue }
            var stretches: [Stretch] = []
            for recording in recordings {
                guard let span = recording.span else { continue }
                let rhythm = recording.main.lazy.map(\.rhythm).max() ?? 0
                for window in subject.time.touching(from: span.from, to: span.to) {
                    guard let there = recording.blocks.extent(in: window) else { continue }
                    stretches.append(
                        Stretch(
                            from: there.from, to: there.to, rhythm: rhythm, id: recording.facts.id,
                            name: recording.facts.name))
                }
            }
            stretches.sort { $0.from < $1.from }
            guard var furthest = stretches.first else { continue }
            for next in stretches.dropFirst() where first == nil {
                if let both = try? Window(from: next.from, to: min(furthest.to, next.to)) {
                    checkSaid(both, furthest, next, blocks)
                }
                if next.to > furthest.to { furthest = next }
            }
        }
    }

    private mutating func checkSaid(
        _ both: Window, _ one: Stretch, _ other: Stretch, _ said: [String: HeldBlocks]
    ) {
        let rhythm = max(one.rhythm, other.rhythm)
        guard one.id != other.id, both.durationNanoseconds > rhythm else { return }
        for id in [one.id, other.id] {
            let unsaid = said[id].map { $0.absent(from: both) } ?? [both]
            guard unsaid.contains(where: { $0.durationNanoseconds > rhythm }) else { continue }
            return note(
                "\(one.name) and \(other.name) both hold \(both.from) for \(both.lengthInWords), and nothing says that "
                    + "two recordings cover it")
        }
    }
}
