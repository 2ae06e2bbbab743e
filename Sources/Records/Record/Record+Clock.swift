import Statements

extension Record {
    /// The clock of every document about the bundle: that of the request's window, as the place was asked about by it. Where the
    /// request cannot be read, that of the first recording.
    package var clock: DocumentClock {
        let asked = (try? Request(verifying: request))?.window.from
        return DocumentClock(
            utcOffsetSeconds: (asked ?? recordings.first?.start.time)?.utcOffsetSeconds ?? 0)
    }
}

extension [DescribedObject] {
    /// The clock of every document about objects of which nobody has the record: that of the first one's window.
    package var clock: DocumentClock {
        DocumentClock(utcOffsetSeconds: first?.object.window.from.utcOffsetSeconds ?? 0)
    }
}
