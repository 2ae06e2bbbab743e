import ArgumentParser
import Custody
import Footage

/// Where the recordings lie, and how their clocks are read.
struct FootageOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The time zone of recordings whose names carry no offset: a name like Europe/Berlin, or +02:00. "
                + "Without it, listing takes this machine's and says so, and seal refuses.",
            valueName: "zone"))
    var zone: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How far the cameras' clocks were off: +183.2s±0.3s for fast, -12.5 for slow, or the .json file of "
                + "footage clock-check.",
            valueName: "seconds"))
    var clockError: String?

    /// Finds the recordings in files and folders. Files that cannot be read are named on standard error.
    func search(_ paths: [String]) throws -> FootageSearch {
        let error = try clockError.map(ClockErrorArgument.read)
        let found = try FootageSearch(
            paths, zone: try zone.map(RecordingZone.init) ?? .machine, clockError: error)
        for file in found.unreadable { Output.notes("note: passed over: \(file.error)") }
        for note in ClockErrorArgument.notes(on: error, for: found.recordings) { Output.notes(note) }
        return found
    }
}
