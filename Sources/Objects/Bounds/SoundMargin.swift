import Records

/// How far a packet of sound must stay from the ends of what was granted, as it carries sound of the frames beside it
/// (docs/spec/cutting.md, Sound).
struct SoundMargin: Sendable, Hashable {
    let reach: SoundReach
    /// The first tick granted and the first that is not any more, in the source's unit.
    let from: Int64
    let to: Int64
    let source: TimeBase
    let object: TimeBase
    /// What the object's times were reduced by, in the source's unit.
    let shift: Int64

    /// Whether a packet lies far enough inside.
    ///
    /// An object counts in whole samples, so several times of the source may become one of its own: the packet holds where
    /// it does for one of them.
    func holds(_ time: Int64, _ packet: UnsafeRawBufferPointer) -> Bool {
        let overlap = reach.overlap(packet)
        guard overlap > 0 else { return true }
        let length = max(1, Placement.convert(reach.samples(packet), from: object, to: source))
        let earliest = -Placement.convert(-time, from: object, to: source) + shift
        let latest = max(earliest, -Placement.convert(-time - 1, from: object, to: source) - 1 + shift)
        return latest - overlap * length >= from && earliest + length + overlap * length <= to
    }
}
