import Starts
import Objects
import Records
import Statements

extension Recording {
    /// The recording in a file, placed on the wall clock as a record has it, whatever the file is called now.
    ///
    /// - Throws: ``FootageError``.
    package static func placed(_ path: String, as facts: RecordingFacts) throws(FootageError) -> Recording {
        try probe(
            path, zone: .machine, clockError: facts.clockError,
            starts: GivenStarts(["\(path)=\(facts.start.time.rfc3339)"], zone: .machine))
    }
}

extension StartTraces {
    /// What the name of a file says of its start, where that is another date, time of day or clock than these traces do, as
    /// text; nil where either says nothing.
    package func saysOtherwise(than path: String) -> String? {
        guard let own = reading, let other = LayoutTable.read(path: path),
            other.civil != own.civil || other.clock != own.clock
        else { return nil }
        return other.text
    }
}
