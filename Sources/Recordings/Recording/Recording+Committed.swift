import Starts
import Objects
import Records
import Statements

extension Recording {
    /// The same recording with its start read from the name and the container as they were when it was committed to.
    ///
    /// A file may have been renamed since: what was bound then tells more than what it is called now. A start that the owner
    /// gave stays; what contradicts it is read from the same.
    ///
    /// - Throws: ``FootageError`` where that is no start.
    package func placed(asCommitted traces: StartTraces) throws(FootageError) -> Recording {
        let own = StartTraces(path: path, creationTime: traces.creationTime)
        guard own.reading?.saysOtherwise(than: traces.reading) ?? (traces.reading != nil) else { return self }
        let given =
            start.how == .given
            ? try GivenStart(
                file: path, time: start.detail, zone: try zone.map(RecordingZone.init) ?? clockZone) : nil
        let found = try StartEvidence.find(
            path: path, name: traces.reading, creationTime: traces.creationTime,
            lastChanged: try open().lastChanged,
            durationNanoseconds: span.to.nanoseconds(since: span.from), zone: clockZone, given: given,
            answers: answer.map { StartAnswers($0) } ?? StartAnswers())
        if given != nil {
            var same = self
            same.conflicts = found.conflicts
            return same
        }
        guard found.evidence != start else { return self }
        var placed = self
        placed.start = found.evidence
        placed.zone = found.zone
        placed.zoneIsAssumed = found.zoneIsAssumed
        placed.otherStart = found.otherStart
        placed.openStart = found.open
        placed.conflicts = found.conflicts
        placed.shown =
            found.evidence.how == .fileName ? traces.reading?.text ?? "" : found.evidence.detail
        placed.placement = try Placement(
            start: found.evidence.time, clockErrorNanoseconds: clockError?.errorNanoseconds ?? 0,
            origin: placement.origin, originTimeBase: placement.originTimeBase, path: path)
        let from = placed.placement.originTime
        do {
            placed.span = try Window(
                from: from, to: from.adding(nanoseconds: span.to.nanoseconds(since: span.from)))
        } catch {
            throw .timesNotUsable(path: path, reason: "it lies at the end of time")
        }
        return placed
    }
}

extension NameReading {
    /// Whether another reading tells another date, time of day or clock, or another text to show for it.
    fileprivate func saysOtherwise(than other: NameReading?) -> Bool {
        guard let other else { return true }
        return civil != other.civil || clock != other.clock || layout != other.layout || text != other.text
    }
}
