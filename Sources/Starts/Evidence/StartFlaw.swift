import Records
import Statements

extension RecordingFacts {
    /// In what the words beside its start are not those that its evidence makes them; nil where they are
    /// (docs/spec/start.md, Evidence and Zones).
    ///
    /// ``StartEvidence/detail`` and ``zone`` are shown to people, so neither has room for what nobody checks.
    package var startFlaw: String? {
        guard let traces = commitment?.evidence.traces else { return nil }
        let reading = traces.reading
        var clock: RecordingZone?
        if let zone {
            guard let read = try? RecordingZone(zone) else {
                return "its zone, \(zone.quoted), is neither an IANA name nor an offset"
            }
            clock = read
            // A name that tells universal time tells its zone too; times are written in the owner's all the same.
            let isTold = start.how == .fileName && reading?.clock == .utc && read.name == "UTC"
            guard isTold || read.offset(at: start.time) == Int(start.time.utcOffsetSeconds) else {
                return "\(start.time) is not how clocks of its zone, \(zone.quoted), show that moment"
            }
        }
        guard start.isDetail(of: traces, reading, clock) else {
            return "its evidence, \(start.detail.quoted), is not what its start is read from"
        }
        return answerFlaw(reading)
    }

    /// In what its evidence tells of an answer that nothing asks for, or lacks one that was to be asked for; nil where it is
    /// as it must be (docs/spec/start.md, Questions).
    private func answerFlaw(_ reading: NameReading?) -> String? {
        guard start.how == .fileName, let told = reading?.told(by: start.detail) else { return nil }
        guard conflicts.contains(where: \.needsAnswer) else {
            return told.isConfirmed
                ? "its evidence has the owner's word for its name against a contradiction, and it names none"
                : nil
        }
        return told.isOwnersWord
            ? nil : "its name is contradicted, and nothing says that its owner was asked which is right"
    }
}

extension RecordingFacts {
    /// Whether its start depends on a zone that only the owner vouches for: a name tells its date and time of day, and no zone.
    package var isZoneOwnersWord: Bool {
        guard start.how == .fileName else { return false }
        return switch commitment?.evidence.traces.reading?.clock {
        case .local, .daylight: true
        case .utc, .offset, nil: false
        }
    }
}

extension StartEvidence {
    /// Whether its words are those that the evidence committed to makes.
    ///
    /// - Parameter zone: the one the record names.
    package func tells(of traces: StartTraces, zone: String?) -> Bool {
        isDetail(of: traces, traces.reading, zone.flatMap { try? RecordingZone($0) })
    }

    /// Whether its words are those of the evidence it names.
    ///
    /// - Parameters:
    ///   - traces: what the name and the container said when the recording was committed to.
    ///   - reading: what the name of these says.
    ///   - zone: the one the record names.
    fileprivate func isDetail(of traces: StartTraces, _ reading: NameReading?, _ zone: RecordingZone?) -> Bool
    {
        switch how {
        case .given:
            guard let given = try? GivenStart(file: "", time: detail, zone: zone ?? .universal) else {
                return false
            }
            return given.time.nanoseconds == time.nanoseconds
                && given.time.utcOffsetSeconds == time.utcOffsetSeconds
        case .fileName:
            guard let reading = reading?.told(by: detail) else { return false }
            if detail == reading.detail { return true }
            // Only of a time that clocks of the zone did show twice.
            return reading.clock == .local && zone?.moments(reading.civil).count == 2
        case .container:
            let plain = Self.detail(creationTime: traces.creationTime)
            let isNamed = reading != nil
            func word(_ answer: StartAnswer) -> String { NameDecision(answer: answer, by: .owner).detail }
            return traces.made == time
                ? (detail == plain && !isNamed)
                    || detail == plain + word(isNamed ? .containerBegins : .begins)
                : detail == plain + Self.lessLength + word(isNamed ? .containerEnds : .ends)
        case .fileTime:
            // Copying changes a file's date, so without its owner's word it is no start.
            let began = NameDecision(answer: .fileDateBegins, by: .owner).detail
            let ended = Self.lessLength + NameDecision(answer: .fileDateEnds, by: .owner).detail
            let isEnd = detail.hasSuffix(ended)
            guard detail.hasPrefix(Self.lastChangedText), isEnd || detail.hasSuffix(began) else {
                return false
            }
            let text = detail.dropFirst(Self.lastChangedText.count).dropLast((isEnd ? ended : began).count)
            guard let changed = try? WallTime(rfc3339: String(text)), changed.rfc3339 == text else {
                return false
            }
            return isEnd ? changed >= time : changed == time
        }
    }
}
