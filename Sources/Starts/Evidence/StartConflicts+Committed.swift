import Records
import Statements

extension StartTraces {
    /// The container's time of making; nil where it tells none, as with the zero of its clock.
    package var made: WallTime? { Self.made(creationTime) }

    static func made(_ creationTime: String?) -> WallTime? {
        creationTime.flatMap { try? WallTime(rfc3339: $0) }.flatMap { $0.nanoseconds > 0 ? $0 : nil }
    }
}

extension RecordingFacts {
    /// In what the conflicts of the record are not those that the evidence committed to shows; nil where they are
    /// (docs/spec/start.md, Evidence).
    ///
    /// How long the recording lasts is not committed to, so a container that was made later than its end is not looked for.
    package var conflictsFlaw: String? {
        guard let traces = commitment?.evidence.traces else { return nil }
        let (reading, made) = (traces.reading, traces.made)
        // Of a time that clocks showed twice, the other one.
        let moments = zone.flatMap { try? RecordingZone($0) }.flatMap { zone in
            start.how == .fileName && reading?.isEnd == false ? reading.map { zone.moments($0.civil) } : nil
        }
        let evident = StartConflicts(
            found: FoundStart(
                evidence: start, zone: zone, zoneIsAssumed: false, otherStart: moments?.first, conflicts: []),
            named: reading.map(NamedStart.init(inAnyZone:)), made: start.how == .container ? nil : made,
            lastChanged: start.time, durationNanoseconds: .max / 4, zone: .machine)
        for conflict in conflicts {
            switch conflict {
            case .container(let time) where time != made, .containerLocalTime(let time, _) where time != made:
                return "its container says another time than the conflict does"
            case .fileName where reading == nil:
                return "its name shows no time, and is said to contradict its start"
            default: break
            }
        }
        if case .fileName(let time)? = evident.givenAndName {
            let isTold = conflicts.contains {
                guard case .fileName(let told) = $0 else { return false }
                return told == time || evident.named?.possible.count != 1
            }
            guard isTold else {
                return "its name (\(traces.name)) contradicts its start, and the record does not say so"
            }
        }
        if evident.container != nil {
            let isTold = conflicts.contains {
                switch $0 {
                case .container, .containerLocalTime: true
                default: false
                }
            }
            guard isTold else {
                return
                    "its container, made \(traces.creationTime ?? ""), contradicts its start, and the record does not "
                    + "say so"
            }
        }
        return nil
    }
}

extension Record {
    /// The same of the first of its recordings that has such conflicts.
    package var conflictsFlaw: String? {
        recordings.lazy.compactMap { recording in
            recording.conflictsFlaw.map { "\(recording.name): \($0)" }
        }.first
    }
}

extension NamedStart {
    /// All moments that a name may mean whose zone is not known: offsets lie on a quarter of an hour, 14 hours at most.
    fileprivate init(inAnyZone reading: NameReading) {
        // How long the recording lasts is not known here, and a name that tells when it was sent tells no start.
        guard !reading.isEnd, reading.question != .sent else {
            self.init(
                reading: reading, moments: [], zone: nil, zoneIsAssumed: false, contradictsSummer: false)
            return
        }
        let choices = [(reading.civil, reading.clock)] + reading.choices.map { ($0.civil, $0.clock) }
        let moments = choices.flatMap { civil, clock in
            let offsets =
                switch clock {
                case .utc: [0]
                case .offset(let seconds): [seconds]
                case .local, .daylight: Array(stride(from: -50_400, through: 50_400, by: 900))
                }
            return offsets.map { civil.moment(offset: $0) }
        }
        self.init(
            reading: reading, moments: moments, zone: nil, zoneIsAssumed: false, contradictsSummer: false)
    }
}
