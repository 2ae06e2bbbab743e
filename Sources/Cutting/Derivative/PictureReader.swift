import Objects
import Recordings
import CFFmpeg

/// Decodes one track picture by picture, whenever the next one is asked for.
///
/// Not `Sendable`: one stage reads it.
package final class PictureReader {
    /// Puts the next packet of the track into the place and says whether there was one.
    package typealias NextPacket = (Packet) throws -> Bool

    private let decoder: VideoDecoder
    private let nextPacket: NextPacket
    private let packet: Packet
    private let picture: Frame
    private var isAtEnd = false

    package init(_ decoder: VideoDecoder, nextPacket: @escaping NextPacket) throws(FootageError) {
        self.decoder = decoder
        self.nextPacket = nextPacket
        packet = try Packet()
        picture = try Frame()
    }

    /// The next picture in presentation order, lent until the next call; nil after the last.
    package func next() throws -> Frame? {
        picture.empty()
        while try !decoder.receive(into: picture) {
            if isAtEnd { return nil }
            if try nextPacket(packet) {
                try decoder.send(packet.pointer)
                packet.unreference()
            } else {
                isAtEnd = true
                try decoder.send(nil)
            }
        }
        return picture
    }
}
