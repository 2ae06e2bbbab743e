import Cutting
import Foundation
import Objects
import Peers
import Recordings
import Testing

/// The list the package's media library is built from (`packaging/media/components`).
@Suite("The package's media library has what the tables name, and nothing else")
struct MediaComponentsTests {
    /// The names of each kind.
    private let components: [String: [String]]

    init() throws {
        let text = try String(
            contentsOf: Repository.root.appending(path: "packaging/media/components"), encoding: .utf8)
        var components: [String: [String]] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ").map(String.init)
            components[words[0], default: []] += words.dropFirst()
        }
        self.components = components
    }

    private func named(_ kind: String) throws -> Set<String> {
        let names = try #require(components[kind])
        #expect(Set(names).count == names.count, "a \(kind) is named twice")
        return Set(names)
    }

    @Test("a demuxer for each container")
    func demuxers() throws {
        // The configuration's name where it is not the library's.
        let configured = ["mpeg": "mpegps"]
        let demuxers = MediaLibraries.demuxers.map { configured[$0] ?? $0 }
        #expect(try named("demuxer") == Set(demuxers))
    }

    @Test("for each codec the decoder that Debian's library takes, and those that are asked for by name")
    func decoders() throws {
        let decoders = Codec.table.compactMap { MediaLibraries.decoder(of: $0.name) }
        #expect(decoders.count == Codec.table.count)
        #expect(try named("decoder") == Set(decoders + Self.named(in: "decoder")))
    }

    @Test("a parser for each codec that has one")
    func parsers() throws {
        // A parser of several codecs has a name of its own; those of sound that is sampled have none.
        let shared = [
            "mpeg4": "mpeg4video", "mpeg2video": "mpegvideo", "mpeg1video": "mpegvideo", "mp2": "mpegaudio",
            "mp3": "mpegaudio",
        ]
        let parsers = Codec.table.filter { MediaLibraries.hasParser(of: $0.name) }.map {
            shared[$0.name] ?? $0.name
        }
        #expect(try named("parser") == Set(parsers))
    }

    @Test("an encoder for each way pictures are encoded anew, and for what is made to be looked at")
    func encoders() throws {
        #expect(
            try named("encoder") == Set(PictureEncoding.allCases.map(\.encoder) + Self.named(in: "encoder")))
    }

    @Test("a muxer for each file format that the library writes")
    func muxers() throws {
        #expect(
            try named("muxer")
                == Set(ObjectContainer.allCases.filter { $0 != .png }.map(\.rawValue)))
    }

    @Test("every filter that a viewing copy names")
    func filters() throws {
        let text = try Self.text(of: "Sources/Viewing/ViewingCopy")
        // What stands before a filter's name in a chain: a quotation mark or a comma. What stands behind it: an equals sign, or
        // the end of it.
        let known = try named("filter")
        for name in known {
            #expect(
                text.range(of: "[\",]\(name)[=\",]", options: .regularExpression) != nil,
                "no viewing copy needs \(name)")
        }
        var found: Set<String> = []
        for match in text.matches(of: /[",]([a-z]+)=[^=]/) { found.insert(String(match.output.1)) }
        #expect(found.count >= 8 && found.subtracting(known) == [])
    }

    // MARK: - The code

    /// The encoders or decoders that the code asks for by a name it has spelled out.
    private static func named(in kind: String) throws -> [String] {
        let pattern = try Regex("avcodec_find_\(kind)_by_name\\(\"([a-z0-9_]+)\"\\)")
        let names = try text(of: "Sources").matches(of: pattern).compactMap {
            $0.output[1].substring.map { String($0) }
        }
        #expect(!names.isEmpty, "the code no longer asks for any \(kind) in this way")
        return names
    }

    private static func text(of folder: String) throws -> String {
        let root = Repository.root.appending(path: folder)
        let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
        return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
            .map { try String(contentsOf: $0, encoding: .utf8) }.joined()
    }
}
