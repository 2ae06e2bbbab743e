import Starts
import Objects
import Records
import Statements

extension Recording {
    /// The time it covers by the other reading of its name; nil where there is one reading only.
    package var otherSpan: Window? {
        otherStart.flatMap { span(from: $0) }
    }

    /// The time it covers where it starts at another moment.
    private func span(from otherStart: WallTime) -> Window? {
        let later = otherStart.nanoseconds(since: start.time)
        return try? Window(
            from: span.from.adding(nanoseconds: later).inOffset(seconds: otherStart.utcOffsetSeconds),
            to: span.to.adding(nanoseconds: later).inOffset(seconds: otherStart.utcOffsetSeconds))
    }

    /// What has to be asked of its start, where its name or its container may mean several and that matters.
    ///
    /// - Parameter matters: whether something of a span is wanted.
    /// - Returns: ``FootageError/startOpen(path:says:starts:answers:)``; nil where nothing is open, or nothing of it is wanted.
    package func startQuestion(where matters: (Window) -> Bool) -> FootageError? {
        guard let open = openStart else { return nil }
        let spans = [span] + open.others.compactMap { span(from: $0.time) }
        guard spans.contains(where: matters) else { return nil }
        return .startOpen(
            path: path, says: open.inWords(start, zone: zone, conflicts: conflicts),
            starts: [start.time] + open.others.map(\.time), answers: open.answers.map(\.rawValue))
    }

    /// Refuses a recording whose clock showed its time twice, where that matters.
    ///
    /// - Parameter matters: whether something of a span is wanted.
    /// - Throws: ``FootageError/hourRepeated(path:first:second:)``.
    package func requireOneReading(where matters: (Window) -> Bool) throws(FootageError) {
        guard let otherStart, let otherSpan, matters(span) || matters(otherSpan) else { return }
        throw .hourRepeated(path: path, first: start.time, second: otherStart)
    }

    /// What there is to say about its start beside what it is: the other reading of its name, and what contradicts it.
    package var doubts: [Worded<StartDoubt>] {
        StartDoubt.all(start, zone: zone, otherStart: otherStart, open: openStart, conflicts: conflicts)
    }
}
