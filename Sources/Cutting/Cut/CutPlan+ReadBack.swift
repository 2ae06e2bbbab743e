import Objects
import Recordings
import Records
import Statements
import CFFmpeg
import Sealing

extension CutPlan {
    /// Decodes a master again where it begins and ends and where its coding changes, from the bytes that leave, and compares
    /// that with what the recording's own packets decode to (docs/spec/cutting.md, Decoded again).
    ///
    /// - Throws: ``FootageError/decodesOtherwise(path:at:reason:)``, and whatever `readAt` throws.
    func readBack(
        _ object: PlannedObject, _ written: WrittenCut, _ readAt: @escaping MediaBytes.ReadAt
    ) throws -> WrittenCut {
        var again = try MasterReadBack(self, object, written, readAt)
        for stretch in written.stretches { try again.compare(stretch) }
        var checked = written
        checked.decodedAgain = again.found
        return checked
    }
}

/// Decodes the stretches of one master twice and compares. One decoder lives at a time: of what the first gives the digests are
/// kept, of at most ``DecodedStretch/longestGroup`` pictures.
private struct MasterReadBack {
    private let plan: CutPlan
    private let written: WrittenCut
    private let name: String
    private let readAt: MediaBytes.ReadAt
    private let source: MediaInput
    private let digest: SampleDigest
    /// What was found so far.
    private(set) var found = DecodedAgain()

    /// What came out of a decoder.
    private struct Decoded {
        /// In the object's unit; nil where the decoder does not say.
        var time: Int64?
        var digest: SHA256Digest
        var isDamaged: Bool
    }

    /// One track, in the object and in the recording.
    private struct Sides {
        var stretch: DecodedStretch
        var facts: ObjectTrack
        var track: SourceTrack
        var isPicture: Bool { track.kind == .video }
        /// How many access units are decoded.
        var count: Int { isPicture ? min(stretch.count, DecodedStretch.longestGroup) : stretch.count }

        /// A time of the recording, in the object.
        func time(ofSource tick: Int64) -> Int64 {
            Placement.convert(tick - facts.shift, from: track.timeBase, to: facts.timeBase)
        }
    }

    init(
        _ plan: CutPlan, _ object: PlannedObject, _ written: WrittenCut, _ readAt: @escaping MediaBytes.ReadAt
    ) throws {
        self.plan = plan
        self.written = written
        self.readAt = readAt
        name = plan.recording.name
        source = try MediaInput(plan.recording.open(), index: plan.recording.index(around: object.window))
        source.places = plan.places
        digest = try SampleDigest()
    }

    /// Compares one stretch.
    mutating func compare(_ stretch: DecodedStretch) throws {
        guard let facts = written.tracks.first(where: { $0.id == stretch.track }),
            let track = plan.recording.tracks.first(where: { $0.index == facts.sourceTrack })
        else { throw FootageError.incomplete(path: "", reason: "a track of it comes from nowhere") }
        guard avcodec_find_decoder(try source.parameters(track.index).pointee.codec_id) != nil else {
            found.notDecoded = Set(found.notDecoded + [track.index]).sorted()
            return
        }
        let sides = Sides(stretch: stretch, facts: facts, track: track)
        found.add(try sides.isPicture ? comparePictures(sides) : compareSound(sides))
    }

    private func comparePictures(_ sides: Sides) throws -> DecodedAgain {
        var counted = DecodedAgain()
        var ours: [Int64: Decoded] = [:]
        let stored = try decodeObject(sides) { decoded in
            if let time = decoded.time { ours[time] = decoded }
        }
        try decodeSource(sides) { decoded in
            guard let time = decoded.time, stored.contains(time) else { return }
            guard let own = ours.removeValue(forKey: time) else {
                throw differs(sides, at: time, "the picture does not come out")
            }
            if own.digest == decoded.digest {
                counted.pictures += 1
            } else if decoded.isDamaged {
                counted.damaged += 1
            } else {
                throw differs(sides, at: time, "the picture is another one")
            }
        }
        if let time = ours.keys.filter(stored.contains).min() {
            throw differs(sides, at: time, "a picture comes out that the recording does not show")
        }
        return counted
    }

    private func compareSound(_ sides: Sides) throws -> DecodedAgain {
        var counted = DecodedAgain()
        var ours: [Decoded] = []
        _ = try decodeObject(sides) { ours.append($0) }
        var place = 0
        try decodeSource(sides) { decoded in
            guard place < ours.count else {
                throw differs(sides, at: decoded.time, "sound is missing")
            }
            let own = ours[place]
            place += 1
            if own.digest == decoded.digest {
                counted.sound += 1
            } else if decoded.isDamaged {
                counted.damaged += 1
            } else {
                throw differs(sides, at: decoded.time, "the sound is another")
            }
        }
        guard place == ours.count else {
            throw differs(sides, at: ours[place].time, "more sound comes out than the recording has there")
        }
        return counted
    }

    private func differs(_ sides: Sides, at time: Int64?, _ reason: String) -> FootageError {
        let tick =
            Placement.convert(
                time ?? sides.stretch.objectDTS, from: sides.facts.timeBase, to: sides.track.timeBase)
            + sides.facts.shift
        return .decodesOtherwise(
            path: plan.recording.path,
            at: plan.recording.placement.time(ofTick: tick, in: sides.track.timeBase), reason: reason)
    }

