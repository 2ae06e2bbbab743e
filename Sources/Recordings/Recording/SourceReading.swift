import Objects
import Records
import CFFmpeg
import Sealing

/// What a file itself says of a recording, to be held against what a record says of it.
package struct SourceReading: Sendable {
    /// The container format, as libavformat names it.
    package let container: String
    /// Every track, with its description where an object can hold it.
    package let tracks: [SourceTrack]
    /// When each picture and sound track begins, and its edit list, by the track's position.
    package let times: [Int: TrackTimes]
    /// The main track, and when its first picture is shown or its first sound is heard.
    package let origin: MediaInstant
    /// Facts in the container that identify the device.
    package let device: [String: String]
    /// The container's time of making, as it has it.
    package let creationTime: String?
    /// Proofs of origin that it carries.
    package let provenance: [ProvenanceFacts]

    /// Reads a file as it is read for a seal, but for its name.
    ///
    /// - Throws: ``FootageError``.
    package init(of path: String) throws(FootageError) {
        let file = try SourceFile(path: path)
        let input = try MediaInput(file)
        let found = try Recording.describe(input)
        let (main, extent) = try Recording.extent(of: found, in: input)
        origin = MediaInstant(track: main.index, time: extent.first)
        tracks = found.map { track in
            var track = track
            track.description = input.description(of: track)
            return track
        }
        times = try Self.times(of: found.filter { $0.kind == .video || $0.kind == .audio }, in: file)
        container = input.container
        device = Recording.deviceFacts(input.metadata)
        creationTime = input.metadata["creation_time"]
        provenance = try Recording.provenance(in: file, pictureTrack: found.first { $0.kind == .video })
    }

    private static func times(
        of tracks: [SourceTrack], in file: SourceFile
    ) throws(FootageError) -> [Int: TrackTimes] {
        let input = try MediaInput(file)
        let edits = try EditLists(of: file, input)
        var first: [Int: FirstTimes] = [:]
        var open = Set(tracks.map(\.index))
        try input.select(open)
        let packet = try Packet()
        while !open.isEmpty {
            do {
                guard try input.read(into: packet) else { break }
            } catch .truncated {
                break  // As far as whole packets can be read, as for a commitment.
            }
            guard open.contains(packet.track) else { continue }
            if !first[packet.track, default: FirstTimes()].add(pts: packet.pts, dts: packet.dts) {
                open.remove(packet.track)
            }
        }
        return Dictionary(
            tracks.map {
                ($0.index, edits.times(ofTrack: $0.index, $0.timeBase, first[$0.index] ?? FirstTimes()))
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The first thing that a record says otherwise of the file, in words, times before all else; nil where it says the
    /// same.
    ///
    /// The owner's word is not in the file: label, zone, a start that was given, a clock's error. Nor is its name of then.
    package func difference(from facts: RecordingFacts) -> String? {
        difference(ofTimes: facts) ?? difference(ofTracks: facts) ?? difference(ofFile: facts)
    }

    private func difference(ofTimes facts: RecordingFacts) -> String? {
        for (found, said) in zip(tracks, facts.tracks) where found.timeBase != said.timeBase {
            return
                "track \(found.index) of it counts in \(Self.words(found.timeBase)), and the record says in "
                + Self.words(said.timeBase)
        }
        guard origin == facts.origin else {
            return "it begins at \(origin.time) of track \(origin.track), and the record says at "
                + "\(facts.origin.time) of track \(facts.origin.track)"
        }
        for track in facts.commitment?.tracks ?? [] {
            guard let said = track.times?.times, let found = times[track.index] else { continue }
            guard found.firstPTS == said.firstPTS, found.firstDTS == said.firstDTS,
                found.timeBase == said.timeBase
            else { return "track \(track.index) of it begins at other times than the record says" }
            guard found == said else {
                return "the edit list of track \(track.index) of it is not the one the record says"
            }
        }
        return nil
    }

    private func difference(ofTracks facts: RecordingFacts) -> String? {
        guard tracks.count == facts.tracks.count else {
            return "it has \(tracks.count) tracks, and the record says \(facts.tracks.count)"
        }
        for (found, said) in zip(tracks, facts.tracks) {
            var (plain, saidPlain) = (found, said)
            // Of what is handed over the record says what its description does.
            if said.description != nil, let description = found.description {
                plain = found.told(by: description)
            }
            (plain.description, saidPlain.description) = (nil, nil)
            saidPlain.handedOver = false
            guard plain == saidPlain else { return "track \(found.index) of it is not what the record says" }
            guard said.description == nil || said.description == found.description else {
                return
                    "what a viewing of track \(found.index) of it depends on (codec header, size, shape, colours, rate) "
                    + "is not what the record says"
            }
        }
        return nil
    }

    private func difference(ofFile facts: RecordingFacts) -> String? {
        if container != facts.container {
            return "it is a file of \(container), and the record says of \(facts.container)"
        }
        if device != facts.device { return "its texts on the device are not those in the record" }
        if let said = facts.commitment?.evidence.traces, said.creationTime != creationTime {
            return "its container says that it was made \(creationTime ?? "at no time"), and the record "
                + (said.creationTime ?? "at no time")
        }
        if facts.provenance != provenance {
            return "the proofs of origin in it are not those in the record"
        }
        return nil
    }

    private static func words(_ unit: TimeBase) -> String { "\(unit.numerator)/\(unit.denominator) s" }
}
