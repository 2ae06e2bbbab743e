import ArgumentParser
import Catalog
import Custody
import Footage
import Foundation

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

    @Flag(
        help: ArgumentHelp(
            "Look into every file anew, and remember nothing. Without it, what a first look told is kept in "
                + "proffer/footage-index.sqlite of your cache folder, so that the next is quick."))
    var noIndex = false

    /// What earlier looks told; nil where nothing is to be remembered, or nothing can be. Named files are few, and
    /// looked at anew.
    private func memory(for paths: [String]) -> FootageIndex? {
        var isFolder: ObjCBool = false
        guard !noIndex,
            paths.contains(where: {
                FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder) && isFolder.boolValue
            })
        else { return nil }
        return FootageIndex.standardPath.flatMap(FootageIndex.init(path:))
    }

    /// How the clocks of recordings are read.
    private func clocks() throws -> RecordingClocks {
        let zone = try zone.map(RecordingZone.init) ?? .machine
        return RecordingClocks(
            zone: zone, error: try parsedClockError(), starts: try GivenStarts(start, zone: zone))
    }

    /// Comes to every recording in files and folders by a glance at each.
    func forEach(in paths: [String], _ body: (FootageListing.Entry) throws -> Void) throws {
        var listing = FootageListing(clocks: try clocks(), memory: memory(for: paths))
        try listing.forEach(in: paths, body)
    }

    /// Opens one recording.
    func recording(_ path: String) throws -> Recording { try Recording.probe(path, clocks: try clocks()) }

    /// Finds the recordings in files and folders, and opens those that may reach into one of the windows. Files that
    /// cannot be read are named on standard error.
    func search(_ paths: [String], within windows: [Window]? = nil) throws -> FootageSearch {
        let found = try FootageSearch(
            paths, clocks: try clocks(), within: windows, memory: memory(for: paths))
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
