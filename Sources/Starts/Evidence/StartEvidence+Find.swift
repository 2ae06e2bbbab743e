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
    /// - Throws: ``FootageError/hourSkipped(path:shown:zone:)``.
    package static func find(
        path: String, name: NameReading?, creationTime: String?, lastChanged: WallTime,
        durationNanoseconds: Int64?, zone: RecordingZone, given: GivenStart? = nil
    ) throws(FootageError) -> FoundStart {
        let named = name.map { NamedStart($0, zone: zone) }
        let made = StartTraces.made(creationTime)
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
                otherStart: named.moments.count > 1 ? named.moments.last : nil, conflicts: [])
        } else if let made {
            // QuickTime counts it in UTC. Some cameras write local time there, which no reader can see.
            found = FoundStart(
                evidence: StartEvidence(
                    time: zone.shown(made), how: .container,
                    detail: StartEvidence.detail(creationTime: creationTime)),
                zoneIsAssumed: false, conflicts: [])
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

extension NameReading {
    /// The ``StartEvidence/detail`` of a start that is read from a name: which layout, and the text that was read.
    package var detail: String { "\(layout): \(text)" }
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

    init(
        reading: NameReading, moments: [WallTime], zone: String?, zoneIsAssumed: Bool, contradictsSummer: Bool
    ) {
        self.reading = reading
        self.moments = moments
        self.zone = zone
        self.zoneIsAssumed = zoneIsAssumed
        self.contradictsSummer = contradictsSummer
    }

    init(_ reading: NameReading, zone: RecordingZone) {
        self.reading = reading
        switch reading.clock {
        case .offset(let seconds):
            (moments, self.zone, zoneIsAssumed) = ([reading.civil.moment(offset: seconds)], nil, false)
            contradictsSummer = false
        case .utc:
            (moments, self.zone, zoneIsAssumed) = (
                [zone.shown(reading.civil.moment(offset: 0))], "UTC", false
            )
            contradictsSummer = false
        case .local, .daylight:
            let all = zone.moments(reading.civil)
            // Of the two, summer time is the earlier.
            moments = reading.clock == .daylight ? Array(all.prefix(1)) : all
            self.zone = zone.name + (zone.isGiven ? "" : " (zone assumed from this machine)")
            zoneIsAssumed = !zone.isGiven
            contradictsSummer =
                reading.clock == .daylight && moments.first.map { zone.isDaylight(at: $0) } == false
        }
    }
}
