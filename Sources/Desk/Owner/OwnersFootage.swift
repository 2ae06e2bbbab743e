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
    /// What the owner answered in earlier commands, and where this one's answers are remembered; nil for neither.
    package var answers: OwnersAnswers?

    /// Whether a file in a folder is taken for a recording, by the ending of its name.
    package static func looksLikeRecording(_ name: String) -> Bool {
        FootageSearch.extensions.contains(
            name.split(separator: ".").count > 1
                ? name.split(separator: ".").last.map { $0.lowercased() } ?? "" : "")
    }

    package init(
        paths: [String], zones: [String] = [], starts: [String] = [], clockErrors: [String] = [],
        absentCameras: Set<String> = [], usesIndex: Bool = true, followsLinks: Bool = false,
        answers: OwnersAnswers? = nil
    ) {
        self.paths = paths
        self.zones = zones
        self.starts = starts
        self.clockErrors = clockErrors
        self.absentCameras = absentCameras
        self.usesIndex = usesIndex
        self.followsLinks = followsLinks
        self.answers = answers
    }

    /// How the clocks of recordings are read, by what is said now and was said before.
    ///
    /// An answer of before that meets a name it does not fit counts for none, and that is noted.
    ///
    /// - Throws: ``DeskError`` for a zone, a start or a clock error that cannot be understood.
    func clocks(noting: (Note) -> Void) throws -> GivenClocks {
        var given = try GivenClocks(zones: zones, errors: clockErrors, starts: starts)
        guard var remembered = answers?.remembered(noting: noting), !remembered.isEmpty else { return given }
        if remembered.answers.contains(where: { $0.answer.question == .dateOrder }) {
            var listing = FootageListing(
                clocks: given.clocks, followsLinks: followsLinks, memory: memory { _ in })
            var misfits: [RememberedAnswer: String] = [:]
            try listing.forEach(in: paths) { entry in
                guard case .file(let file) = entry, let name = LayoutTable.read(path: file.path) else {
                    return
                }
                for answer in remembered.misfits(of: file.path, camera: file.camera, name: name)
                where misfits[answer] == nil {
                    misfits[answer] = file.path
                }
            }
            for answer in remembered.answers {
                guard let path = misfits[answer] else { continue }
                noting(.footage(.answerDoesNotFit(RememberedAnswerFacts(answer), file: path)))
            }
            remembered.answers.removeAll { misfits[$0] != nil }
        }
        given.remember(remembered)
        return given
    }

    /// Remembers what was said now, and notes what counted that was said before.
    private func keep(_ answered: AnsweredStarts, noting: (Note) -> Void) {
        for (answer, count) in answered.used.sorted(by: { $0.key.said < $1.key.said }) {
            noting(.footage(.answerUsed(RememberedAnswerFacts(answer), count: count)))
        }
        if let first = answered.usedStarts.first {
            noting(.footage(.startsRemembered(count: answered.usedStarts.count, first: first)))
        }
        if usesIndex { answers?.keep(answered.given, noting: noting) }
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
    /// - Parameter given: how the clocks are read.
    /// - Returns: the links that were met, which were noted as well.
    /// - Throws: also where a start was given of a recording that is not there.
    func forEach(
        by given: GivenClocks, noting: (Note) -> Void, _ body: (FootageListing.Entry) throws -> Void
    ) throws -> FootageLinks {
        let clocks = given.clocks
        var cameras: Set<String> = []
        var answered = AnsweredStarts(clocks.starts, at: .now())
        var withGivenStart: [String] = []
        let memory = memory(noting)
        var listing = FootageListing(clocks: clocks, followsLinks: followsLinks, memory: memory)
        try listing.forEach(in: paths) { entry in
            switch entry {
            case .file(let file):
                cameras.insert(file.camera)
                answered.add(file)
                if file.isAnswered { withGivenStart.append(file.path) }
            case .unreadable(let path, _): withGivenStart.append(path)
            }
            try body(entry)
        }
        try clocks.starts.check(against: withGivenStart)
        for note in try given.check(against: cameras) { noting(note) }
        keep(answered, noting: noting)
        for note in listing.links.notes { noting(note) }
        for note in memory?.notes ?? [] { noting(.footage(.index(note))) }
        for contradiction in listing.contradictions.prefix(8) {
            noting(.footage(.contradiction(reason: contradiction.description)))
        }
        return listing.links
    }

    /// Finds what may hold something of what was granted.
    ///
    /// - Parameter goesOn: as for ``search(within:of:goesOn:noting:)``.
    func search(
        for grants: [GrantedWindow], goesOn: @escaping @Sendable () -> Bool, noting: (Note) -> Void
    ) throws -> FootageSearch {
        let cameras = grants.map(\.camera)
        return try search(
            within: grants.map(\.window), of: cameras.contains(nil) ? nil : Set(cameras.compactMap(\.self)),
            goesOn: goesOn, noting: noting)
    }

    /// Finds the recordings, and opens those that may reach into one of the windows. Files that cannot be read, links, and
    /// what is doubtful are noted.
    ///
    /// - Parameters:
    ///   - cameras: those that are asked for; nil for every one.
    ///   - goesOn: is asked before each file, on whatever thread, whether to go on.
    /// - Throws: also `CancellationError`, once `goesOn` said no.
    func search(
        within windows: [Window]? = nil, of cameras: Set<String>? = nil,
        goesOn: @escaping @Sendable () -> Bool = { true }, noting: (Note) -> Void
    ) throws -> FootageSearch {
        let given = try clocks(noting: noting)
        let clocks = given.clocks
        let memory = memory(noting)
        let found = try FootageSearch(
            paths, clocks: clocks, within: windows, of: cameras, followsLinks: followsLinks, memory: memory,
            goesOn: goesOn)
        for note in found.links.notes { noting(note) }
        for note in memory?.notes ?? [] { noting(.footage(.index(note))) }
        if let first = found.misremembered.first {
            noting(.footage(.misremembered(count: found.misremembered.count, first: first)))
        }
        for file in found.unreadable {
            let error = file.error
            noting(.footage(.passedOver(reason: error.description, cause: error.deskCause)))
        }
        for doubt in FootageDoubts.allWithWeakStarts(of: found.recordings) {
            noting(.footage(.doubt(doubt)))
        }
        for note in try given.check(against: Set(found.cameras), meant: cameras) { noting(note) }
        keep(found.answered, noting: noting)
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
