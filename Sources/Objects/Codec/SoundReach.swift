import Records

/// How long a packet of sound lasts and how far it reaches into the frames beside it, by its own bits
/// (docs/spec/cutting.md, Sound).
struct SoundReach: Sendable, Hashable {
    let coupling: SoundCoupling
    private let length: SoundLength

    /// The rule for a track of sound.
    init(_ facts: TrackDescription) {
        length = SoundLength(facts)
        coupling = Codec.named(facts.codec)?.sound?.coupling ?? .none
    }

    /// The length of a packet, in samples.
    func samples(_ packet: UnsafeRawBufferPointer) -> Int64 { length.samples(packet) }

    /// How many frames on either side a packet may carry sound of.
    func overlap(_ packet: UnsafeRawBufferPointer) -> Int64 {
        switch coupling {
        case .none, .carried: 0
        case .lapped, .lappedWithPreRoll: 1
        case .reservoir: MPEGAudioFrame.overlap(packet)
        }
    }
}

/// From when to when the sound of a track is exact for who decodes from its first packet on, found while the packets pass
/// by; in the samples of the track.
struct SoundExactness {
    private let reach: SoundReach
    private let rate: Int64
    private var first: Int64?
    private var lastEnd: Int64 = 0
    /// Bytes that earlier frames leave to later ones, of layer III.
    private var room = 0

    init(_ facts: TrackDescription) {
        reach = SoundReach(facts)
        rate = Int64(facts.sampleRate ?? 1)
    }

    /// Takes the next packet, in the order of decoding.
    mutating func add(_ packet: UnsafeRawBufferPointer, at pts: Int64) {
        let samples = reach.samples(packet)
        lastEnd = pts + samples
        guard first == nil else { return }
        switch reach.coupling {
        case .none: first = pts
        // Nothing is exact to the bit.
        case .carried: break
        case .lapped: first = pts + samples
        case .lappedWithPreRoll: first = pts + max(samples, rate * 80 / 1000)
        case .reservoir:
            let frame = MPEGAudioFrame(packet)
            guard frame?.reach ?? .max <= room else {
                room += frame?.room ?? 0
                return
            }
            first = pts + samples * reach.overlap(packet)
        }
    }

    /// - Parameter end: when the last packet ends, as the object says.
    func range(upTo end: Int64) -> ClosedRange<Int64> {
        let last =
            switch reach.coupling {
            case .none, .carried, .lappedWithPreRoll: end
            case .lapped, .reservoir: min(end, lastEnd)
            }
        return min(first ?? last, last)...last
    }
}
