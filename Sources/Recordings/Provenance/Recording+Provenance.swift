import Objects
import Records
import CFFmpeg

extension Recording {
    /// The proofs of origin the file carries: C2PA content credentials in its container, and signatures of
    /// the camera among its pictures.
    ///
    /// It costs little, whatever the file's size: the headers of the top-level boxes are read, and of the pictures
    /// the first two groups. A proof that begins later is not found. Nothing is validated.
    ///
    /// - Returns: empty when there are none.
    /// - Throws: ``FootageError`` where the file cannot be read at all.
    package func provenance() throws(FootageError) -> [ProvenanceFacts] {
        try Self.provenance(in: try open(), pictureTrack: pictureTrack)
    }

    /// The proofs of origin that an opened file carries.
    static func provenance(
        in file: SourceFile, pictureTrack: SourceTrack?
    ) throws(FootageError) -> [ProvenanceFacts] {
        let input = try MediaInput(file, index: .ends)
        var facts: [ProvenanceFacts] = []
        if input.isISOBaseMedia, let credentials = try ContentCredentials(in: SourceBytes(file)) {
            facts.append(credentials.facts)
        }
        if let track = pictureTrack { facts += try signatures(in: input, track: track.index) }
        return facts
    }

    /// Groups of pictures that are looked at. A signature is sent with the first picture of the group behind
    /// the one it signs, so that the unit which ends the last of them belongs to them.
    private static let groups = 2
    private static let unitLimit = 600
    private static let byteLimit = 16 << 20

    private static func signatures(
        in input: MediaInput, track: Int
    ) throws(FootageError) -> [ProvenanceFacts] {
        let parameters = try input.parameters(track)
        guard var search = SignedVideo(parameters), let judge = RandomAccess(parameters) else { return [] }
        try input.select([track])
        let packet = try Packet()
        var starts = 0
        var bytes = 0
        while search.unitsSeen < unitLimit, bytes < byteLimit, starts <= groups {
            do {
                guard try input.read(into: packet) else { break }
            } catch .truncated {
                break  // Whether that hurts shows when it is cut.
            }
            search.look(at: packet.bytes)
            bytes += packet.size
            if judge.isClean(packet.bytes) { starts += 1 }
        }
        return search.facts
    }
}
