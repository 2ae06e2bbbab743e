import CustodyDesk
import Objects
import Outcomes
import Recordings
import Starts
import Statements

/// What came of listing recordings.
package enum FootageList {
    /// They are few, or all details were asked for: each was opened.
    case opened(FootageListFacts)
    /// They are too many to be opened, and were glanced at: camera by camera.
    case byCamera([CameraSummaryFacts], count: Int, unreadable: [UnreadableListing])
    /// The same, written one by one to where they should go.
    case written
}

extension OwnersFootage {
    /// Up to so many recordings are opened unless more details are asked for.
    package static let fewRecordings = 100

    /// Lists the recordings, with the time they cover and how it is known.
    ///
    /// However many there are, they take no more memory than a few hundred of them.
    ///
    /// - Parameters:
    ///   - opensAll: whether every recording is opened, however many there are.
    ///   - writing: takes them as JSON, a line each, where there are too many to be opened; nil has them summed up by
    ///     camera.
    /// - Throws: ``DeskError``, also what `writing` throws.
    package func list(
        opensAll: Bool = false, writing: (([UInt8]) throws(DeskError) -> Void)? = nil,
        noting: (Note) -> Void
    ) throws(DeskError) -> FootageList {
        try telling { try listed(opensAll, writing, noting) }
    }

    private func listed(
        _ opensAll: Bool, _ writing: (([UInt8]) throws(DeskError) -> Void)?, _ noting: (Note) -> Void
    ) throws -> FootageList {
        let given = try clocks(noting: noting)
        var summary = CameraSummary(given.clocks)
        var few: [FoundFile] = []
        var isMany = false
        var lines = writing.map(RecordingLines.init)
        func add(_ file: FoundFile) throws {
            if lines != nil { try lines?.add(file) } else { summary.add(file) }
        }
        var unreadable: [UnreadableListing] = []
        let links = try forEach(by: given, noting: noting) { entry in
            switch entry {
            case .unreadable(let path, let error):
                unreadable.append(UnreadableListing(path: path, reason: error.description))
            case .file(let file):
                guard isMany || (!opensAll && few.count >= Self.fewRecordings) else {
                    return few.append(file)
                }
                isMany = true
                for file in few { try add(file) }
                few = []
                try add(file)
            }
        }
        guard isMany else { return .opened(try opened(few, given, unreadable, links)) }
        guard lines == nil else {
            try lines?.finish(unreadable, LinksFacts(links))
            return .written
        }
        return .byCamera(summary.facts, count: summary.count, unreadable: unreadable)
    }

    private func opened(
        _ files: [FoundFile], _ given: GivenClocks, _ unreadable: [UnreadableListing], _ links: FootageLinks
    ) throws -> FootageListFacts {
        let clocks = given.clocks
        var unreadable = unreadable
        var opened: [Recording] = []
        var reached: [String: FollowedLink] = [:]
        for file in files {
            do {
                opened.append(try Recording.probe(file, clocks: clocks))
                reached[file.path] = file.link
            } catch {
                unreadable.append(UnreadableListing(path: file.path, reason: error.description))
            }
        }
        opened = Recording.settlingRepeatedHours(opened)
        opened.sort { ($0.span.from, $0.path) < ($1.span.from, $1.path) }
        return FootageListFacts(
            recordings: try opened.map {
                try RecordingListing(
                    $0, reachedBy: reached[$0.path], shownIn: clocks.zone(of: $0.camera))
            },
            unreadable: unreadable, doubts: FootageDoubts.of(opened), links: LinksFacts(links))
    }
}
