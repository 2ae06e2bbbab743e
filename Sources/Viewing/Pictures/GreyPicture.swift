import Cutting
import Objects
import Recordings
import Records
import Statements

/// One decoded picture in shades of grey, and when the recording's own clock says it was taken.
package struct GreyPicture: Sendable {
    /// When it is shown, as the recording is placed on the wall clock.
    package internal(set) var time: WallTime
    /// Pixels a row.
    package internal(set) var width: Int
    /// Rows.
    package internal(set) var height: Int
    /// One byte a pixel, 0 black to 255 white, row after row without gaps.
    package internal(set) var samples: [UInt8]
}

extension Recording {
    /// Decodes the pictures one after the other, in the order they are shown.
    ///
    /// One picture is in memory at a time, whatever the recording's length, apart from those a decoder holds. What
    /// cannot be decoded is passed over, as are pictures without a time.
    ///
    /// - Parameter body: is lent each picture and says whether to go on.
    /// - Throws: ``FootageError``; what `body` throws ends the walk and is passed on.
    package func forEachPicture(_ body: (GreyPicture) throws -> Bool) throws {
        guard let track = pictureTrack else { return }
        let input = try MediaInput(open())
        try input.select([track.index])
        let parameters = try input.parameters(track.index)
        let decoder = try VideoDecoder(
            parameters: parameters, timeBase: try input.track(track.index).pointee.time_base)
        let reader = try PictureReader(decoder) { packet in try input.read(into: packet) }
        let conversion = try GreyConversion()
        var picture = GreyPicture(time: placement.originTime, width: 0, height: 0, samples: [])
        while let frame = try reader.next() {
            guard let time = frame.presentationTime, !frame.isDamaged else { continue }
            picture.time = placement.time(ofTick: time, in: track.timeBase)
            try conversion.convert(frame, into: &picture)
            guard try body(picture) else { return }
        }
    }
}
