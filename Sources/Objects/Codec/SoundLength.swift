import Records

/// How long a packet of sound lasts by its own bits, whatever a container says (docs/spec/objects.md, Length of sound).
///
/// Counted in samples, which are the ticks of a track of sound.
package struct SoundLength: Sendable, Hashable {
    /// What says how long the packets of a codec last.
    package enum Origin: Sendable, Hashable {
        /// The codec header, of all of them.
        case audioSpecificConfig
        /// The header of each frame.
        case mpegAudio
        /// The first byte of each packet.
        case opus
        /// The header of each frame.
        case ac3
        /// How many blocks of one size there are.
        case blocks(SoundBlocks.Form)
        /// Their number of bytes: a sample of one channel has so many bits.
        case samples(bits: Int)
    }

    private enum Rule: Sendable, Hashable {
        /// Every packet lasts as long.
        case fixed(Int64)
        case mpegAudio
        case opus
        case ac3
        case blocks(SoundBlocks)
        /// So many bytes are one sample of every channel.
        case bytes(Int)
    }

    private let rule: Rule

    /// The rule for a track of sound.
    init(_ facts: TrackDescription) {
        let channels = max(1, facts.channels ?? 1)
        switch Codec.named(facts.codec)?.sound?.length ?? .samples(bits: 8) {
        case .audioSpecificConfig:
            let aac = AudioSpecificConfig(facts.configuration)
            rule = .fixed(
                max(
                    1, Int64(aac.frameSamples) * Int64(facts.sampleRate ?? aac.coreRate) / Int64(aac.coreRate)
                ))
        case .mpegAudio: rule = .mpegAudio
        case .opus: rule = .opus
        case .ac3: rule = .ac3
        case .blocks: rule = SoundBlocks(facts).map(Rule.blocks) ?? .fixed(1)
        case .samples(let bits): rule = .bytes(channels * max(1, bits / 8))
        }
    }

    /// The length of one packet, at least 1.
    func samples(_ packet: UnsafeRawBufferPointer) -> Int64 {
        switch rule {
        case .fixed(let samples): samples
        case .mpegAudio: Int64(MPEGAudioFrame.samples(packet) ?? 1152)
        case .opus: max(1, OpusPacket.samples(packet) ?? 960)
        case .ac3: Int64(max(1, AC3Frame.count(packet)) * AC3Frame.samples)
        case .blocks(let blocks): max(1, blocks.samples(packet))
        case .bytes(let width): max(1, Int64(packet.count / width))
        }
    }

    /// Samples of a frame as QuickTime's description of compressed sound says it.
    static func usual(_ facts: TrackDescription) -> Int {
        switch facts.codec {
        case "aac": AudioSpecificConfig(facts.configuration).frameSamples
        case "mp3" where (facts.sampleRate ?? 0) < 32_000: 576
        default: 1152
        }
    }
}

/// What an `AudioSpecificConfig` says of the length of frames (ISO/IEC 14496-3 §1.6.2.1).
package struct AudioSpecificConfig {
    /// Samples of a frame at ``coreRate``.
    package let frameSamples: Int
    /// Samples a second of the core, before any is made up for (SBR).
    package let coreRate: Int

    private static let rates = [
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
    ]
    /// Object types whose own part begins with `frameLengthFlag` (table 1.17, GASpecificConfig; and 39, low delay).
    private static let withFlag: Set<Int> = [1, 2, 3, 4, 6, 7, 17, 19, 20, 22, 23, 39]

    /// What can be read of it; 1,024 samples at 48,000 a second where nothing can.
    package init(_ configuration: some Sequence<UInt8>) {
        let facts = [UInt8](configuration).withUnsafeBytes { bytes -> (Int, Int)? in
            var bits = BitReader(bytes)
            guard var type = Self.objectType(&bits), let core = Self.rate(&bits), bits.bits(4) != nil else {
                return nil
            }
            if type == 5 || type == 29 {
                guard Self.rate(&bits) != nil, let inner = Self.objectType(&bits) else { return (1024, core) }
                type = inner
            }
            guard Self.withFlag.contains(type), let isShort = bits.flag() else { return (1024, core) }
            let samples = isShort ? 960 : 1024
            return (type == 23 || type == 39 ? samples / 2 : samples, core)
        }
        (frameSamples, coreRate) = facts ?? (1024, 48_000)
    }

    private static func objectType(_ bits: inout BitReader) -> Int? {
        guard let type = bits.bits(5) else { return nil }
        return type == 31 ? bits.bits(6).map { 32 + $0 } : type
    }

    private static func rate(_ bits: inout BitReader) -> Int? {
        guard let index = bits.bits(4) else { return nil }
        if index == 15 { return bits.bits(24).flatMap { $0 > 0 ? $0 : nil } }
        return rates.indices.contains(index) ? rates[index] : nil
    }
}
