import Objects
import Recordings
import Records
import CFFmpeg

extension CutPlan {
    /// Decodes an object again from the bytes that leave and compares it with the recording: every picture of a derivative, and
    /// a master at its ends and where its coding changes.
    ///
    /// - Parameters:
    ///   - object: the planned object.
    ///   - written: what writing it said.
    ///   - readAt: gives the object's bytes: fills a buffer from an offset on and says how far.
    /// - Returns: what was written, with how close it came, or what of a master was decoded again.
    /// - Throws: ``FootageError/decodesOtherwise(path:at:reason:)`` for a master, ``FootageError`` where a picture cannot be decoded or is not one that went in, and whatever
    ///   `readAt` throws.
    package func check(
        _ object: PlannedObject, _ written: WrittenCut,
        readAt: @escaping (UnsafeMutableRawBufferPointer, UInt64) throws -> Int
    ) throws -> WrittenCut {
        do {
            return try compare(object, written, readAt)
        } catch let error as FootageError {
            throw error.at(recording.path)
        }
    }

    private func compare(
        _ object: PlannedObject, _ written: WrittenCut, _ readAt: @escaping MediaBytes.ReadAt
    ) throws -> WrittenCut {
        if object.role == .master { return try readBack(object, written, readAt) }
        if object.role == .still { return try compareStill(object, written, readAt) }
        guard let part = DerivativePart(object, of: self), let source = recording.pictureTrack,
            let track = written.tracks.first, var facts = written.derivative
        else { throw FootageError.incomplete(path: recording.path, reason: "it has no pictures to compare") }

        let copy = try MediaInput(object: recording.name, readAt: readAt)
        let new = try PictureReader(
            VideoDecoder(
                parameters: copy.parameters(0), timeBase: AVRational(track.timeBase), order: .presentation),
            nextPacket: copy.readObject)
        let input = try part.open()
        let originals = try PictureReader(
            VideoDecoder(parameters: input.parameters(source.index), timeBase: AVRational(source.timeBase))
        ) { try part.read(input, into: $0) }

        let difference = try PictureComparison.difference(
            of: new, from: originals, count: Int(facts.frames), encoding: object.encoding
        ) { Placement.convert($0, from: track.timeBase, to: source.timeBase) + track.shift }
        facts.psnrDecibels = difference.psnrDecibels
        facts.leastDecibels = difference.leastDecibels
        var checked = written
        checked.derivative = facts
        return checked
    }

    private func compareStill(
        _ object: PlannedObject, _ written: WrittenCut, _ readAt: MediaBytes.ReadAt
    ) throws -> WrittenCut {
        let file = try StillFile.read(size: written.size, readAt)
        guard let original = try DerivativePart(object, of: self)?.firstPicture(),
            try StillFile.decode(file)
                .hasSamples(of: StillConversion(for: original).convert(original))
        else {
            throw FootageError.library(
                operation: "checking the still", cause: "it does not decode to the recording's picture",
                path: nil)
        }
        return written
    }
}
