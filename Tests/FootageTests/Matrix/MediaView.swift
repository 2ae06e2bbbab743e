import Records
import Peers
import Foundation
import Synchronization

/// A media file as ffprobe and ffmpeg see it, all of it: the second opinion a cut is judged by.
///
/// Edit lists never hide anything: of an object they are ignored, of a source they shift times as they do
/// for us (`advanced_editlist` off) but drop nothing.
final class MediaView: Sendable {
    /// One track, by the file's own word.
    struct Track: Sendable {
        var index: Int
        var kind: String
        var codec: String
        var timeBase: TimeBase
    }

    /// One stored packet, in storage order.
    struct Packet: Sendable {
        var track: Int
        var pts: Int64
        /// Nil where the container has none.
        var dts: Int64?
        var duration: Int64
        var size: Int64
        var hash: String
    }

    /// One picture, or frame of sound, as it is decoded.
    struct Picture: Sendable {
        var pts: Int64
        var hash: String
    }

    /// What the hash of a packet covers.
    enum Coverage: Sendable {
        /// Every byte.
        case everything
        /// The coded slices of H.264 and HEVC, so that a change of framing does not count.
        case slices
    }

    let path: String
    let tracks: [Track]
    let packets: [Packet]
    /// The pictures of the first picture track, in the order they are shown in.
    let pictures: [Picture]
    /// What the decoder complained about; empty where it decodes without an error.
    let complaints: String

    private let options: [String]
    /// What was asked of the file once, and by the tests of some files only.
    private let sounds = Mutex<[Int: [Picture]]>([:])
    private let hidden = Mutex<Set<Int64>?>(nil)

    convenience init(source path: String, _ coverage: Coverage = .everything) throws {
        try self.init(path, Self.isISOBaseMedia(path) ? ["-advanced_editlist", "0"] : [], coverage)
    }

    /// The times of the pictures that ffprobe calls discarded, as the file's edit list hides them.
    func discarded() throws -> Set<Int64> {
        guard Self.isISOBaseMedia(path) else { return [] }
        return try hidden.withLock { known in
            if let known { return known }
            let text = try MediaPeer.run(
                "ffprobe",
                [
                    "-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pts,flags", "-of",
                    "csv=p=0", path,
                ])
            let times = Set(
                text.split(separator: "\n").compactMap { line in
                    let parts = line.split(separator: ",")
                    return parts.count > 1 && parts[1].contains("D") ? Int64(parts[0]) : nil
                })
            known = times
            return times
        }
    }

    /// What a sound track decodes to, frame by frame; nothing for a track that is not there.
    func sound(of track: Int) throws -> [Picture] {
        guard tracks.contains(where: { $0.index == track && $0.kind == "audio" }) else { return [] }
        return try sounds.withLock { known in
            if let frames = known[track] { return frames }
            let frames = try Self.hashes(path, options, [], track: track, in: try ScratchFolder())
                .lines.map { Picture(pts: $0.pts, hash: $0.hash) }
            known[track] = frames
            return frames
        }
    }

    convenience init(object path: String, _ coverage: Coverage = .everything) throws {
        try self.init(path, ["-ignore_editlist", "1"], coverage)
    }

    private init(_ path: String, _ options: [String], _ coverage: Coverage) throws {
        self.path = path
        self.options = options
        let folder = try ScratchFolder()
        var packets: [Packet]
        (tracks, packets) = try Self.contents(path, options)
        let main = tracks.first { $0.kind == "video" }
        if coverage == .slices, let main, let filter = Self.sliceFilters[main.codec] {
            let hashes = try Self.hashes(
                path, options, ["-c:v", "copy", "-bsf:v", filter], in: folder
            ).lines.map(\.hash)
            let places = packets.indices.filter { packets[$0].track == main.index }
            guard hashes.count == places.count else {
                throw MediaPeer.Failed(
                    description: "\(path): \(places.count) packets, \(hashes.count) hashes")
            }
            for (place, hash) in zip(places, hashes) { packets[place].hash = hash }
        }
        // The header MPEG streams put before each frame of AAC is the container's.
        for track in tracks where coverage == .slices && track.codec == "aac" {
            let hashes = try Self.hashes(
                path, options, ["-c:a", "copy", "-bsf:a", "aac_adtstoasc"], track: track.index, in: folder
            ).lines.map(\.hash)
            let places = packets.indices.filter { packets[$0].track == track.index }
            guard hashes.count == places.count else {
                throw MediaPeer.Failed(
                    description: "\(path): \(places.count) packets, \(hashes.count) hashes")
            }
            for (place, hash) in zip(places, hashes) { packets[place].hash = hash }
        }
        self.packets = packets
        guard main != nil else {
            pictures = []
            complaints = ""
            return
        }
        let decoded = try Self.hashes(
            path, options, ["-fps_mode", "passthrough", "-enc_time_base", "-1"], in: folder)
        pictures = decoded.lines.map { Picture(pts: $0.pts, hash: $0.hash) }
        complaints = decoded.errors
    }

