import CustodyDesk
import Cutting
import Handover
import Objects
import Outcomes
import Recordings
import Records
import Sealing
import Statements
import Synchronization
import Viewing

/// What would leave under what an owner chose and did not sign: worked out as a seal does it, to be looked at and played.
///
/// No key of the owner's is needed: the consent it takes is signed by keys that are made for it and forgotten with it, and
/// nothing can be sealed with it.
package final class DraftedHandover: Sendable {
    /// Names all that was chosen (``OwnersDraft/digest``).
    package let digest: String
    /// What would leave, in the order of a bundle.
    package let parts: [DraftedPart]
    package let sum: DraftedSum
    /// From when to when is granted.
    package let window: Window
    /// What was asked for and stays.
    package let kept: KeptBack
    /// Cameras with time of what is granted, which stay as nobody named them.
    package let withheld: [String]
    /// Granted time of which there is nothing.
    package let gaps: [DraftedGap]
    /// What has to be answered before anything of it can be sealed.
    package let questions: [DeskError]

    private let cuts: [(cut: CutPlan, object: PlannedObject)]
    /// How large parts turned out to be that had to be made for it.
    private let sizes = Mutex<[Int: UInt64]>([:])
    /// What players are given in front of a part's fragments.
    private let indexes = Mutex<[Int: SegmentIndex]>([:])
    /// What players stopped reading, to be read on.
    private let stopped = Mutex<[StoppedReading]>([])

    private struct StoppedReading {
        let part: Int
        let bytes: RemadeBytes
        let since: ContinuousClock.Instant
    }

    /// Works out what would leave.
    ///
    /// - Parameters:
    ///   - draft: what was chosen.
    ///   - path: of the request.
    ///   - choices: of the same draft; nil takes its own.
    /// - Throws: ``DeskError``, as a consent of these terms and a seal under it would be refused.
    package init(
        _ draft: OwnersDraft, answering path: String, _ choices: HandoverChoices? = nil,
        program: ProgramVersion, noting: (Note) -> Void
    ) throws(DeskError) {
        let request = try StatementInput<Request>(path)
        let terms = draft.terms
        let window = try terms.window(in: request.statement)
        let planned = try telling {
            let nobody = try Identity.generate(name: "nobody", role: .owner)
            let consent = try terms.consent(to: request, by: nobody, at: .now()).envelope
            return try PlannedHandover(
                of: request, consent: consent, by: nobody, choices ?? draft.choices(), program: program,
                noting: noting)
        }
        let plan = planned.plan
        digest = draft.digest
        self.window = window
        kept = terms.kept(of: request.statement, granting: window)
        withheld = Set(plan.withheld.map(\.camera)).sorted()
        gaps = plan.gaps.map(DraftedGap.init)
        questions = plan.questions.map { DeskError($0) }
        cuts = plan.cuts.flatMap { cut, _ in cut.objects.map { (cut, $0) } }
        var parts: [DraftedPart] = []
        for (group, cut) in plan.cuts.map(\.cut).enumerated() {
            for object in cut.objects {
                parts.append(DraftedPart(object, of: cut, number: parts.count + 1, group: group))
            }
        }
        self.parts = parts
        sum = DraftedSum(plan.cuts.map(\.cut))
    }

    /// The part of a number; nil where there is none.
    package subscript(number: Int) -> DraftedPart? {
        parts.indices.contains(number - 1) ? parts[number - 1] : nil
    }

    // MARK: - Playing

    /// How many readings are kept that were stopped: a player opens a file at several places, and reads each on. Each has a thread
    /// and a recording open.
    private static let mostStopped = 2

    /// What a player is given of a part, to be read from an offset on: the file that it would be in the bundle, with an index of
    /// its fragments in front of them where ``playedSize(of:)`` made one. A player jumps about in it, mostly ahead: a reading
    /// that was stopped before that place goes on, and nothing is made twice.
    package func played(_ part: DraftedPart, from offset: UInt64) -> RemadeBytes {
        let known = stopped.withLock { stopped -> RemadeBytes? in
            let places = stopped.indices.compactMap { index -> (index: Int, place: UInt64)? in
                guard stopped[index].part == part.number, let place = stopped[index].bytes.place,
                    place <= offset
                else { return nil }
                return (index, place)
            }
            return places.max { $0.place < $1.place }.map { stopped.remove(at: $0.index).bytes }
        }
        if let known { return known }
        let object = bytes(of: part)
        guard let index = indexes.withLock({ $0[part.number] }) else { return object }
        return RemadeBytes { sink in
            try withoutActuallyEscaping(sink) { sink in try index.put(into: object.each, sink) }
        }
    }

    /// Takes back what ``played(_:from:)`` gave, once nobody reads it.
    package func stops(_ bytes: RemadeBytes, of part: DraftedPart) {
        let tooMany = stopped.withLock { stopped -> StoppedReading? in
            stopped.append(StoppedReading(part: part.number, bytes: bytes, since: .now))
            return stopped.count > Self.mostStopped ? stopped.removeFirst() : nil
        }
        tooMany?.bytes.end()
    }

    /// Ends readings that were stopped so long ago: a recording that is open keeps its stick from being taken out.
    package func endStopped(after duration: Duration) {
        let old = stopped.withLock { stopped -> [StoppedReading] in
            let old = stopped.filter { $0.since.duration(to: .now) >= duration }
            stopped.removeAll { $0.since.duration(to: .now) >= duration }
            return old
        }
        for reading in old { reading.bytes.end() }
    }

    /// The file that a part would be in the bundle, made anew as it is read.
    package func bytes(of part: DraftedPart) -> RemadeBytes {
        let (cut, object) = cuts[part.number - 1]
        return RemadeBytes { sink in
            _ = try cut.write(
                object, size: { object.sealedSize(written: $0, padsSizes: true) }, to: sink)
        }
    }

    /// How large what a player is given of a part is, where it is known; nil where making it would take long.
    ///
    /// Where packets are only copied they are copied once for it, and the index of the fragments is made of them.
    package func playedSize(of part: DraftedPart) throws -> UInt64? {
        if let known = indexes.withLock({ $0[part.number] }) { return known.size }
        if let known = sizes.withLock({ $0[part.number] }) { return known }
        let (cut, object) = cuts[part.number - 1]
        guard !object.role.isDerivative else { return nil }
        guard object.announcedSize(padsSizes: true) != nil || cut.recording.size <= Self.mostCounted else {
            return nil
        }
        let bytes = bytes(of: part)
        guard let index = try SegmentIndex(bytes.each) else {
            let size = try bytes.count()
            learnt(size, of: part)
            return size
        }
        indexes.withLock { $0[part.number] = index }
        return index.size
    }

    /// Packets are copied at a gigabyte a second: of a file without an index, in which the window has to be looked for, up to so
    /// many bytes.
    private static let mostCounted: UInt64 = 256 << 20

    /// Notes how large a part turned out to be.
    package func learnt(_ size: UInt64, of part: DraftedPart) {
        sizes.withLock { $0[part.number] = size }
    }

    /// A part encoded anew as it is read, for a browser that cannot decode it: to be looked at, and nothing that leaves.
    ///
    /// - Parameter start: how much of it is passed over, in nanoseconds.
    package func shown(_ part: DraftedPart, from start: Int64 = 0) -> RemadeBytes {
        let name = part.recording
        return RemadeBytes { [self] sink in
            try withoutActuallyEscaping(sink) { sink in
                try PlayedCopyWriter(name) {
                    let bytes = self.bytes(of: part)
                    return { try bytes.read(into: $0, at: $1) }
                }.write(from: max(0, start), to: sink)
            }
        }
    }

    // MARK: - What is inside

    /// What of the originals is no picture or sound, by camera and kind. The granted time is read once for it.
    ///
    /// - Throws: ``DeskError``.
    package func messages() throws(DeskError) -> [DraftedMessages] {
        try telling {
            var sums: [String: [String: OtherBytes]] = [:]
            var done: Set<String> = []
            for (cut, object) in cuts where object.role == .master {
                // Parts of one window are read together.
                guard done.insert("\(cut.recording.path)\n\(object.window)").inserted else { continue }
                for row in try cut.otherBytes() {
                    var sum =
                        sums[cut.recording.camera]?[row.kind]
                        ?? OtherBytes(kind: row.kind, count: 0, bytes: 0)
                    sum.count = sum.count.addingClamped(row.count)
                    sum.bytes = sum.bytes.addingClamped(row.bytes)
                    sums[cut.recording.camera, default: [:]][row.kind] = sum
                }
            }
            return sums.keys.sorted().map { camera in
                let rows = (sums[camera] ?? [:]).values.sorted { ($1.bytes, $0.kind) < ($0.bytes, $1.kind) }
                return DraftedMessages(camera: camera, rows: rows)
            }
        }
    }
}
