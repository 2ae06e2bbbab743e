import Peers
import Foundation

/// A clip in which every access unit carries an SEI message with a UUID and the unit's own number.
struct SignedClip {
    let path: String
    let uuid: [UInt8]

    /// Encodes four seconds at 25 pictures a second, a key frame every ten, and writes the messages into the
    /// elementary stream byte by byte, as a camera does.
    init(codec: String, uuid: [UInt8], in folder: ScratchFolder) throws {
        self.uuid = uuid
        path = folder.path("gate_2026-07-04T20-00-00Z.mp4")
        let isHEVC = codec == "hevc"
        let stream = folder.path("stream.\(codec)")
        let encoder =
            isHEVC
            ? [
                "-c:v", "libx265", "-x265-params",
                "log-level=none:keyint=10:min-keyint=10:bframes=0:scenecut=0:repeat-headers=1:info=0",
            ] : ["-c:v", "libx264", "-bf", "0", "-g", "10", "-sc_threshold", "0"]
        try MediaPeer.encode(
            ["-f", "lavfi", "-i", "testsrc2=size=128x96:rate=25:duration=4", "-pix_fmt", "yuv420p"] + encoder
                + ["-f", codec], to: stream)
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: stream)))
        var signed: [UInt8] = []
        var units = 0
        for unit in Self.split(bytes) {
            if Self.beginsPicture(unit, isHEVC: isHEVC) {
                signed += [0, 0, 0, 1] + Self.message(uuid, units, isHEVC: isHEVC)
                units += 1
            }
            signed += [0, 0, 0, 1] + unit
        }
        try Data(signed).write(to: URL(fileURLWithPath: stream))
        try MediaPeer.encode(
            ["-framerate", "25", "-f", codec, "-i", stream, "-c", "copy", "-video_track_timescale", "12800"],
            to: path)
    }

    /// The numbers found in a file behind the UUID, in the order they stand in.
    func numbers(in path: String) throws -> [Int] {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        var found: [Int] = []
        var rest = data.startIndex..<data.endIndex
        while let hit = data.range(of: Data(uuid), in: rest) {
            let text = data[hit.upperBound..<min(hit.upperBound + 6, data.endIndex)]
            if let number = Int(String(decoding: text, as: UTF8.self)) { found.append(number) }
            rest = hit.upperBound..<data.endIndex
        }
        return found
    }

    /// An SEI unit: `user_data_unregistered`, 22 bytes, trailing bits.
    private static func message(_ uuid: [UInt8], _ number: Int, isHEVC: Bool) -> [UInt8] {
        let digits = String(number)
        let text = String(repeating: "0", count: 6 - digits.count) + digits
        return (isHEVC ? [39 << 1, 1] : [6]) + [5, 22] + uuid + Array(text.utf8) + [0x80]
    }

    /// Whether a unit is the first slice of a picture: its first field is 0, or the flag that says so 1.
    private static func beginsPicture(_ unit: [UInt8], isHEVC: Bool) -> Bool {
        isHEVC
            ? unit[0] >> 1 < 32 && unit[2] & 0x80 != 0 : [1, 5].contains(unit[0] & 31) && unit[1] & 0x80 != 0
    }

    /// The units of an Annex B stream without their start codes.
    private static func split(_ bytes: [UInt8]) -> [[UInt8]] {
        var units: [[UInt8]] = []
        var begin: Int?
        var position = 0
        while position + 2 < bytes.count {
            if bytes[position] == 0, bytes[position + 1] == 0, bytes[position + 2] == 1 {
                if let begin { units.append(Array(bytes[begin..<position])) }
                position += 3
                begin = position
            } else {
                position += 1
            }
        }
        if let begin { units.append(Array(bytes[begin...])) }
        return units.map { unit in Array(unit[..<((unit.lastIndex { $0 != 0 } ?? -1) + 1)]) }.filter {
            !$0.isEmpty
        }
    }
}
