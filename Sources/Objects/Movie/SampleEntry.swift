import Records

/// What a track says of its samples: the one entry of `stsd` (docs/spec/objects.md, Entry of pictures, Entry of sound).
enum SampleEntry {
    /// Writes the entry of a track; a ``MovieForm`` has only tracks that have one.
    static func write(
        _ track: MovieForm.Track, id: UInt32, _ container: ObjectContainer, into writer: inout BoxWriter
    ) {
        let facts = track.description
        guard let name = Codec.named(facts.codec)?.name(in: container) else { return }
        writer.box(name.entry) { box in
            box.zeros(6)
            box.put(UInt16(1))
            switch (track.isPicture, container) {
            case (true, _): writePicture(facts, name, id: id, into: &box)
            case (false, .mov): writeQuickTimeSound(facts, name, id: id, into: &box)
            case (false, _): writeSound(facts, name, id: id, into: &box)
            }
        }
    }

    // MARK: - Pictures

    private static func writePicture(
        _ facts: TrackDescription, _ name: Codec.SampleName, id: UInt32, into box: inout BoxWriter
    ) {
        box.zeros(16)
        box.put(UInt16(truncatingIfNeeded: facts.width ?? 0))
        box.put(UInt16(truncatingIfNeeded: facts.height ?? 0))
        box.put(UInt32(0x48_0000))
        box.put(UInt32(0x48_0000))
        box.zeros(4)
        box.put(UInt16(1))
        box.zeros(32)
        box.put(UInt16(24))
        box.put(UInt16(0xFFFF))
        writeConfiguration(facts, name, id: id, into: &box)
        if let fields = facts.fields {
            box.box("fiel") { $0.put(code(fields)) }
        }
        if let colour = facts.colour {
            box.box("colr") { box in
                box.put("nclx" as BoxType)
                for value in [colour.primaries, colour.transfer, colour.matrix] {
                    box.put(UInt16(truncatingIfNeeded: value))
                }
                box.put(UInt8(colour.isFullRange ? 0x80 : 0))
            }
        }
        if let aspect = facts.pixelAspect {
            box.box("pasp") { box in
                box.put(UInt32(truncatingIfNeeded: aspect.horizontal))
                box.put(UInt32(truncatingIfNeeded: aspect.vertical))
            }
        }
    }

    private static func code(_ fields: FieldOrder) -> UInt16 {
        switch fields {
        case .progressive: 0x0100
        case .topTop: 0x0201
        case .bottomBottom: 0x0206
        case .topBottom: 0x0209
        case .bottomTop: 0x020E
        }
    }

    // MARK: - Sound

    /// `AudioSampleEntry` (ISO/IEC 14496-12 §12.2.3).
    private static func writeSound(
        _ facts: TrackDescription, _ name: Codec.SampleName, id: UInt32, into box: inout BoxWriter
    ) {
        let rate = facts.sampleRate ?? 0
        box.zeros(8)
        box.put(UInt16(truncatingIfNeeded: facts.channels ?? 0))
        box.put(UInt16(16))
        box.zeros(4)
        box.put(rate <= Int(UInt16.max) ? UInt32(rate) << 16 : 0)
        writeConfiguration(facts, name, id: id, into: &box)
    }

    /// A sound description of version 2 (QuickTime File Format, Sound Sample Description), which has room for any rate
    /// and says of bare sound all there is to say.
    private static func writeQuickTimeSound(
        _ facts: TrackDescription, _ name: Codec.SampleName, id: UInt32, into box: inout BoxWriter
    ) {
        let channels = UInt32(truncatingIfNeeded: facts.channels ?? 0)
        box.put(UInt16(2))
        box.zeros(6)
        for value in [3, 16, 0xFFFE, 0] as [UInt16] { box.put(value) }
        box.put(UInt32(0x1_0000))
        box.put(UInt32(72))
        box.put(Double(facts.sampleRate ?? 0))
        box.put(channels)
        box.put(UInt32(0x7F00_0000))
        let layout: [UInt32]
        if let bare = BareSound(facts.codec) {
            layout = [UInt32(bare.bits), bare.flags, channels * UInt32(bare.bits / 8), 1]
        } else if name.entry == "alaw" || name.entry == "ulaw" {
            layout = [8, 0, channels, 1]
        } else if let blocks = SoundBlocks(facts) {
            layout = [
                0, 0, UInt32(truncatingIfNeeded: blocks.bytes), UInt32(truncatingIfNeeded: blocks.samples),
            ]
        } else {
            layout = [0, 0, 0, UInt32(SoundLength.usual(facts))]
        }
        for value in layout { box.put(value) }
        guard facts.codec == "aac" || name.configuration == .waveFormat else { return }
        box.box("wave") { box in
            box.box("frma") { $0.put(name.entry) }
            if name.configuration != .waveFormat { box.box(name.entry) { $0.zeros(4) } }
            writeConfiguration(facts, name, id: id, into: &box)
            box.put(UInt32(8))
            box.put(UInt32(0))
        }
    }

    // MARK: - Configuration

    private static func writeConfiguration(
        _ facts: TrackDescription, _ name: Codec.SampleName, id: UInt32, into box: inout BoxWriter
    ) {
        switch name.configuration {
        case .nothing: break
        case .waveFormat:
            guard let blocks = SoundBlocks(facts) else { break }
            box.box(name.entry) { $0.put(blocks.waveFormat(rate: facts.sampleRate ?? 0)) }
        case .box("glbl") where facts.configuration.isEmpty: break
        case .box(let type): box.box(type) { $0.put(facts.configuration) }
        case .descriptors(let type):
            // Below 24 kHz MPEG sound is that of ISO/IEC 13818-3, which has a number of its own.
            let isLow = type == 0x6B && (facts.sampleRate ?? 0) <= 24_000
            box.box("esds") { box in
                box.put(UInt32(0))
                box.put(
                    descriptors(
                        id: id, type: isLow ? 0x69 : type, isPicture: facts.kind == .video,
                        [UInt8](facts.configuration)))
            }
        }
    }

    /// An `ES_Descriptor` (ISO/IEC 14496-1 §7.2.6.5).
    private static func descriptors(
        id: UInt32, type: UInt8, isPicture: Bool, _ configuration: [UInt8]
    ) -> [UInt8] {
        let specific = configuration.isEmpty ? [] : descriptor(5, configuration)
        let decoder = descriptor(
            4, [type, isPicture ? 0x11 : 0x15] + [UInt8](repeating: 0, count: 11) + specific)
        return descriptor(
            3,
            [UInt8(truncatingIfNeeded: id >> 8), UInt8(truncatingIfNeeded: id), 0] + decoder
                + descriptor(6, [2]))
    }

    private static func descriptor(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let size = content.count
        let length = [21, 14, 7, 0].map { shift in
            UInt8(size >> shift & 0x7F) | (shift > 0 ? 0x80 : 0)
        }
        return [tag] + length + content
    }
}
