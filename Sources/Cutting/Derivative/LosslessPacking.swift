import Objects
import Recordings
import Records
import Statements
import CFFmpeg

/// Encodes pictures of an FFV1 object again, to see that its packets hold these and nothing else.
///
/// Behind a slice's samples there is room that no decoder looks at, and header fields that none shows. The encoder makes one
/// packet of one picture, so that whatever is hidden shows as a byte that differs (docs/spec/derivatives.md, Access
/// units).
package struct LosslessPacking {
    /// How many bytes a packet of another version of the encoder may be larger than ours.
    private static let slack = 64

    /// What comes of packing an object's pictures again.
    ///
    /// - Parameters:
    ///   - track: the object's track, by the record.
    ///   - derivative: what the record says of how it was encoded.
    ///   - name: what errors call the object.
    ///   - readAt: gives its bytes: fills a buffer from an offset on and says how far.
    /// - Throws: whatever `readAt` throws.
    package static func verdict(
        of track: ObjectTrack, _ derivative: DerivativeFacts, named name: String,
        readAt: @escaping (UnsafeMutableRawBufferPointer, UInt64) throws -> Int
    ) throws -> Verdict {
        do {
            return try compare(try MediaInput(object: name, readAt: readAt), track, derivative)
        } catch let error as FootageError {
            return .failed(reason: error.description)
        }
    }

    private static func compare(
        _ input: MediaInput, _ track: ObjectTrack, _ derivative: DerivativeFacts
    ) throws -> Verdict {
        let parameters = try UnsafePointer(input.parameters(0))
        let timeBase = AVRational(track.timeBase)
        let decoder = try VideoDecoder(parameters: parameters, timeBase: timeBase, order: .presentation)
        let (packet, again, picture) = (try Packet(), try Packet(), try Frame())
        var encoder: PictureEncoder?
        var isSame = true
        var count: UInt64 = 0
        while try input.readObject(into: packet) {
            try decoder.send(packet.pointer)
            guard try decoder.receive(into: picture), !picture.isDamaged else {
                return .failed(reason: "a packet of it is no picture")
            }
            picture.pointer.pointee.pts = Int64(clamping: count)
            if encoder == nil {
                let opened = try PictureEncoder(
                    .lossless, first: picture, timeBase: timeBase,
                    sampleAspectRatio: AVRational(num: 0, den: 1), conversion: nil)
                let (ours, theirs) = (Self.header(opened.parameters), Self.header(parameters))
                guard ours.count == theirs.count else {
                    return .failed(reason: "its codec header is not one that the encoder makes")
                }
                isSame = ours == theirs
                encoder = opened
            }
            try encoder?.send(picture)
            guard try encoder?.receive(into: again.pointer) == true else {
                return .failed(reason: "a picture of it cannot be encoded again")
            }
            isSame = isSame && again.bytes.elementsEqual(packet.bytes)
            guard packet.size <= again.size + slack else {
                return .failed(
                    reason:
                        "picture \(count + 1) takes \(packet.size) bytes, and the same picture encoded again "
                        + "\(again.size)")
            }
            again.unreference()
            packet.unreference()
            picture.empty()
            count += 1
        }
        guard count == track.accessUnits, decoder.damagedFrames == 0, decoder.refusedPackets == 0 else {
            return .failed(
                reason: "only \(count) of its \(counted(track.accessUnits, "packet")) hold a picture")
        }
        guard !isSame else { return .ok }
        let ours = EncoderFacts.library(.ffv1, avcodec_version())
        return derivative.encoder == ours
            ? .failed(reason: "its pictures, encoded again by \(ours.inWords), give other bytes")
            : .notChecked(
                reason:
                    "it says that it was encoded by \(derivative.encoder.inWords), and \(ours.inWords) gives other bytes of about its "
                    + "size")
    }

    private static func header(_ parameters: UnsafePointer<AVCodecParameters>) -> [UInt8] {
        [UInt8](
            UnsafeRawBufferPointer(
                start: parameters.pointee.extradata, count: Int(max(0, parameters.pointee.extradata_size))))
    }
}