    // MARK: - As it leaves

    /// Decodes a stretch of the object.
    ///
    /// - Returns: when its access units are shown or heard, in its own unit.
    private func decodeObject(_ sides: Sides, _ body: (Decoded) throws -> Void) throws -> Set<Int64> {
        let input = try MediaInput(object: name, readAt: bytes(from: sides.stretch.offset))
        let index = sides.facts.id - 1
        guard index < input.trackCount else { throw differs(sides, at: nil, "it has no such track") }
        try input.select([index])
        let stretch = sides.stretch
        var (left, begun) = (sides.count, false)
        var times: Set<Int64> = []
        try decode(
            try input.parameters(index), AVRational(sides.facts.timeBase), sides,
            next: { packet in
                while left > 0, try input.readObject(into: packet) {
                    guard packet.track == index, let dts = packet.dts else { continue }
                    begun = begun || dts == stretch.objectDTS
                    guard begun else { continue }
                    left -= 1
                    if let pts = packet.pts { times.insert(pts) }
                    return true
                }
                return false
            }, time: { $0 }, body)
        guard left == 0 else {
            throw differs(sides, at: nil, "\(left) of its packets are not found again in what was written")
        }
        return times
    }

    /// The object's bytes without the fragments before one: what a player would see of a file that begins there.
    private func bytes(from offset: UInt64?) -> MediaBytes.ReadAt {
        let (header, readAt) = (written.headerBytes, readAt)
        let skipped = (offset ?? header) - header
        return { buffer, position in
            guard position < header else { return try readAt(buffer, position + skipped) }
            let count = Int(min(UInt64(buffer.count), header - position))
            return try readAt(UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]), position)
        }
    }

    // MARK: - As the recording has it

    /// Decodes a stretch of the recording, with what is stored among its packets and is not in the master: pictures that follow
    /// the one decoding starts at and are shown before it.
    private func decodeSource(_ sides: Sides, _ body: (Decoded) throws -> Void) throws {
        let source = source
        let index = sides.track.index
        try source.select([index])
        let first = try Packet()
        guard try enter(sides, first) else {
            throw differs(sides, at: nil, "its packets are not found again in the recording")
        }
        var left = sides.count
        var waiting: Packet? = first
        try decode(
            try source.parameters(index), AVRational(sides.track.timeBase), sides,
            next: { packet in
                while left > 0 {
                    if let entry = waiting {
                        av_packet_move_ref(packet.pointer, entry.pointer)
                        waiting = nil
                    } else {
                        try Task.checkCancellation()
                        guard try source.read(into: packet) else { break }
                    }
                    guard packet.track == index, let dts = packet.dts, let pts = packet.pts else { continue }
                    if sides.isPicture {
                        if plan.picture?.isInMaster(dts: dts, pts: pts) == true { left -= 1 }
                        return true
                    }
                    guard plan.sound.contains(where: { $0.track == index && $0.takes(packet, pts: pts) })
                    else { continue }
                    left -= 1
                    return true
                }
                return false
            }, time: sides.time(ofSource:), body)
        guard left == 0 else {
            throw differs(sides, at: nil, "\(left) of its packets are not found again in the recording")
        }
    }

    /// Reads the first packet of a stretch, whose decoding time is known; further ahead where going to it leads too far.
    ///
    /// Frames of sound run on from one packet of a transport stream to the next, so the first that is read after going somewhere
    /// may begin with the end of the one before: where it is not the file's first, it is not taken.
    private func enter(_ sides: Sides, _ packet: Packet) throws -> Bool {
        let (index, wanted) = (sides.track.index, sides.stretch.sourceDTS)
        func seconds(_ count: Int64) -> Int64 {
            Placement.convert(
                count, from: TimeBase(numerator: 1, denominator: 1), to: sides.track.timeBase)
        }
        let start = Int64.min / 4
        let near = sides.isPicture ? wanted : wanted - seconds(1)
        for target in [near, wanted - seconds(10), start] {
            try source.seek(track: index, atOrBefore: target)
            var isFirst = !sides.isPicture && target != start
            while try source.read(into: packet) {
                guard packet.track == index, let dts = packet.dts else { continue }
                if dts == wanted, !isFirst { return true }
                if dts >= wanted { break }
                isFirst = false
            }
        }
        return false
    }

    // MARK: - Either

    private func decode(
        _ parameters: UnsafeMutablePointer<AVCodecParameters>, _ unit: AVRational, _ sides: Sides,
        next: @escaping (Packet) throws -> Bool, time: (Int64) -> Int64, _ body: (Decoded) throws -> Void
    ) throws {
        let reader = try PictureReader(
            VideoDecoder(parameters: parameters, timeBase: unit, keepsAll: true), nextPacket: next)
        while let frame = try reader.next() {
            try body(
                Decoded(
                    time: frame.presentationTime.map(time),
                    digest: sides.isPicture ? digest.picture(frame) : digest.sound(frame),
                    isDamaged: frame.isDamaged))
        }
    }
}
