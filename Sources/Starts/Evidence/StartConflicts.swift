import Records
import Statements

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

    /// All there are, in the order of docs/spec/start.md.
    var all: [StartConflict] { [givenAndName, summer, container, length, fileTime].compactMap(\.self) }

    private var start: WallTime { found.evidence.time }

    /// The name, where it shows another time than the owner gave, or than the container tells by which the owner goes.
    var givenAndName: StartConflict? {
        guard found.evidence.how == .given || found.evidence.how == .container, let named,
            let nearest = named.possible.min(by: { distance($0) < distance($1) }),
            distance(nearest) > Self.second
        else { return nil }
        return .fileName(time: nearest.inOffset(seconds: start.utcOffsetSeconds))
    }

    private var summer: StartConflict? {
        found.evidence.how == .fileName && named?.contradictsSummer ?? false ? .summerTime : nil
    }

    /// The container, where it was not made while the recording was.
    var container: StartConflict? {
        guard let made else { return nil }
        let starts = [start] + [found.otherStart].compactMap(\.self)
        guard !starts.contains(where: { isMadeWhileRecording($0, made) }) else { return nil }
        for start in starts where found.evidence.how == .fileName || found.evidence.how == .given {
            let offset = localOffset(at: start)
            guard offset != 0, isMadeWhileRecording(start, made.adding(nanoseconds: -offset * Self.second))
            else { continue }
            return .containerLocalTime(time: made, aheadSeconds: offset)
        }
        return .container(time: made.inOffset(seconds: start.utcOffsetSeconds))
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

    private var length: StartConflict? {
        guard let named, named.open == nil, let end = named.reading.civilEnd, let durationNanoseconds,
            // Zeros stand for an end that was not known yet.
            (end.hour, end.minute, end.second) != (0, 0, 0)
        else { return nil }
        let told = max(0, end.seconds - named.reading.civil.seconds) * Self.second
        let difference = (told - durationNanoseconds).magnitude
        guard difference > 10 * Self.second.magnitude, difference > told.magnitude / 10 else { return nil }
        return .length(toldNanoseconds: told, heldNanoseconds: durationNanoseconds)
    }

    private var fileTime: StartConflict? {
        guard found.evidence.how != .fileTime, lastChanged.adding(nanoseconds: Self.fileTolerance) < start
        else { return nil }
        return .fileTime(time: lastChanged.inOffset(seconds: start.utcOffsetSeconds))
    }

    private func distance(_ time: WallTime) -> Int64 { abs(time.nanoseconds(since: start)) }
}
