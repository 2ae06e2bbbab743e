/// The file format of an object (docs/decisions/0012-quicktime-for-what-mp4-cannot-hold.md).
package enum ObjectContainer: String, Sendable, Hashable, CaseIterable {
    /// Fragmented MP4 (ISO/IEC 14496-12 and 14496-14).
    case mp4
    /// Fragmented QuickTime, for what MP4 cannot hold or players do not expect there.
    case mov
    /// A still (ISO/IEC 15948).
    case png

    /// Whether it has a name for a codec (docs/spec/objects.md, Codecs).
    package func holds(_ codec: Codec) -> Bool { codec.name(in: self) != nil }

    /// The format that holds most of the tracks of a master: all pictures first, then as many sound tracks as
    /// possible, and MP4 where both hold as many.
    package static func holding(picture: Codec?, sound: [Codec]) -> ObjectContainer {
        func count(_ container: ObjectContainer) -> Int {
            sound.filter(container.holds).count
                + (picture.map(container.holds) ?? true ? sound.count + 1 : 0)
        }
        return count(.mov) > count(.mp4) ? .mov : .mp4
    }
}
