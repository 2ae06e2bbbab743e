import Objects
import Foundation
import Testing

@Suite("An object that is not what its record's facts and its samples make is refused")
struct ForgedObjectTests {
    typealias Boxes = AlteredObjectTests.Boxes

    private static let places: (header: Range<Int>, fragments: [Range<Int>]) = {
        var fragments: [Range<Int>] = []
        var (start, header) = (0, 0)
        let bytes = (try? MadeObject.bytes(MadeObject.form())) ?? []
        while start + 8 <= bytes.count {
            let size = bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
            let type = String(decoding: bytes[start + 4..<start + 8], as: UTF8.self)
            if type == "moov" { header = start + size }
            if type == "moof" { fragments.append(start..<start + size + 8) }
            start += size
        }
        return (0..<header, fragments)
    }()

    @Test("untouched it is read, in whatever pieces it comes: otherwise the rest would prove nothing")
    func untouched() throws {
        let form = try MadeObject.form()
        let bytes = try MadeObject.bytes(form)
        #expect(Self.places.fragments.count == 2)
        let whole = try MadeObject.scan(bytes, form)
        #expect(whole.tracks.map(\.accessUnits) == [4, 8] && whole.tracks.map(\.keyFrames) == [2, 8])
        #expect(whole.padding == 16 && whole.size == UInt64(bytes.count))
        let scan = try ObjectScan(form)
        for start in stride(from: 0, to: bytes.count, by: 4097) {
            try bytes[start..<min(bytes.count, start + 4097)].withUnsafeBytes(scan.update)
        }
        #expect(try scan.finish() == whole)
    }

    @Test(
        "every byte of ftyp, moov, two moof and the headers of their mdat, changed in one bit or in all, is refused",
        arguments: [0x01, 0xFF] as [UInt8])
    func everyByte(flip: UInt8) throws {
        let form = try MadeObject.form()
        let bytes = try MadeObject.bytes(form)
        // Times are in the record, as a digest: an object of other times is another one.
        let honest = try MadeObject.scan(bytes, form)
        var passed: [Int] = []
        for place in [Self.places.header] + Self.places.fragments {
            for offset in place {
                var forged = bytes
                forged[offset] ^= flip
                if try MadeObject.refusal(forged, form) == nil,
                    try MadeObject.scan(forged, form).tracks == honest.tracks
                {
                    passed.append(offset)
                }
            }
        }
        #expect(passed.isEmpty, "\(passed)")
    }

