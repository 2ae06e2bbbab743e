import Objects
import Recordings
import Records
import Statements

extension CutPlan {
    /// Which access units of the recording a derivative stands for.
    ///
    /// - Returns: nil for a master, and where there are no pictures.
    /// - Throws: ``FootageError/timesNotUsable(path:reason:)``.
    package func units(of object: PlannedObject) throws(FootageError) -> UnitSpan? {
        guard let track = recording.pictureTrack, let picture else { return nil }
        let ticks = try recording.ticks(of: object.window, track)
        switch object.role {
        case .master: return nil
        case .leadIn: return UnitSpan(.leadIn, from: ticks.lowerBound, end: ticks.upperBound)
        case .leadOut:
            guard picture.master != nil else { return nil }
            return UnitSpan(.leadOut, from: ticks.lowerBound, end: ticks.upperBound)
        case .still:
            guard let still = object.still else { return nil }
            // What is shown within this nanosecond is shown at it.
            let end = try recording.placement.firstTick(
                notBefore: still.asked.adding(nanoseconds: 1), in: track.timeBase)
            return UnitSpan(.still, from: still.pts, end: end)
        }
    }

    /// In the place of an object's, where the proofs are those of the recording's beginning.
    package static let beginning = -1

    /// The recording's access units from the first on, up to the one a master begins at, or the window's end; nil where no
    /// picture of the window is said to be undecodable.
    private var beginningSpan: UnitSpan? {
        guard let picture, !picture.undecodable.isEmpty else { return nil }
        return UnitSpan(
            .leadOut, from: .min, end: picture.master?.firstDTS ?? picture.window.upperBound)
    }

    /// Makes the proofs of its derivatives' access units, each with the place of its object in ``objects``, and that of the
    /// recording's ``beginning`` where it is said to be undecodable.
    func unitsProvers(ofTrack index: Int) throws(FootageError) -> [(object: Int, prover: UnitsProver)] {
        guard picture?.track == index else { return [] }
        var provers: [(object: Int, prover: UnitsProver)] = []
        for (place, object) in objects.enumerated() {
            guard let span = try units(of: object) else { continue }
            let start = span.kind == .leadOut ? picture?.master?.endDTS : nil
            provers.append((place, UnitsProver(span, startingAt: start)))
        }
        if let span = beginningSpan {
            provers.append((Self.beginning, UnitsProver(span, startingAt: .min)))
        }
        return provers
    }

    /// A span of decoding times, in the track's unit, that holds whatever shows a derivative's access units but for one at
    /// either end; nil for a master.
    func unitsSpan(ofObject place: Int) throws(FootageError) -> Range<Int64>? {
        if place == Self.beginning {
            guard let picture, let end = beginningSpan?.end else { return nil }
            return picture.headDTS..<max(picture.headDTS + 1, end + 1)
        }
        let object = objects[place]
        guard let picture, let span = try units(of: object) else { return nil }
        let start =
            switch span.kind {
            case .leadIn: picture.headDTS
            case .leadOut: picture.master?.endDTS ?? picture.headDTS
            case .still: object.still?.startDTS ?? picture.headDTS
            }
        return start..<max(start + 1, span.end + 1)
    }
}
