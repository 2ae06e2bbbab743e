import Cutting
import Objects
import Recordings
import Records
import Statements
import Foundation
import Testing

/// Judges any cut of any source by nothing but what ffprobe and ffmpeg find in the files.
///
/// - No stored sample of any track lies outside the window.
/// - A master's packets are the source's, and it decodes alone, without an error, to the source's pictures.
/// - A derivative without loss decodes to the source's pictures.
/// - Every picture of the source in the window is in exactly one object, at its own exact time.
/// - By the rule of completeness nothing is missing without a word, and the reasons given agree with the objects.
/// - Sound is one unbroken run of the source's packets, and keeps its distance from the pictures.
struct CutOracle {
    let source: MediaView
    let recording: Recording
    let window: Window
    var coverage = MediaView.Coverage.everything
    /// Whether the sound decodes to the same samples whatever came before it.
    var soundIsRepeatable = false

    /// How many packets that lie wholly inside the window a sound track lost at either end.
    struct SoundLoss: Equatable {
        var start: Int
        var end: Int
    }

    /// A part of the window of which the recording itself has no pictures or no sound, for which a seal states a gap.
    struct Pause {
        enum Subject { case pictures, sound }

        var subject: Subject
        /// In seconds from the recording's start.
        var from: Double
        var to: Double

        /// As long as a few frames of sound or pictures: where exactly a track ends is theirs to say.
        private static let tolerance = 0.2

        func isNear(_ other: Pause) -> Bool {
            subject == other.subject && abs(from - other.from) < Self.tolerance
                && abs(to - other.to) < Self.tolerance
        }
    }

    private func pause(_ hole: Completeness.Hole) -> Pause {
        func seconds(_ time: WallTime) -> Double {
            Double(time.nanoseconds(since: recording.span.from)) / 1e9
        }
        return Pause(
            subject: hole.sound == nil ? .pictures : .sound, from: seconds(hole.window.from),
            to: seconds(hole.window.to))
    }

