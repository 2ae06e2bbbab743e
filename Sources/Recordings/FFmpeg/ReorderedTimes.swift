import Objects
import CFFmpeg

/// Gives pictures of MPEG-1 and MPEG-2 video in a program stream the times that its packets leave out.
///
/// A pack of such a stream may hold several pictures, and says of the first only when it is shown. A picture that others are
/// made from is shown when the next such picture is decoded, all others when they are decoded themselves (ISO/IEC 13818-2
/// §6.1.1.11). So reading stays ahead up to there. A program stream is always read from its start, so the same packet has
/// the same time in every pass.
struct ReorderedTimes {
    /// Reads what kind each picture of a track is; only tracks whose pictures are reordered.
    private var headers: [Int: PictureHeader] = [:]
    /// Packets that were read and not given out yet, with whether they are pictures that others are made from.
    private var ahead: [(packet: Packet, isAnchor: Bool)] = []
    /// No encoder puts more pictures between two that others are made from.
    private static let limit = 256

    /// Begins with the tracks of a file.
    mutating func follow(_ track: Int, _ parameters: UnsafePointer<AVCodecParameters>) {
        headers[track] = PictureHeader(parameters)
    }

    /// Reading begins elsewhere.
    mutating func restart() { ahead = [] }

    /// Whether it completes the times of a track.
    func follows(_ track: Int) -> Bool { headers[track] != nil }

    /// The next packet; nil at the end.
    ///
    /// - Parameter read: reads the file's next packet into a place and says whether there was one.
    mutating func next(_ read: (Packet) throws(FootageError) -> Bool) throws(FootageError) -> Packet? {
        if ahead.isEmpty, try !fill(read) { return nil }
        let (packet, isAnchor) = ahead.removeFirst()
        guard packet.pts == nil, let dts = packet.dts, follows(packet.track) else { return packet }
        guard isAnchor else {
            packet.pointer.pointee.pts = dts
            return packet
        }
        var place = 0
        while place < Self.limit {
            if place == ahead.count, try !fill(read) { break }
            let other = ahead[place]
            if other.isAnchor, other.packet.track == packet.track, let time = other.packet.dts {
                packet.pointer.pointee.pts = time
                return packet
            }
            place += 1
        }
        // The last of the recording: it is shown behind those that are stored behind it.
        let behind = ahead.count { $0.packet.track == packet.track }
        packet.pointer.pointee.pts = dts + Int64(behind + 1) * max(1, packet.duration)
        return packet
    }

    private mutating func fill(_ read: (Packet) throws(FootageError) -> Bool) throws(FootageError) -> Bool {
        let packet = try Packet()
        guard try read(packet) else { return false }
        let isAnchor = headers[packet.track].map { !$0.read(packet.bytes).isShownEarlier } ?? false
        ahead.append((packet, isAnchor))
        return true
    }
}