    @Test("bytes hidden at the end of any box, and a box hidden in any, are refused")
    func hidden() throws {
        for container in [ObjectContainer.mp4, .mov] {
            let form = try MadeObject.form(container)
            let bytes = try MadeObject.bytes(form)
            func count(_ boxes: [Boxes.Box]) -> Int { boxes.reduce(0) { $0 + 1 + count($1.children) } }
            let total = count(Boxes(bytes).top)
            #expect(total > 50)
            for number in 0..<total {
                let boxes = Boxes(bytes)
                var left = number
                func change(_ list: [Boxes.Box]) -> Boxes.Box? {
                    for box in list {
                        if left == 0 { return box }
                        left -= 1
                        if let found = change(box.children) { return found }
                    }
                    return nil
                }
                let box = try #require(change(boxes.top))
                let isParent = !box.children.isEmpty
                if isParent {
                    box.children.append(Boxes.Box("free", Array("a film".utf8)))
                } else if box.type != "free" {
                    box.fields += Array("a film that nobody granted".utf8)
                } else {
                    box.fields += [1]
                }
                #expect(
                    try MadeObject.refusal(boxes.bytes, form) != nil, "\(container) \(box.type) \(number)")
            }
        }
    }

    // MARK: - What a player would show otherwise

    struct Lie: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let words: String
        let apply: @Sendable (inout Boxes) throws -> Void
    }

    private static func inEntry(_ name: String, _ content: [UInt8], words: String) -> Lie {
        Lie(testDescription: "\(name) in the sample entry", words: words) { boxes in
            let table = try boxes.box("moov", "trak", "mdia", "minf", "stbl", "stsd")
            let entry = table.fields[8...]
            table.fields =
                table.fields[..<8] + AlteredObjectTests.big(UInt32(entry.count + content.count + 8))
                + entry.dropFirst(4) + Boxes.Box(name, content).bytes
        }
    }

    private static func patching(
        _ what: String, _ path: [String], at offset: Int, _ bytes: [UInt8], words: String
    ) -> Lie {
        Lie(testDescription: what, words: words) { boxes in
            var list = boxes.top
            var found: Boxes.Box?
            for name in path {
                found = list.first { $0.type == name }
                list = found?.children ?? []
            }
            guard let found else { throw Boxes.Missing(path: path) }
            found.fields.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        }
    }

    static let lies: [Lie] = [
        patching(
            "turned upside down", ["moov", "trak", "tkhd"], at: 40, [0xFF, 0xFF, 0, 0],
            words: "moov/trak/tkhd"),
        patching(
            "mirrored", ["moov", "trak", "tkhd"], at: 56, [0xFF, 0xFF, 0, 0], words: "moov/trak/tkhd"),
        patching("twice as wide", ["moov", "trak", "tkhd"], at: 76, [0, 0xAA], words: "moov/trak/tkhd"),
        patching("a track switched off", ["moov", "trak", "tkhd"], at: 3, [2], words: "moov/trak/tkhd"),
        patching(
            "twice as slow", ["moov", "trak", "mdia", "mdhd"], at: 12, [0, 0, 1, 0xF4],
            words: "moov/trak/mdia/mdhd"),
        patching("another language", ["moov", "trak", "mdia", "mdhd"], at: 20, [0x15], words: "mdhd"),
        patching("played at half speed", ["moov", "mvhd"], at: 20, [0, 0, 0x80, 0], words: "moov/mvhd"),
        patching("a whole movie turned", ["moov", "mvhd"], at: 36, [0xFF, 0xFF], words: "moov/mvhd"),
        patching("a year of making", ["moov", "mvhd"], at: 4, [0xE0], words: "moov/mvhd"),
        patching(
            "samples from another file", ["moov", "trak", "mdia", "minf", "dinf"], at: 27, [0],
            words: "dinf/dref"),
        patching(
            "other defaults", ["moov", "mvex", "trex"], at: 20, [1], words: "moov/mvex/trex"),
        inEntry("pasp", [0, 0, 0, 4, 0, 0, 0, 1], words: "moov/trak"),
        inEntry("clap", [UInt8](repeating: 1, count: 32), words: "moov/trak"),
        inEntry("colr", Array("nclx".utf8) + [0, 9, 0, 18, 0, 9, 0x80], words: "moov/trak"),
        inEntry("clli", [0, 0, 0, 0], words: "moov/trak"),
        inEntry("uuid", [UInt8](repeating: 0x30, count: 500), words: "moov/trak"),
        Lie(testDescription: "a second sample entry", words: "moov/trak") { boxes in
            let table = try boxes.box("moov", "trak", "mdia", "minf", "stbl", "stsd")
            table.fields = [0, 0, 0, 0, 0, 0, 0, 2] + table.fields[8...] + table.fields[8...]
        },
        Lie(testDescription: "a third track without samples", words: "moov") { boxes in
            let movie = try boxes.box("moov")
            let track = try boxes.box("moov", "trak").copy()
            track.children[0].fields[15] = 3
            movie.children.insert(track, at: 3)
        },
        Lie(testDescription: "the tracks the other way round", words: "moov/trak") { boxes in
            try boxes.box("moov").children.swapAt(1, 2)
        },
        Lie(testDescription: "a track less", words: "moov/trak") { boxes in
            try boxes.box("moov").children.remove(at: 2)
        },
        Lie(testDescription: "a movie header of version 1", words: "moov/mvhd") { boxes in
            try boxes.box("moov", "mvhd").fields[0] = 1
        },
        Lie(testDescription: "a brand more", words: "ftyp") { boxes in
            try boxes.box("ftyp").fields += Array("isom".utf8)
        },
        Lie(testDescription: "a fragment counted twice", words: "moof/mfhd") { boxes in
            try boxes.box("moof", "mfhd").fields[7] = 2
        },
        Lie(testDescription: "a base for offsets", words: "moof/traf/tfhd") { boxes in
            try boxes.box("moof", "traf", "tfhd").fields[1] = 0
        },
    ]

    @Test("what would make a player show something else is refused, and the box is named", arguments: lies)
    func shownOtherwise(lie: Lie) throws {
        let form = try MadeObject.form()
        var boxes = Boxes(try MadeObject.bytes(form))
        try lie.apply(&boxes)
        let reason = try #require(try MadeObject.refusal(boxes.bytes, form))
        #expect(reason.contains(lie.words), "\(reason)")
    }

    // MARK: - Samples that are told otherwise

    /// An object whose fragments are the liar's to choose: every field is consistent, only the rules are not kept.
    private static func object(_ form: MovieForm, _ fragments: [[(MadeObject.Sample, duration: Int64)]])
        throws
        -> [UInt8]
    {
        let honest = try MadeObject.bytes(form)
        var bytes = Array(honest[..<places.header.upperBound])
        for (number, samples) in fragments.enumerated() {
            let tracks = Set(samples.map(\.0.track)).sorted()
            var offset = UInt32(24 + 64 * tracks.count + 16 * samples.count + 8)
            let big = AlteredObjectTests.big
            var parts: [Boxes.Box] = [Boxes.Box("mfhd", big(0) + big(UInt32(number + 1)))]
            var data: [UInt8] = []
            for track in tracks {
                let own = samples.filter { $0.0.track == track }
                var rows = big(0x0100_0F01) + big(UInt32(own.count)) + big(offset)
                for (sample, duration) in own {
                    rows += big(UInt32(duration)) + big(UInt32(sample.bytes.count))
                    rows += big(sample.isKey ? 0x0200_0000 : 0x0101_0000)
                    rows += big(UInt32(bitPattern: Int32(sample.pts - sample.dts)))
                    data += sample.bytes
                    offset += UInt32(sample.bytes.count)
                }
                parts.append(
                    Boxes.Box(
                        "traf", [],
                        [
                            Boxes.Box("tfhd", big(0x02_0000) + big(UInt32(track))),
                            Boxes.Box("tfdt", big(0x0100_0000) + big(0) + big(UInt32(own[0].0.dts))),
                            Boxes.Box("trun", rows),
                        ]))
            }
            bytes += Boxes.Box("moof", [], parts).bytes + Boxes.Box("mdat", data).bytes
        }
        return bytes
    }

    @Test("other durations, keys, orders and fragments than the rules make of the samples are refused")
    func rules() throws {
        let form = try MadeObject.form(.mp4, [MadeObject.pictures, MadeObject.sound])
        let pictures = MadeObject.samples.filter { $0.track == 1 }
        let frames = MadeObject.samples.filter { $0.track == 2 }
        func told(_ sample: MadeObject.Sample, _ duration: Int64? = nil) -> (
            MadeObject.Sample, duration: Int64
        ) {
            (sample, duration ?? (sample.track == 1 ? 40 : 1024))
        }
        // The third picture, at 80 ms, opens the second fragment; four frames of sound are before it.
        let first = pictures[..<2].map { told($0) } + frames[..<4].map { told($0) }
        let second = pictures[2...].map { told($0) } + frames[4...].map { told($0) }
        #expect(try MadeObject.refusal(Self.object(form, [first, second]), form) == nil)

        func refused(_ fragments: [[(MadeObject.Sample, duration: Int64)]], _ words: String) throws {
            let reason = try MadeObject.refusal(Self.object(form, fragments), form)
            #expect(reason?.contains(words) == true, "\(words): \(reason ?? "taken")")
        }
        let all = first + second
        try refused([all], "where the rule for fragments ends it")
        try refused([Array(first[..<1]) + first[2...], [first[1]] + second], "not in the order")
        try refused([first, Array(second[..<2]), Array(second[2...])], "not in the order")
        try refused(
            [first, [second[0], second[2]], [second[1]] + second[3...]],
            "where the rule for fragments ends it")
        try refused([second, first], "not in the order")
        var changed = first
        changed[1].duration = 39
        try refused([changed, second], "does not last as long")
        changed = first
        changed[5].duration = 1023
        try refused([changed, second], "does not last as long")
        changed = second
        changed[1].duration = 1 << 30
        try refused([first, changed], "does not last as long")
        changed = second
        changed[1].duration = 0
        try refused([first, changed], "does not last as long")
        changed = second
        changed[1].0.isKey = true
        try refused([first, changed], "against its own bits")
        changed = first
        changed[1].0.isKey = true
        try refused([changed, second], "where the rule for fragments ends it")
        changed = second
        changed[0].0.isKey = false
        try refused([first + changed], "against its own bits")
        changed = first
        changed[3].0.isKey = false
        try refused([changed, second], "against its own bits")
        try refused([], "ends in the middle")
        try refused([pictures[..<2].map { told($0) }, pictures[2...].map { told($0) }], "has no samples")
    }

    @Test("a duration of the last picture that is not the record's is refused")
    func lastDuration() throws {
        let bytes = try MadeObject.bytes(MadeObject.form())
        #expect(try MadeObject.refusal(bytes, MadeObject.form(lastDuration: 41)) != nil)
        #expect(try MadeObject.refusal(bytes, MadeObject.form(lastDuration: 40)) == nil)
    }
}
