import Bundle
import Cutting
import Objects
import Recordings
import Records
import Statements

/// Is what the record says is missing, and why, so in the recordings given? The cut is planned anew from each of them, by
/// what plans it for a seal (docs/spec/record.md, Completeness, With the recording).
struct SourceReasons {
    private(set) var verdict: Verdict

    /// A recording that is at hand, with what could be cut from it.
    private struct Planned {
        let facts: RecordingFacts
        /// What the file is called.
        let name: String
        let recording: Recording
        /// All that could be handed over.
        let cuts: [CutPlan]
        /// The same, with what the record says was left out left out.
        let asSealed: [CutPlan]
    }

    /// What the decoder cannot make good of a lead-in or lead-out.
    private struct Shortfall {
        let role: ObjectRole
        let window: Window
        let missing: UInt64
        let damaged: UInt64
    }

    /// Something of the record that the file says otherwise.
    private struct Flaw: Error {
        let reason: String
    }

    private let record: Record
    /// What the decoder cannot make good of the lead-ins and lead-outs that were decoded again, by recording.
    private var shortfalls: [String: [Shortfall]] = [:]
    /// What no file shows.
    private var words: [String] = []

    /// - Parameters:
    ///   - pairs: the recordings given; of other copies nothing is told.
    ///   - authorization: the consent; nil where it does not hold.
    /// - Throws: what reading a file throws.
    init(_ record: Record, _ pairs: [SourceChecks.Pair], _ authorization: Authorization?) throws {
        self.record = record
        verdict = .ok
        guard let authorization else {
            verdict = .notChecked(reason: "the consent does not hold")
            return
        }
        let grants = GrantsOfCameras(authorization, of: pairs.map(\.recording.camera))
        do {
            var planned: [Planned] = []
            for pair in pairs {
                guard pair.flaw == nil else {
                    words.append("\(pair.name) is another copy than the one that was sealed")
                    continue
                }
                let one: Planned
                do {
                    one = try Self.plan(pair, grants.cut(of: pair.recording.camera), record.objects)
                } catch {
                    words.append(
                        "\(pair.name) cannot be cut here (\(error)), so what is said of it is the word of who sealed"
                    )
                    continue
                }
                try checkLeftOut(one)
                try checkGaps(naming: one)
                planned.append(one)
            }
            try checkUnnamed(planned)
        } catch let flaw as Flaw {
            verdict = .failed(reason: flaw.reason)
            return
        }
        if let first = words.first { verdict = .notChecked(reason: first) }
    }

    private static func plan(
        _ pair: SourceChecks.Pair, _ grants: [GrantedWindow], _ objects: [ObjectFacts]
    ) throws(FootageError) -> Planned {
        let facts = pair.recording
        let recording = try Recording.placed(pair.path, as: facts)
        var cuts: [CutPlan] = []
        for grant in grants { cuts += try recording.plans(grant) }
        let reason = facts.leftOut.lazy.compactMap { part -> LeftOutPart.PictureReason? in
            guard case .pictures(_, _, let reason) = part else { return nil }
            return reason
        }.first
        let asSealed = reason.map { reason in cuts.map { $0.withoutDerivatives(because: reason) } } ?? cuts
        // What nothing came of has nothing that is left out of it; the gaps tell of it.
        let own = objects.filter { $0.recording == facts.id }
        return Planned(
            facts: facts, name: pair.name, recording: recording, cuts: cuts,
            asSealed: asSealed.filter { cut in
                !cut.objects.isEmpty
                    && own.contains { $0.window.intersection(cut.window) != nil }
            })
    }

    // MARK: - Left out

