import Records

/// Sound in blocks of one size, each of the difference of every sample from the one before in four bits (ADPCM): how long a
/// block lasts, and how it is described (docs/spec/objects.md, Blocks of sound).
package struct SoundBlocks: Sendable, Hashable {
    /// Who laid it down.
    package enum Form: Sendable, Hashable {
        /// Interactive Multimedia Association, as WAVE has it.
        case wave
        /// Microsoft.
        case microsoft
        /// Interactive Multimedia Association, as QuickTime has it.
        case quickTime
    }

    /// Which of them it is.
    package let form: Form
    /// Bytes of a block, of all channels.
    package let bytes: Int
    private let channels: Int

    /// Blocks of a size.
    ///
    /// - Parameter bytes: of a block; of QuickTime's it is known.
    /// - Returns: nil for a size that no block has, or more channels than the form can have.
    package init?(_ form: Form, channels: Int, bytes: Int) {
        self.form = form
        self.channels = channels
        guard channels >= 1, form == .quickTime || channels <= 2 else { return nil }
        self.bytes = form == .quickTime ? Self.quickTimeBytes * channels : bytes
        // At least a header and something behind it, of each channel.
        guard (Self.header(form) * channels + channels...Int(UInt16.max)).contains(self.bytes) else {
            return nil
        }
    }

    /// By a track's description; nil for other codecs, and where it says no size that there is.
    package init?(_ facts: TrackDescription) {
        guard case .blocks(let form)? = Codec.named(facts.codec)?.sound?.length else { return nil }
        let size = [UInt8](facts.configuration)
        guard size.count == (form == .quickTime ? 0 : 2) else { return nil }
        self.init(
            form, channels: facts.channels ?? 0, bytes: size.reduce(0) { $0 << 8 | Int($1) })
    }

    /// The configuration that says so.
    package var configuration: [UInt8] {
        form == .quickTime ? [] : [UInt8(truncatingIfNeeded: bytes >> 8), UInt8(truncatingIfNeeded: bytes)]
    }

    /// Samples of each channel in a block.
    package var samples: Int { samples(inBytes: bytes) }

    /// Samples of each channel in a packet: those of its whole blocks, and of a shorter one behind them.
    package func samples(_ packet: UnsafeRawBufferPointer) -> Int64 {
        Int64(packet.count / bytes * samples + samples(inBytes: packet.count % bytes))
    }

    private func samples(inBytes count: Int) -> Int {
        let rest = count - Self.header(form) * channels
        guard rest >= 0, count > 0 else { return 0 }
        return switch form {
        // Groups of four bytes, channel by channel, behind the first sample.
        case .wave: 1 + rest / (4 * channels) * 8
        case .microsoft: 2 + rest * 2 / channels
        case .quickTime: count < bytes ? 0 : 64
        }
    }

    private static let quickTimeBytes = 34

    /// Bytes that open a block, of one channel.
    private static func header(_ form: Form) -> Int {
        switch form {
        case .wave: 4
        case .microsoft: 7
        case .quickTime: 2
        }
    }

    // MARK: - WAVEFORMATEX

    /// The tables of coefficients that every decoder of Microsoft's form has (Multimedia Registration Kit, Microsoft ADPCM).
    private static let coefficients: [Int16] = [
        256, 0, 512, -256, 0, 0, 192, 64, 240, 0, 460, -208, 392, -232,
    ]

    /// Whether what a container says behind its `WAVEFORMATEX` is what every decoder takes for granted.
    ///
    /// - Parameter extra: nothing, the samples of a block, and in Microsoft's form the coefficients.
    package func isUsual(_ extra: [UInt8]) -> Bool {
        extra.isEmpty || form == .wave && extra.count == 2 && number(extra, 0) == samples
            || form == .microsoft && extra == behindFormat
    }

    private func number(_ bytes: [UInt8], _ place: Int) -> Int {
        Int(bytes[place]) | Int(bytes[place + 1]) << 8
    }

    private var behindFormat: [UInt8] {
        var bytes = Self.low(samples, 2)
        if form == .microsoft {
            bytes += Self.low(Self.coefficients.count / 2, 2)
            for value in Self.coefficients { bytes += Self.low(Int(UInt16(bitPattern: value)), 2) }
        }
        return bytes
    }

    /// The whole `WAVEFORMATEX`, its numbers with the low byte first.
    func waveFormat(rate: Int) -> [UInt8] {
        let extra = behindFormat
        return Self.low(form == .microsoft ? 2 : 0x11, 2) + Self.low(channels, 2) + Self.low(rate, 4)
            + Self.low(rate * bytes / max(1, samples), 4) + Self.low(bytes, 2) + Self.low(4, 2)
            + Self.low(extra.count, 2) + extra
    }

    private static func low(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
