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
        help: ArgumentHelp(
            "When a recording starts by its camera's clock, where you know better than its name: the file as the list "
                + "shows it, =, and a time like 2026-07-04T21:38:00+02:00. Repeat it for more files.",
            valueName: "file=time"))
    var start: [String] = []

    @Option(
        help: ArgumentHelp(
            "How many seconds the cameras' clocks were fast (negative: slow), for example 12.5.",
            valueName: "seconds"))
    var clockError: String?

    /// Finds the recordings in files and folders. Files that cannot be read are named on standard error.
    func search(_ paths: [String]) throws -> FootageSearch {
        let zone = try zone.map(RecordingZone.init) ?? .machine
        let starts = try GivenStarts(start, zone: zone)
        let found = try FootageSearch(
            paths, zone: zone, clockError: try parsedClockError(), starts: starts)
        try starts.check(against: found.recordings.map(\.path) + found.unreadable.map(\.path))
        for file in found.unreadable { Output.notes("note: passed over: \(file.error)") }
        return found
    }

    /// Reads seconds without a detour over a binary fraction.
    private func parsedClockError() throws -> ClockError? {
        guard let clockError else { return nil }
        let sign: Int64 = clockError.hasPrefix("-") ? -1 : 1
        let digits = clockError.drop { $0 == "-" || $0 == "+" }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Int64(parts[0]), (0...1_000_000_000).contains(whole),
            parts.count == 1 || (1...9).contains(parts[1].count),
            let fraction = parts.count == 1
                ? 0 : Int64(parts[1] + String(repeating: "0", count: 9 - parts[1].count)),
            fraction >= 0
        else {
            throw Failure(
                .usage, "“\(clockError.prefix(40))” is not a number of seconds",
                hint: "for example --clock-error 12.5")
        }
        return ClockError(
            errorNanoseconds: sign * (whole * WallTime.nanosecondsPerSecond + fraction), how: .given)
    }
}
