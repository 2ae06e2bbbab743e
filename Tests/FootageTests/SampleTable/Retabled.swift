import Foundation

/// Writes a recording anew with its sample tables in another of the forms they may have, its `moov` being last, so
/// that no other byte moves. Its reading of the tables is a plain one of its own.
struct Retabled {
    enum Form: String, CaseIterable {
        case wideOffsets = "offsets of 64 bits"
        case compactSizes = "sizes of 16 bits"
        case oneSampleAChunk = "one sample a chunk"
        case backwards = "samples stored backwards"
        case beyondFourGibibytes = "samples beyond 4 GiB"
        case dependencies = "what samples depend on"
    }

    struct NotUnderstood: Error {}

    private let form: Form
    private var bytes: [UInt8]
    /// What is stored behind the file's own samples.
    private var moved: [UInt8] = []
    private var movedStart = 0

    /// Where the samples of a file of 5 GiB would begin: a hole, that takes no room.
    private static let hole = 5 << 30

    static func write(_ source: String, as form: Form, to path: String) throws {
        var file = Retabled(form: form, bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: source))))
        let movie = try file.box("moov", in: 0..<file.bytes.count)
        let start = movie.lowerBound - 8
        guard movie.upperBound == file.bytes.count else { throw NotUnderstood() }
        file.movedStart = start + 8
        let new = try file.rewritten("moov", movie)
        var head = Array(file.bytes[..<start])
        if !file.moved.isEmpty { head += Self.number(file.moved.count + 8) + Array("mdat".utf8) + file.moved }
        guard form == .beyondFourGibibytes else {
            try Data(head + new).write(to: URL(fileURLWithPath: path))
            return
        }
        // ftyp, then a `free` box of 64 bits up to where everything lies 5 GiB later.
        let type = try file.box("ftyp", in: 0..<start).upperBound
        guard FileManager.default.createFile(atPath: path, contents: nil) else { throw NotUnderstood() }
        guard let output = FileHandle(forWritingAtPath: path) else { throw NotUnderstood() }
        defer { try? output.close() }
        try output.write(contentsOf: head[..<type])
        try output.write(
            contentsOf: Self.number(1) + Array("free".utf8) + Self.number(hole >> 32)
                + Self.number(hole & 0xFFFF_FFFF))
        try output.seek(toOffset: UInt64(type + hole))
        try output.write(contentsOf: head[type...] + new)
    }

    private init(form: Form, bytes: [UInt8]) {
        self.form = form
        self.bytes = bytes
    }

    // MARK: - Boxes

    private func children(_ range: Range<Int>) throws -> [(name: String, content: Range<Int>)] {
        var boxes: [(String, Range<Int>)] = []
        var place = range.lowerBound
        while place + 8 <= range.upperBound {
            let size = Int(self[place])
            guard size >= 8, place + size <= range.upperBound else { throw NotUnderstood() }
            boxes.append(
                (String(decoding: bytes[place + 4..<place + 8], as: UTF8.self), place + 8..<place + size))
            place += size
        }
        return boxes
    }

    private func box(_ name: String, in range: Range<Int>) throws -> Range<Int> {
        guard let box = try children(range).first(where: { $0.name == name }) else { throw NotUnderstood() }
        return box.content
    }

    private mutating func rewritten(_ name: String, _ content: Range<Int>) throws -> [UInt8] {
        var new: [UInt8] = []
        if name == "stbl" {
            new = try tables(content)
        } else if ["moov", "trak", "mdia", "minf"].contains(name) {
            for child in try children(content) { new += try rewritten(child.name, child.content) }
        } else {
            new = Array(bytes[content])
        }
        return Self.number(new.count + 8) + Array(name.utf8) + new
    }

    // MARK: - Tables

    private mutating func tables(_ content: Range<Int>) throws -> [UInt8] {
        let boxes = try children(content)
        var new: [UInt8] = []
        let sizes = try sizes(try box("stsz", in: content))
        for (name, content) in boxes {
            switch (name, form) {
            case ("stco", .wideOffsets), ("stco", .beyondFourGibibytes):
                let shift = form == .wideOffsets ? 0 : Self.hole
                let offsets = entries(content, 1).map { Int($0[0]) + shift }
                new += Self.table(
                    "co64", offsets.map { Self.number($0 >> 32) + Self.number($0 & 0xFFFF_FFFF) })
            case ("stsz", .compactSizes) where sizes.allSatisfy { $0 < 1 << 16 }:
                let entries = sizes.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
                new += Self.boxed("stz2", [0, 0, 0, 0, 0, 0, 0, 16] + Self.number(sizes.count) + entries)
            case ("stsc", .oneSampleAChunk), ("stsc", .backwards):
                new += Self.table("stsc", [[1, 1, 1].flatMap(Self.number)])
            case ("stco", .oneSampleAChunk):
                new += Self.table("stco", try places(boxes, sizes).map(Self.number))
            case ("stco", .backwards):
                new += Self.table("stco", try move(try places(boxes, sizes), sizes).map(Self.number))
            case ("stts", .dependencies):
                new += Self.boxed(name, Array(bytes[content]))
                new += Self.boxed(
                    "sdtp", [0, 0, 0, 0] + sizes.indices.map { UInt8($0 % 3 == 1 ? 0b1000 : 0b0100) })
            default: new += Self.boxed(name, Array(bytes[content]))
            }
        }
        return new
    }

    private func sizes(_ content: Range<Int>) throws -> [Int] {
        guard self[content.lowerBound + 4] == 0 else { throw NotUnderstood() }
        return (0..<Int(self[content.lowerBound + 8])).map { Int(self[content.lowerBound + 12 + 4 * $0]) }
    }

    private func entries(_ content: Range<Int>, _ fields: Int) -> [[UInt32]] {
        (0..<Int(self[content.lowerBound + 4])).map { entry in
            (0..<fields).map { self[content.lowerBound + 8 + 4 * (entry * fields + $0)] }
        }
    }

    /// Where each sample lies.
    private func places(_ boxes: [(name: String, content: Range<Int>)], _ sizes: [Int]) throws -> [Int] {
        guard let runs = boxes.first(where: { $0.name == "stsc" }).map({ entries($0.content, 3) }),
            let chunks = boxes.first(where: { $0.name == "stco" }).map({ entries($0.content, 1) })
        else { throw NotUnderstood() }
        var places: [Int] = []
        for (number, chunk) in chunks.enumerated() {
            var place = Int(chunk[0])
            for _ in 0..<(runs.last { $0[0] <= number + 1 }?[1] ?? 0) {
                guard places.count < sizes.count else { throw NotUnderstood() }
                places.append(place)
                place += sizes[places.count - 1]
            }
        }
        return places
    }

    /// Stores copies of samples behind all others, the last one first.
    private mutating func move(_ places: [Int], _ sizes: [Int]) throws -> [Int] {
        var new = places
        for sample in places.indices.reversed() {
            new[sample] = movedStart + moved.count
            moved += bytes[places[sample]..<places[sample] + sizes[sample]]
        }
        return new
    }

    // MARK: - Numbers

    private subscript(place: Int) -> UInt32 { bytes[place..<place + 4].reduce(0) { $0 << 8 | UInt32($1) } }

    private static func number(_ value: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    }

    private static func boxed(_ name: String, _ content: [UInt8]) -> [UInt8] {
        number(content.count + 8) + Array(name.utf8) + content
    }

    private static func table(_ name: String, _ entries: [[UInt8]]) -> [UInt8] {
        boxed(name, [0, 0, 0, 0] + number(entries.count) + entries.flatMap(\.self))
    }
}
