/// Finds what a record refers to by id and number, each in the time of one look.
///
/// Where something is there twice, the first counts, as for who reads the record from its beginning.
package struct RecordIndex: Sendable {
    /// A recording with its tracks by their number.
    package struct Entry: Sendable {
        /// What the record says of it.
        package let facts: RecordingFacts
        /// Its place in the record.
        package let place: Int
        private let tracks: [Int: SourceTrack]
        private let committed: [Int: CommittedTrack]

        init(_ facts: RecordingFacts, place: Int) {
            self.facts = facts
            self.place = place
            tracks = Dictionary(facts.tracks.lazy.map { ($0.index, $0) }) { first, _ in first }
            committed = Dictionary((facts.commitment?.tracks ?? []).lazy.map { ($0.index, $0) }) {
                first, _ in first
            }
        }

        /// The track of a number.
        package func track(_ index: Int) -> SourceTrack? { tracks[index] }

        /// What is committed to of the track of a number.
        package func committedTrack(_ index: Int) -> CommittedTrack? { committed[index] }
    }

    private let recordings: [String: Entry]
    private let objects: [String: [Int]]

    /// The index of a record.
    package init(_ record: Record) { self.init(record.footage) }

    /// The index of what is described.
    package init(_ footage: DescribedFootage) {
        recordings = Dictionary(
            footage.recordings.enumerated().lazy.map { ($1.id, Entry($1, place: $0)) }
        ) { first, _ in first }
        objects = Dictionary(grouping: footage.objects.indices) { footage.objects[$0].recording }
    }

    /// The recording of an id.
    package func recording(_ id: String) -> Entry? { recordings[id] }

    /// The places in the record of the objects that are of a recording, in order.
    package func objects(ofRecording id: String) -> [Int] { objects[id] ?? [] }
}
