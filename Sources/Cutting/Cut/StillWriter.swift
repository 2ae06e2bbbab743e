import Objects
import Recordings
import Records
import Statements
import CFFmpeg
import Sealing

/// Writes a still: decodes one picture of the recording and packs it as a PNG file.
struct StillWriter {
    private let plan: CutPlan
    private let object: PlannedObject

    init(plan: CutPlan, object: PlannedObject) {
        self.plan = plan
        self.object = object
    }

    func write(
        size: (UInt64) throws -> UInt64, to sink: MovieWriter.Sink, pictureDone: () throws -> Void
    ) throws -> WrittenCut {
        guard let track = plan.recording.pictureTrack, let still = object.still,
            let part = DerivativePart(object, of: plan)
        else { throw FootageError.incomplete(path: "", reason: "it has no picture for a still") }
        guard let picture = try part.firstPicture() else {
            throw FootageError.incomplete(
                path: "",
                reason: "the picture of \(object.window.from) cannot be decoded, so there is no still of it")
        }
        let conversion = StillConversion(for: picture)
        let file = try StillFile(conversion.convert(picture))
        let scan = StillScan()
        let padding = try file.write(size: size) { bytes in
            try scan.update(bytes)
            try sink(bytes)
        }
        let scanned = try scan.finish()
        guard scanned.padding == padding, scanned.width == UInt32(clamping: picture.layout.width),
            scanned.height == UInt32(clamping: picture.layout.height), scanned.depth == conversion.depth
        else { throw BoxReader.damaged("it is not the picture that was put into it") }
        try pictureDone()
        let facts = ObjectTrack(
            id: 1, sourceTrack: track.index, codec: "png", timeBase: track.timeBase, shift: still.pts,
            accessUnits: 1, firstPTS: 0, lastPTS: 0, lastEnd: 1, keyFrames: 1,
            timesSHA256: try StillScan.timesSHA256(), sourceFirstDTS: still.pts)
        return WrittenCut(
            role: .still, window: object.window, container: object.container.rawValue, tracks: [facts],
            size: scanned.size, padding: padding,
            derivative: DerivativeFacts(
                reason: .asked, encoder: StillFile.encoder,
                settings: DerivativeSettings(
                    options: [:], conversion: conversion.facts,
                    notApplied: try DerivativeSettings.NotApplied(
                        MediaInput(plan.recording.open()), track.index, picture)),
                frames: 1,
                still: StillFacts(
                    asked: still.asked, shown: object.window.from, width: Int(scanned.width),
                    height: Int(scanned.height), depth: scanned.depth)),
            pictureTimes: [still.pts], missingPictures: 0, damagedPictures: picture.isDamaged ? 1 : 0)
    }
}

extension DerivativeSettings.NotApplied {
    /// How a recording, or a clip, wants its pictures turned and shaped, which a still's samples are not; nil where nothing is
    /// to be done.
    package init?(_ input: MediaInput, _ track: Int, _ picture: Frame) throws {
        let output = try input.outputTrack(track)
        var facts = DerivativeSettings.NotApplied()
        var aspect = output.sampleAspectRatio
        if aspect.num <= 0 || aspect.den <= 0 { aspect = picture.pointer.pointee.sample_aspect_ratio }
        if aspect.num > 0, aspect.den > 0, aspect.num != aspect.den {
            facts.aspect = PixelAspect(horizontal: Int(aspect.num), vertical: Int(aspect.den))
        }
        if output.displayMatrix.count == 36 {
            let angle = output.displayMatrix.withUnsafeBytes {
                av_display_rotation_get($0.bindMemory(to: Int32.self).baseAddress)
            }
            if angle.isFinite, angle.rounded() != 0 { facts.rotation = Int(angle.rounded()) }
        }
        if facts == DerivativeSettings.NotApplied() { return nil }
        self = facts
    }
}
