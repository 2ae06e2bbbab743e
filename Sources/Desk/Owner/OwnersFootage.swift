import Catalog
import CustodyDesk
import Objects
import Outcomes
import Recordings
import Records
import Starts
import Statements
import Foundation

/// Where an owner's recordings lie and how their clocks are read. Every road that looks at footage begins here: lists,
/// matches, previews and seals find the same recordings at the same times.
package struct OwnersFootage: Sendable {
    /// How the names in a folder can be said to be read, where that is open.
    package static let startAnswers = StartAnswer.allCases.map(\.rawValue).joined(separator: ", ")

    /// Files and folders.
    package var paths: [String]
    /// The zone of clocks whose times carry no offset, `Europe/Berlin` or `+02:00`; nil takes this machine's, which a
    /// seal refuses.
    ///
    /// With a camera and an equals sign in front, a zone is of that camera alone.
    package var zones: [String]
    /// When recordings start by their cameras' clocks, as the owner states it: the file, `=`, and a time.
    package var starts: [String]
    /// How far the cameras' clocks were off, as ``ClockErrorText`` reads it; nil where nobody says.
    /// Each is of one camera: a measurement of the one it was made on, a text of the one in front of its last equals sign.
    package var clockErrors: [String]
    /// Cameras that are named and of which nothing is among the files, as the owner says: a name that no recording bears stops
    /// whoever plans otherwise.
    package var absentCameras: Set<String>
    /// Whether what an earlier look told is believed where nothing has changed, and this one is remembered.
    package var usesIndex: Bool
    /// Whether links in folders are followed.
    package var followsLinks: Bool

    package init(
        paths: [String], zones: [String] = [], starts: [String] = [], clockErrors: [String] = [],
        absentCameras: Set<String> = [], usesIndex: Bool = true, followsLinks: Bool = false
    ) {
        self.paths = paths
        self.zones = zones
        self.starts = starts
        self.clockErrors = clockErrors
        self.absentCameras = absentCameras
        self.usesIndex = usesIndex
        self.followsLinks = followsLinks
    }

    /// How the clocks of recordings are read.
    ///
    /// - Throws: ``DeskError`` for a zone, a start or a clock error that cannot be understood.
    func clocks() throws -> GivenClocks {
        try GivenClocks(zones: zones, errors: clockErrors, starts: starts)
    }

    /// What earlier looks told; nil where nothing is to be remembered, or nothing can be. Named files are few, and
    /// looked at anew.
    private func memory(_ noting: (Note) -> Void) -> FootageIndex? {
        var isFolder: ObjCBool = false
        guard usesIndex,
            paths.contains(where: {
                FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder) && isFolder.boolValue
            })
        else { return nil }
        return FootageIndex.standardPath.flatMap { path in
            FootageIndex(path: path) { noting(.footage(.index($0))) }
        }
    }

    /// Comes to every recording by a glance at each, one after the other.
    ///
    /// - Returns: the links that were met, which were noted as well.
    /// - Throws: also where a start was given of a recording that is not there.
    func forEach(
        noting: (Note) -> Void, _ body: (FootageListing.Entry) throws -> Void
    ) throws -> FootageLinks {
        let given = try clocks()
        let clocks = given.clocks
        var cameras: Set<String> = []
        var withGivenStart: [String] = []
        let memory = memory(noting)
        var listing = FootageListing(clocks: clocks, followsLinks: followsLinks, memory: memory)
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
        for note in try given.check(against: cameras) { noting(note) }
        for note in listing.links.notes { noting(note) }
        for note in memory?.notes ?? [] { noting(.footage(.index(note))) }
        for contradiction in listing.contradictions.prefix(8) {
            noting(.footage(.contradiction(reason: contradiction.description)))
        }
        return listing.links
    }

    /// Finds what may hold something of what was granted.
    func search(for grants: [GrantedWindow], noting: (Note) -> Void) throws -> FootageSearch {
        let cameras = grants.map(\.camera)
        return try search(
            within: grants.map(\.window), of: cameras.contains(nil) ? nil : Set(cameras.compactMap(\.self)),
            noting: noting)
    }

    /// Finds the recordings, and opens those that may reach into one of the windows. Files that cannot be read, links, and
    /// what is doubtful are noted.
    ///
    /// - Parameter cameras: those that are asked for; nil for every one.
    func search(
        within windows: [Window]? = nil, of cameras: Set<String>? = nil, noting: (Note) -> Void
    ) throws -> FootageSearch {
        let given = try clocks()
        let clocks = given.clocks
        let memory = memory(noting)
        let found = try FootageSearch(
            paths, clocks: clocks, within: windows, of: cameras, followsLinks: followsLinks, memory: memory)
        for note in found.links.notes { noting(note) }
        for note in memory?.notes ?? [] { noting(.footage(.index(note))) }
        if let first = found.misremembered.first {
            noting(.footage(.misremembered(count: found.misremembered.count, first: first)))
        }
        for file in found.unreadable { noting(.footage(.passedOver(reason: file.error.description))) }
        for doubt in FootageDoubts.of(found.recordings) { noting(.footage(.doubt(doubt))) }
        for note in try given.check(against: Set(found.cameras), meant: cameras) { noting(note) }
        return found
    }
}

extension RecordingZone {
    /// The zone a person named; this machine's where none was.
    static func of(_ name: String?) throws(FootageError) -> RecordingZone {
        guard let name else { return .machine }
        return try RecordingZone(name)
    }
}
