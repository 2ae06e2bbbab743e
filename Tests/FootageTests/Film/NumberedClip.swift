import Cutting
import Foundation
import Objects
import Peers
import Recordings
import Records
import Starts
import Statements
import Testing
import Viewing

/// A camera's recording of which every picture shows its own number, counted from its start, as ten bars, white for a one: what
/// a film shows at a moment can be read from it to the picture.
struct NumberedClip {
    static let (width, height) = (320, 180)
    static let bars = 10

    let picturesPerSecond: Int
    let start: WallTime
    /// What of it was handed over.
    let record: Record
    /// The files of its objects, by name.
    let paths: [String: String]
    private let folder: ScratchFolder

    /// - Parameters:
    ///   - camera: its label.
    ///   - start: when the recording begins, in seconds behind 20:00 UTC.
    ///   - window: what of it is cut out, in seconds from its start; all of it where none is given.
    init(
        _ camera: String, picturesPerSecond: Int, start: Int, seconds: Int,
        window: (from: Double, to: Double)? = nil
    ) throws {
        folder = try ScratchFolder()
        self.picturesPerSecond = picturesPerSecond
        let second = String(String(100 + start % 60).suffix(2))
        let path = folder.path("\(camera)_2026-07-04T20-0\(start / 60)-\(second)Z.mp4")
        let bar = Self.width / Self.bars
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i",
                "color=black:size=\(Self.width)x\(Self.height):rate=\(picturesPerSecond):duration=\(seconds)",
                "-vf", "geq=lum='if(mod(floor(N/pow(2,floor(X/\(bar)))),2),235,16)':cb=128:cr=128", "-c:v",
                "libx264", "-preset", "veryfast", "-g", "\(picturesPerSecond)", "-bf", "2", "-threads", "1",
            ], to: path)
        let recording = try Recording.probe(path, zone: RecordingZone("UTC"))
        self.start = recording.span.from
        let cut = window ?? (0, Double(seconds))
        func time(_ seconds: Double) -> WallTime {
            recording.span.from.adding(nanoseconds: Int64((seconds * 1000).rounded()) * 1_000_000)
        }
        let window = try Window(from: time(cut.from), to: time(cut.to))
        let result = try CutResult(recording, try Consented.grant(window), into: folder)
        record = try result.record()
        paths = Dictionary(
            uniqueKeysWithValues: zip(record.objects, result.objects).map { ($0.name, $1.path) })
    }

    /// The number of the picture that a player shows at a moment, while there is one.
    func number(at moment: WallTime) -> Int {
        // A moment is rounded down to a nanosecond, as is the time of a picture.
        Int((moment.nanoseconds(since: start) + 1) * Int64(picturesPerSecond) / 1_000_000_000)
    }

    /// Gives the bytes of an object, once from front to back.
    func bytes(of object: ObjectFacts) throws -> MediaBytes.ReadAt {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: paths[object.name] ?? "")))
        return { buffer, offset in
            let part = bytes[min(bytes.count, Int(clamping: offset))...].prefix(buffer.count)
            buffer.copyBytes(from: part)
            return part.count
        }
    }
}
