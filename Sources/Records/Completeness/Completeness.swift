import Statements

/// Whether what was granted is in a bundle, or said not to be: one rule for who seals and who verifies
/// (docs/spec/record.md, Completeness).
package struct Completeness: Sendable {
    /// A stretch of granted time that neither a clip nor a stated gap accounts for.
    package struct Hole: Sendable, Hashable {
        /// The camera; nil for all together.
        package let camera: String?
        /// The time.
        package let window: Window
        /// The sound track that is silent then; nil where the pictures, or all there is of the camera, are missing.
        package let sound: Sound?
        /// The place of the object that ends where it begins, and of the one that begins where it ends; nil at the
        /// window's own ends and at stated gaps.
        package let neighbours: Neighbours

        /// A sound track.
        package struct Sound: Sendable, Hashable {
            /// The ``RecordingFacts/id`` of its recording.
            package let recording: String
            /// Its ``SourceTrack/index``.
            package let track: Int
        }

        /// What lies beside a hole.
        package struct Neighbours: Sendable, Hashable {
            /// The object before it.
            package let before: Int?
            /// The object behind it.
            package let after: Int?
        }
    }

    /// What nothing accounts for, by camera and time.
    package let holes: [Hole]
    /// Where a recording goes on and nothing of it is there, while others of its camera are.
    package let interruptions: [Hole]
    /// Why something the record says of what is missing is not so; nil where nothing shows that.
    package let flaw: String?
    private let footage: HeldFootage

    /// Holds a record against what is stored.
    ///
    /// - Parameters:
    ///   - grants: of the consent.
    ///   - runs: of every track of every object but stills, as it was read.
    package init(of record: Record, grants: [GrantedWindow], runs: [TrackRuns]) {
        let footage = HeldFootage(record, runs)
        let granted = GrantedTime(grants, of: footage)
        let gaps = StatedTime(record.gaps)
        holes =
            Self.pictures(record, footage, granted) + Self.sound(record, footage, granted, gaps)
        interruptions = Self.interruptions(footage, granted, gaps)
        flaw = GapFlaws(record, footage, granted).first
        self.footage = footage
    }

    /// What does not hold, in words; nil where all does.
    package var flawInWords: String? {
        guard let hole = holes.first else {
            guard let interruption = interruptions.first else { return flaw }
            return
                "a recording of \(interruption.camera.map { "“\($0)”" } ?? "a camera") goes on, and nothing of it is in the "
                + "bundle from \(interruption.window.from) on for \(interruption.window.lengthInWords), which was agreed to; "
                + "nothing says why"
        }
        let what =
            hole.sound.map { "the sound of track \($0.track) of \($0.recording)" }
            ?? hole.camera.map { "“\($0)”" } ?? "every camera"
        let others = holes.count > 1 ? ", and \(holes.count - 1) more stretches" : ""
        return
            "\(hole.window.lengthInWords) of \(what) from \(hole.window.from) on was agreed to, is not in the bundle, and "
            + "nothing says why\(others)"
    }

    /// With more cameras than that, a grant of all of them counts as of one.
    package static let camerasApart = GrantedTime.camerasApart

    /// Gaps without the time that clips are of: an original may hold a part of what was to be encoded anew. One that names a
    /// recording is of that one alone. What is left of two microseconds and less is rounding, and no gap.
    package static func withoutWhatIsThere(_ gaps: [Gap], of record: Record, runs: [TrackRuns]) -> [Gap] {
        let footage = HeldFootage(record, runs)
        var ofCamera: [String?: HeldBlocks] = [:]
        return gaps.flatMap { gap -> [Gap] in
            guard gap.subject != .sound else { return [gap] }
            let blocks: HeldBlocks
            if gap.subject == .pictures, let id = gap.reason.recording {
                blocks = footage.recording(id)?.blocks ?? HeldBlocks([])
            } else {
                blocks = ofCamera[gap.camera] ?? footage.blocks(of: gap.camera)
                ofCamera[gap.camera] = blocks
            }
            return blocks.absent(from: gap.window).map {
                Gap(
                    camera: gap.camera, window: $0, subject: gap.subject, track: gap.track,
                    reason: gap.reason)
            }
        }.filter { $0.window.durationNanoseconds > HeldBlocks.allowance }
    }

    /// Whether a gap is shown to be the recording's own: it lies inside one original, between access units that follow
    /// each other in the recording committed to.
    package func isShown(_ gap: Gap) -> Bool {
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
        _ record: Record, _ footage: HeldFootage, _ granted: GrantedTime, _ gaps: StatedTime
    ) -> [Hole] {
        var holes: [Hole] = []
        for recording in footage.recordings where !recording.sound.isEmpty {
            guard let span = recording.span else { continue }
            let (id, camera) = (recording.facts.id, recording.facts.camera)
            let time = granted.sound(of: camera).touching(from: span.from, to: span.to)
            let everything = gaps.everything(of: camera)
            var leftOut: [Int: [HeldTime]] = [:]
            for case .track(let track, _, let window?) in recording.facts.leftOut {
                leftOut[track, default: []].append(window.held)
            }
            for (track, parts) in recording.sound.sorted(by: { $0.key < $1.key }) {
                let reach = HeldBlocks(
                    parts.map { HeldTime(from: $0.first, to: $0.last, rhythm: 0, object: nil) })
                let blocks = HeldBlocks(
                    parts.flatMap(\.held) + gaps.sound(of: id, track: track) + (leftOut[track] ?? []))
                for window in time {
                    guard reach.extent(in: window) != nil,
                        let main = recording.blocks.extent(in: window),
                        let needed = try? Window(from: main.from, to: main.to)
                    else { continue }
                    holes += everything.remaining(of: blocks.holes(in: needed)).map {
                        Hole(
                            camera: camera, window: $0.window, sound: .init(recording: id, track: track),
                            neighbours: .init(before: $0.before?.object, after: $0.after?.object))
                    }
                }
            }
        }
        return holes
    }

    // MARK: - Recordings that go on

    /// What is granted before the first instant of a recording that began earlier, or behind the last of one that goes on,
    /// in each granted window that something of it is in.
    private static func interruptions(
        _ footage: HeldFootage, _ granted: GrantedTime, _ gaps: StatedTime
    ) -> [Hole] {
        var holes: [Hole] = []
        for recording in footage.recordings {
            guard let committed = recording.committed, recording.span != nil else { continue }
            let camera = recording.facts.camera
            let time = granted.time(of: camera)
            var places: [Int: (from: UInt64, to: UInt64)] = [:]
            for part in recording.main {
                guard let window = time.place(of: part.first) else { continue }
                for range in recording.places(part) {
                    let known = places[window] ?? (range.lowerBound, range.upperBound)
                    places[window] = (
                        min(known.from, range.lowerBound), max(known.to, range.upperBound)
                    )
                }
            }
            guard !places.isEmpty else { continue }
            let everything = gaps.everything(of: camera)
            let blocks = HeldBlocks(recording.main.flatMap(\.held) + gaps.pictures(of: recording.facts.id))
            for (place, range) in places.sorted(by: { $0.key < $1.key }) {
                let window = time.windows[place]
                guard let there = recording.blocks.extent(in: window) else { continue }
                var parts: [Window?] = []
                if range.from > 0 { parts.append(try? Window(from: window.from, to: there.from)) }
                if range.to < committed, !recording.jumps(at: there.to) {
                    parts.append(try? Window(from: there.to, to: window.to))
                }
                holes += parts.compactMap(\.self).flatMap {
                    everything.remaining(of: blocks.holes(in: $0))
                }.map {
                    Hole(
                        camera: camera, window: $0.window, sound: nil,
                        neighbours: .init(before: $0.before?.object, after: $0.after?.object))
                }
            }
        }
        return holes
    }
}

