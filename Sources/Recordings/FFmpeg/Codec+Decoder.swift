import CFFmpeg
import Objects

extension Codec {
    /// Names of the library for which the decoder of another is taken. Not every container tells the layers of MPEG audio apart,
    /// and the library's decoders of them round differently: one that knows all of them gives the same samples for the same packets
    /// wherever they lie.
    private static let decodedAs = ["mp1": "mp3", "mp2": "mp3"]

    /// The library's decoder of a track; nil where it has none.
    package static func decoder(of parameters: UnsafePointer<AVCodecParameters>) -> UnsafePointer<AVCodec>? {
        decoder(of: parameters.pointee.codec_id)
    }

    /// The library's decoder of a codec by its number; nil where it has none.
    static func decoder(of own: AVCodecID) -> UnsafePointer<AVCodec>? {
        let other = decodedAs[String(cString: avcodec_get_name(own))].flatMap {
            avcodec_descriptor_get_by_name($0)
        }
        return avcodec_find_decoder(other?.pointee.id ?? own)
    }
}
