import Objects
import Records
import Glibc

/// What a look at a file's headers tells: enough to say whether it may reach into a window of time, and no more.
///
/// It holds what the file says and nothing of what it is taken for: the zone and the error of a clock are
/// applied afterwards, so a glance stays true when a person gives another zone.
package struct Glance: Sendable, Hashable {
    /// When the container says it was made, as RFC 3339 text; nil where it does not say.
    package var creationTime: String?
    /// How long it lasts, in nanoseconds; at least 1.
    package var durationNanoseconds: Int64
    /// By how much a thorough look may find it to begin earlier or end later, in nanoseconds.
    package var marginNanoseconds: Int64

    /// A glance from its parts.
    package init(creationTime: String?, durationNanoseconds: Int64, marginNanoseconds: Int64) {
        self.creationTime = creationTime
        self.durationNanoseconds = max(1, min(MediaTicks.longestRecording, durationNanoseconds))
        self.marginNanoseconds = max(0, min(MediaTicks.longestRecording, marginNanoseconds))
    }
}

/// What came of looking into a file.
package enum GlanceOutcome: Sendable, Hashable {
    /// It is a recording.
    case recording(Glance)
    /// It cannot be read as one, and why.
    case unreadable(FootageError)
}

extension GlanceOutcome {
    /// Looks into a file: into the headers alone where the container has them in one place, else the thorough way.
    package static func looking(into path: String) -> GlanceOutcome {
        looking { () throws(FootageError) in try SourceFile(path: path) }
    }

    /// The same of a file the walk came to, in the open folder it lies in; no link is followed.
    static func looking(into name: WalkedName, being identity: FileIdentity) -> GlanceOutcome {
        looking { () throws(FootageError) in
            let file = try SourceFile(name)
            guard file.identity.file == identity else {
                throw .notReadable(
                    path: name.path, cause: "another file took its place while it was looked at; try again")
            }
            return file
        }
    }

    private static func looking(
        into open: () throws(FootageError) -> SourceFile
    ) -> GlanceOutcome {
        do throws(FootageError) {
            let file = try open()
            if let glance = try MovieGlance.glance(at: SourceBytes(file)) { return .recording(glance) }
            return .recording(try Glance(probing: file))
        } catch {
            return .unreadable(error)
        }
    }

    /// Whether it depends on nothing but the file's content, so that it is worth remembering.
    var isOfContent: Bool {
        switch self {
        case .recording: true
        case .unreadable(.notARecording), .unreadable(.empty), .unreadable(.timesNotUsable): true
        case .unreadable: false
        }
    }
}

extension Glance {
    /// What a thorough look has as margin: the times of a container are rounded to its unit.
    private static let probedMargin: Int64 = 100_000_000

    /// Looks at a file with the media library, as for cutting.
    init(probing file: SourceFile) throws(FootageError) {
        let input = try MediaInput(file)
        let (main, extent) = try Recording.extent(of: try Recording.describe(input), in: input)
        self.init(
            creationTime: input.metadata["creation_time"],
            durationNanoseconds: try extent.nanoseconds(in: main.timeBase, path: file.path),
            marginNanoseconds: Self.probedMargin)
    }
}
