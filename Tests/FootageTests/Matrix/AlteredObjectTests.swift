import Cutting
import Objects
import Records
import Foundation
import Peers
import Testing

@Suite("A QuickTime object in which something could hide is refused")
struct AlteredObjectTests {
    /// A change of an object's bytes, and what is said of it.
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let words: String
        let apply: @Sendable (inout Boxes) throws -> Void
    }

    /// An object as nested boxes; sizes are worked out when it is put together again.
    struct Boxes {
        struct Missing: Error { let path: [String] }

        final class Box {
            let type: String
            var fields: [UInt8]
            var children: [Box]
            init(_ type: String, _ fields: [UInt8] = [], _ children: [Box] = []) {
                (self.type, self.fields, self.children) = (type, fields, children)
            }

            var bytes: [UInt8] {
                let content = fields + children.flatMap(\.bytes)
                return AlteredObjectTests.big(UInt32(content.count + 8)) + Array(type.utf8) + content
            }
            func copy() -> Box { Box(type, fields, children.map { $0.copy() }) }
        }

        var top: [Box]

        init(_ bytes: [UInt8]) { top = Self.parse(bytes[...]) }

        var bytes: [UInt8] { top.flatMap(\.bytes) }

        /// The first box along a path of types.
        func box(_ path: String...) throws -> Box {
            var boxes = top
            var found: Box?
            for type in path {
                found = boxes.first { $0.type == type }
                guard let found else { throw Missing(path: path) }
                boxes = found.children
            }
            guard let found else { throw Missing(path: path) }
            return found
        }

        private static func parse(_ bytes: ArraySlice<UInt8>) -> [Box] {
            let parents: Set = ["moov", "trak", "mdia", "minf", "stbl", "mvex", "moof", "traf"]
            var boxes: [Box] = []
            var rest = bytes
            while rest.count >= 8 {
                let size = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
                let type = String(decoding: rest.dropFirst(4).prefix(4), as: UTF8.self)
                let content = rest.prefix(size).dropFirst(8)
                boxes.append(
                    parents.contains(type)
                        ? Box(type, [], parse(content)) : Box(type, Array(content)))
                rest = rest.dropFirst(size)
            }
            return boxes
        }
    }

    static func big(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }

    private static func inserting(
        _ type: String, _ content: String = "hidden", into path: String..., words: String
    ) -> Change {
        Change(testDescription: "\(type) in \(path.last ?? "the file")", words: words) { boxes in
            var children = boxes.top
            for name in path.dropLast() {
                children = children.first { $0.type == name }?.children ?? []
            }
            guard let parent = children.first(where: { $0.type == path.last }) else {
                throw Boxes.Missing(path: path)
            }
            parent.children.append(Boxes.Box(type, Array(content.utf8)))
        }
    }

    static let changes: [Change] = [
        inserting("free", into: "moov", words: "its “moov"),
        inserting("wide", "", into: "moov", words: "its “moov"),
        inserting("free", into: "moov", "trak", words: "its “moov"),
        inserting("udta", into: "moov", "trak", words: "its “moov"),
        inserting("meta", into: "moov", "trak", words: "its “moov"),
        inserting("edts", into: "moov", "trak", words: "its “moov"),
        inserting("tref", into: "moov", "trak", words: "its “moov"),
        inserting("udta", into: "moov", "trak", "mdia", words: "its “moov"),
        inserting("free", into: "moov", "trak", "mdia", "minf", words: "its “moov"),
        inserting("ctts", into: "moov", "trak", "mdia", "minf", "stbl", words: "its “moov"),
        inserting("udta", into: "moof", words: "“udta” where “traf” must stand"),
        inserting("free", into: "moof", "traf", words: "its “moof"),
        Change(testDescription: "wide before the samples", words: "“wide” stands where none may") { boxes in
            let place = try #require(boxes.top.firstIndex { $0.type == "mdat" })
            boxes.top.insert(Boxes.Box("wide"), at: place)
        },
        Change(testDescription: "free between fragments", words: "stands where none may") { boxes in
            let place = try #require(boxes.top.firstIndex { $0.type == "moof" })
            boxes.top.insert(Boxes.Box("free", [0, 0]), at: place)
        },
        Change(testDescription: "a second movie header", words: "stands where none may") { boxes in
            let movie = try boxes.box("moov").copy()
            boxes.top.append(movie)
        },
        Change(testDescription: "a name in the user data", words: "its “moov") { boxes in
            let name = Boxes.Box("name", Array("hidden".utf8))
            try boxes.box("moov").children.append(Boxes.Box("udta", name.bytes))
        },
        Change(testDescription: "a word in the data handler", words: "moov/trak/mdia/minf/hdlr") { boxes in
            let handler = try boxes.box("moov", "trak", "mdia", "minf", "hdlr")
            handler.fields[handler.fields.count - 1] ^= 1
        },
        Change(testDescription: "a longer data handler", words: "its “moov/trak") { boxes in
            try boxes.box("moov", "trak", "mdia", "minf", "hdlr").fields += Array("hidden".utf8)
        },
        Change(testDescription: "a second track of the same number", words: "its “moov") { boxes in
            let movie = try boxes.box("moov")
            movie.children.append(try boxes.box("moov", "trak").copy())
        },
        Change(testDescription: "two sample descriptions", words: "moov/trak") { boxes in
            let table = try boxes.box("moov", "trak", "mdia", "minf", "stbl", "stsd")
            table.fields = [0, 0, 0, 0, 0, 0, 0, 2] + table.fields[8...] + table.fields[8...]
        },
        Change(testDescription: "a sample outside the fragments", words: "moov/trak") { boxes in
            let table = try boxes.box("moov", "trak", "mdia", "minf", "stbl", "stco")
            table.fields = [0, 0, 0, 0, 0, 0, 0, 1] + Self.big(40)
        },
        Change(testDescription: "sizes of samples outside the fragments", words: "moov/trak") {
            let table = try $0.box("moov", "trak", "mdia", "minf", "stbl", "stsz")
            table.fields = [0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 1]
        },
        Change(testDescription: "bytes behind the samples", words: "where its samples have") { boxes in
            try boxes.box("mdat").fields += Array("hidden".utf8)
        },
        Change(testDescription: "a word in the padding", words: "padding is not empty") { boxes in
            let padding = try #require(boxes.top.last { $0.type == "free" })
            padding.fields[padding.fields.count / 2] = 1
        },
        Change(testDescription: "bytes behind the padding", words: "stands where none may") { boxes in
            boxes.top.append(Boxes.Box("free", [0, 0]))
        },
    ]

    /// An object, and what its bytes must follow from.
    struct Made: Sendable {
        let bytes: [UInt8]
        let form: MovieForm
    }

    private static func scan(_ bytes: [UInt8], _ form: MovieForm) throws -> ScannedObject {
        let scan = try ObjectScan(form)
        try bytes.withUnsafeBytes(scan.update)
        return try scan.finish()
    }

    /// One object, cut out of a recording of Motion JPEG and A-law, and one of FFV1.
    private static let objects: Result<[Made], any Error> = Result {
        let folder = try ScratchFolder()
        let style = try #require(CameraStyle.sounds.first { $0.testDescription == "A-law and Motion JPEG" })
        let other = try #require(
            CameraStyle.pictures.first { $0.testDescription.hasPrefix("MPEG-4 without") })
        return try [(style, false), (other, true)].map { style, isLossless in
            let recording = try ContainerClip.recording(try style.record(in: folder))
            let grant = try ContainerClip.grant(recording, 2.5, 5.3)
            let result = try CutResult(recording, grant, into: folder, isLossless: isLossless)
            let object = try #require(result.object(isLossless ? .leadIn : .master))
            #expect(object.cut.container == "mov")
            return Made(
                bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: object.path))),
                form: try object.cut.form())
        }
    }

    @Test("taken apart and put together again it is sound: otherwise the changes would prove nothing")
    func sound() throws {
        for object in try Self.objects.get() {
            #expect(Boxes(object.bytes).bytes == object.bytes)
            #expect(try Self.scan(object.bytes, object.form).size == UInt64(object.bytes.count))
        }
    }

    @Test("each change is refused for what it is", arguments: changes)
    func refused(change: Change) throws {
        for object in try Self.objects.get() {
            var boxes = Boxes(object.bytes)
            try change.apply(&boxes)
            let error = #expect(throws: FootageError.self) { try Self.scan(boxes.bytes, object.form) }
            guard case .objectNotUnderstood(let reason) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reason.contains(change.words), "\(reason)")
        }
    }
}
