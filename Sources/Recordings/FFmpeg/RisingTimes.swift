import Objects
import CFFmpeg

/// Makes decoding times rise where the table of a file lets samples last no time at all: each is decoded at least a tick after
/// the one before (docs/spec/cutting.md, Samples of no length).
///
/// The same packet has the same time wherever reading begins, as far as the index tells what stands before it.
struct RisingTimes {
    private var last: [Int: Int64] = [:]

    /// So many samples in a row may stand still; no writer is known that lets more.
    private static let lookedBack = 64

    /// Reading begins elsewhere.
    mutating func restart() { last = [:] }

    /// Gives a packet times that rise.
    mutating func raise(_ packet: Packet, in input: MediaInput) throws(FootageError) {
        guard let dts = packet.dts else { return }
        var before = last[packet.track]
        if before == nil { before = try Self.before(packet, dts, in: input) }
        var raised = dts
        // What stands much earlier than the one before is out of order, and for others to refuse.
        if let before, before >= dts, before - dts < Int64(Self.lookedBack) { raised = before + 1 }
        last[packet.track] = raised
        guard raised != dts else { return }
        packet.pointer.pointee.dts = raised
        if let pts = packet.pts, pts < raised { packet.pointer.pointee.pts = raised }
    }

    /// The time that the sample before a packet has, by the index; nil where it has none or lies clearly before.
    private static func before(
        _ packet: Packet, _ dts: Int64, in input: MediaInput
    ) throws(FootageError) -> Int64? {
        let stream = try input.track(packet.track)
        let found = Int(av_index_search_timestamp(stream, dts, AVSEEK_FLAG_BACKWARD | AVSEEK_FLAG_ANY))
        guard found > 0 else { return nil }
        let count = try input.indexCount(track: packet.track)
        // Several entries have this time; the packet is one of them.
        var own = found
        while own + 1 < count, try input.indexEntry(track: packet.track, own + 1).dts == dts { own += 1 }
        while own > 0, try input.indexPosition(track: packet.track, own) != packet.position,
            try input.indexEntry(track: packet.track, own - 1).dts == dts
        { own -= 1 }
        var start = own
        while start > 0, own - start < lookedBack,
            dts - (try input.indexEntry(track: packet.track, start - 1).dts) < Int64(lookedBack)
        { start -= 1 }
        guard start < own else { return nil }
        var clock: Int64?
        for entry in start..<own {
            let time = try input.indexEntry(track: packet.track, entry).dts
            clock = clock.map { max(time, $0 + 1) } ?? time
        }
        return clock
    }
}
