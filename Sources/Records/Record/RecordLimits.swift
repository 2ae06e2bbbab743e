/// How much one record may describe (docs/spec/record.md, Limits).
///
/// Whoever opens a bundle does with it what its record says, so that the record decides what checking costs: these bounds
/// tie it to the bundle's size. A plan beyond them is refused before anything is cut, a record beyond them is not
/// understood.
package enum RecordLimits {
    /// The most a record may measure, in bytes, padding included.
    package static let bytes = 64 << 20
    /// The most the facts of one object may measure, in bytes, padding included.
    package static let factsBytes = 16 << 20
    /// The most the facts of all objects may measure together, in bytes, padding included.
    package static let allFactsBytes: UInt64 = 256 << 20
    /// Source files.
    package static let recordings = 10_000
    /// Objects: what four digits number (docs/spec/bundle.md, Members).
    package static let objects = 9_999
    /// Tracks of a source file.
    package static let tracksOfRecording = 256
    /// Tracks of an object.
    package static let tracksOfObject = 64
    /// Gaps.
    package static let gaps = 10_000
    /// Overlaps.
    package static let overlaps = 10_000
    /// Steps of the log.
    package static let logEntries = 32_768
    /// Reasons of one kind, texts that identify a device, proofs of origin, of one recording; and libraries of a tool.
    package static let sentences = 1_024
    /// Different timestamps over commitments.
    package static let batchStamps = 1_000
    /// Labels and names, in bytes of UTF-8.
    package static let nameBytes = 1_024
    /// Sentences and other texts, in bytes of UTF-8.
    package static let textBytes = 4_096

    /// Access units of all objects together: so many, and one more for every ``bytesPerAccessUnit`` of the payload.
    package static let freeAccessUnits: UInt64 = 1 << 20
    /// How many bytes of payload there are for each access unit beyond ``freeAccessUnits``.
    package static let bytesPerAccessUnit: UInt64 = 32
    /// Pixels of one still.
    package static let pixelsOfStill: UInt64 = 1 << 27
    /// Bytes that the rows of all stills unpack to together: so many, and ``stillBytesPerByte`` for every byte of the
    /// payload.
    package static let freeStillBytes: UInt64 = 1 << 29
    /// How many bytes a byte of payload may unpack to beyond ``freeStillBytes``.
    package static let stillBytesPerByte: UInt64 = 24
    /// Pixels of all pictures encoded without loss together, which whoever verifies encodes again: so many, and
    /// ``losslessPixelsPerByte`` for every byte of the payload.
    package static let freeLosslessPixels: UInt64 = 1 << 30
    /// Pixels of one picture encoded without loss: a decoder and an encoder hold several at once.
    package static let pixelsOfLosslessPicture: UInt64 = 1 << 27
    /// How many pixels there may be for a byte of payload beyond ``freeLosslessPixels``.
    package static let losslessPixelsPerByte: UInt64 = 256
}

extension Record {
    /// What of it is more than a record may describe, in words; nil where nothing is.
    package var beyondLimits: String? {
        if let flaw = numberFlaw ?? footage.beyondLimits { return flaw }
        var check = LimitCheck()
        check.count(gaps.count, RecordLimits.gaps, "gaps")
        check.count(overlaps.count, RecordLimits.overlaps, "overlaps")
        check.count(log.count, RecordLimits.logEntries, "log entries")
        for gap in gaps {
            check.names([gap.camera ?? "", gap.reason.recording ?? ""])
            if case .undecodable(_, _, let units?) = gap.reason {
                check.count(units.rows.count, UnitsProof.maximumRows, "access units that nothing can decode")
            }
        }
        for overlap in overlaps {
            check.count(overlap.recordings.count, 2, "recordings in an overlap")
            check.names([overlap.camera] + overlap.recordings)
        }
        check.tool(tool)
        for entry in log {
            switch entry.step {
            case .cut(let recording, _), .decodedAgain(let recording, _, _),
                .commitmentKept(let recording, _, _):
                check.names([recording])
            case .statementsChecked, .originsLookedFor, .committed: break
            }
        }
        return check.flaw
    }

    /// What of it would cost more to check than a payload of that size may, in words; nil where nothing would.
    ///
    /// - Parameter payloadBytes: how many bytes the encrypted objects have.
    package func costFlaw(payloadBytes: UInt64) -> String? { footage.costFlaw(payloadBytes: payloadBytes) }
}

extension DescribedFootage {
    /// What of it is more than a record may describe, in words; nil where nothing is.
    var beyondLimits: String? {
        var check = LimitCheck()
        check.count(recordings.count, RecordLimits.recordings, "recordings")
        check.count(objects.count, RecordLimits.objects, "objects")
        check.count(
            Set(recordings.lazy.compactMap { $0.precommitment?.stamp?.token }).count,
            RecordLimits.batchStamps, "different timestamps over commitments")
        for recording in recordings { check.recording(recording) }
        for object in objects { check.object(object) }
        // One file that stands there ten thousand times would be opened as often.
        if Set(objects.lazy.map(\.file)).count != objects.count {
            check.note("two objects are the same file")
        }
        return check.flaw
    }

