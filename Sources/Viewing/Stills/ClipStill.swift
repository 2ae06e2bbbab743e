import CFFmpeg
import Cutting
import Objects
import Recordings
import Records
import Statements

/// The picture of an opened clip that is shown at a moment, as a PNG file of nothing but its header and its samples.
///
/// It is made as an owner's still is (docs/spec/derivatives.md, Stills), by whoever opened the bundle.
package struct ClipStill {
    /// The file.
    package let png: [UInt8]
    /// What it shows.
    package let facts: RecipientsStill

    /// From when to when the pictures of a clip are shown; nil of what has no moving pictures.
    ///
    /// - Throws: ``FootageError/timesNotUsable(path:reason:)`` where the record places the recording nowhere.
    package static func span(
        of object: ObjectFacts, in recording: RecordingFacts
    ) throws(FootageError) -> Window? {
        object.role == .still ? nil : try ObjectClock(.video, of: object, in: recording)?.span
    }

    /// Takes the latest picture that is not after a moment.
    ///
    /// The clip is read twice up to the moment, and decoded only from the key frame before it, so that neither memory nor time
    /// grows with what was decoded in vain.
    ///
    /// - Parameter path: where the clip lies.
    /// - Throws: what reading and decoding throws; ``FootageError/incomplete(path:reason:)`` where the picture cannot be decoded.
    package init(
        of object: ObjectFacts, in recording: RecordingFacts, at moment: WallTime, path: String
    ) throws {
        try self.init(of: object, in: recording, at: moment, input: { try MediaInput(path: path) })
    }

    /// The same of a clip that lies in no file.
    ///
    /// - Parameter opening: gives its bytes from the first on, each time it is asked.
    /// - Throws: as ``init(of:in:at:path:)``, and what `opening` and its reader throw.
    package init(
        of object: ObjectFacts, in recording: RecordingFacts, at moment: WallTime,
        opening: () throws -> MediaBytes.ReadAt
    ) throws {
        try self.init(
            of: object, in: recording, at: moment,
            input: { try MediaInput(object: object.name, readAt: try opening()) })
    }

    private init(
        of object: ObjectFacts, in recording: RecordingFacts, at moment: WallTime,
        input opened: () throws -> MediaInput
    ) throws {
        guard let clock = try ObjectClock(.video, of: object, in: recording) else {
            throw FootageError.incomplete(path: object.name, reason: "it has no pictures")
        }
        let key = try Self.keyFrame(before: moment, clock, try opened())
        let input = try opened()
        guard let track = try input.first(AVMEDIA_TYPE_VIDEO) else {
            throw FootageError.incomplete(path: object.name, reason: "it has no pictures")
        }
        try input.select([track])
        let unit = try input.track(track).pointee.time_base
        let decoder = try VideoDecoder(parameters: try input.parameters(track), timeBase: unit)
        var passed = 0
        let reader = try PictureReader(decoder) { packet in
            while try input.read(into: packet) {
                defer { passed += 1 }
                if passed >= key { return true }
            }
            return false
        }
        var shown: (picture: Frame, time: WallTime)?
        while let picture = try reader.next() {
            guard let tick = picture.presentationTime else { continue }
            let time = clock.time(ofTick: tick, in: unit)
            if time > moment { break }
            shown = (try picture.moved(), time)
        }
        guard let (picture, time) = shown else {
            throw FootageError.incomplete(
                path: object.name,
                reason: "its picture of \(moment) cannot be decoded, so there is no still of it"
            )
        }
        let conversion = StillConversion(for: picture)
        png = try StillFile(conversion.convert(picture)).bytes
        facts = RecipientsStill(
            asked: moment, shown: time, of: object, in: recording, width: Int(picture.layout.width),
            height: Int(picture.layout.height), depth: conversion.depth,
            settings: DerivativeSettings(
                options: [:], conversion: conversion.facts,
                notApplied: try DerivativeSettings.NotApplied(input, track, picture)),
            decoder: decoder.name, isDamaged: picture.isDamaged)
    }

    /// Which access unit is the last key frame that is shown at a moment or before it, counted from the first.
    private static func keyFrame(
        before moment: WallTime, _ clock: ObjectClock, _ input: MediaInput
    ) throws -> Int {
        guard let track = try input.first(AVMEDIA_TYPE_VIDEO) else { return 0 }
        try input.select([track])
        let unit = try input.track(track).pointee.time_base
        let packet = try Packet()
        var (count, key) = (0, 0)
        while try input.read(into: packet) {
            if packet.isFlaggedKey, let tick = packet.pts {
                if clock.time(ofTick: tick, in: unit) > moment { break }
                key = count
            }
            count += 1
        }
        return key
    }
}
