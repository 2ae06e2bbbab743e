import Objects
import CFFmpeg

/// The containers recordings come in: what each is called, how its first bytes tell it, and which demuxer reads it.
///
/// This is the only thing that chooses a demuxer. The library itself would show the file to each of its three hundred
/// and take the one that claims it loudest, and some of those are lists of other files: a text that names another
/// camera's recording would hand that one over.
enum SourceContainer: CaseIterable, Sendable {
    case isoBaseMedia, matroska, audioVideoInterleave, flashVideo, advancedSystems, dahua, transportStream
    case programStream

    /// One line of the list.
    struct Row: Sendable {
        /// What people call it, and its kinds.
        let name: String
        /// The demuxer's name in libavformat.
        let demuxer: String
        /// By which endings a file in a folder is taken for one, in lower case.
        let endings: [String]
        let signature: Signature
    }

    /// How it is told from all others.
    enum Signature: Sendable {
        /// By the file's first 16 bytes.
        case head(@Sendable ([UInt8]) -> Bool)
        /// By what follows one another in the file's first part, which may begin with rests of something else.
        case run(@Sendable ([UInt8]) -> Bool)
    }

    var row: Row {
        switch self {
        case .isoBaseMedia:
            Row(
                name: "MP4, QuickTime", demuxer: "mov", endings: ["mp4", "m4v", "mov", "qt", "3gp"],
                // ISO/IEC 14496-12 §4.2 and QuickTime: a size, then the type of the first box.
                signature: .head { FileBox.openings.contains($0[4..<8].reduce(0) { $0 << 8 | UInt32($1) }) })
        case .matroska:
            Row(
                name: "Matroska, WebM", demuxer: "matroska", endings: ["mkv", "webm"],
                // RFC 8794 §11.2.
                signature: .head { $0.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) })
        case .audioVideoInterleave:
            Row(
                name: "AVI", demuxer: "avi", endings: ["avi"],
                // RIFF, and the forms that libavformat 59 takes for AVI, OpenDML's later parts among them.
                signature: .head { head in
                    ["RIFFAVI ", "RIFFAVIX", "RIFFAVI\u{19}", "ON2 ON2f", "RIFFAMV "]
                        .contains { ($0.utf8.elementsEqual(head[..<4] + head[8..<12])) }
                })
        case .flashVideo:
            Row(
                name: "FLV", demuxer: "flv", endings: ["flv"],
                // Adobe Flash Video File Format, Annex E.2: a version, and flags without the reserved ones.
                signature: .head { $0.starts(with: "FLV".utf8) && $0[3] < 5 && $0[5] == 0 })
        case .advancedSystems:
            Row(
                name: "ASF", demuxer: "asf", endings: ["asf", "wmv"],
                // The Header Object's GUID, 75B22630-668E-11CF-A6D9-00AA0062CE6C.
                signature: .head {
                    $0.elementsEqual([
                        0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9, 0x00, 0xAA, 0x00, 0x62,
                        0xCE, 0x6C,
                    ])
                })
        case .dahua:
            Row(
                name: "DAV", demuxer: "dhav", endings: ["dav"],
                // No standard: Dahua's recorders begin with a frame, or with a block of their name.
                signature: .head { head in
                    head.starts(with: "DAHUA".utf8)
                        || head.starts(with: "DHAV".utf8) && [0xF0, 0xF1, 0xFC, 0xFD].contains(head[4])
                })
        case .transportStream:
            Row(
                name: "MPEG-TS", demuxer: "mpegts", endings: ["ts", "mts", "m2ts"],
                signature: .run(StreamSignature.isTransportStream))
        case .programStream:
            Row(
                name: "MPEG-PS", demuxer: "mpeg", endings: ["mpg", "mpeg", "vob"],
                signature: .run(StreamSignature.isProgramStream))
        }
    }

    /// How much of a file is looked through for a container without a mark at the very start, in bytes: as far as
    /// the demuxer of transport streams looks for one that it lost.
    private static let searched = 64 << 10
    private static let headBytes = 16

    /// Tells the container of a file.
    ///
    /// - Throws: ``FootageError/notARecording(path:cause:)`` where it is none of these, and
    ///   ``FootageError/notReadable(path:cause:)``.
    init(of file: SourceBytes) throws(FootageError) {
        let head = try file.read(at: 0, count: Self.headBytes)
        var start: [UInt8]?
        for container in Self.allCases where head.count == Self.headBytes {
            switch container.row.signature {
            case .head(let fits):
                guard fits(head) else { continue }
            case .run(let fits):
                if start == nil { start = try file.read(at: 0, count: Self.searched) }
                guard let start, fits(start) else { continue }
            }
            self = container
            return
        }
        if head.starts(with: [0, 0, 0, 1]) || head.starts(with: [0, 0, 1]) {
            throw .notARecording(
                path: file.path,
                cause:
                    "it is coded pictures alone, without a container that says when each was taken; have the recorder "
                    + "export it as MP4 or MKV")
        }
        let known = Self.allCases.map(\.row.name).joined(separator: ", ")
        throw .notARecording(
            path: file.path, cause: "it begins like no container that is known here (\(known))")
    }

    /// The demuxer; nil where the library was built without it.
    var demuxer: UnsafePointer<AVInputFormat>? { av_find_input_format(row.demuxer) }
}