    /// Holds the objects of a cut against the source.
    ///
    /// - Parameter pauses: what of the window the recording itself does not have.
    /// - Returns: by source track, the sound lost next to the window's ends.
    @discardableResult
    func judge(_ result: CutResult, pauses: [Pause] = []) throws -> [Int: SoundLoss] {
        var found: [Int64] = []
        var losses: [Int: SoundLoss] = [:]
        for (cut, path) in result.objects {
            let object = try MediaView(object: path, coverage)
            // A track's number is one more than its place; one without packets is in no record.
            #expect(Set(object.packets.map { $0.track + 1 }) == Set(cut.tracks.map(\.id)))
            #expect(object.tracks.allSatisfy { ["video", "audio"].contains($0.kind) })
            for facts in cut.tracks {
                let number = facts.id - 1
                guard let track = recording.tracks.first(where: { $0.index == facts.sourceTrack }) else {
                    Issue.record("track \(facts.id) comes from nowhere")
                    continue
                }
                let stored = object.packets(of: number)
                #expect(stored.count == Int(facts.accessUnits))
                #expect(object.tracks[number].timeBase == facts.timeBase)
                if track.kind == .video {
                    found += try pictures(stored, facts, track)
                    if cut.role == .master { try sameAsSource(object, stored, facts, track) }
                    if cut.derivative?.lossless == true { try looksLikeSource(object, facts, track) }
                } else {
                    #expect(cut.role == .master)
                    losses[track.index] = try sound(stored, facts, track)
                    try exactSound(object, number, facts, track)
                }
            }
            try distances(cut, object)
        }
        if let track = recording.pictureTrack {
            let range = try ticks(track)
            // What an edit list hides stays behind; ffprobe says which pictures a player throws away.
            let hidden = try source.discarded()
            let expected = source.packets(of: track.index).map(\.pts)
                .filter { range.contains($0) && !hidden.contains($0) }
            #expect(found.sorted() == expected.sorted())
            #expect(Set(found).count == found.count, "a picture is there twice")
        }
        let missing = try result.missing()
        let silent = missing.holes.map(pause)
        #expect(
            silent.count == pauses.count && zip(silent, pauses).allSatisfy { $0.isNear($1) },
            "missing without a word: \(silent)")
        #expect(missing.flaw == nil)
        return losses
    }

    // MARK: - Pictures

    /// The source times of an object's pictures: exact, inside the window, decoded before they are shown.
    private func pictures(
        _ stored: [MediaView.Packet], _ facts: ObjectTrack, _ track: SourceTrack
    ) throws -> [Int64] {
        let range = try ticks(track)
        return stored.map { packet in
            #expect((packet.dts ?? .max) <= packet.pts)
            let time = sourceTime(packet.pts, facts, track)
            #expect(time.isExact, "the picture at \(packet.pts) has no time of the source")
            #expect(range.contains(time.tick), "a picture at \(time.tick) outside \(range)")
            return time.tick
        }
    }

    /// A master holds the source's packets in their order, and shows what the source shows.
    private func sameAsSource(
        _ object: MediaView, _ stored: [MediaView.Packet], _ facts: ObjectTrack, _ track: SourceTrack
    ) throws {
        let originals = Dictionary(
            source.packets(of: track.index).map { ($0.pts, $0) }, uniquingKeysWith: { first, _ in first })
        for packet in stored {
            let original = originals[sourceTime(packet.pts, facts, track).tick]
            #expect(original?.hash == packet.hash, "the packet at \(packet.pts) is not the source's")
            if let dts = original?.dts {
                #expect(dts == sourceTime(try #require(packet.dts), facts, track).tick)
            }
        }
        try looksLikeSource(object, facts, track)
    }

    /// An object decodes without an error to the very pictures of the source.
    private func looksLikeSource(_ object: MediaView, _ facts: ObjectTrack, _ track: SourceTrack) throws {
        let decoded = Dictionary(
            source.pictures.map { ($0.pts, $0.hash) }, uniquingKeysWith: { first, _ in first })
        #expect(object.complaints.isEmpty, "\(object.complaints)")
        #expect(
            object.pictures.count == Int(facts.accessUnits), "not every packet becomes a picture")
        for picture in object.pictures {
            let time = sourceTime(picture.pts, facts, track).tick
            #expect(picture.hash == decoded[time], "the picture at \(time) is not the source's")
        }
    }

    // MARK: - Sound

    private func sound(
        _ stored: [MediaView.Packet], _ facts: ObjectTrack, _ track: SourceTrack
    ) throws -> SoundLoss {
        let originals = source.packets(of: track.index)
        let range = try ticks(track)
        let inside = originals.indices.filter {
            originals[$0].pts >= range.lowerBound
                && originals[$0].pts + originals[$0].duration <= range.upperBound
        }
        let first = try #require(stored.first)
        let start = sourceTime(first.pts, facts, track).tick
        // Where the object counts in samples and the source more finely, times agree to one sample.
        let (ofObject, ofSource) = (facts.timeBase, track.timeBase)
        let sample =
            ofObject.numerator * ofSource.denominator / (ofObject.denominator * ofSource.numerator) + 1
        let place = try #require(
            originals.firstIndex { abs($0.pts - start) <= sample && $0.hash == first.hash },
            "the sound at \(start) is not the source's")
        let run = originals[place...].prefix(stored.count)
        #expect(run.map(\.hash) == stored.map(\.hash), "the sound is no run of the source's packets")
        for (packet, original) in zip(stored, run) {
            #expect(abs(sourceTime(packet.pts, facts, track).tick - original.pts) <= sample)
        }
        let outside = run.indices.filter { !inside.contains($0) }
        #expect(outside.isEmpty, "\(outside.count) packets of sound outside \(range)")
        let exact = try #require(facts.firstExact)...(try #require(facts.lastExact))
        #expect(exact.lowerBound >= facts.firstPTS && exact.upperBound <= facts.lastEnd)
        return SoundLoss(
            start: place - (inside.first ?? place), end: (inside.last ?? 0) - (place + stored.count - 1))
    }

    /// Between the two times that the record calls exact, the object sounds as the source does, sample for sample.
    /// Opus is left out: its decoders come close after 80 ms and never quite meet (RFC 7845 §4.6). So is AC-3: its decoders fill
    /// what was not coded with noise, and whatever noise they are at (ETSI TS 102 366 §7.3.4).
    private func exactSound(
        _ object: MediaView, _ number: Int, _ facts: ObjectTrack, _ track: SourceTrack
    ) throws {
        guard soundIsRepeatable, !["opus", "ac3"].contains(facts.codec), facts.timeBase == track.timeBase
        else { return }
        let exact = try #require(facts.firstExact)..<(try #require(facts.lastExact))
        let originals = Dictionary(
            try source.sound(of: track.index).map { ($0.pts, $0.hash) },
            uniquingKeysWith: { first, _ in first })
        let frames = try object.sound(of: number)
        for (frame, next) in zip(frames, frames.dropFirst().map(\.pts) + [facts.lastEnd])
        where frame.pts >= exact.lowerBound && next <= exact.upperBound {
            #expect(frame.hash == originals[frame.pts + facts.shift], "the sound at \(frame.pts) is another")
        }
    }

    /// In an object, as it is played, sound lies as far from the pictures as in the source, to one frame.
    private func distances(_ cut: WrittenCut, _ object: MediaView) throws {
        guard let pictures = cut.tracks.first(where: { isPicture($0) }) else { return }
        for sound in cut.tracks where !isPicture(sound) {
            let slip =
                seconds(sound.shift, in: try unit(sound)) - seconds(pictures.shift, in: try unit(pictures))
            let frame = seconds(sound.lastEnd - sound.lastPTS, in: sound.timeBase)
            #expect(abs(slip) < frame, "sound slips by \(slip) s against the pictures")
        }
    }

    // MARK: - Times

    private func ticks(_ track: SourceTrack) throws -> Range<Int64> {
        let from = try recording.placement.firstTick(notBefore: window.from, in: track.timeBase)
        return from..<max(from, try recording.placement.firstTick(notBefore: window.to, in: track.timeBase))
    }

    private func sourceTime(
        _ time: Int64, _ facts: ObjectTrack, _ track: SourceTrack
    ) -> (tick: Int64, isExact: Bool) {
        let (above, below) = (
            time * facts.timeBase.numerator * track.timeBase.denominator,
            facts.timeBase.denominator * track.timeBase.numerator
        )
        let quotient = Int64((Double(above) / Double(below)).rounded())
        return (quotient + facts.shift, quotient * below == above)
    }

    private func isPicture(_ facts: ObjectTrack) -> Bool {
        recording.tracks.first { $0.index == facts.sourceTrack }?.kind == .video
    }

    private func unit(_ facts: ObjectTrack) throws -> TimeBase {
        try #require(recording.tracks.first { $0.index == facts.sourceTrack }).timeBase
    }

    private func seconds(_ ticks: Int64, in unit: TimeBase) -> Double {
        Double(ticks) * Double(unit.numerator) / Double(unit.denominator)
    }
}
