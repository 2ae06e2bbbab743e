import Records

/// `ftyp` and `moov` of an object (docs/spec/objects.md, moov).
package enum MovieHeader {
    /// The matrix that changes nothing (ISO/IEC 14496-12 §8.3.2).
    package static let unity: [Int32] = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000]

    /// The content of `ftyp`, without its header.
    static func fileType(_ form: MovieForm) -> [UInt8] {
        var writer = BoxWriter()
        let isQuickTime = form.container == .mov
        writer.put(isQuickTime ? "qt  " : "iso5" as BoxType)
        writer.put(UInt32(512))
        if isQuickTime {
            writer.put("qt  " as BoxType)
        } else {
            writer.put("iso5" as BoxType)
            writer.put("iso6" as BoxType)
            if form.tracks.contains(where: { $0.description.codec == "av1" }) {
                writer.put("av01" as BoxType)
            }
            writer.put("mp41" as BoxType)
        }
        return writer.bytes
    }

    /// The content of `moov`, without its header.
    static func movie(_ form: MovieForm) -> [UInt8] {
        var writer = BoxWriter()
        writer.box("mvhd") { box in
            for value in [0, 0, 0, 1000, 0, 0x1_0000] as [UInt32] { box.put(value) }
            box.put(UInt16(0x0100))
            box.zeros(10)
            for value in unity { box.put(value) }
            box.zeros(24)
            box.put(UInt32(form.tracks.count + 1))
        }
        for (place, track) in form.tracks.enumerated() {
            write(track, id: UInt32(place + 1), form.container, into: &writer)
        }
        writer.box("mvex") { box in
            for place in form.tracks.indices {
                box.box("trex") { box in
                    for value in [0, UInt32(place + 1), 1, 0, 0, 0] { box.put(value) }
                }
            }
        }
        return writer.bytes
    }

    private static func write(
        _ track: MovieForm.Track, id: UInt32, _ container: ObjectContainer, into writer: inout BoxWriter
    ) {
        let facts = track.description
        writer.box("trak") { trak in
            trak.box("tkhd") { box in
                for value in [3, 0, 0, id, 0, 0, 0, 0] { box.put(value) }
                box.put(UInt16(0))
                box.put(UInt16(track.isPicture ? 0 : 1))
                box.put(UInt16(track.isPicture ? 0 : 0x0100))
                box.put(UInt16(0))
                for value in facts.displayMatrix ?? unity { box.put(value) }
                box.put(shownWidth(facts))
                box.put(UInt32(truncatingIfNeeded: facts.height ?? 0) << 16)
            }
            trak.box("mdia") { media in
                media.box("mdhd") { box in
                    for value in [0, 0, 0, track.timescale, 0] { box.put(value) }
                    box.put(UInt16(container == .mp4 ? 0x55C4 : 0x7FFF))
                    box.put(UInt16(0))
                }
                media.box("hdlr") { writeHandler(track.isPicture, container, into: &$0) }
                media.box("minf") { information in
                    if track.isPicture {
                        information.box("vmhd") { box in
                            box.put(UInt32(1))
                            box.zeros(8)
                        }
                    } else {
                        information.box("smhd") { $0.zeros(8) }
                    }
                    if container == .mov {
                        information.box("hdlr") { box in
                            box.put(UInt32(0))
                            box.put("dhlrurl ".utf8)
                            box.zeros(12)
                            box.put(UInt8(11))
                            box.put("DataHandler".utf8)
                        }
                    }
                    information.box("dinf") { box in
                        box.box("dref") { box in
                            box.put(UInt32(0))
                            box.put(UInt32(1))
                            box.box("url ") { $0.put(UInt32(1)) }
                        }
                    }
                    information.box("stbl") { table in
                        table.box("stsd") { box in
                            box.put(UInt32(0))
                            box.put(UInt32(1))
                            SampleEntry.write(track, id: id, container, into: &box)
                        }
                        table.box("stts") { $0.zeros(8) }
                        table.box("stsc") { $0.zeros(8) }
                        table.box("stsz") { $0.zeros(12) }
                        table.box("stco") { $0.zeros(8) }
                    }
                }
            }
        }
    }

    /// The width pictures are shown at, in 65,536ths of a pixel.
    private static func shownWidth(_ facts: TrackDescription) -> UInt32 {
        let width = UInt64(UInt16(truncatingIfNeeded: facts.width ?? 0)) << 16
        guard let aspect = facts.pixelAspect else { return UInt32(width) }
        // At most 32 bits times 31: no product overflows.
        return UInt32(exactly: width * UInt64(aspect.horizontal) / UInt64(aspect.vertical)) ?? UInt32(width)
    }

    private static func writeHandler(
        _ isPicture: Bool, _ container: ObjectContainer, into box: inout BoxWriter
    ) {
        let name = isPicture ? "VideoHandler" : "SoundHandler"
        box.put(UInt32(0))
        if container == .mov { box.put("mhlr" as BoxType) } else { box.put(UInt32(0)) }
        box.put(isPicture ? "vide" : "soun" as BoxType)
        box.zeros(12)
        if container == .mov { box.put(UInt8(name.utf8.count)) }
        box.put(name.utf8)
        if container != .mov { box.put(UInt8(0)) }
    }
}
