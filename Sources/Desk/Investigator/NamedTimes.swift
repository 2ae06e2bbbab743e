import Objects
import Records
import Statements

/// When an object is seen and heard, with its name: as programs read it (docs/spec/record.md, Times of an object).
package struct NamedTimes: Encodable, Sendable {
    package var object: String
    package var pictures: ObjectTimes.Span?
    package var sound: ObjectTimes.Span?
    package var still: WallTime?
    /// By which clock, and whose word that is, for a person.
    package var clock: String

    /// Those of every object that the record places in time.
    static func of(_ record: Record) -> [NamedTimes] {
        let index = RecordIndex(record)
        let clock = record.clock
        return record.objects.compactMap { object in
            index.recording(object.recording).flatMap { NamedTimes(of: object, in: $0.facts, clock) }
        }
    }

    /// Those of objects of which nobody has the record.
    static func of(_ objects: [DescribedObject]) -> [NamedTimes] {
        objects.compactMap { NamedTimes(of: $0.object, in: $0.recording, objects.clock) }
    }

    private init?(of object: ObjectFacts, in recording: RecordingFacts, _ clock: DocumentClock) {
        guard let times = try? ObjectTimes(of: object, in: recording).shown(by: clock) else { return nil }
        self.object = object.name
        (pictures, sound, still) = (times.pictures, times.sound, times.still)
        self.clock = ClockStatement(recording).inWords
    }
}