    /// What of it would cost more to check than a payload of that size may, in words; nil where nothing would.
    ///
    /// - Parameter payloadBytes: how many bytes the encrypted objects have.
    func costFlaw(payloadBytes: UInt64) -> String? {
        var units: UInt64 = 0
        var rows: UInt64 = 0
        var pixels: UInt64 = 0
        for object in objects {
            for track in object.tracks {
                units = units.addingClamped(track.accessUnits)
                guard object.derivative?.lossless == true else { continue }
                guard track.pixelsOfPicture <= RecordLimits.pixelsOfLosslessPicture else {
                    return "a picture without loss of it has \(track.pixelsOfPicture) pixels"
                }
                pixels = pixels.addingClamped(track.pixels)
            }
            guard object.role == .still, let still = object.derivative?.still else { continue }
            rows = rows.addingClamped(still.unpackedBytes)
        }
        guard units <= RecordLimits.freeAccessUnits + payloadBytes / RecordLimits.bytesPerAccessUnit else {
            return "it speaks of \(units) access units in objects of \(payloadBytes) bytes"
        }
        let (paid, overflow) = payloadBytes.multipliedReportingOverflow(by: RecordLimits.stillBytesPerByte)
        guard overflow || rows <= RecordLimits.freeStillBytes.addingClamped(paid) else {
            return "its stills unpack to \(rows) bytes, in objects of \(payloadBytes) bytes"
        }
        let (more, tooMany) = payloadBytes.multipliedReportingOverflow(by: RecordLimits.losslessPixelsPerByte)
        guard tooMany || pixels <= RecordLimits.freeLosslessPixels.addingClamped(more) else {
            return
                "its pictures without loss have \(pixels) pixels together, in objects of \(payloadBytes) bytes"
        }
        return nil
    }
}

extension ObjectTrack {
    /// How many pixels one of its pictures has.
    fileprivate var pixelsOfPicture: UInt64 {
        guard let width = description?.width, let height = description?.height,
            RecordNumbers.side.contains(width), RecordNumbers.side.contains(height)
        else { return 0 }
        return UInt64(width) * UInt64(height)
    }

    /// How many pixels all its pictures have together; clamped.
    fileprivate var pixels: UInt64 {
        let (pixels, overflow) = pixelsOfPicture.multipliedReportingOverflow(by: accessUnits)
        return overflow ? .max : pixels
    }
}

extension StillFacts {
    /// How many bytes its rows have (ISO/IEC 15948 §7.2, three colours); clamped.
    package var unpackedBytes: UInt64 {
        guard width > 0, height > 0, width <= 1 << 20, height <= 1 << 20 else { return .max }
        return UInt64(height) * (1 + UInt64(width) * (depth > 8 ? 6 : 3))
    }
}

extension UInt64 {
    fileprivate func addingClamped(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}

/// Notes the first thing that is beyond a limit.
private struct LimitCheck {
    private(set) var flaw: String?

    mutating func note(_ text: @autoclosure () -> String) { if flaw == nil { flaw = text() } }

    mutating func count(_ count: Int, _ limit: Int, _ what: String) {
        if count > limit { note("it has \(count) \(what), and may have \(limit)") }
    }

    mutating func names(_ names: some Sequence<String>) {
        for name in names where name.utf8.count > RecordLimits.nameBytes {
            note("a name in it has \(name.utf8.count) bytes, and may have \(RecordLimits.nameBytes)")
        }
    }

    mutating func texts(_ texts: some Sequence<String>) {
        for text in texts where text.utf8.count > RecordLimits.textBytes {
            note("a text in it has \(text.utf8.count) bytes, and may have \(RecordLimits.textBytes)")
        }
    }

    mutating func recording(_ recording: RecordingFacts) {
        count(recording.tracks.count, RecordLimits.tracksOfRecording, "tracks in a recording")
        count(
            recording.commitment?.tracks.count ?? 0, RecordLimits.tracksOfRecording,
            "committed tracks in a recording")
        count(recording.conflicts.count, RecordLimits.sentences, "conflicts in a recording")
        count(recording.leftOut.count, RecordLimits.sentences, "parts left out of a recording")
        count(recording.device.count, RecordLimits.sentences, "device texts in a recording")
        count(recording.provenance.count, RecordLimits.sentences, "proofs of origin in a recording")
        names([recording.id, recording.camera, recording.name, recording.container, recording.zone ?? ""])
        if let traces = recording.commitment?.evidence.traces {
            count(traces.parts.count, 16, "parts of a name that was committed to")
            names(traces.parts + [traces.creationTime ?? ""])
        }
        names(recording.tracks.lazy.map(\.codec))
        names(recording.device.keys)
        texts(recording.device.values)
        texts([recording.start.detail])
        guard let measurement = recording.clockError?.measurement else { return }
        count(measurement.clips.count, RecordLimits.sentences, "clips in a measurement of a clock")
        names([measurement.camera])
        names(measurement.clips.lazy.map(\.name))
    }

    mutating func object(_ object: ObjectFacts) {
        count(object.tracks.count, RecordLimits.tracksOfObject, "tracks in an object")
        names([object.file, object.name, object.recording, object.container])
        names(object.tracks.lazy.map(\.codec))
        for track in object.tracks {
            count(track.other?.count ?? 0, OtherBytes.maximumKinds, "kinds of other bytes in a track")
            names((track.other ?? []).lazy.map(\.kind))
        }
        guard let derivative = object.derivative else { return }
        count(derivative.units?.rows.count ?? 0, UnitsProof.maximumRows, "access units in a derivative")
    }

    mutating func tool(_ tool: ToolFacts) {
        count(tool.libraries.count, RecordLimits.sentences, "libraries")
        names([tool.name, tool.version, tool.commit ?? ""])
        texts([tool.operatingSystem])
        names(tool.libraries.keys)
        texts(tool.libraries.values)
    }
}
