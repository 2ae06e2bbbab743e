import CustodyDesk
import Outcomes
import Recordings
import Statements
import Synchronization

/// What was found of an owner's recordings, kept while the file system says that none of them has changed: somebody who chooses
/// looks at the same folders again and again, and a day of short recordings takes long to be opened.
///
/// Each look asks the file system of every file anew (``FootageStamp``). Nothing that is signed or leaves is made of what is kept:
/// a consent and a seal search for themselves.
package final class KnownFootage: Sendable {
    private let timelines = KeptLooks<FootageTimeline>()
    private let cameras = KeptLooks<RecordedCameras>()

    package init() {}

    /// As ``OwnersFootage/timeline(of:naming:noting:)``.
    package func timeline(
        of footage: OwnersFootage, asked window: Window, naming named: [String], noting: (Note) -> Void
    ) throws(DeskError) -> FootageTimeline {
        try timelines.look(LookAtFootage(footage, window, named), noting: noting) {
            (noting) throws(DeskError) in
            try footage.timeline(of: window, naming: named, noting: noting)
        }
    }

    /// As ``RecordedCameras/init(_:askedFor:noting:)``.
    package func cameras(
        of footage: OwnersFootage, askedFor request: Request, noting: (Note) -> Void
    ) throws(DeskError) -> RecordedCameras {
        try cameras.look(LookAtFootage(footage, request.window, [], request.cameras), noting: noting) {
            (noting) throws(DeskError) in
            try RecordedCameras(footage, askedFor: request, noting: noting)
        }
    }
}

/// All that what is found depends on, but for the files themselves.
private struct LookAtFootage: Hashable {
    let paths: [String]
    /// What was said of clocks, as it was typed and as it is read now with what was said before.
    let said: [[String]]
    let clocks: RecordingClocks
    let followsLinks: Bool
    let window: Window
    let named: [String]
    let cameras: CameraLimit?

    /// - Returns: nil where what was said of clocks cannot be understood: a look tells why.
    init?(
        _ footage: OwnersFootage, _ window: Window, _ named: [String], _ cameras: CameraLimit? = nil
    ) {
        guard let clocks = try? footage.clocks(noting: { _ in }).clocks else { return nil }
        paths = footage.paths
        said = [footage.zones, footage.clockErrors, footage.starts]
        self.clocks = clocks
        followsLinks = footage.followsLinks
        self.window = window
        self.named = named
        self.cameras = cameras
    }
}

/// What the last looks of a kind found.
private final class KeptLooks<Found: Sendable>: Sendable {
    private struct Kept {
        let look: LookAtFootage
        let stamp: FootageStamp
        let found: Found
        let notes: [Note]
    }

    /// A person looks at one case, perhaps at another beside it.
    private let most = 2
    private let kept = Mutex<[Kept]>([])

    /// What a look finds, with what is said on the way; it is only made where something may be otherwise than before.
    func look(
        _ look: LookAtFootage?, noting: (Note) -> Void,
        _ make: ((Note) -> Void) throws(DeskError) -> Found
    ) throws(DeskError) -> Found {
        // Before the look: what changes while it is made shows in the next one.
        let stamp = look.flatMap { $0.followsLinks ? nil : FootageStamp(of: $0.paths) }
        if let same = kept.withLock({ $0.first { $0.look == look && $0.stamp == stamp } }) {
            for note in same.notes { noting(note) }
            return same.found
        }
        var notes: [Note] = []
        let found = try make { notes.append($0) }
        for note in notes { noting(note) }
        guard let look, let stamp else { return found }
        kept.withLock { kept in
            kept.removeAll { $0.look == look }
            kept.append(Kept(look: look, stamp: stamp, found: found, notes: notes))
            if kept.count > most { kept.removeFirst() }
        }
        return found
    }
}