    private mutating func checkLeftOut(_ one: Planned) throws {
        let (found, said) = (one.asSealed.flatMap(\.leftOut), one.facts.leftOut)
        if let part = said.first(where: { !Self.isSo($0, in: one.asSealed) }) {
            throw Flaw(
                reason: "\(one.name): the record says that this was left out, and by the file it is not so: "
                    + part.inWords(one.facts.tracks))
        }
        // That every track is told of, a record is asked without its recordings (RecordReasons).
        if let part = found.first(where: { part in !part.isOfTrack && !said.contains { Self.same($0, part) } }
        ) {
            throw Flaw(
                reason: "\(one.name): by the file this is left out, and the record does not say so: "
                    + part.inWords(one.facts.tracks))
        }
        for case .pictures(let pictures, let window, .noDecoder) in said {
            words.append(
                "that nothing could decode \(counted(pictures, "picture")) of \(one.name) from \(window.from) on is the word of who "
                    + "sealed")
        }
        for case .damaged(let role, let missing, let damaged) in one.facts.leftOut {
            try checkDamage(one, role, missing: missing, damaged: damaged)
        }
    }

    /// Whether a part is left out of every cut that it is said of; what is damaged is looked at by itself.
    private static func isSo(_ part: LeftOutPart, in cuts: [CutPlan]) -> Bool {
        switch part {
        case .damaged: return true
        case .track(let track, let reason, let window):
            let meant = cuts.filter { cut in
                window.map { $0.intersection(cut.grant.window) != nil } ?? true
            }
            return !meant.isEmpty
                && meant.allSatisfy { cut in
                    cut.leftOut.contains { part in
                        guard case .track(track, reason, _) = part else { return false }
                        return true
                    }
                }
        case .pictures, .undecodable, .fields, .clockJump, .cutShort, .hidden:
            return cuts.contains { cut in cut.leftOut.contains { same($0, part) } }
        }
    }

    /// Whether two parts say the same, but for the rounding of a window.
    private static func same(_ one: LeftOutPart, _ other: LeftOutPart) -> Bool {
        guard case .pictures(let pictures, let window, let reason) = one,
            case .pictures(pictures, let second, reason) = other
        else {
            guard case .hidden(let pictures, let window) = one, case .hidden(pictures, let second) = other
            else {
                return one == other
            }
            return holds(window, second) && holds(second, window)
        }
        return holds(window, second) && holds(second, window)
    }

    /// Decodes what is said to be damaged again.
    private mutating func checkDamage(
        _ one: Planned, _ role: ObjectRole, missing: UInt64, damaged: UInt64
    ) throws {
        guard role == .leadIn || role == .leadOut else {
            words.append(
                "that pictures of \(one.name) are damaged in the \(role.rawValue) is the word of who sealed")
            return
        }
        let isSo = try shortfalls(of: one).contains {
            $0.role == role && $0.missing == missing && $0.damaged == damaged
        }
        guard !isSo else { return }
        throw Flaw(
            reason: "\(one.name): the record says that it is damaged, and by the file it is not so: "
                + LeftOutPart.damaged(role, missing: missing, damaged: damaged).inWords(one.facts.tracks))
    }

    /// Decoded once, however often the record speaks of it.
    private mutating func shortfalls(of one: Planned) throws -> [Shortfall] {
        if let known = shortfalls[one.facts.id] { return known }
        let found = try one.asSealed.flatMap { cut in
            try cut.objects.filter { $0.role == .leadIn || $0.role == .leadOut }.map { object in
                let (missing, damaged) = try cut.shortfall(of: object)
                return Shortfall(
                    role: object.role, window: object.window, missing: missing, damaged: damaged)
            }
        }
        shortfalls[one.facts.id] = found
        return found
    }

    // MARK: - Gaps

    /// Rounding to the nanosecond, twice, and a little more.
    private static let allowance: Int64 = 1_000

    private static func holds(_ outer: Window, _ inner: Window) -> Bool {
        outer.from.nanoseconds(since: inner.from) <= allowance
            && inner.to.nanoseconds(since: outer.to) <= allowance
    }

    private static func flaw(_ gap: Gap, _ name: String) -> Flaw {
        Flaw(reason: "\(name): by the file this is not so: \(gap.inWords)")
    }

