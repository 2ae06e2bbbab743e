import Custody

/// Where the sources that tell a recording's start do not agree.
///
/// None of them is proof. What contradicts the one that was chosen is said, so that a person can look.
struct StartConflicts {
    let found: FoundStart
    let named: NamedStart?
    /// When the container says it was made, where that is not what was chosen.
    let made: WallTime?
    let lastChanged: WallTime
    let durationNanoseconds: Int64?
    let zone: RecordingZone

    private static let second = WallTime.nanosecondsPerSecond
    /// Recorders date a container when they open it or when they close it, and some take their time.
    private static let containerTolerance = 120 * second
    /// Cards that are formatted FAT keep local times, which are off by up to 14 hours in another zone.
    private static let fileTolerance = 24 * 3600 * second

    /// One sentence for each.
    var sentences: [String] {
        [givenAndName, summer, container, length, fileTime].compactMap(\.self)
    }

    private var start: WallTime { found.evidence.time }

    private var source: String {
        switch found.evidence.how {
        case .given: "you say it starts"
        case .fileName: "its name says it starts"
        case .container: "its metadata say it starts"
        case .fileTime: "its time of last change suggests that it starts"
        }
    }

    private var givenAndName: String? {
        guard found.evidence.how == .given, let named,
            let nearest = named.moments.min(by: { distance($0) < distance($1) }),
            distance(nearest) > Self.second
        else { return nil }
        return
            "\(source) at \(start), and its name shows \(nearest.inOffset(seconds: start.utcOffsetSeconds)), "
            + Self.apart(nearest, from: start)
    }

    private var summer: String? {
        guard found.evidence.how == .fileName, named?.contradictsSummer ?? false else { return nil }
        return
            "its name says the clock was put forward for the summer, and clocks of \(zone.name) were not then"
    }

    private var container: String? {
        guard let made else { return nil }
        let starts = [start] + [found.otherStart].compactMap(\.self)
        guard !starts.contains(where: { isMadeWhileRecording($0, made) }) else { return nil }
        for start in starts where found.evidence.how == .fileName || found.evidence.how == .given {
            let offset = localOffset(at: start)
            guard offset != 0, isMadeWhileRecording(start, made.adding(nanoseconds: -offset * Self.second))
            else { continue }
            return "its metadata say \(made), which is \(Self.length(offset * Self.second)) "
                + "\(offset > 0 ? "after" : "before") the time of its name, as far as that clock is "
                + "\(offset > 0 ? "ahead of" : "behind") UTC: they probably have local time where UTC belongs"
        }
        let shown = made.inOffset(seconds: start.utcOffsetSeconds)
        return "\(source) at \(start), and its metadata say \(shown), \(Self.apart(made, from: start))"
    }

    /// How far the camera's own clock is ahead of UTC, in seconds.
    private func localOffset(at start: WallTime) -> Int64 {
        switch named?.reading.clock {
        case .local, .daylight: Int64(start.utcOffsetSeconds)
        case .offset(let seconds): Int64(seconds)
        case .utc, nil: zone.isGiven ? Int64(zone.offset(at: start)) : Int64(start.utcOffsetSeconds)
        }
    }

    private func isMadeWhileRecording(_ start: WallTime, _ made: WallTime) -> Bool {
        made.adding(nanoseconds: Self.containerTolerance) >= start
            && made <= start.adding(nanoseconds: (durationNanoseconds ?? 0) + Self.containerTolerance)
    }

    private var length: String? {
        guard let named, let end = named.reading.civilEnd, let durationNanoseconds,
            // Zeros stand for an end that was not known yet.
            (end.hour, end.minute, end.second) != (0, 0, 0)
        else { return nil }
        let told = (end.seconds - named.reading.civil.seconds) * Self.second
        let difference = (told - durationNanoseconds).magnitude
        guard difference > 10 * Self.second.magnitude, difference > told.magnitude / 10 else { return nil }
        return
            "its name tells a length of \(Self.length(told)), and it holds \(Self.length(durationNanoseconds))"
    }

    private var fileTime: String? {
        guard found.evidence.how != .fileTime, lastChanged.adding(nanoseconds: Self.fileTolerance) < start
        else {
            return nil
        }
        return "\(source) at \(start), and the file was last changed "
            + "\(lastChanged.toTheSecond.inOffset(seconds: start.utcOffsetSeconds)), "
            + Self.apart(lastChanged, from: start)
    }

    private func distance(_ time: WallTime) -> Int64 { Self.difference(time, start) }

    private static func difference(_ one: WallTime, _ other: WallTime) -> Int64 {
        abs(one.nanoseconds(since: other))
    }

    /// `2 h later`, `3 min 20 s earlier`.
    private static func apart(_ time: WallTime, from start: WallTime) -> String {
        "\(length(difference(time, start))) \(time < start ? "earlier" : "later")"
    }

    /// Days to seconds; what is less than a second is left out.
    private static func length(_ nanoseconds: Int64) -> String {
        LengthInWords.of(nanoseconds: nanoseconds)
    }
}
