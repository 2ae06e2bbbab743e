import Statements

/// Holds what a record says is missing against what is stored and proven (docs/spec/record.md, Completeness, What gaps
/// may say).
struct GapFlaws {
    /// The first thing that is not so, in words; nil where nothing shows that.
    private(set) var first: String?

    let record: Record
    let footage: HeldFootage
    let granted: GrantedTime
    /// The gaps that name a recording, by its id.
    let naming: [String: [Gap]]
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

    mutating func note(_ flaw: @autoclosure () -> String) { if first == nil { first = flaw() } }

    static func name(_ gap: Gap) -> String {
        "the gap of \(gap.camera.map { "“\($0)”" } ?? "every camera") from \(gap.window.from) for "
            + gap.window.lengthInWords
    }

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
}
