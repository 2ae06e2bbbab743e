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

    @Test("a demuxer for each container, and one for each codec that the library tells by its first bytes")
    func demuxers() throws {
        // The configuration's name where it is not the library's.
        let configured = ["mpeg": "mpegps"]
        let demuxers = MediaLibraries.demuxers.map { configured[$0] ?? $0 }
        // libavformat 59, set_codec_from_probe_data: the demuxer's name where it is not the codec's. Layer II of MPEG
        // audio is told by the container or taken for layer III, MPEG-1 pictures for those of MPEG-2.
        let told = [
            "aac": "aac", "ac3": "ac3", "h264": "h264", "hevc": "hevc", "mp3": "mp3",
            "mpeg2video": "mpegvideo",
            "mpeg4": "m4v",
        ]
        #expect(try named("demuxer") == Set(demuxers + Codec.table.compactMap { told[$0.name] }))
    }

    @Test(
        "for each codec the decoder that Debian's library takes, those that are asked for by name, and the library's own"
    )
    func decoders() throws {
        let decoders = Codec.table.compactMap { MediaLibraries.decoder(of: $0.name) }
        #expect(decoders.count == Codec.table.count)
        #expect(
            try named("decoder")
                == Set(
                    decoders + Self.names(/avcodec_find_decoder_by_name\("([a-z0-9_]+)"/)
                        // Which the library opens to find how many samples a frame has; none is decoded with it.
                        + ["mp2float"]))
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
            try named("encoder")
                == Set(
                    PictureEncoding.allCases.map(\.encoder)
                        + Self.names(/avcodec_find_encoder_by_name\("([a-z0-9_]+)"/)))
    }

    @Test("a muxer for each file format that the library writes, and those that are asked for by name")
    func muxers() throws {
        let named = try Self.names(/avformat_alloc_output_context2\(&context, nil, "([a-z0-9]+)"/)
        let containers = ObjectContainer.allCases.filter { $0 != .png }.map(\.rawValue)
        #expect(try self.named("muxer") == Set(containers + named))
    }

    @Test("every filter that a viewing copy or a film names")
    func filters() throws {
        let text = try Self.text(of: "Sources/Viewing")
        // What stands before a filter's name in a chain: a quotation mark or a comma. What stands behind it: an equals sign, or
        // the end of it.
        let known = try named("filter")
        for name in known {
            #expect(
                text.range(of: "[\",]\(name)[=\",]", options: .regularExpression) != nil,
                "nothing needs \(name)")
        }
        var found: Set<String> = []
        for match in text.matches(of: /[",]([a-z]+)=[^=]/) { found.insert(String(match.output.1)) }
        #expect(found.count >= 8 && found.subtracting(known) == [])
    }

    // MARK: - The code

    /// What the code asks for by a name it has spelled out.
    private static func names(_ call: Regex<(Substring, Substring)>) throws -> [String] {
        let names = try text(of: "Sources").matches(of: call).map { String($0.output.1) }
        #expect(!names.isEmpty, "the code no longer asks for anything in this way")
        return names
    }

    private static func text(of folder: String) throws -> String {
        let root = Repository.root.appending(path: folder)
        let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
        return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
            .map { try String(contentsOf: $0, encoding: .utf8) }.joined()
    }
}
