import Custody

/// How long a packet of sound lasts and how far it reaches into the frames beside it, by its own bits
/// (docs/spec/cutting.md, Sound).
struct SoundReach: Sendable, Hashable {
    /// How the packets of a codec hang together.
    enum Rule: Sendable, Hashable {
        /// Each sample stands for itself.
        case samples
        /// A packet carries sound of the frame on either side.
        case frame
        /// As before, and a decoder must have heard 80 ms before what it gives is right (RFC 7845 §4.6).
        case opus
        /// The header of a frame tells how many it carries sound of, and in layer III how far back its bytes begin.
        case mpegAudio
    }

    let rule: Rule
    private let length: SoundLength

    /// The rule for a track of sound.
    init(_ facts: TrackDescription) {
        length = SoundLength(facts)
        rule =
            switch facts.codec {
            case "aac": .frame
            case "opus": .opus
            case "mp3", "mp2": .mpegAudio
            default: .samples
            }
    }

    /// The length of a packet, in samples.
    func samples(_ packet: UnsafeRawBufferPointer) -> Int64 { length.samples(packet) }

    /// How many frames on either side a packet may carry sound of.
    func overlap(_ packet: UnsafeRawBufferPointer) -> Int64 {
        switch rule {
        case .samples: 0
        case .frame, .opus: 1
        case .mpegAudio: MPEGAudioFrame.overlap(packet)
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
        switch reach.rule {
        case .samples: first = pts
        case .frame: first = pts + samples
        case .opus: first = pts + max(samples, rate * 80 / 1000)
        case .mpegAudio:
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
            switch reach.rule {
            case .samples, .opus: end
            case .frame, .mpegAudio: min(end, lastEnd)
            }
        return min(first ?? last, last)...last
    }
}
