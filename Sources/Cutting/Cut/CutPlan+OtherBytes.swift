import Objects
import Recordings
import Records
import CFFmpeg

extension CutPlan {
    /// What of the originals that would be handed over is no picture or sound, by kind: the window is read once for it.
    ///
    /// - Throws: ``FootageError``.
    package func otherBytes() throws -> [OtherBytes] {
        guard let object = objects.first(where: { $0.role == .master }) else { return [] }
        let file = try recording.open()
        // Describing a track may lose the place that is read from.
        let describing = try MediaInput(file, index: .around([:]))
        let input = try MediaInput(file, index: recording.index(around: object.window))
        input.places = places
        let picture = picture?.master == nil ? nil : picture
        var open = Set(sound.map(\.track))
        if let picture { open.insert(picture.track) }
        var tallies: [Int: OtherBytesTally] = [:]
        var hashers: [Int: UnitHasher] = [:]
        for track in recording.tracks where open.contains(track.index) {
            let description = describing.description(of: track)
            tallies[track.index] = try OtherBytesTally(description)
            hashers[track.index] = try UnitHasher(
                CanonicalBytes(try input.parameters(track.index)), codec: track.codec,
                sets: ParameterSets(description))
        }
        try input.select(open)
        try WindowEntry(picture, sound, of: recording.tracks)?.enter(input)
        let packet = try Packet()
        while !open.isEmpty, try input.read(into: packet) {
            guard let pts = packet.pts, let dts = packet.dts else { continue }
            if let picture, picture.track == packet.track {
                if dts >= picture.window.upperBound { open.remove(packet.track) }
            } else if let sound = sound.first(where: { $0.track == packet.track }),
                pts >= sound.window.upperBound
            {
                open.remove(packet.track)
            }
            if takes(packet) {
                _ = try hashers[packet.track]?.parts(
                    of: packet.bytes, under: nil, tally: tallies[packet.track])
            } else {
                try hashers[packet.track]?.follow(packet.bytes)
            }
        }
        return OtherBytesTally.table(of: Array(tallies.values))
    }
}
