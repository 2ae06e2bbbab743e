import Objects
import Records
import CFFmpeg

/// Sees to it that the pictures of a cut all have the size and the codec header the track announces.
///
/// An object describes its pictures once. A recorder that was reset to another size in mid-recording writes a new
/// description, in the stream or beside it; with the first one alone its pictures could not be decoded, so
/// they would be lost without anybody noticing.
package struct PictureSizes {
    private let track: SourceTrack
    private let header: PictureHeader?
    private let announced: [UInt8]
    private var size: (width: Int, height: Int)?

    package init(_ track: SourceTrack, in input: MediaInput) throws(FootageError) {
        self.track = track
        let parameters = try input.parameters(track.index)
        header = track.kind == .video ? PictureHeader(parameters) : nil
        announced = [UInt8](
            UnsafeRawBufferPointer(
                start: parameters.pointee.extradata, count: Int(max(0, parameters.pointee.extradata_size))))
        // Elsewhere the size was found by decoding; what an MP4 says of itself may be the size it is shown at.
        if !input.isISOBaseMedia, let width = track.width, let height = track.height, width > 0, height > 0 {
            size = (width, height)
        }
    }

    /// Checks a packet at which decoding can start.
    ///
    /// - Throws: ``FootageError/notCuttable(path:reason:)``.
    package mutating func check(_ packet: Packet, in input: MediaInput) throws(FootageError) {
        try checkHeader(packet, in: input)
        guard let facts = header?.read(packet.bytes), facts.width > 0, facts.height > 0 else { return }
        let found = (width: facts.width, height: facts.height)
        if let size, size != found {
            throw .notCuttable(
                path: input.path,
                reason:
                    "its pictures change their size from \(size.width)x\(size.height) to "
                    + "\(found.width)x\(found.height); only a window that ends before can be cut")
        }
        size = found
    }

    /// Checks any packet: the container may announce another codec header with it.
    ///
    /// - Throws: ``FootageError/notCuttable(path:reason:)``.
    package func checkHeader(_ packet: Packet, in input: MediaInput) throws(FootageError) {
        guard track.kind == .video else { return }
        guard !packet.isCodedOtherwise else { throw Self.change(input) }
        var count = 0
        guard let data = av_packet_get_side_data(packet.pointer, AV_PKT_DATA_NEW_EXTRADATA, &count),
            !UnsafeRawBufferPointer(start: data, count: count).elementsEqual(announced)
        else { return }
        throw Self.change(input)
    }

    private static func change(_ input: MediaInput) -> FootageError {
        .notCuttable(
            path: input.path,
            reason:
                "its pictures change how they are coded; only a window that lies wholly before the change can be cut"
        )
    }
}
