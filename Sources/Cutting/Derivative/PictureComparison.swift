import Objects
import Recordings
import CFFmpeg

/// Compares pictures that were encoded anew with those they were made from, in a pass of its own.
///
/// While encoding, a second decoder would hold its pictures beside the encoder's; afterwards the encoder is gone
/// (docs/decisions/0006-memory-of-derivatives.md).
enum PictureComparison {
    /// How far the new pictures are from their originals; not at all where they are encoded without loss.
    ///
    /// - Parameters:
    ///   - new: every picture of the derivative.
    ///   - originals: the recording's pictures, among them those.
    ///   - count: how many were encoded.
    ///   - absent: times in the recording at which it must not have a picture.
    ///   - sourceTime: of a new picture, from the time it carries.
    /// - Throws: ``FootageError/library(operation:cause:path:)`` where one cannot be decoded, or is of a time at
    ///   which none went in, or is not its original's equal though it must be, or a block of it is beyond the bounds.
    static func difference(
        of new: PictureReader, from originals: PictureReader, count: Int, encoding: PictureEncoding,
        absent: Set<Int64> = [], sourceTime: (Int64) -> Int64
    ) throws -> PictureDifference {
        var difference = PictureDifference()
        var conversion: PictureConversion?
        var compared = 0
        while let picture = try new.next() {
            guard let carried = picture.presentationTime else { throw failure("one came out without a time") }
            let time = sourceTime(carried)
            var found: Frame?
            while found == nil, let original = try originals.next() {
                guard let at = original.presentationTime, at < time else {
                    found = original.presentationTime == time ? original : nil
                    break
                }
                try checkAbsent(at, absent)
            }
            guard let original = found else { throw failure("one came out that had not gone in, at \(time)") }
            if encoding == .lossless {
                guard picture.hasSamples(of: original) else {
                    throw failure("the one at \(time) does not decode to the samples that went in")
                }
                compared += 1
                continue
            }
            if compared == 0 { conversion = try PictureConversion.needed(for: original, encoding: encoding) }
            try difference.add(picture, original: conversion?.convert(original) ?? original)
            if let place = difference.blocks.flaw {
                throw failure(
                    "the one at \(time) is further from its original than what is encoded anew may be (\(place))"
                )
            }
            compared += 1
        }
        guard compared == count else {
            throw failure("\(count) were encoded and \(compared) can be decoded again")
        }
        if !absent.isEmpty {
            while let original = try originals.next() {
                if let at = original.presentationTime { try checkAbsent(at, absent) }
            }
        }
        return difference
    }

    private static func checkAbsent(_ time: Int64, _ absent: Set<Int64>) throws(FootageError) {
        guard absent.contains(time) else { return }
        throw failure("the recording has one at \(time), which is said to be none that can be decoded")
    }

    private static func failure(_ cause: String) -> FootageError {
        .library(operation: "checking the new pictures", cause: cause, path: nil)
    }
}
