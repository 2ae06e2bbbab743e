/// Whether what was granted is in a bundle, or said not to be: one rule for who seals and who verifies
/// (docs/spec/record.md, Completeness).
public struct Completeness: Sendable {
    /// A stretch of granted time that neither a clip nor a stated gap accounts for.
    public struct Hole: Sendable, Hashable {
        /// The camera; nil for all together.
        public let camera: String?
        /// The time.
        public let window: Window
        /// The sound track that is silent then; nil where the pictures, or all there is of the camera, are missing.
        public let sound: Sound?
        /// The place of the object that ends where it begins, and of the one that begins where it ends; nil at the
        /// window's own ends and at stated gaps.
        public let neighbours: Neighbours

        /// A sound track.
        public struct Sound: Sendable, Hashable {
            /// The ``RecordingFacts/id`` of its recording.
            public let recording: String
            /// Its ``SourceTrack/index``.
            public let track: Int
        }

        /// What lies beside a hole.
        public struct Neighbours: Sendable, Hashable {
            /// The object before it.
            public let before: Int?
            /// The object behind it.
            public let after: Int?
        }
    }

    /// What nothing accounts for, by camera and time.
    public let holes: [Hole]
    /// Why something the record says of what is missing is not so; nil where nothing shows that.
    public let flaw: String?
    private let footage: HeldFootage

    /// Holds a record against what is stored.
    ///
    /// - Parameters:
    ///   - grants: of the consent.
    ///   - runs: of every track of every object but stills, as it was read.
    public init(of record: Record, grants: [GrantedWindow], runs: [TrackRuns]) {
        let footage = HeldFootage(record, runs)
        let granted = GrantedTime(grants, of: footage)
        holes =
            Self.pictures(record, footage, granted) + Self.sound(record, footage, granted)
        flaw = GapFlaws(record, footage, granted).first
        self.footage = footage
    }

    /// What does not hold, in words; nil where all does.
    public var flawInWords: String? {
        guard let hole = holes.first else { return flaw }
        let what =
            hole.sound.map { "the sound of track \($0.track) of \($0.recording)" }
            ?? hole.camera.map { "“\($0)”" } ?? "every camera"
        let others = holes.count > 1 ? ", and \(holes.count - 1) more stretches" : ""
        return
            "\(hole.window.lengthInWords) of \(what) from \(hole.window.from) on was agreed to, is not in the bundle, and "
            + "nothing says why\(others)"
    }

    /// With more cameras than that, a grant of all of them counts as of one.
    public static let camerasApart = GrantedTime.camerasApart

    /// Gaps without the time that clips are of: an original may hold a part of what was to be encoded anew, and another
    /// recording of the camera may cover it.
    public static func withoutWhatIsThere(_ gaps: [Gap], of record: Record, runs: [TrackRuns]) -> [Gap] {
        let footage = HeldFootage(record, runs)
        var ofCamera: [String?: HeldBlocks] = [:]
        return gaps.flatMap { gap -> [Gap] in
            guard gap.subject != .sound else { return [gap] }
            let blocks =
                ofCamera[gap.camera]
                ?? HeldBlocks(footage.recordings(of: gap.camera).flatMap(\.main).flatMap(\.held))
            ofCamera[gap.camera] = blocks
            return blocks.absent(from: gap.window).map {
                Gap(
                    camera: gap.camera, window: $0, subject: gap.subject, track: gap.track,
                    reason: gap.reason)
            }
        }
    }

    /// Whether a gap is shown to be the recording's own: it lies inside one original, between access units that follow
    /// each other in the recording committed to.
    public func isShown(_ gap: Gap) -> Bool {
        guard case .noneRecorded(let id) = gap.reason, let recording = footage.recording(id) else {
            return false
        }
        let parts = gap.track.map { recording.sound[$0] ?? [] } ?? recording.main
        return parts.contains {
            $0.places != nil && $0.first <= gap.window.from && $0.last >= gap.window.to
        }
    }

    // MARK: - Pictures

    private static func pictures(
        _ record: Record, _ footage: HeldFootage, _ granted: GrantedTime
    ) -> [Hole] {
        let gaps = Dictionary(grouping: record.gaps.filter { $0.subject != .sound }, by: \.camera)
        return granted.subjects.flatMap { subject -> [Hole] in
            let stated =
                (gaps[subject.camera] ?? []) + (subject.camera == nil ? [] : gaps[.none] ?? [])
            let blocks = HeldBlocks(
                footage.recordings(of: subject.camera).flatMap(\.main).flatMap(\.held)
                    + stated.map(\.window.held))
            return subject.time.windows.flatMap(blocks.holes).map {
                Hole(
                    camera: subject.camera, window: $0.window, sound: nil,
                    neighbours: .init(before: $0.before?.object, after: $0.after?.object))
            }
        }
    }

    // MARK: - Sound

    private static func sound(
        _ record: Record, _ footage: HeldFootage, _ granted: GrantedTime
    ) -> [Hole] {
        struct Key: Hashable {
            var recording: String
            var track: Int
        }
        var ofTrack: [Key: [Window]] = [:]
        var ofCamera: [String?: [Window]] = [:]
        for gap in record.gaps {
            if let track = gap.track, let id = gap.reason.recording {
                ofTrack[Key(recording: id, track: track), default: []].append(gap.window)
            } else if gap.subject == .everything {
                ofCamera[gap.camera, default: []].append(gap.window)
            }
        }
        var holes: [Hole] = []
        for recording in footage.recordings where !recording.sound.isEmpty {
            guard let span = recording.span else { continue }
            let (id, camera) = (recording.facts.id, recording.facts.camera)
            let main = SortedRuns(recording.main.lazy.flatMap(\.runs))
            let time = granted.sound(of: camera).touching(from: span.from, to: span.to).map { window in
                (window: window, needed: main.time(in: window))
            }
            for (track, parts) in recording.sound.sorted(by: { $0.key < $1.key }) {
                let leftOut = recording.facts.leftOut.compactMap { part -> Window? in
                    guard case .track(track, _, let window?) = part else { return nil }
                    return window
                }
                let stated =
                    (ofTrack[Key(recording: id, track: track)] ?? []) + leftOut + (ofCamera[camera] ?? [])
                    + (ofCamera[.none] ?? [])
                let blocks = HeldBlocks(parts.flatMap(\.held) + stated.map(\.held))
                for (window, needed) in time {
                    guard let needed,
                        parts.contains(where: { $0.first < window.to && $0.last >= window.from })
                    else { continue }
                    holes += blocks.holes(in: needed).map {
                        Hole(
                            camera: camera, window: $0.window, sound: .init(recording: id, track: track),
                            neighbours: .init(before: $0.before?.object, after: $0.after?.object))
                    }
                }
            }
        }
        return holes
    }
}

extension Window {
    /// The time of a stated gap.
    fileprivate var held: HeldTime { HeldTime(from: from, to: to, rhythm: 0, object: nil) }
}
