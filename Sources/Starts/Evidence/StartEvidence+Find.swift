import Objects
import Records
import Statements

/// When a recording starts, what says so, and what else there is to say about it.
package struct FoundStart: Sendable, Hashable {
    /// The start, and the most trustworthy thing that tells it.
    package var evidence: StartEvidence
    /// The zone it was read in; nil where the evidence carries its own.
    package var zone: String?
    /// Whether nobody stated that zone.
    package var zoneIsAssumed: Bool
    /// The later moment at which clocks showed the same, in the hour that is repeated in autumn.
    package var otherStart: WallTime?
    /// What else the same evidence may mean, where nothing settles which; nil where it means one start.
    package var open: OpenStart?
    /// What the owner answered where the evidence leaves something open; nil where nobody was asked.
    package var answer: StartAnswer?
    /// Where something else tells another time.
    package var conflicts: [StartConflict]
}

extension StartEvidence {
    /// Finds when a recording starts: as its owner says, else from its path, else from its container, else from the
    /// time of the file's last change. Reads no file.
    ///
    /// - Parameters:
    ///   - path: the file, for errors.
    ///   - name: what ``LayoutTable/read(path:)`` says of the path.
    ///   - creationTime: the container's `creation_time`.
    ///   - lastChanged: the file's time of last change.
    ///   - durationNanoseconds: the recording's length; nil where it is not known.
    ///   - zone: of clocks whose times carry none.
    ///   - given: what the owner said of this file.
    ///   - answer: what the owner said of how its name and its container are read.
    /// - Throws: ``FootageError/hourSkipped(path:shown:zone:)``.
    package static func find(
        path: String, name: NameReading?, creationTime: String?, lastChanged: WallTime,
        durationNanoseconds: Int64?, zone: RecordingZone, given: GivenStart? = nil,
        answer: StartAnswer? = nil
    ) throws(FootageError) -> FoundStart {
        let made = StartTraces.made(creationTime)
        let name = name?.settled(answer: answer, made: made).held(to: zone)
        let named = name.map { NamedStart($0, zone: zone, durationNanoseconds: durationNanoseconds) }
        var found: FoundStart
        if let given {
            found = FoundStart(
                evidence: StartEvidence(time: given.time, how: .given, detail: given.text), zone: given.zone,
                zoneIsAssumed: false, conflicts: [])
        } else if let name, let named {
            guard let first = named.moments.first else {
                throw .hourSkipped(path: path, shown: name.civil.description, zone: zone.name)
            }
            found = FoundStart(
                evidence: StartEvidence(
                    time: first, how: .fileName, detail: name.detail),
                zone: named.zone, zoneIsAssumed: named.zoneIsAssumed,
                otherStart: named.moments.count > 1 ? named.moments.last : nil,
                open: named.open, answer: name.decision?.by == .owner ? answer : nil, conflicts: [])
        } else if let made {
            // QuickTime counts it in UTC. Some cameras write local time there, which no reader can see.
            found = FoundStart.inContainer(
                made: zone.shown(made), detail: detail(creationTime: creationTime),
                durationNanoseconds: durationNanoseconds ?? 0, answer: answer)
        } else {
            guard lastChanged > .earliest, lastChanged < .latest else {
                throw .timesNotUsable(
                    path: path,
                    reason:
                        "nothing says when it starts, and its file was not last changed in the years 1950 to 2199"
                )
            }
            // A recorder touches the file last when it ends, so the start is earlier by its length.
            found = FoundStart(
                evidence: StartEvidence(
                    time: zone.shown(lastChanged.adding(nanoseconds: -(durationNanoseconds ?? 0))),
                    how: .fileTime,
                    detail: lastChangedText + "\(lastChanged)"
                        + (durationNanoseconds == nil ? "" : lessLength)),
                zoneIsAssumed: false, conflicts: [])
        }
        found.conflicts =
            StartConflicts(
                found: found, named: named, made: found.evidence.how == .container ? nil : made,
                lastChanged: lastChanged, durationNanoseconds: durationNanoseconds, zone: zone
            ).all
        return found
    }
}

extension StartEvidence {
    /// What stands before the time of last change, in ``detail``.
    package static let lastChangedText = "last changed "
    /// What stands behind it, where the recording's length was taken off.
    package static let lessLength = ", less the recording's length"

    /// The ``detail`` of a start that the container tells.
    package static func detail(creationTime: String?) -> String { "creation_time \(creationTime ?? "")" }
}

