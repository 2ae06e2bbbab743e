import Sealing

/// The ranges of a record's numbers (docs/spec/record.md, Numbers).
///
/// Whoever made a bundle wrote them, and a check calculates with many before it comes to the one that would refuse them: a
/// product of two that no medium has ends the program. So they are held to these ranges before anything looks at them.
package enum RecordNumbers {
    /// The place of a track in its file, or its number in an object.
    package static let track: ClosedRange<Int> = 0...Int(Int32.max)
    /// The highest number in the id of a recording.
    package static let recording = 99_999
    /// A side of pictures that an object has, in pixels.
    package static let side: ClosedRange<Int> = 1...Int(UInt16.max)
    /// A side of a still, in pixels.
    package static let sideOfStill: ClosedRange<Int> = 1...1 << 16
    /// Samples of sound a second, and both sides of the shape of a pixel.
    package static let rate: ClosedRange<Int> = 1...Int(Int32.max)
    /// Channels of sound.
    package static let channels: ClosedRange<Int> = 1...255
    /// Bits of a sample.
    package static let bits: ClosedRange<Int> = 1...64
    /// A number of a colour description.
    package static let colour: ClosedRange<Int> = 0...Int(UInt16.max)
    /// What is counted and nothing is made from: what the library says of a track, 0 where it does not know, and codes of
    /// a clock.
    package static let told: ClosedRange<Int> = 0...Int(Int32.max)
    /// A media time or length, in ticks: four of them can be added.
    package static let ticks: ClosedRange<Int64> = 1 - (1 << 60)...(1 << 60) - 1
    /// How many there are of something a track has: no track has more access units, as no tree has more salts.
    package static let count: ClosedRange<UInt64> = 0...SaltTree.leafCount
    /// Bytes, places in a file, and how many messages bytes can hold.
    package static let bytes: ClosedRange<UInt64> = 0...(1 << 60) - 1
    /// How close pictures come to others, in decibels.
    package static let decibels: ClosedRange<Double> = 0...1000
}

extension Record {
    /// The first number of it that is in no range it could be in, in words; nil where there is none.
    var numberFlaw: String? {
        if let flaw = footage.numberFlaw { return flaw }
        var check = NumberCheck()
        for gap in gaps where check.flaw == nil {
            check.hold(gap.track, RecordNumbers.track, "track")
            switch gap.reason {
            case .undecodable(_, let pictures, let units):
                check.hold(pictures, RecordNumbers.count, "pictures")
                check.units(units)
            case .damaged(_, let pictures), .originalsOnly(_, let pictures), .noDecoder(_, let pictures):
                check.hold(pictures, RecordNumbers.count, "pictures")
            case .noRecording, .cameraNotGiven, .nothingWhole, .noneRecorded, .clockJump, .hidden,
                .unreadable:
                break
            }
        }
        for entry in log {
            if case .originsLookedFor(let found) = entry.step {
                check.hold(found, RecordNumbers.count, "found")
            }
            if case .decodedAgain(_, _, let counts) = entry.step {
                check.hold(counts.pictures, RecordNumbers.count, "pictures")
                check.hold(counts.sound, RecordNumbers.count, "sound")
                check.hold(counts.damaged, RecordNumbers.count, "damaged")
            }
        }
        return check.flaw
    }
}

extension DescribedFootage {
    /// The first number of it that is in no range it could be in, in words; nil where there is none.
    var numberFlaw: String? {
        var check = NumberCheck()
        for recording in recordings where check.flaw == nil { check.recording(recording) }
        return check.flaw ?? objects.lazy.compactMap(\.numberFlaw).first
    }
}

extension ObjectFacts {
    /// The first number of it that is in no range it could be in, in words; nil where there is none.
    var numberFlaw: String? {
        var check = NumberCheck()
        check.object(self)
        return check.flaw
    }
}

/// Notes the first number that is beyond its range.
private struct NumberCheck {
    private(set) var flaw: String?

    mutating func hold<Value: Comparable>(_ value: Value?, _ range: ClosedRange<Value>, _ name: String) {
        guard flaw == nil, let value, !range.contains(value) else { return }
        flaw = "“\(name)” is \(value), which is beyond what media can count"
    }

    /// A time that a container may not have.
    private mutating func hold(time: Int64, _ name: String) {
        if time != CommittedUnit.unknownTime { hold(time, RecordNumbers.ticks, name) }
    }

    mutating func recording(_ recording: RecordingFacts) {
        hold(recording.size, RecordNumbers.bytes, "size")
        hold(recording.origin.track, RecordNumbers.track, "origin.track")
        hold(recording.origin.time, RecordNumbers.ticks, "origin.time")
        for track in recording.tracks {
            hold(track.index, RecordNumbers.track, "index")
            hold(track.width, RecordNumbers.told, "width")
            hold(track.height, RecordNumbers.told, "height")
            hold(track.sampleRate, RecordNumbers.told, "sample_rate")
            hold(track.channels, RecordNumbers.told, "channels")
            if let description = track.description { self.description(description) }
        }
        for clip in recording.clockError?.measurement?.clips ?? [] {
            hold(clip.codes, RecordNumbers.told, "codes")
        }
        for part in recording.leftOut { leftOut(part) }
        for proof in recording.provenance { provenance(proof) }
        for track in recording.commitment?.tracks ?? [] {
            hold(track.index, RecordNumbers.track, "index")
            hold(track.count, RecordNumbers.count, "count")
            guard let times = track.times?.times else { continue }
            hold(time: times.firstDTS, "first_dts")
            hold(time: times.firstPTS, "first_pts")
            hold(times.movieTimescale, 0...UInt64(UInt32.max), "movie_timescale")
        }
        hold(recording.precommitment?.stamp?.place, RecordNumbers.count, "place")
        hold(recording.precommitment?.stamp?.count, RecordNumbers.count, "count")
    }

