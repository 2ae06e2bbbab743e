import Objects
import Recordings
import Records
import Sealing

/// A run to be found in a source file: where it begins, and how long it is.
package struct SourceRun: Sendable {
    /// How it is found.
    package enum Search: Sendable {
        /// By the decoding time of its first access unit: in the recording itself.
        case byTime
        /// By the places of its access units in the track: in another copy, whose container may count in another unit.
        case byPlace
    }

    private let source: SourceTrack
    private let firstDTS: Int64
    private let count: UInt64
    /// The place of its first access unit in the track and the places behind it that are left out; nil where it is found by
    /// time.
    private let place: (first: UInt64, leftOut: Set<UInt64>)?

    /// The run that an object's track was made of.
    package init(_ track: ObjectTrack, from source: SourceTrack, _ search: Search = .byTime) {
        switch search {
        case .byTime: place = nil
        case .byPlace:
            place = (track.proof?.first ?? 0, Set((track.proof?.leftOut ?? []).lazy.map(\.place)))
        }
        self.source = source
        firstDTS = track.sourceFirstDTS
        count = track.accessUnits
    }

    /// What a run of a file comes to.
    package struct Found: Sendable {
        /// Its access units.
        package let value: RunDigest.Value
        /// How long its last access unit is shown or heard, as a writer of objects takes it from the file, in the track's unit;
        /// nil where it is found by place, as another container may say otherwise.
        package let lastDuration: Int64?
    }

    /// Reads a file once and says what runs of it come to; nil for those that it does not have.
    ///
    /// - Throws: ``FootageError`` where the file cannot be read.
    package static func read(_ runs: [SourceRun], in path: String) throws -> [Found?] {
        let file = try SourceFile(path: path)
        let input = try MediaInput(file)
        // Describing a track may lose the place that is read from.
        let describing = try MediaInput(file, index: .around([:]))
        var readings: [Reading?] = try runs.map { run in
            guard run.source.index < input.trackCount else { return nil }
            let canonical = CanonicalBytes(try input.parameters(run.source.index))
            let sets = try ParameterSets(describing.description(of: run.source))
            return Reading(
                run: run,
                digest: try RunDigest(canonical, UnitHasher(canonical, codec: run.source.codec, sets: sets)))
        }
        try input.select(Set(readings.compactMap { $0?.run.source.index }))
        let packet = try Packet()
        do {
            while readings.contains(where: { $0.map { $0.left > 0 } ?? false }), try input.read(into: packet)
            {
                for index in readings.indices { try readings[index]?.add(packet) }
            }
        } catch FootageError.truncated {
            // What is missing shows as a run that is too short.
        }
        return try readings.map { reading in
            guard let reading else { return nil }
            return Found(value: try reading.digest.finish(), lastDuration: reading.lastDuration)
        }
    }

    private struct Reading {
        let run: SourceRun
        let digest: RunDigest
        let clock: LeafClock
        var firstPTS: Int64?
        var lastDuration: Int64?
        private var lastDTS: Int64?
        var left: UInt64
        /// How many access units of the track have come.
        var seen: UInt64 = 0

        init(run: SourceRun, digest: RunDigest) {
            self.run = run
            self.digest = digest
            clock = LeafClock(run.source)
            left = run.count
        }

        mutating func add(_ packet: Packet) throws {
            guard left > 0, packet.track == run.source.index else { return }
            defer { seen += 1 }
            if let place = run.place {
                guard seen >= place.first, !place.leftOut.contains(seen - place.first) else {
                    return try digest.follow(packet.bytes)
                }
                try digest.add(packet.bytes, pts: 0, dts: 0)
                left -= 1
                return
            }
            guard let pts = packet.pts, let dts = packet.dts
            else {
                return
            }
            if firstPTS == nil, dts == run.firstDTS { firstPTS = pts }
            // Shown before the first one: leading pictures, which a master does not have.
            guard let firstPTS, pts >= firstPTS else { return try digest.follow(packet.bytes) }
            try digest.add(
                packet.bytes, pts: clock.time(ofSource: pts), dts: clock.time(ofSource: dts))
            lastDuration = packet.duration > 0 ? packet.duration : lastDTS.map { dts - $0 } ?? 1
            lastDTS = dts
            left -= 1
        }
    }
}
