import Statements

/// What time was granted of which camera.
///
/// Not `Sendable`: it remembers what it worked out last.
final class GrantedTime {
    /// A camera and its granted time; nil for all cameras together.
    struct Subject {
        let camera: String?
        let time: WindowSet
    }

    /// Of whom it is to be held against what is there.
    let subjects: [Subject]

    private let open: [GrantedWindow]
    private let named: [String: [GrantedWindow]]
    private let ofAll: (time: WindowSet, sound: WindowSet)
    private var known: [String: (time: WindowSet, sound: WindowSet)] = [:]
    private var ends: [String: Ends] = [:]

    /// Where the windows of grants begin and end.
    struct Ends {
        /// How many grants give each window.
        let windows: [Window: Int]
        fileprivate(set) var from: Set<WallTime>
        fileprivate(set) var to: Set<WallTime>
    }

    /// With more cameras than that, a grant of all of them counts as of one.
    static let camerasApart = 32
    /// How many cameras' times are kept: a consent of thousands of windows for all cameras, and for each of thousands, would
    /// fill the memory with them.
    private static let kept = 64

    init(_ grants: [GrantedWindow], of footage: HeldFootage) {
        let open = grants.filter { $0.camera == nil }
        let named = Dictionary(grouping: grants.filter { $0.camera != nil }) { $0.camera ?? "" }
        let labels = Set(footage.ofCamera.keys)
        let isApart = (1...Self.camerasApart).contains(labels.count)
        self.open = open
        self.named = named
        ofAll = (WindowSet(open.map(\.window)), WindowSet(open.filter(\.audio).map(\.window)))
        let cameras = Set(named.keys).union(isApart && !open.isEmpty ? labels : [])
        var subjects = cameras.sorted().map { camera in
            // A camera that nobody has a recording of is granted by its name alone.
            let all = labels.contains(camera) && isApart ? open : []
            return Subject(
                camera: camera, time: WindowSet(((named[camera] ?? []) + all).map(\.window)))
        }
        if !isApart, !open.isEmpty { subjects.append(Subject(camera: nil, time: ofAll.time)) }
        self.subjects = subjects
    }

    /// The time granted of a camera; nil for all cameras together.
    func time(of camera: String?) -> WindowSet { sets(of: camera).time }

    /// The time granted with sound.
    func sound(of camera: String?) -> WindowSet { sets(of: camera).sound }

    /// The windows of the grants of a camera, each by itself.
    func ends(of camera: String) -> Ends {
        if let known = ends[camera] { return known }
        let windows = Dictionary(((named[camera] ?? []) + open).map { ($0.window, 1) }, uniquingKeysWith: +)
        let found = Ends(
            windows: windows, from: Set(windows.keys.map(\.from)), to: Set(windows.keys.map(\.to)))
        if ends.count >= Self.kept { ends.removeAll() }
        ends[camera] = found
        return found
    }

    /// Whether two grants gave two windows of a camera, one each.
    func gives(_ camera: String, _ one: Window, and other: Window) -> Bool {
        var (first, second, both) = (false, false, false)
        for grant in (named[camera] ?? []) + open {
            switch (grant.window.contains(one), grant.window.contains(other)) {
            case (true, true):
                if first || second || both { return true }
                both = true
            case (true, false):
                if second || both { return true }
                first = true
            case (false, true):
                if first || both { return true }
                second = true
            default: break
            }
        }
        return false
    }

    /// The time that a window lies in as it was granted: by each grant that holds it, and by all of them together.
    func windows(of camera: String, holding window: Window) -> [Window] {
        ((named[camera] ?? []) + open).map(\.window).filter { $0.contains(window) }
            + time(of: camera).windows.filter { $0.contains(window) }
    }

    private func sets(of camera: String?) -> (time: WindowSet, sound: WindowSet) {
        guard let camera, let own = named[camera] else { return ofAll }
        if let known = known[camera] { return known }
        let all = own + open
        let sets = (WindowSet(all.map(\.window)), WindowSet(all.filter(\.audio).map(\.window)))
        if known.count >= Self.kept { known.removeAll() }
        known[camera] = sets
        return sets
    }
}

extension GrantedTime.Ends {
    /// These, and where what a recording's edit list hides begins and ends: what is shown is cut up to there.
    func with(hiddenOf facts: RecordingFacts) -> GrantedTime.Ends {
        var ends = self
        for case .hidden(_, let window) in facts.leftOut {
            ends.from.insert(window.to)
            ends.to.insert(window.from)
        }
        return ends
    }
}