    private mutating func description(_ description: TrackDescription) {
        hold(description.width, RecordNumbers.side, "width")
        hold(description.height, RecordNumbers.side, "height")
        hold(description.pixelAspect?.horizontal, RecordNumbers.rate, "horizontal")
        hold(description.pixelAspect?.vertical, RecordNumbers.rate, "vertical")
        hold(description.colour?.primaries, RecordNumbers.colour, "primaries")
        hold(description.colour?.transfer, RecordNumbers.colour, "transfer")
        hold(description.colour?.matrix, RecordNumbers.colour, "matrix")
        hold(description.sampleRate, RecordNumbers.rate, "sample_rate")
        hold(description.channels, RecordNumbers.channels, "channels")
        hold(description.bitsPerSample, RecordNumbers.bits, "bits_per_sample")
    }

    private mutating func leftOut(_ part: LeftOutPart) {
        switch part {
        case .track(let track, _, _): hold(track, RecordNumbers.track, "track")
        case .pictures(let pictures, _, _), .undecodable(let pictures), .hidden(let pictures, _):
            hold(pictures, RecordNumbers.count, "pictures")
        case .fields(let fields, _): hold(fields, RecordNumbers.count, "fields")
        case .damaged(_, let missing, let damaged):
            hold(missing, RecordNumbers.count, "missing")
            hold(damaged, RecordNumbers.count, "damaged")
        // Lengths, which are held to their range where they are decoded.
        case .clockJump, .cutShort: break
        }
    }

    private mutating func provenance(_ proof: ProvenanceFacts) {
        switch proof {
        case .contentCredentials(let credentials):
            hold(credentials.boxCount, RecordNumbers.count, "box_count")
            for box in credentials.boxes {
                hold(box.offset, RecordNumbers.bytes, "offset")
                hold(box.size, RecordNumbers.bytes, "size")
            }
        case .signedVideo(let signatures):
            hold(signatures.firstUnit, RecordNumbers.count, "first_unit")
            hold(signatures.messages, RecordNumbers.bytes, "messages")
            hold(signatures.unitsLookedAt, RecordNumbers.count, "units_looked_at")
        }
    }

    mutating func object(_ object: ObjectFacts) {
        hold(object.size, RecordNumbers.bytes, "size")
        hold(object.padding, RecordNumbers.bytes, "padding")
        for track in object.tracks { self.track(track) }
        guard let derivative = object.derivative else { return }
        hold(derivative.frames, RecordNumbers.count, "frames")
        closeness(derivative)
        hold(derivative.still?.width, RecordNumbers.sideOfStill, "width")
        hold(derivative.still?.height, RecordNumbers.sideOfStill, "height")
        hold(derivative.still?.depth, RecordNumbers.bits, "depth")
        units(derivative.units)
    }

    private mutating func closeness(_ derivative: DerivativeFacts) {
        hold(derivative.psnrDecibels, RecordNumbers.decibels, "psnr_db")
        hold(derivative.leastDecibels, RecordNumbers.decibels, "psnr_least_db")
        guard flaw == nil else { return }
        switch (derivative.psnrDecibels, derivative.leastDecibels) {
        case (nil, nil): break
        case (let all?, let least?):
            // Both are rounded: of one picture they may differ in their last digit.
            if least > all + 0.001 { flaw = "“psnr_least_db” is more than “psnr_db”" }
        default: flaw = "“psnr_db” and “psnr_least_db” do not stand together"
        }
    }

    mutating func units(_ units: UnitsProof?) {
        guard let units else { return }
        hold(units.first, RecordNumbers.count, "first")
        for row in units.rows { leftOut(row) }
        for place in units.withoutPicture { hold(place, RecordNumbers.count, "without_picture") }
    }

    private mutating func track(_ track: ObjectTrack) {
        hold(track.id, RecordNumbers.track, "id")
        hold(track.sourceTrack, RecordNumbers.track, "source_track")
        hold(track.shift, RecordNumbers.ticks, "shift")
        hold(track.accessUnits, RecordNumbers.count, "access_units")
        hold(track.firstPTS, RecordNumbers.ticks, "first_pts")
        hold(track.lastPTS, RecordNumbers.ticks, "last_pts")
        hold(track.lastEnd, RecordNumbers.ticks, "last_end")
        hold(track.lastDuration, RecordNumbers.ticks, "last_duration")
        hold(track.keyFrames, RecordNumbers.count, "key_frames")
        hold(track.firstExact, RecordNumbers.ticks, "first_exact")
        hold(track.lastExact, RecordNumbers.ticks, "last_exact")
        hold(track.sourceFirstDTS, RecordNumbers.ticks, "source_first_dts")
        if let description = track.description { self.description(description) }
        for other in track.other ?? [] {
            hold(other.count, RecordNumbers.bytes, "count")
            hold(other.bytes, RecordNumbers.bytes, "bytes")
        }
        guard let proof = track.proof else { return }
        hold(proof.first, RecordNumbers.count, "first")
        hold(proof.count, RecordNumbers.count, "count")
        for unit in proof.leftOut { leftOut(unit) }
    }

    private mutating func leftOut(_ row: RangeProof.LeftOut) {
        hold(row.place, RecordNumbers.count, "place")
        hold(time: row.unit.pts, "pts")
        hold(time: row.unit.dts, "dts")
    }
}
