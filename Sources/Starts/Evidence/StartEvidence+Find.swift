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
    /// The answer of an earlier command that was taken for it; nil where none was.
    package var remembered: RememberedAnswer?
    /// Whether the owner gave the start in an earlier command.
    package var isStartRemembered = false
    /// Where something else tells another time.
    package var conflicts: [StartConflict]
}

extension StartEvidence {
    /// Finds when a recording starts, with what its owner said of it now and in earlier commands.
    ///
    /// What was said earlier counts for what is left open only.
    ///
    /// - Parameter camera: the recording's label.
    /// - Throws: ``FootageError/hourSkipped(path:shown:zone:)``.
    package static func find(
        path: String, camera: String, name: NameReading?, creationTime: String?, lastChanged: WallTime,
        durationNanoseconds: Int64?, zone: RecordingZone, starts: GivenStarts
    ) throws(FootageError) -> FoundStart {
        func find(_ given: GivenStart?, _ answers: StartAnswers) throws(FootageError) -> FoundStart {
            try self.find(
                path: path, name: name, creationTime: creationTime, lastChanged: lastChanged,
                durationNanoseconds: durationNanoseconds, zone: zone, given: given, answers: answers)
        }
        let given = starts.start(of: path)
        var answers = starts.answers(for: path)
        if given == nil, let earlier = starts.remembered.start(of: path, lastChanged: lastChanged)?.given {
            var found = try find(earlier, answers)
            found.isStartRemembered = true
            return found
        }
        let found = try find(given, answers)
        guard let open = found.open,
            let earlier = starts.remembered.answer(
                to: open.question, of: path, camera: camera, name: name, lastChanged: lastChanged)
        else { return found }
        answers.add(earlier.answer)
        var settled = try find(nil, answers)
        guard settled.open == nil else { return found }
        settled.remembered = earlier
        return settled
    }

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
    ///   - answers: what the owner said of how its name, its container and its file's date are read.
    /// - Throws: ``FootageError/hourSkipped(path:shown:zone:)``.
    package static func find(
        path: String, name: NameReading?, creationTime: String?, lastChanged: WallTime,
        durationNanoseconds: Int64?, zone: RecordingZone, given: GivenStart? = nil,
        answers: StartAnswers = StartAnswers()
    ) throws(FootageError) -> FoundStart {
        let made = StartTraces.made(creationTime)
        let name = name?.settled(answers: answers, made: made).held(to: zone)
        let named = name.map { NamedStart($0, zone: zone, durationNanoseconds: durationNanoseconds) }
        func conflicts(with found: FoundStart) -> [StartConflict] {
            StartConflicts(
                found: found, named: named, made: found.evidence.how == .container ? nil : made,
                lastChanged: lastChanged, durationNanoseconds: durationNanoseconds, zone: zone
            ).all
        }
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
                open: named.open, answer: name.decision?.by == .owner ? name.decision?.answer : nil,
                conflicts: [])
            found = found.held(
                against: conflicts(with: found), name: name, made: made.map(zone.shown),
                creationTime: creationTime, durationNanoseconds: durationNanoseconds ?? 0,
                answer: answers[.contradicted])
        } else if let made {
            // QuickTime counts it in UTC. Some cameras write local time there, which no reader can see.
            found = FoundStart.inContainer(
                made: zone.shown(made), detail: detail(creationTime: creationTime),
                durationNanoseconds: durationNanoseconds ?? 0, answer: answers[.beginOrEnd])
        } else {
            guard lastChanged > .earliest, lastChanged < .latest else {
                throw .timesNotUsable(
                    path: path,
                    reason:
                        "nothing says when it starts, and its file was not last changed in the years 1950 to 2199"
                )
            }
            found = FoundStart.ofFile(
                lastChanged: zone.shown(lastChanged), text: lastChangedText + "\(lastChanged)",
                durationNanoseconds: durationNanoseconds, answer: answers[.fileDate])
        }
        found.conflicts = conflicts(with: found)
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

    /// A start that only the file's time of last change tells. A recorder touches a file last when it ends, and copying
    /// touches it again: so its owner is asked, however well it fits.
    fileprivate static func ofFile(
        lastChanged: WallTime, text: String, durationNanoseconds: Int64?, answer: StartAnswer?
    ) -> FoundStart {
        let began = answer == .fileDateBegins
        let earlier = lastChanged.adding(nanoseconds: -(durationNanoseconds ?? 0))
        var found = FoundStart(
            evidence: StartEvidence(
                time: began ? lastChanged : earlier, how: .fileTime,
                detail: text + (durationNanoseconds == nil || began ? "" : StartEvidence.lessLength)),
            zoneIsAssumed: false, conflicts: [])
        if let answer {
            found.answer = answer
            found.evidence.detail += NameDecision(answer: answer, by: .owner).detail
        } else {
            found.open = OpenStart(
                question: .fileDate,
                others: [OpenStart.Reading(answer: .fileDateBegins, time: lastChanged)],
                answer: .fileDateEnds)
        }
        return found
    }

    /// The start of a name, held against what contradicts it and is no weaker: a container that was made at another time, and
    /// what the name itself says of summer time. Nothing tells which is right, so its owner is asked, unless they said already
    /// how that name is read.
    fileprivate func held(
        against conflicts: [StartConflict], name: NameReading, made: WallTime?, creationTime: String?,
        durationNanoseconds: Int64, answer: StartAnswer?
    ) -> FoundStart {
        guard open == nil, name.decision?.by != .owner, conflicts.contains(where: \.needsAnswer) else {
            return self
        }
        var other: WallTime?
        if conflicts.contains(where: \.isOfContainer) { other = made }
        switch answer {
        case .containerBegins, .containerEnds:
            guard let other, let answer else { break }
            let ends = answer == .containerEnds
            var found = FoundStart(
                evidence: StartEvidence(
                    time: ends ? other.adding(nanoseconds: -durationNanoseconds) : other, how: .container,
                    detail: StartEvidence.detail(creationTime: creationTime)
                        + (ends ? StartEvidence.lessLength : "")
                        + NameDecision(answer: answer, by: .owner).detail),
                zoneIsAssumed: false, conflicts: [])
            found.answer = answer
            return found
        case .byName?:
            var found = self
            found.answer = answer
            found.evidence.detail = name.confirmed.detail
            return found
        default: break
        }
        var found = self
        found.open = OpenStart(question: .contradicted, others: [], answer: .byName)
        if let other {
            found.open?.others.append(OpenStart.Reading(answer: .containerBegins, time: other))
            if durationNanoseconds > Self.shortNanoseconds {
                found.open?.others.append(
                    OpenStart.Reading(
                        answer: .containerEnds, time: other.adding(nanoseconds: -durationNanoseconds)))
            }
        }
        return found
    }

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