    func packets(of track: Int) -> [Packet] { packets.filter { $0.track == track } }

    // MARK: - Asking

    private static let sliceFilters = [
        "h264": "h264_mp4toannexb,filter_units=pass_types=1-5",
        "hevc": "hevc_mp4toannexb,filter_units=pass_types=0-31",
    ]

    private static func isISOBaseMedia(_ path: String) -> Bool {
        ["mp4", "mov", "m4v", "qt"].contains((path as NSString).pathExtension.lowercased())
    }

    /// Tracks and packets, in one question.
    private static func contents(
        _ path: String, _ options: [String]
    ) throws -> (tracks: [Track], packets: [Packet]) {
        let text = try MediaPeer.run(
            "ffprobe",
            ["-v", "error"] + options + [
                "-show_data_hash", "sha256", "-show_entries",
                "stream=index,codec_type,codec_name,time_base:packet=stream_index,pts,dts,duration,size,data_hash",
                "-of", "json=c=1", path,
            ])
        let answer = try JSONDecoder().decode(Answer.self, from: Data(text.utf8))
        let tracks = answer.streams.map { stream in
            let parts = stream.time_base.split(separator: "/").compactMap { Int64($0) }
            return Track(
                index: stream.index, kind: stream.codec_type, codec: stream.codec_name ?? "",
                timeBase: TimeBase(numerator: parts.first ?? 0, denominator: parts.last ?? 0))
        }
        let packets = try answer.packets.compactMap { packet -> Packet? in
            let track = tracks.first { $0.index == packet.stream_index }
            guard track?.kind == "video" || track?.kind == "audio" else { return nil }
            guard let pts = packet.pts ?? packet.dts, let size = Int64(packet.size) else {
                throw MediaPeer.Failed(description: "\(path): a packet without times: \(packet)")
            }
            return Packet(
                track: packet.stream_index, pts: pts, dts: packet.dts, duration: packet.duration ?? 0,
                size: size,
                hash: packet.data_hash ?? "")
        }
        return (tracks, packets)
    }

    /// ffprobe's answer, by its own names.
    private struct Answer: Decodable {
        struct Stream: Decodable {
            var index: Int
            var codec_type: String
            var codec_name: String?
            var time_base: String
        }
        struct Packet: Decodable {
            var stream_index: Int
            var pts: Int64?
            var dts: Int64?
            var duration: Int64?
            var size: String
            var data_hash: String?
        }
        var streams: [Stream]
        var packets: [Packet]
    }

    private static func hashes(
        _ path: String, _ options: [String], _ arguments: [String], track: Int? = nil,
        in folder: ScratchFolder
    ) throws -> (lines: [(pts: Int64, hash: String)], errors: String) {
        let (output, errors) = try FFmpeg.run(
            "ffmpeg",
            ["-nostdin", "-v", "error", "-threads", "1"] + options + [
                "-i", path, "-map", track.map { "0:\($0)" } ?? "0:v:0",
            ] + arguments
                + ["-copyts", "-f", "framehash", "-hash", "md5", "-"], in: folder)
        let lines: [(Int64, String)] = output.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            guard !line.hasPrefix("#"), fields.count >= 6, let pts = Int64(fields[2]) else { return nil }
            return (pts, fields[5])
        }
        return (lines, errors)
    }
}
