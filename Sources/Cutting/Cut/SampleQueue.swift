import Objects
import Recordings
import CFFmpeg

/// Holds packets back until it is known which comes first: an object has its samples in the order of their decoding
/// times, whatever order a recording stores them in (docs/spec/objects.md, Order of samples).
///
/// Not `Sendable`: one stage uses it.
final class SampleQueue {
    /// A packet and what the object says of it.
    struct Waiting {
        var packet: Packet
        var sample: StoredSample
    }

    /// How much is held back at most, in bytes. Recordings store sound within a second or so of its pictures; more than
    /// this is waited for only where a track is silent for long, and then in vain.
    static let heldBytes = 24 << 20
    /// What holding a packet costs beside its bytes.
    private static let bytesOfPacket = 512

    private var waiting: [[Waiting]]
    /// The place of the first in each of ``waiting``: they are taken off in bulk.
    private var first: [Int]
    private var isOpen: [Bool]
    private let timescales: [Int128]
    private var held = 0
    private var spare: [Packet] = []

    init(_ form: MovieForm) {
        waiting = form.tracks.map { _ in [] }
        first = form.tracks.map { _ in 0 }
        isOpen = form.tracks.map { _ in true }
        timescales = form.tracks.map { Int128($0.timescale) }
    }

    /// Takes a packet's reference.
    func put(_ packet: UnsafeMutablePointer<AVPacket>, _ sample: StoredSample) throws(FootageError) {
        let kept: Packet
        if let used = spare.popLast() { kept = used } else { kept = try Packet() }
        av_packet_move_ref(kept.pointer, packet)
        waiting[sample.track - 1].append(Waiting(packet: kept, sample: sample))
        held += kept.size + Self.bytesOfPacket
    }

    /// No more packets of a track will come.
    func end(_ track: Int) { isOpen[track - 1] = false }

    /// No more packets will come.
    func end() { for place in isOpen.indices { isOpen[place] = false } }

    /// Hands out the next packet, where it is known which that is.
    ///
    /// - Returns: whether there was one.
    func next(_ body: (Waiting) throws -> Void) throws -> Bool {
        var best: Int?
        for place in waiting.indices {
            guard first[place] < waiting[place].count else {
                if isOpen[place], held < Self.heldBytes { return false }
                continue
            }
            guard let other = best else {
                best = place
                continue
            }
            let isBefore = FragmentRule.precedes(
                waiting[place][first[place]].sample, waiting[other][first[other]].sample,
                timescales: (timescales[place], timescales[other]))
            if isBefore { best = place }
        }
        guard let best else { return false }
        let found = waiting[best][first[best]]
        first[best] += 1
        if first[best] >= 256 || first[best] == waiting[best].count {
            waiting[best].removeFirst(first[best])
            first[best] = 0
        }
        held -= found.packet.size + Self.bytesOfPacket
        try body(found)
        found.packet.unreference()
        spare.append(found.packet)
        return true
    }
}
