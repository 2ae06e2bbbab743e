import Cutting
import Objects
import Recordings
import Records
import Statements
import Sealing

/// What a person's recordings have of the time a request asks for: which cameras cover which part of it, what is missing,
/// and what would leave.
package struct FootageMatch: Sendable {
    /// What one camera has of it.
    package struct Camera: Sendable {
        /// Its label.
        package let label: String
        /// Its recordings that reach into the time asked for, by start; empty for one that has none.
        package let recordings: [Recording]
        /// How they cover it.
        package let coverage: Coverage
        /// What would leave of them: as many cuts as there are recordings and grants that meet.
        package let cuts: [CutPlan]

        /// How much of the time asked for it covers, in nanoseconds.
        package func coveredNanoseconds(of requested: Window) -> Int64 {
            requested.durationNanoseconds - coverage.gaps.reduce(0) { $0 + $1.window.durationNanoseconds }
        }

        /// Everything that would leave of it, in order.
        package var leaving: [Leaving] { cuts.flatMap(Leaving.of) }
    }

    /// One object that would leave.
    package struct Leaving: Sendable {
        /// The object.
        package let object: PlannedObject
        /// What it is cut from.
        package let recording: Recording
        /// The time it covers and its recording has: a master is called by all that is granted, also where its recording
        /// ends earlier.
        package let window: Window

        /// What would leave of a cut.
        package static func of(_ cut: CutPlan) -> [Leaving] {
            cut.objects.map { object in
                Leaving(
                    object: object, recording: cut.recording,
                    window: object.window.intersection(cut.recording.span) ?? object.window)
            }
        }
    }

    /// What is asked for.
    package let requested: Window
    /// What was agreed to; nil where nobody has answered yet and the match is as if all of it were.
    package let granted: [GrantedWindow]?
    /// Of at most how many cameras something is asked for, where more have that time: nothing says which of them, so
    /// nothing of any is shown as leaving. Nil elsewhere.
    package let mostCameras: Int?
    /// What has something of that time and stays unless a consent names it.
    package let withheld: [WithheldCamera]
    /// Labels that recordings of a camera and of something else share, which a seal asks about.
    package let mixedLabels: [FootageError]
    /// The cameras, by label: those with something of that time first.
    package let cameras: [Camera]

    /// Matches as if everything that is asked for were granted: of the cameras that the request names, and where it names
    /// none, of every one.
    ///
    /// - Parameter absent: the cameras of which it is meant that nothing of them is among the files.
    /// - Throws: ``ConsentRefusal`` for a request that nobody could consent to, such as one that has expired;
    ///   ``FootageError``, also for a camera the request names and no recording bears the name of.
    package init(_ request: DSSEEnvelope, _ search: FootageSearch, absent: Set<String> = []) throws {
        let asked = try Request(verifying: request)
        let reaching = search.recordings.filter { $0.span.intersection(asked.window) != nil }
        let (cameras, mostCameras) = Self.granted(
            of: asked.cameras, among: Set(reaching.map(\.camera)), of: search.cameras)
        // A grant names somebody's camera, also where there is none.
        let authorization = try Authorization.asIf(
            request,
            (cameras.isEmpty ? ["none"] : cameras).map {
                Grant(camera: $0, window: asked.window, audio: asked.wanted.audio, stills: false)
            })
        try self.init(
            authorization, granted: nil, mostCameras: mostCameras, search,
            absent: cameras.isEmpty ? absent.union(["none"]) : absent)
    }

    /// Of which cameras all that is asked for would be granted; nil stands for every one.
    ///
    /// - Parameters:
    ///   - present: those that have something of the time.
    ///   - all: every one there is a recording of.
    /// - Returns: the cameras, and their limit where more of them have that time than are asked for.
    private static func granted(
        of limit: CameraLimit?, among present: Set<String>, of all: [String]
    ) -> (cameras: [String?], most: Int?) {
        switch limit {
        case nil: return ([nil], nil)
        case .labels(let labels): return (labels, nil)
        case .count(let most):
            let chosen = (present.isEmpty ? all : present.sorted()).prefix(most)
            return (Array(chosen), present.count > most ? most : nil)
        }
    }

    /// Matches what was agreed to.
    ///
    /// - Parameters:
    ///   - authorization: a consent that holds.
    ///   - absent: the cameras of which it is meant that nothing of them is among the files.
    /// - Throws: ``FootageError``, also for a camera the consent names and no recording bears the name of.
    package init(
        under authorization: Authorization, _ search: FootageSearch, absent: Set<String> = []
    ) throws(FootageError) {
        try self.init(
            authorization, granted: authorization.grants, mostCameras: nil, search, absent: absent)
    }

    private init(
        _ authorization: Authorization, granted: [GrantedWindow]?, mostCameras: Int?, _ search: FootageSearch,
        absent: Set<String>
    ) throws(FootageError) {
        let requested = authorization.request.window
        let plan = try SealPlan(
            authorization, recordings: search.recordings, cameras: search.cameras, insideOnly: false,
            lossless: false, unread: search.unread, absent: absent, isBounded: false)
        withheld = plan.withheld
        mixedLabels = plan.mixedLabels
        self.requested = requested
        self.granted = granted
        self.mostCameras = mostCameras
        let reaching = search.recordings.filter { $0.span.intersection(requested) != nil }
        let recordings = Dictionary(grouping: reaching, by: \.camera)
        let leaving = mostCameras == nil ? plan.cuts.map(\.cut) : []
        let cuts = Dictionary(grouping: leaving, by: \.recording.camera)
        let cameras = Set(search.cameras).union(recordings.keys).sorted().map { label in
            let own = recordings[label] ?? []
            return Camera(
                label: label, recordings: own, coverage: Coverage(of: requested, by: own),
                cuts: cuts[label] ?? [])
        }
        self.cameras = cameras.filter { !$0.recordings.isEmpty } + cameras.filter(\.recordings.isEmpty)
    }

    /// How much of each kind would leave.
    package struct Total: Sendable, Hashable {
        /// How many objects.
        package var count = 0
        /// How long they are together, in nanoseconds.
        package var nanoseconds: Int64 = 0
        /// How large they are at most, in bytes, before padding; nil where only making them would tell.
        package var maximumBytes: UInt64? = 0
        /// How many pictures are encoded anew.
        package var pictures = 0

        init(_ leaving: [Leaving]) {
            count = leaving.count
            for part in leaving {
                nanoseconds = nanoseconds.addingClamped(part.window.durationNanoseconds)
                maximumBytes = maximumBytes.flatMap { sum in
                    part.object.maximumSize.map { sum.addingClamped($0) }
                }
                pictures += part.object.pictures ?? 0
            }
        }
    }

    /// The original packets that would leave, and what would be encoded anew.
    package static func totals(of leaving: [Leaving]) -> (masters: Total, derivatives: Total) {
        (
            Total(leaving.filter { !$0.object.role.isDerivative }),
            Total(leaving.filter(\.object.role.isDerivative))
        )
    }
}
