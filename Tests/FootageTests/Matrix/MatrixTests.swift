import Starts
import Cutting
import Objects
import Recordings
import Records
import Statements
import Foundation
import Peers
import Testing

@Suite("What cameras record in is cut by the same rules, whatever the codec")
struct MatrixTests {
    /// Seconds from the start; a group of pictures lasts four, a picture 40 ms.
    static let windows: [(name: String, from: Double, to: Double)] = [
        ("begins in a group, ends between pictures that are made from each other", 2.5, 9.49),
        ("from one key frame to the next", 4, 8),
        ("begins a tick after a key frame, ends on a picture's own time", 4.001, 9.4),
        ("lies in one group", 5, 6),
        ("is as long as a picture", 5, 5.04),
        ("reaches beyond the recording at both ends", -1, 13),
    ]

    @Test(
        "pictures: every one in exactly one object, at its own time; originals are the source's packets",
        arguments: CameraStyle.pictures)
    func pictures(style: CameraStyle) throws {
        try cut(style) { _, _ in }
    }

    @Test(
        "sound: the source's packets, nothing from outside the window, next to nothing lost inside",
        arguments: CameraStyle.sounds + CameraStyle.bareSounds)
    func sounds(style: CameraStyle) throws {
        try cut(style) { result, window in
            for (track, loss) in result.losses {
                #expect((0...style.loss).contains(loss.start), "track \(track), \(window)")
                #expect((0...style.loss).contains(loss.end), "track \(track), \(window)")
            }
        }
    }

    @Test(
        "every row of the table of codecs has a clip that is cut here, or is what lossless derivatives are made of",
        arguments: Codec.table)
    func row(codec: Codec) {
        if codec.randomAccess == nil, codec.sound == nil {
            #expect(codec.name == LosslessTests.codec)
        } else {
            // A clip of which something stays behind may not show the codec.
            #expect(CameraStyle.all.contains { $0.leftOut.isEmpty && $0.codecs.contains(codec.name) })
        }
    }

    private func cut(
        _ style: CameraStyle,
        _ check: ((losses: [Int: CutOracle.SoundLoss], cut: CutResult), String) throws -> Void
    ) throws {
        let folder = try ScratchFolder()
        let path = try style.record(in: folder)
        let source = try MediaView(source: path)
        let recording = try Recording.probe(path, zone: RecordingZone("UTC"))
        #expect(
            Set(recording.tracks.filter { [.video, .audio].contains($0.kind) }.map(\.codec)) == style.codecs)
        let start = recording.span.from
        for (name, from, to) in Self.windows {
            let window = try Window(
                from: start.adding(nanoseconds: Int64(from * 1000) * 1_000_000),
                to: start.adding(nanoseconds: Int64(to * 1000) * 1_000_000))
            let objects = try ScratchFolder()
            let result = try CutResult(recording, try Consented.grant(window), into: objects)
            let losses = try CutOracle(
                source: source, recording: recording, window: window, soundIsRepeatable: true
            ).judge(result)
            let pictures = recording.pictureTrack?.index
            for object in result.objects {
                let isDerivative = object.cut.role.isDerivative
                // Where no original picture lies in the window, sound chooses for itself.
                guard
                    pictures == nil || isDerivative
                        || object.cut.tracks.contains(where: { $0.sourceTrack == pictures })
                else {
                    continue
                }
                #expect(object.cut.container == (isDerivative ? "mp4" : style.container.rawValue))
                for words in style.leftOut where !isDerivative {
                    #expect(
                        result.plan.leftOutInWords.contains { $0.contains(words) }, "\(result.plan.leftOut)")
                }
            }
            try check((losses, result), name)
            withExtendedLifetime(objects) {}
        }
    }
}