    /// What the gaps say that name a recording.
    private mutating func checkGaps(naming one: Planned) throws {
        let expected = one.cuts.flatMap { cut in
            cut.picturesLeftOut(one.facts.id)
                + [LeftOutPart.PictureReason.originalsOnly, .noDecoder].flatMap {
                    cut.withoutDerivatives(because: $0).picturesLeftOut(one.facts.id)
                }
        }
        for gap in record.gaps where gap.reason.recording == one.facts.id {
            switch gap.reason {
            case .undecodable, .originalsOnly, .noDecoder:
                guard
                    expected.contains(where: { $0.reason == gap.reason && Self.holds($0.window, gap.window) })
                else { throw Self.flaw(gap, one.name) }
                if case .noDecoder(_, let pictures) = gap.reason {
                    words.append(
                        "that nothing could decode \(counted(pictures, "picture")) of \(one.name) is the word of who sealed"
                    )
                }
            case .damaged(_, let pictures):
                let isSo = try shortfalls(of: one).contains {
                    $0.missing == pictures && $0.window.intersection(gap.window) != nil
                }
                guard isSo else { throw Self.flaw(gap, one.name) }
            case .clockJump:
                guard case .clockJump = one.recording.doubt,
                    one.recording.span.to.nanoseconds(since: gap.window.from) <= Self.allowance
                else { throw Self.flaw(gap, one.name) }
            case .hidden:
                guard
                    one.recording.hiddenParts(of: gap.window).contains(where: { Self.holds($0, gap.window) })
                else {
                    throw Self.flaw(gap, one.name)
                }
            case .noneRecorded, .noRecording, .cameraNotGiven, .nothingWhole, .unreadable: break
            }
        }
        let gaps = record.gaps.filter { gap in
            guard case .noneRecorded(one.facts.id) = gap.reason else { return false }
            return true
        }
        for (track, gaps) in Dictionary(grouping: gaps, by: \.track) {
            if let gap = try Self.contradicted(gaps, by: one, track: track, anew: true) {
                throw Self.flaw(gap, one.name)
            }
        }
    }

    /// What the gaps say of a camera as a whole: that no recording of it covers a time, or none that could be handed over.
    private mutating func checkUnnamed(_ planned: [Planned]) throws {
        let hasAnew = record.objects.contains { $0.role == .leadIn || $0.role == .leadOut }
        for one in planned {
            let own = record.gaps.filter { $0.camera == nil || $0.camera == one.facts.camera }
            let gaps = own.filter { gap in
                switch gap.reason {
                case .noRecording, .unreadable, .clockJump(recording: nil), .hidden(recording: nil): true
                default: false
                }
            }
            let none = own.filter { $0.reason == .nothingWhole }
            if let gap = try Self.contradicted(gaps, by: one, track: nil, anew: true)
                ?? Self.contradicted(none, by: one, track: nil, anew: hasAnew)
            {
                throw Self.flaw(gap, one.name)
            }
        }
        for gap in record.gaps where gap.reason.recording == nil {
            words.append(
                "no file given contradicts that \(gap.reason.inWords), from \(gap.window.from) for "
                    + "\(gap.window.lengthInWords); that there is no other recording is the word of who sealed"
            )
            break
        }
    }

    /// The first of some gaps that the recording has something in that could be handed over.
    private static func contradicted(
        _ gaps: [Gap], by one: Planned, track: Int?, anew: Bool
    ) throws(FootageError) -> Gap? {
        guard !gaps.isEmpty else { return nil }
        for cut in one.cuts {
            if let place = try cut.windowHandedOver(gaps.map(\.window), ofTrack: track, anew: anew) {
                return gaps[place]
            }
        }
        return nil
    }
}

extension LeftOutPart {
    fileprivate var isOfTrack: Bool { if case .track = self { true } else { false } }
}
