import Objects
import Recordings
import CFFmpeg
import Sealing

/// Digests of what a decoder gives, by which two decodings are compared without holding either.
struct SampleDigest {
    private let hasher: SHA256Hasher

    init() throws(SealingError) { hasher = try SHA256Hasher() }

    /// Of every sample of every plane, and of how large they are. Whether a format says in its name that its range is full, or
    /// in a tag, makes no difference.
    func picture(_ frame: Frame) throws -> SHA256Digest {
        let layout = frame.layout
        try update([layout.width, layout.height])
        let planes = max(0, av_pix_fmt_count_planes(layout.format))
        for plane in 0..<Int(planes) {
            let shift = plane == 1 || plane == 2 ? layout.format.descriptor?.log2_chroma_h ?? 0 : 0
            let height = -(-layout.height >> Int32(shift))
            let width = av_image_get_linesize(layout.format, layout.width, Int32(plane))
            try update([width, height])
            guard width > 0, height > 0, let samples = frame.plane(plane) else { continue }
            for row in 0..<Int(height) {
                try hasher.update(
                    UnsafeRawBufferPointer(
                        start: samples.row(row, of: UInt8.self), count: Int(width)))
            }
        }
        return try hasher.finalizeAndRestart()
    }

    /// Of every sample of every channel.
    func sound(_ frame: Frame) throws -> SHA256Digest {
        let pointer = frame.pointer.pointee
        let format = AVSampleFormat(pointer.format)
        let channels = max(0, pointer.ch_layout.nb_channels)
        try update([pointer.format, pointer.sample_rate, channels, pointer.nb_samples])
        let isPlanar = av_sample_fmt_is_planar(format) != 0
        let bytes =
            Int(pointer.nb_samples) * Int(av_get_bytes_per_sample(format)) * (isPlanar ? 1 : Int(channels))
        for plane in 0..<(isPlanar ? Int(channels) : 1) where bytes > 0 {
            guard let samples = pointer.extended_data?[plane] else { continue }
            try hasher.update(UnsafeRawBufferPointer(start: samples, count: bytes))
        }
        return try hasher.finalizeAndRestart()
    }

    private func update(_ numbers: [Int32]) throws {
        for number in numbers {
            try withUnsafeBytes(of: number.bigEndian) { try hasher.update($0) }
        }
    }
}
