import Objects
import CFFmpeg

/// One `AVPacket`, reused from packet to packet.
package final class Packet {
    package let pointer: UnsafeMutablePointer<AVPacket>
    /// Whether it is coded otherwise than its track announces: by another header, in another size, at another rate.
    package internal(set) var isCodedOtherwise = false

    package init() throws(FootageError) {
        guard let pointer = av_packet_alloc() else {
            throw .library(operation: "allocating a packet", cause: "no memory", path: nil)
        }
        self.pointer = pointer
    }

    deinit {
        var pointer: UnsafeMutablePointer<AVPacket>? = pointer
        av_packet_free(&pointer)
    }

    /// Lets go of the content, so that the next one can be read into it.
    package func unreference() { av_packet_unref(pointer) }

    /// Takes over another packet's content, and leaves that one empty.
    func take(_ other: Packet) {
        unreference()
        av_packet_move_ref(pointer, other.pointer)
        isCodedOtherwise = other.isCodedOtherwise
    }

    package var track: Int { Int(pointer.pointee.stream_index) }
    /// Bytes of the access unit.
    package var size: Int { Int(pointer.pointee.size) }
    /// Where it begins in the file, in bytes; negative where the container does not tell.
    package var position: Int64 { pointer.pointee.pos }
    // Times are held to bounds here, where they come in from a file that may say anything, so that no sum of them can
    // overflow later.

    /// Whether its times and its length are such that can be calculated with.
    var hasUsableTimes: Bool {
        let (pts, dts) = (pointer.pointee.pts, pointer.pointee.dts)
        return isUsable(pts) && isUsable(dts)
            && (0...MediaTicks.longestPacket).contains(pointer.pointee.duration)
    }

    /// Presentation time in the track's time base; nil where the container has none, or one beyond all bounds.
    package var pts: Int64? { known(pointer.pointee.pts) }
    /// Decoding time in the track's time base; nil where the container has none, or one beyond all bounds.
    package var dts: Int64? { known(pointer.pointee.dts) }
    /// How long it is shown or heard, in the track's time base; 0 where unknown.
    package var duration: Int64 { max(0, min(MediaTicks.longestPacket, pointer.pointee.duration)) }
    /// Whether the container calls it a key frame, which is a hint and no more.
    package var isFlaggedKey: Bool { pointer.pointee.flags & AV_PKT_FLAG_KEY != 0 }
    /// Whether the demuxer found it damaged, for example cut short by the end of the file.
    package var isDamaged: Bool { pointer.pointee.flags & AV_PKT_FLAG_CORRUPT != 0 }

    /// The access unit's bytes, valid until the packet changes.
    package var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: pointer.pointee.data, count: Int(pointer.pointee.size))
    }

    private func known(_ time: Int64) -> Int64? {
        time == proffer_AV_NOPTS_VALUE || !isUsable(time) ? nil : time
    }

    private func isUsable(_ time: Int64) -> Bool {
        time == proffer_AV_NOPTS_VALUE || time.magnitude < MediaTicks.limit
    }
}
