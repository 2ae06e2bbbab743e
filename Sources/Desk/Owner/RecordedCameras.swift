import CustodyDesk
import Objects
import Outcomes
import Recordings
import Starts
import Statements

/// What an owner's recordings have of the time that is asked for, camera by camera, as the owner chooses which of them may
/// leave; and what has to be asked before.
package struct RecordedCameras: Sendable {
    /// A camera that has something of that time.
    package struct Camera: Sendable {
        package let choice: CameraChoice
        /// Whether the request lets it be granted: a request may name cameras, and then no other can be agreed to.
        package let isAskedFor: Bool
        /// Whether times of it carry no zone, so that somebody has to say in which one its clock runs.
        package let needsZone: Bool
        /// Whether nobody said so yet.
        package let lacksZone: Bool
        /// A picture of it in that time; nil where it has none.
        package let picture: CameraPicture?

        package var label: String { choice.camera }
        /// Whether it stands with the cameras of a home, and not apart with what may be a person's own or nobody can place.
        package var isOfHome: Bool { choice.recorder == .camera }
    }

    /// Two files of one label that seem to be of two.
    package struct DoubtfulLabel: Equatable, Sendable {
        package let label: String
        package let first: String
        package let second: String
        /// Whether one of them is a camera's and the other may be a telephone's.
        package let isOfKinds: Bool
    }

    /// A file that is, byte for byte, another one.
    package struct Copy: Equatable, Sendable {
        package let camera: String
        package let kept: String
        package let copy: String
    }

    /// A recording whose camera's clock had probably been set back.
    package struct ResetClock: Equatable, Sendable {
        package let camera: String
        package let file: String
        /// When it starts by that clock.
        package let start: WallTime
    }

    /// A file that cannot be read.
    package struct Unreadable: Equatable, Sendable {
        package let path: String
        /// Why: one of ``codes``.
        package let code: String
        /// The same in detail, in English.
        package let reason: String

        package static let codes = [
            "missing", "not_readable", "name", "empty", "no_recording", "truncated", "times", "other",
        ]

        /// Whether the code tells all there is; of the others the reason tells more, which no table of words can hold.
        package var isWhole: Bool { ["missing", "name", "empty"].contains(code) }

        static func code(of error: FootageError) -> String {
            switch error {
            case .missing: "missing"
            case .notReadable: "not_readable"
            case .nameNotText: "name"
            case .empty: "empty"
            case .notARecording: "no_recording"
            case .truncated: "truncated"
            case .timesNotUsable: "times"
            default: "other"
            }
        }
    }

    /// Those that have something of the time, by their labels.
    package let cameras: [Camera]
    /// The labels of those that have nothing of that time.
    package let others: [String]
    /// The labels of those of which nothing of that time can be read, though its files' names are of it: whether they have something
    /// nobody can say.
    package let unread: [String]
    /// What the request names and no recording bears.
    package let missing: [String]
    /// At most how many the request lets be granted; nil where it does not say.
    package let most: Int?
    /// What has to be asked of starts.
    package let questions: [StartToAsk]
    /// What has to be asked of labels.
    package let doubtfulLabels: [DoubtfulLabel]
    /// The same file under several names; each counts once.
    package let copies: [Copy]
    /// Why one file may be two recordings, where it is there twice and the two do not agree; nil where they do.
    package let contradiction: DeskError?
    /// What cannot be read.
    package let unreadable: [Unreadable]
    /// Recordings of another time whose camera's clock had probably been set back: the first, and how many there are.
    package let resetClocks: (first: [ResetClock], count: Int)

    /// Looks at an owner's recordings.
    ///
    /// Clocks of which nobody said where they run are read in this computer's zone, and ``Camera/lacksZone`` says so.
    ///
    /// - Throws: ``DeskError``.
    package init(
        _ footage: OwnersFootage, askedFor request: Request, noting: (Note) -> Void
    ) throws(DeskError) {
        let (lacking, search) = try telling {
            let given = try footage.clocks { _ in }.clocks
            var read = footage
            if !given.zone.isGiven, let zone = ZonePlaces.ofThisComputer { read.zones.append(zone) }
            return (given, try read.search(within: [request.window], noting: noting))
        }
        let window = request.window
        var named: Set<String>?
        if case .labels(let labels) = request.cameras { named = Set(labels) }
        if case .count(let count) = request.cameras { most = count } else { most = nil }
        let choices = CameraChoice.all(of: search.recordings, in: window)
        let labels = Set(choices.map(\.camera))
        // By their places, as a day of ten cameras has tens of thousands, each of a kilobyte.
        let own = Dictionary(grouping: search.recordings.indices) { search.recordings[$0].camera }
        cameras = choices.map { choice in
            let recordings = (own[choice.camera] ?? []).map { search.recordings[$0] }
            let needsZone = recordings.contains { $0.zone != nil && $0.start.how == .fileName }
            return Camera(
                choice: choice, isAskedFor: named?.contains(choice.camera) ?? true, needsZone: needsZone,
                lacksZone: needsZone && !lacking.zone(of: choice.camera).isGiven,
                picture: CameraPicture(of: recordings, in: window))
        }
        let unread = Set(search.unread.filter { $0.part(of: window, before: []) != nil }.map(\.camera))
        self.unread = unread.subtracting(labels).sorted()
        others = search.cameras.filter { !labels.contains($0) && !unread.contains($0) }
        missing = (named ?? []).subtracting(search.cameras).sorted()
        questions = StartToAsk.all(of: search.recordings, in: window)
        // As a seal takes them: a file that is there twice counts once, before labels are looked at.
        let once = Self.once(search.recordings, in: window)
        (copies, contradiction) = (once.copies, once.contradiction)
        doubtfulLabels = Self.doubtful(
            once.recordings.filter { $0.span.intersection(window) != nil })
        unreadable = search.unreadable.map {
            Unreadable(path: $0.path, code: Unreadable.code(of: $0.error), reason: $0.error.description)
        }
        resetClocks = (
            search.seemReset.first.map {
                ResetClock(camera: $0.camera, file: $0.path, start: $0.start.time)
            }, search.seemReset.count
        )
    }

    private static func doubtful(_ meant: [Recording]) -> [DoubtfulLabel] {
        var found: [DoubtfulLabel] = []
        if let alike = FootageDoubts.alike(meant) {
            found.append(
                DoubtfulLabel(
                    label: alike.camera, first: alike.first, second: alike.second, isOfKinds: false))
        }
        if case .twoKinds(let label, let camera, let other) = Recording.mixedLabel(of: meant) {
            found.append(DoubtfulLabel(label: label, first: camera, second: other, isOfKinds: true))
        }
        return found
    }

    private static func once(
        _ recordings: [Recording], in window: Window
    ) -> (recordings: [Recording], copies: [Copy], contradiction: DeskError?) {
        let cameras = Dictionary(recordings.map { ($0.path, $0.camera) }) { first, _ in first }
        do throws(FootageError) {
            let (once, copies) = try Recording.withoutCopies(recordings) {
                recordings[$0].span.intersection(window) != nil
            }
            return (
                once,
                copies.map { Copy(camera: cameras[$0.kept] ?? "", kept: $0.kept, copy: $0.copy) }, nil
            )
        } catch {
            return (recordings, [], DeskError(error))
        }
    }

    /// The labels of those that have something of the time.
    package var labels: Set<String> { Set(cameras.map(\.label)) }

    /// Whether nobody said where the clock of one of these runs, though its files' names show times without a zone.
    package func lackZone(_ labels: [String]) -> Bool {
        cameras.contains { $0.lacksZone && labels.contains($0.label) }
    }

    /// What stands in the way of an agreement to some cameras: questions that were not answered, and choices that the request
    /// does not allow.
    package func obstacle(to ticked: [String], absent: [String]) -> Obstacle? {
        let (wanted, there) = (Set(ticked), labels)
        guard !wanted.isEmpty else { return .nothingTicked }
        guard wanted.isSubset(of: there) else { return .gone }
        if cameras.contains(where: { wanted.contains($0.label) && !$0.isAskedFor }) { return .notAskedFor }
        guard Set(absent).isSubset(of: missing) else { return .gone }
        if let most, wanted.count + absent.count > most { return .tooMany(most) }
        if !questions.isEmpty || contradiction != nil { return .questions }
        // A camera whose label is doubtful may be left out instead.
        return doubtfulLabels.contains { wanted.contains($0.label) } ? .labels : nil
    }

    /// Why cameras cannot be agreed to as they were ticked.
    package enum Obstacle: Equatable, Sendable {
        /// None was ticked.
        case nothingTicked
        /// What was ticked has nothing of the time any more.
        case gone
        /// The request does not name it.
        case notAskedFor
        /// The request is for fewer.
        case tooMany(Int)
        /// Something has to be answered of starts.
        case questions
        /// A label that was ticked may be of two cameras.
        case labels
    }
}
