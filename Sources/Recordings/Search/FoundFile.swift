import Starts
import Objects
import Records
import Statements
import Foundation

/// A file that is a recording, placed on the wall clock by a glance: where it lies, of which camera, from when to when.
///
/// Nothing is cut by it. What may reach into a window is opened and becomes a ``Recording``.
package struct FoundFile: Sendable, Hashable {
    /// Where the file lies.
    package let path: String
    /// The link that led there, where one did.
    package let link: FollowedLink?
    /// Which file it was that was looked at.
    let identity: FileIdentity
    /// The camera's label as the owner calls it.
    package let camera: String
    /// The file's size in bytes.
    package let size: UInt64
    /// When it starts, and how that is known.
    package let start: StartEvidence
    /// The zone its clock was read in; nil when the evidence carries its own.
    package let zone: String?
    /// Whether that zone is only this machine's.
    package let zoneIsAssumed: Bool
    /// The later moment at which clocks showed the same start, in the hour that is repeated in autumn.
    package let otherStart: WallTime?
    /// What else its name or its container may mean, where nothing settles which; nil where it means one start.
    package let openStart: OpenStart?
    /// When the file was last changed.
    package let lastChanged: WallTime
    /// What the owner says now of how its name, its container or its file's date is read; nil where that settles nothing.
    package let answer: StartAnswer?
    /// Whether the owner says now when it starts.
    package let isGiven: Bool
    /// The answer of an earlier command that counts for it; nil where none does.
    package let remembered: RememberedAnswer?
    /// Whether the owner said in an earlier command when it starts.
    package let isStartRemembered: Bool
    /// What else of its name may tell two cameras of one label apart.
    let rest: String
    /// What its name says that made it.
    package let recorder: RecorderKind
    /// Where something else tells another start.
    package let conflicts: [StartConflict]
    /// The true wall-clock time it covers, as far as a glance tells.
    package let span: Window
    /// By how much a thorough look may find it to begin earlier or end later, in nanoseconds.
    package let marginNanoseconds: Int64

    /// The file's name, without its folder.
    package var name: String { Self.name(of: path) }

    /// What stands behind the last slash; NSString takes longer for it than a whole look at a remembered file.
    private static func name(of path: String) -> String {
        String(
            path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.utf8.index(after: $0)...] }
                ?? path[...])
    }

    init(
        path: String, stamp: FileStamp, identity: FileIdentity, glance: Glance, clocks: RecordingClocks,
        link: FollowedLink? = nil
    ) throws(FootageError) {
        let name = LayoutTable.read(path: path)
        let camera = CameraLabel.of(path: path, reading: name)
        lastChanged = WallTime(nanoseconds: stamp.modified)
        let found = try StartEvidence.find(
            path: path, camera: camera, name: name, creationTime: glance.creationTime,
            lastChanged: lastChanged, durationNanoseconds: glance.durationNanoseconds,
            zone: clocks.zone(of: camera), starts: clocks.starts)
        self.path = path
        self.link = link
        self.identity = identity
        self.camera = camera
        size = UInt64(max(0, stamp.size))
        start = found.evidence
        self.zone = found.zone
        zoneIsAssumed = found.zoneIsAssumed
        marginNanoseconds = glance.marginNanoseconds
        otherStart = found.otherStart
        openStart = found.open
        answer = found.remembered == nil ? found.answer : nil
        isGiven = found.evidence.how == .given && !found.isStartRemembered
        remembered = found.remembered
        isStartRemembered = found.isStartRemembered
        rest = name?.rest ?? ""
        recorder = name?.recorder ?? .unknown
        conflicts = found.conflicts
        let from = try Placement.trueTime(
            start.time, clockErrorNanoseconds: clocks.error(of: camera)?.errorNanoseconds ?? 0, path: path)
        do {
            span = try Window(from: from, to: from.adding(nanoseconds: glance.durationNanoseconds))
        } catch {
            throw .timesNotUsable(path: path, reason: "it lies at the end of time")
        }
    }

    /// Whether the owner says now when it starts, or how its name, its container or its file's date is read.
    package var isAnswered: Bool { isGiven || answer != nil }

    /// What there is to say about its start beside what it is, as ``Recording/doubts`` says it.
    package var doubts: [Worded<StartDoubt>] {
        StartDoubt.all(start, zone: zone, otherStart: otherStart, open: openStart, conflicts: conflicts)
    }

    /// Whether a thorough look could find something of a window in it.
    package func mayReach(into window: Window) -> Bool {
        let margin = margin(atLeast: marginNanoseconds)
        return delays.contains { delay in
            span.from.adding(nanoseconds: delay - margin) < window.to
                && window.from < span.to.adding(nanoseconds: delay + margin)
        }
    }

    /// Whether it begins behind a window by what its path or its owner says, whatever is in the file and whatever a
    /// glance at it told.
    func startsAfter(_ window: Window) -> Bool {
        guard start.how == .given || start.how == .fileName else { return false }
        let margin = margin(atLeast: max(marginNanoseconds, Self.leastMargin))
        return delays.allSatisfy { span.from.adding(nanoseconds: $0 - margin) >= window.to }
    }

    /// What any glance allows for: pictures that are reordered, sound that is heard before.
    private static let leastMargin = 2 * WallTime.nanosecondsPerSecond

    /// By how much it may begin earlier and end later than its span, or than that by another start it may have.
    private func margin(atLeast margin: Int64) -> Int64 {
        // Where nobody said in which zone its clock runs, it may be any of this world: they span 26 hours.
        margin + (zoneIsAssumed ? 26 * 3600 * WallTime.nanosecondsPerSecond : 0)
            + (otherStart.map { $0.nanoseconds(since: start.time) } ?? 0)
    }

    /// By how much it starts later by each start it may have, in nanoseconds: one that is years away reaches into nothing
    /// between.
    private var delays: [Int64] {
        [0] + (openStart?.others ?? []).map { $0.time.nanoseconds(since: start.time) }
    }

    /// Whether two names of one file say the same of it.
    func tellsTheSame(as other: FoundFile) -> Bool {
        camera == other.camera && start.time == other.start.time
    }
}
