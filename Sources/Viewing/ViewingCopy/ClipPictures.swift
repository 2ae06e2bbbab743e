import Cutting
import Objects
import Recordings
import Records
import Statements
import CFFmpeg

/// The pictures of one clip, decoded one after the other, each with its time on the wall clock.
///
/// Not `Sendable`: one stage reads it.
final class ClipPictures {
    let clip: ViewingCopyPlan.Clip
    /// How many quarters they are turned clockwise to stand upright.
    let turns: Int
    private let clock: ObjectClock
    private let reader: PictureReader
    private let unit: AVRational
    private let aspect: AVRational

    /// Reads a clip that lies decrypted in a file.
    ///
    /// - Returns: nil where it has no pictures.
    convenience init?(_ clip: ViewingCopyPlan.Clip, at path: String) throws {
        let input = try MediaInput(path: path)
        try self.init(clip, input) { try input.read(into: $0) }
    }

    /// Reads a clip that lies in no file, once from front to back.
    ///
    /// - Parameter readAt: gives its bytes.
    /// - Returns: nil where it has no pictures.
    convenience init?(_ clip: ViewingCopyPlan.Clip, readAt: @escaping MediaBytes.ReadAt) throws {
        let input = try MediaInput(object: clip.object.name, readAt: readAt)
        try self.init(clip, input) { try input.readObject(into: $0) }
    }

    private init?(
        _ clip: ViewingCopyPlan.Clip, _ input: MediaInput, read: @escaping PictureReader.NextPacket
    ) throws {
        guard let clock = try ObjectClock(.video, of: clip.object, in: clip.recording),
            let index = try input.first(AVMEDIA_TYPE_VIDEO)
        else { return nil }
        self.clip = clip
        self.clock = clock
        let stream = try input.track(index)
        unit = stream.pointee.time_base
        aspect = stream.pointee.sample_aspect_ratio
        turns = Self.turns(try input.displayMatrix(index))
        try input.select([index])
        reader = try PictureReader(
            VideoDecoder(parameters: try input.parameters(index), timeBase: unit)
        ) { packet in
            while try read(packet) { if packet.track == index { return true } }
            return false
        }
    }

    /// The next picture, lent until the next call; nil after the last.
    func next() throws -> (picture: Frame, time: WallTime)? {
        while let picture = try reader.next() {
            guard let pts = picture.presentationTime else { continue }
            return (picture, clock.time(ofTick: pts, in: unit))
        }
        return nil
    }

    /// How wide a pixel of a picture is to its height: the container's word before the codec's; 0 where nobody says.
    func aspect(of picture: Frame) -> AVRational {
        aspect.num > 0 && aspect.den > 0 ? aspect : picture.pointer.pointee.sample_aspect_ratio
    }

    /// How large the first picture is shown, upright and with square pixels, as it decodes: what a container says of it may be
    /// left out, or be otherwise. Nil where none can be decoded. The clip is to be opened anew to be read.
    func firstSize() throws -> (width: Int, height: Int)? {
        guard let first = try reader.next() else { return nil }
        let aspect = aspect(of: first)
        var (width, height) = (Int(first.layout.width), Int(first.layout.height))
        if aspect.num > 0, aspect.den > 0 {
            width = Int((Double(width) * Double(aspect.num) / Double(aspect.den)).rounded())
        }
        if turns % 2 == 1 { (width, height) = (height, width) }
        return (max(2, min(width, 8192)), max(2, min(height, 8192)))
    }

    /// How many quarters a picture is to be turned clockwise to stand upright (ISO/IEC 14496-12 §8.3.2).
    static func turns(_ matrix: [UInt8]) -> Int {
        guard matrix.count == 36 else { return 0 }
        let angle = matrix.withUnsafeBytes {
            av_display_rotation_get($0.bindMemory(to: Int32.self).baseAddress)
        }
        guard angle.isFinite else { return 0 }
        return ((Int((-angle / 90).rounded()) % 4) + 4) % 4
    }
}
