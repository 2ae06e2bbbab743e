import CFFmpeg
import Glibc

/// The containers that are told by their first bytes, so that only their own demuxer ever sees the file.
///
/// Otherwise the library shows the file to each of its three hundred demuxers and takes the one that claims it
/// loudest: more code to attack, and 2 MiB of it to load. What no signature fits is left to that.
enum ContainerSignature {
    /// The demuxer's name and whether the first bytes are its container's.
    private static let known: [(demuxer: String, fits: @Sendable (UnsafeRawBufferPointer) -> Bool)] = [
        // ISO/IEC 14496-12 §4.2 and QuickTime: a size, then the type of the first box.
        (
            "mov",
            { bytes in
                ["ftyp", "moov", "wide", "mdat", "free", "skip", "moof", "styp"].contains(text(bytes, 4))
            }
        ),
        // RFC 8794 §11.2.
        ("matroska", { $0.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) }),
        ("avi", { text($0, 0) == "RIFF" && text($0, 8) == "AVI " }),
        ("flv", { $0.starts(with: Array("FLV".utf8) + [1]) }),
    ]

    /// The demuxer for a file; nil where its first bytes do not tell.
    static func demuxer(of path: String) -> UnsafePointer<AVInputFormat>? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return withUnsafeTemporaryAllocation(byteCount: 16, alignment: 8) { buffer in
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            guard count == buffer.count else { return nil }
            let bytes = UnsafeRawBufferPointer(buffer)
            return known.first { $0.fits(bytes) }.flatMap { av_find_input_format($0.demuxer) }
        }
    }

    private static func text(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> String {
        String(decoding: bytes[offset..<offset + 4], as: UTF8.self)
    }
}
