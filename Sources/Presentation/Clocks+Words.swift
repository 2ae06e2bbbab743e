import Records
import Statements

extension [RecordingFacts] {
    /// By which clock the times of recordings are, and whose word that is, without a full stop: one line for those of a camera
    /// of which the same is said, as a bundle may be of hundreds.
    package var clocksInWords: [String] {
        var recordings: [Said: [RecordingFacts]] = [:]
        var order: [Said] = []
        for recording in self {
            let said = Said(camera: recording.camera, words: ClockStatement(recording).common)
            if recordings[said] == nil { order.append(said) }
            recordings[said, default: []].append(recording)
        }
        return order.map { said in
            let own = recordings[said] ?? []
            var told: [String] = own.prefix(Self.namesTold).map(\.name.quoted)
            if own.count > told.count { told.append("\(own.count - told.count) more") }
            return "of camera \(said.camera.quoted), in \(listInWords(told)): \(ClockStatement.inWords(own))"
        }
    }

    /// How many names of recordings a line has.
    private static var namesTold: Int { 8 }
}

/// What is said of the clock of some recordings of a camera.
private struct Said: Hashable {
    let camera: String
    let words: String
}
