import Starts
import Cutting
import Recordings
import Records
import Statements
import Foundation
import Peers
import Testing

@Suite("What a recording says beside its pictures and its sound stays behind")
struct MetadataTests {
    /// How a file keeps its metadata.
    enum Form: String, CaseIterable {
        /// Keys and values, as phones write them.
        case keysInMP4, keysInQuickTime
        /// iTunes' list, which alone holds a cover.
        case listInMP4

        var ending: String { self == .keysInQuickTime ? "mov" : "mp4" }
        var hasKeys: Bool { self != .listInMP4 }
    }

    /// Words that stand in the recording's metadata and must stand in no object.
    static let secrets = [
        "A title nobody granted", "An artist nobody granted", "A comment nobody granted",
        "Chapter nobody granted", "Handler nobody granted",
    ]
    static let keyed = ["+49.8728+008.6512", "UserDataNobodyGranted", "ExampleCam", "Doorbell 2"]

    @Test(
        "place, title, artist, chapters, cover, encoder and user data are in no byte of any object",
        arguments: Form.allCases)
    func stripped(form: Form) throws {
        let folder = try ScratchFolder()
        let path = try record(form, in: folder)
        let source = try Data(contentsOf: URL(fileURLWithPath: path))
        let cover = try Data(contentsOf: folder.url.appending(path: "cover.png")).dropFirst(40).prefix(64)
        var secrets = Self.secrets.map { Data($0.utf8) } + [Data("Lavf".utf8)]
        secrets += form.hasKeys ? Self.keyed.map { Data($0.utf8) } : [cover]
        for secret in secrets {
            let words = String(decoding: secret, as: UTF8.self)
            #expect(source.range(of: secret) != nil, "the recording does not even hold “\(words)”")
        }

        let recording = try Recording.probe(path, zone: RecordingZone("UTC"))
        let from = recording.span.from.adding(nanoseconds: 2_500_000_000)
        let grant = try Consented.grant(try Window(from: from, to: from.adding(nanoseconds: 4_000_000_000)))
        let result = try CutResult(recording, grant, into: folder)
        #expect(Set(result.objects.map(\.cut.role)) == [.leadIn, .master])
        for (cut, path) in result.objects {
            let object = try Data(contentsOf: URL(fileURLWithPath: path))
            for secret in secrets {
                let words = String(decoding: secret, as: UTF8.self)
                #expect(object.range(of: secret) == nil, "\(cut.role) holds “\(words)”")
            }
        }
        // Chapters are a track of text, the cover is a picture.
        #expect(result.plan.leftOutInWords.contains { $0.contains(form.hasKeys ? "bin_data" : "png") })
    }

    @Test(
        "make and model of the device are told to the record, and the place is not",
        arguments: [Form.keysInMP4, .keysInQuickTime])
    func device(form: Form) throws {
        let folder = try ScratchFolder()
        let recording = try Recording.probe(try record(form, in: folder), zone: RecordingZone("UTC"))
        #expect(recording.device.values.contains("ExampleCam"))
        #expect(recording.device.values.contains("Doorbell 2"))
        #expect(!recording.device.contains { ($0.key + $0.value).contains("49.8728") })
    }

    private func record(_ form: Form, in folder: ScratchFolder) throws -> String {
        try MediaPeer.encode(
            ["-f", "lavfi", "-i", "testsrc2=size=64x64", "-frames:v", "1"], to: folder.path("cover.png"))
        let chapters = ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=5\ntitle=Chapter nobody granted\n"
        try folder.write(Array(chapters.utf8), as: "chapters.txt")
        let path = folder.path("hall_2026-07-04T20-00-00Z." + form.ending)
        let arguments =
            "-f lavfi -i testsrc2=size=192x108:rate=25:duration=8 -f lavfi -i sine=duration=8 -i %1 -f ffmetadata -i %2 "
            + "-map 0 -map 1 -map 2 -map_chapters 3 -c:v:0 libx264 -preset ultrafast -g 50 -c:a aac -c:v:1 copy "
            + "-disposition:v:1 attached_pic"
        var list = arguments.split(separator: " ").map(String.init).map {
            $0 == "%1" ? folder.path("cover.png") : $0 == "%2" ? folder.path("chapters.txt") : $0
        }
        for (name, value) in [
            ("title", "A title nobody granted"), ("artist", "An artist nobody granted"),
            ("comment", "A comment nobody granted"), ("location", "+49.8728+008.6512/"),
            ("com.apple.quicktime.location.ISO6709", "+49.8728+008.6512/"),
            ("com.apple.quicktime.make", "ExampleCam"), ("com.apple.quicktime.model", "Doorbell 2"),
            ("com.example.userdata", "UserDataNobodyGranted"),
        ] {
            list += ["-metadata", "\(name)=\(value)"]
        }
        list += [
            "-metadata:s:v:0", "handler_name=Handler nobody granted", "-movflags",
            form.hasKeys ? "use_metadata_tags" : "0",
        ]
        try MediaPeer.encode(list, to: path)
        return path
    }
}
