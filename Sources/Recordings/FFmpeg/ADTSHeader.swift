import Objects
import CFFmpeg

/// The header MPEG streams put before every AAC frame, and what it tells (ISO/IEC 13818-7 §6.2, ADTS).
///
/// An object keeps the frame alone, as MP4 and Matroska do: the header repeats the codec's parameters.
struct ADTSHeader {
    /// Bytes before the frame: 7, or 9 with a checksum.
    let size: Int
    /// The two bytes that describe the sound to a decoder (`AudioSpecificConfig`, ISO/IEC 14496-3 §1.6.2.1).
    let configuration: [UInt8]

    /// Reads the header at the start of a packet; nil where there is none, where it holds more than one
    /// frame, or where the channels are described elsewhere.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 7, bytes[0] == 0xFF, bytes[1] & 0xF6 == 0xF0 else { return nil }
        size = bytes[1] & 1 == 1 ? 7 : 9
        let length = Int(bytes[3] & 3) << 11 | Int(bytes[4]) << 3 | Int(bytes[5] >> 5)
        let profile = bytes[2] >> 6
        let frequency = bytes[2] >> 2 & 0xF
        let channels = (bytes[2] & 1) << 2 | bytes[3] >> 6
        guard length == bytes.count, length > size, bytes[6] & 3 == 0, frequency < 13, channels > 0 else {
            return nil
        }
        configuration = [(profile + 1) << 3 | frequency >> 1, (frequency & 1) << 7 | channels << 3]
    }

    /// Takes the header off a packet and says what it is; nil where it does not have exactly one.
    static func strip(_ packet: Packet) -> ADTSHeader? {
        guard let header = ADTSHeader(packet.bytes) else { return nil }
        // The buffer stays whole; the packet begins later in it.
        packet.pointer.pointee.data += header.size
        packet.pointer.pointee.size -= Int32(header.size)
        return header
    }

    /// Makes this the description of a track.
    func describe(_ parameters: UnsafeMutablePointer<AVCodecParameters>) throws(FootageError) {
        let room = configuration.count + Int(AV_INPUT_BUFFER_PADDING_SIZE)
        guard let data = av_mallocz(room)?.assumingMemoryBound(to: UInt8.self) else {
            throw .library(operation: "describing a track", cause: "no memory", path: nil)
        }
        for (offset, byte) in configuration.enumerated() { data[offset] = byte }
        av_freep(&parameters.pointee.extradata)
        parameters.pointee.extradata = data
        parameters.pointee.extradata_size = Int32(configuration.count)
    }
}
