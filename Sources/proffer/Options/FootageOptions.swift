import CustodianCommands
import Starts
import Recordings
import Records
import Statements
import ArgumentParser
import Catalog
import Foundation

/// Where the recordings lie, and how their clocks are read.
struct FootageOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The time zone of recordings whose names carry no offset: a name like Europe/Berlin, or +02:00. "
                + "Without it, listing takes this machine's and says so, and seal refuses.",
            valueName: "zone"))
    var zone: String?

    @Option(
        help: ArgumentHelp(
            "When a recording starts by its camera's clock, where you know better than its name: the file as the list "
                + "shows it, =, and a time like 2026-07-04T21:38:00+02:00. Or a folder, =, and how its names are read where "
                + "that is open: \(FootageOptions.answers). Repeat it for more.",
            valueName: "file=time"))
    var start: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How far the cameras' clocks were off: +183.2s±0.3s for fast, -12.5 for slow, or the .json file of "
                + "footage clock-check.",
            valueName: "seconds"))
    var clockError: String?

    private static let answers = StartAnswer.allCases.map(\.rawValue).joined(separator: ", ")

    @Flag(
        help: ArgumentHelp(
            "Look into every file anew, and remember nothing. Without it, what a first look told is kept in "
                + "proffer/footage-index.sqlite of your cache folder, so that the next is quick."))
    var noIndex = false

    @OptionGroup var links: LinkOptions

    /// What earlier looks told; nil where nothing is to be remembered, or nothing can be. Named files are few, and
    /// looked at anew.
    private func memory(for paths: [String]) -> FootageIndex? {
        var isFolder: ObjCBool = false
        guard !noIndex,
            paths.contains(where: {
                FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder) && isFolder.boolValue
            })
        else { return nil }
        return FootageIndex.standardPath.flatMap { path in
            FootageIndex(path: path) { Output.notes("note: \($0)") }
        }
    }

    /// How the clocks of recordings are read.
    private func clocks() throws -> RecordingClocks {
        let zone = try zone.map(RecordingZone.init) ?? .machine
        return RecordingClocks(
            zone: zone, error: try clockError.map(ClockErrorArgument.read),
            starts: try GivenStarts(start, zone: zone))
    }

    /// Comes to every recording in files and folders by a glance at each. What a person should know of the clocks is
    /// said on standard error.
    ///
    /// - Returns: the links that were met, which were said as well.
    /// - Throws: also where a start was given of a recording that is not there.
    func forEach(
        in paths: [String], _ body: (FootageListing.Entry) throws -> Void
    ) throws -> FootageLinks {
        let clocks = try clocks()
        var cameras: Set<String> = []
        var withGivenStart: [String] = []
        let memory = memory(for: paths)
        var listing = FootageListing(clocks: clocks, followsLinks: links.followLinks, memory: memory)
        try listing.forEach(in: paths) { entry in
            switch entry {
            case .file(let file):
                cameras.insert(file.camera)
                if file.isAnswered { withGivenStart.append(file.path) }
            case .unreadable(let path, _): withGivenStart.append(path)
            }
            try body(entry)
        }
        try clocks.starts.check(against: withGivenStart)
        for note in ClockErrorArgument.notes(on: clocks.error, for: cameras) { Output.notes(note) }
        for note in listing.links.notes + (memory?.notes ?? []) { Output.notes("note: \(note)") }
        for contradiction in listing.contradictions.prefix(8) { Output.notes("note: \(contradiction)") }
        return listing.links
    }

    /// Opens a recording that was found.
    func recording(_ file: FoundFile) throws -> Recording { try Recording.probe(file, clocks: try clocks()) }

    /// Finds what may hold something of what was granted.
    func search(_ paths: [String], for grants: [GrantedWindow]) throws -> FootageSearch {
        let cameras = grants.map(\.camera)
        return try search(
            paths, within: grants.map(\.window),
            of: cameras.contains(nil) ? nil : Set(cameras.compactMap(\.self)))
    }

    /// Finds the recordings in files and folders, and opens those that may reach into one of the windows. Files that
    /// cannot be read, and links, are named on standard error.
    ///
    /// - Parameter cameras: those that are asked for; nil for every one.
    func search(
        _ paths: [String], within windows: [Window]? = nil, of cameras: Set<String>? = nil
    ) throws -> FootageSearch {
        let clocks = try clocks()
        let memory = memory(for: paths)
        let found = try FootageSearch(
            paths, clocks: clocks, within: windows, of: cameras, followsLinks: links.followLinks,
            memory: memory)
        for note in found.links.notes + (memory?.notes ?? []) { Output.notes("note: \(note)") }
        if let first = found.misremembered.first {
            Output.notes(
                "note: the index of footage called \(found.misremembered.count) "
                    + "\(found.misremembered.count == 1 ? "file" : "files") something else than what was found there now, "
                    + "such as \(first); what was found now counts")
        }
        for file in found.unreadable { Output.notes("note: passed over: \(file.error)") }
        for doubt in FootageDoubts.of(found.recordings) { Output.notes("note: \(doubt)") }
        for note in ClockErrorArgument.notes(on: clocks.error, for: found.cameras) { Output.notes(note) }
        return found
    }
}