/// The time of stated gaps, by what they are of.
private struct StatedTime {
    private struct Sound: Hashable {
        var recording: String
        var track: Int
    }

    private var ofTrack: [Sound: [HeldTime]] = [:]
    private var ofRecording: [String: [HeldTime]] = [:]
    private var ofCamera: [String: HeldBlocks] = [:]
    private let ofAll: HeldBlocks

    init(_ gaps: [Gap]) {
        var everything: [String?: [HeldTime]] = [:]
        for gap in gaps {
            switch (gap.subject, gap.track, gap.reason.recording) {
            case (.sound, let track?, let id?):
                ofTrack[Sound(recording: id, track: track), default: []].append(gap.window.held)
            case (.pictures, _, let id?): ofRecording[id, default: []].append(gap.window.held)
            case (.everything, _, _): everything[gap.camera, default: []].append(gap.window.held)
            default: break
            }
        }
        let ofAll = everything[.none] ?? []
        self.ofAll = HeldBlocks(ofAll)
        for (camera, times) in everything {
            if let camera { ofCamera[camera] = HeldBlocks(times + ofAll) }
        }
    }

    func everything(of camera: String) -> HeldBlocks { ofCamera[camera] ?? ofAll }
    func pictures(of recording: String) -> [HeldTime] { ofRecording[recording] ?? [] }
    func sound(of recording: String, track: Int) -> [HeldTime] {
        ofTrack[Sound(recording: recording, track: track)] ?? []
    }
}

extension Window {
    /// The time of a stated gap.
    fileprivate var held: HeldTime { HeldTime(from: from, to: to, rhythm: 0, object: nil) }
}
