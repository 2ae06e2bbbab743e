import Cutting
import Objects
import Recordings
import Records
import Statements
import CFFmpeg

/// A place beside the film for what waits until it is drawn; what is put there is gone with it.
package protocol FilmScratch: AnyObject {
    /// Appends bytes.
    func write(_ bytes: UnsafeRawBufferPointer) throws
    /// Fills a buffer from a byte offset on and says how far; 0 means that nothing is there.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws -> Int
}

/// What a camera's place shows in a whole film, encoded and put aside until the film is drawn.
///
/// A decoder holds a dozen of a camera's pictures, and those of nine cameras at once are more memory than a film may take: so the
/// cameras are decoded a few at a time, and what waits is as small as its place. Not `Sendable`: one stage at a time uses it.
final class TileStream {
    private let scratch: any FilmScratch
    private let layout: PictureLayout
    /// What a decoder is told of what was put aside.
    private let parameters: UnsafeMutablePointer<AVCodecParameters>
    private let unit: AVRational
    private let packet: Packet
    private var reader: PictureReader?
    /// Where the next change lies, how large it is, and the picture of the film that it is for; nil behind the last.
    private var next: (offset: UInt64, size: Int, picture: Int64)?
    /// How many pictures of clips it shows.
    private(set) var pictures: UInt64 = 0
    /// Why not all of a clip could be shown, by its name.
    private(set) var failures: [String: String] = [:]

    private static let doing = "putting a camera's pictures aside"
    /// How many bytes stand before each change: its picture's number, and its size.
    private static let headBytes = 16

    /// - Parameter scratch: where it is put.
    init(of plan: FilmPlan, on sheet: FilmSheet, in scratch: any FilmScratch) throws {
        self.scratch = scratch
        packet = try Packet()
        unit = AVRational(num: 1, den: Int32(plan.rate))
        layout = PictureLayout(
            format: AV_PIX_FMT_YUV420P, width: Int32(sheet.tileWidth), height: Int32(sheet.tileHeight))
        guard let parameters = avcodec_parameters_alloc() else { throw FootageError.outOfMemory(Self.doing) }
        self.parameters = parameters
    }

    deinit {
        var parameters: UnsafeMutablePointer<AVCodecParameters>? = parameters
        avcodec_parameters_free(&parameters)
    }

    /// Shows a camera's place from the film's first moment to its last.
    func fill(from tile: FilmTile, by plan: FilmPlan) throws {
        // It is gone when the camera is done: of nine at once each would take as much as a decoder.
        let encoder = try PictureEncoder(
            .viewing, first: try Frame(blank: layout), timeBase: unit,
            sampleAspectRatio: AVRational(num: 1, den: 1), conversion: nil)
        try check(avcodec_parameters_copy(parameters, encoder.parameters), Self.doing)
        for step in plan.steps where !step.isLeftOut {
            for picture in step.pictures {
                guard let changed = try tile.advance(to: plan.moment(of: picture, in: step)) else { continue }
                changed.pointer.pointee.pts = picture
                try encoder.send(changed)
                try drain(encoder)
            }
        }
        try encoder.send(nil)
        try drain(encoder)
        (pictures, failures) = (tile.pictures, tile.failures)
        tile.close()
    }

    private func drain(_ encoder: PictureEncoder) throws {
        while try encoder.receive(into: packet.pointer) {
            defer { packet.unreference() }
            let head = [packet.pointer.pointee.pts, Int64(packet.bytes.count)]
            try head.withUnsafeBytes { try scratch.write($0) }
            try scratch.write(packet.bytes)
        }
    }

    // MARK: - Taken back

    /// Begins to take back what was put aside.
    func rewind() throws {
        next = try head(at: 0)
        reader = try PictureReader(
            VideoDecoder(parameters: parameters, timeBase: unit, order: .presentation)
        ) { [unowned self] packet in try takeBack(packet) }
    }

    /// Goes on to a picture of the film.
    ///
    /// - Returns: the place as it is from then on; nil where it is as before.
    func advance(to picture: Int64) throws -> Frame? {
        var newest: Frame?
        // The decoder takes the next change when it is asked for a picture.
        while let wanted = next, wanted.picture <= picture {
            guard let place = try reader?.next() else { break }
            newest = try place.moved()
        }
        return newest
    }

    private func takeBack(_ packet: Packet) throws -> Bool {
        guard let change = next else { return false }
        try check(av_new_packet(packet.pointer, Int32(clamping: change.size)), Self.doing)
        try read(
            into: UnsafeMutableRawBufferPointer(start: packet.pointer.pointee.data, count: change.size),
            at: change.offset)
        packet.pointer.pointee.pts = change.picture
        packet.pointer.pointee.dts = change.picture
        next = try head(at: change.offset + UInt64(change.size))
        return true
    }

    private func head(at offset: UInt64) throws -> (offset: UInt64, size: Int, picture: Int64)? {
        var head: [Int64] = [0, 0]
        let isThere = try head.withUnsafeMutableBytes { buffer in
            guard try scratch.read(into: buffer, at: offset) > 0 else { return false }
            try read(into: buffer, at: offset)
            return true
        }
        return isThere ? (offset + UInt64(Self.headBytes), Int(clamping: head[1]), head[0]) : nil
    }

    private func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws {
        var done = 0
        while done < buffer.count {
            let count = try scratch.read(
                into: UnsafeMutableRawBufferPointer(rebasing: buffer[done...]), at: offset + UInt64(done))
            guard count > 0 else {
                throw FootageError.library(
                    operation: Self.doing, cause: "what was put aside ends too early", path: nil)
            }
            done += count
        }
    }
}
