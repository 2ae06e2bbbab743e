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

    /// Refuses a recording whose clock showed its time twice, or whose name or container may mean several starts, where that
    /// matters.
    ///
    /// - Parameter matters: whether something of a span is wanted.
    /// - Throws: ``FootageError/hourRepeated(path:first:second:)``, ``FootageError/startOpen(path:says:starts:answers:)``.
    package func requireOneReading(where matters: (Window) -> Bool) throws(FootageError) {
        if let open = openStart {
            let spans = [span] + open.others.compactMap { span(from: $0.time) }
            if spans.contains(where: matters) {
                throw .startOpen(
                    path: path, says: open.question.inWords,
                    starts: [start.time] + open.others.map(\.time), answers: open.answers.map(\.rawValue))
            }
        }
        guard let otherStart, let otherSpan, matters(span) || matters(otherSpan) else { return }
        throw .hourRepeated(path: path, first: start.time, second: otherStart)
    }

    /// What there is to say about its start beside what it is: the other reading of its name, and what contradicts it.
    package var doubts: [Worded<StartDoubt>] {
        StartDoubt.all(start, zone: zone, otherStart: otherStart, open: openStart, conflicts: conflicts)
    }
}
