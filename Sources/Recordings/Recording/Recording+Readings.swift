import Starts
import Objects
import Records
import Statements

extension Recording {
    /// The time it covers by the other reading of its name; nil where there is one reading only.
    package var otherSpan: Window? {
        guard let otherStart else { return nil }
        let later = otherStart.nanoseconds(since: start.time)
        return try? Window(
            from: span.from.adding(nanoseconds: later).inOffset(seconds: otherStart.utcOffsetSeconds),
            to: span.to.adding(nanoseconds: later).inOffset(seconds: otherStart.utcOffsetSeconds))
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
        StartDoubt.all(start, zone: zone, otherStart: otherStart, conflicts: conflicts)
    }
}
