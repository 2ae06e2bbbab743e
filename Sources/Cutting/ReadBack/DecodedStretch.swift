/// A run of access units of one track of a master that is decoded twice, once as it leaves and once as the recording has it
/// (docs/spec/cutting.md, Decoded again).
package struct DecodedStretch: Sendable, Hashable {
    /// The `track_ID` in the object.
    var track: Int
    /// The decoding time of its first access unit in the recording, in the source track's unit.
    var sourceDTS: Int64
    /// The same in the object, in its track's unit.
    var objectDTS: Int64
    /// How many access units it has, at least 1.
    var count: Int
    /// Where the fragment begins that holds the first, in bytes from the start of the object; nil until that is written.
    var offset: UInt64?

    /// So many access units of a group of pictures are decoded at most: more than ten seconds of any camera have. Some
    /// cameras begin a group once and never again.
    static let longestGroup = 600
}

/// What of a master was decoded again and is what the recording decodes to.
package struct DecodedAgain: Sendable, Hashable {
    /// Pictures that are the same, sample for sample.
    package var pictures: UInt64 = 0
    /// Frames of sound that are the same, sample for sample.
    package var sound: UInt64 = 0
    /// Pictures and frames of sound that the decoder calls damaged in the recording too, and that came out otherwise: what it
    /// makes up for what is missing is its own.
    package var damaged: UInt64 = 0
    /// Source tracks that no decoder here knows, by their position in the file, in order.
    package var notDecoded: [Int] = []

    /// Nothing yet.
    package init() {}

    /// Takes in what another object shows.
    package mutating func add(_ other: DecodedAgain) {
        pictures += other.pictures
        sound += other.sound
        damaged += other.damaged
        notDecoded = Set(notDecoded + other.notDecoded).sorted()
    }
}