extension FoundStart {
    /// A recording that lasts no longer than this begins and ends in one second of a container's clock, or the next.
    private static let shortNanoseconds = 2 * WallTime.nanosecondsPerSecond

    /// A start that only the container tells: recorders date it when they begin, and phones when they end.
    fileprivate static func inContainer(
        made: WallTime, detail: String, durationNanoseconds: Int64, answer: StartAnswer?
    ) -> FoundStart {
        let earlier = made.adding(nanoseconds: -durationNanoseconds)
        func found(_ time: WallTime, _ detail: String) -> FoundStart {
            FoundStart(
                evidence: StartEvidence(time: time, how: .container, detail: detail), zoneIsAssumed: false,
                conflicts: [])
        }
        guard durationNanoseconds > shortNanoseconds else { return found(made, detail) }
        switch answer {
        case .begins, .ends:
            let ends = answer == .ends
            let decision = NameDecision(answer: ends ? .ends : .begins, by: .owner)
            var given = found(
                ends ? earlier : made, detail + (ends ? StartEvidence.lessLength : "") + decision.detail)
            given.answer = answer
            return given
        default:
            var open = found(made, detail)
            open.open = OpenStart(
                question: .beginOrEnd, others: [OpenStart.Reading(answer: .ends, time: earlier)],
                answer: .begins)
            return open
        }
    }
}

/// The start that a path tells, on the wall clock.
struct NamedStart {
    let reading: NameReading
    /// The moments it may be: one; two in the hour that is repeated; none in the one that is skipped.
    let moments: [WallTime]
    /// The zone it was read in; nil where the name carries its offset.
    let zone: String?
    /// Whether nobody stated that zone.
    let zoneIsAssumed: Bool
    /// Whether the name says that the clock was put forward, and clocks of the zone were not.
    let contradictsSummer: Bool
    /// What else the name may say; nil where nothing is left open.
    private(set) var open: OpenStart?
    /// All moments at which the recording may start by the name; none where it tells no start.
    private(set) var possible: [WallTime]

    init(
        reading: NameReading, moments: [WallTime], zone: String?, zoneIsAssumed: Bool, contradictsSummer: Bool
    ) {
        self.reading = reading
        self.moments = moments
        possible = moments
        self.zone = zone
        self.zoneIsAssumed = zoneIsAssumed
        self.contradictsSummer = contradictsSummer
    }

    init(_ reading: NameReading, zone: RecordingZone, durationNanoseconds: Int64?) {
        self.reading = reading
        let length = reading.isEnd ? durationNanoseconds ?? 0 : 0
        let shown = Self.moments(reading.civil, reading.clock, zone)
        moments = shown.map { $0.adding(nanoseconds: -length) }
        switch reading.clock {
        case .offset: (self.zone, zoneIsAssumed) = (nil, false)
        case .utc: (self.zone, zoneIsAssumed) = ("UTC", false)
        case .local, .daylight:
            self.zone = zone.name + (zone.isGiven ? "" : " (zone assumed from this machine)")
            zoneIsAssumed = !zone.isGiven
        }
        contradictsSummer =
            reading.clock == .daylight && shown.first.map { zone.isDaylight(at: $0) } == false
        possible = reading.question == .sent ? [] : moments
        guard let question = reading.question else { return }
        let others = reading.choices.dropFirst().compactMap { choice in
            Self.moments(choice.civil, choice.clock, zone).first.map {
                OpenStart.Reading(answer: choice.answer, time: $0)
            }
        }
        possible += others.map(\.time)
        open = OpenStart(question: question, others: others, answer: reading.choices.first?.answer)
    }

    private static func moments(_ civil: CivilTime, _ clock: NameClock, _ zone: RecordingZone) -> [WallTime] {
        switch clock {
        case .offset(let seconds): [civil.moment(offset: seconds)]
        case .utc: [zone.shown(civil.moment(offset: 0))]
        case .local: zone.moments(civil)
        // Of the two, summer time is the earlier.
        case .daylight: Array(zone.moments(civil).prefix(1))
        }
    }
}

extension NameReading {
    /// The same, with what is left open where letters behind its time mean none of the offsets of the zone that was given.
    ///
    /// Without a zone that somebody stated a seal is refused anyway.
    fileprivate func held(to zone: RecordingZone) -> NameReading {
        guard !zoneOffsets.isEmpty, question == nil, zone.isGiven,
            !zone.moments(civil).contains(where: { zoneOffsets.contains(Int($0.utcOffsetSeconds)) })
        else { return self }
        var open = self
        open.question = .zoneLetters
        return open
    }
}
