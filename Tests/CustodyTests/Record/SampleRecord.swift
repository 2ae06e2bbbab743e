import Records
import Foundation
import Sealing

extension Story {
    /// The record of a bundle with one second of the front door: the recording ends there.
    var record: Record {
        get throws {
            let (request, consent) = try envelopes()
            let second = try window("21:40:30", "21:40:31")
            let video = TimeBase(numerator: 1, denominator: 1000)
            let audio = TimeBase(numerator: 1, denominator: 48_000)
            let pictures = TrackDescription(
                kind: .video, codec: "h264",
                configuration: Data([
                    0x01, 0x42, 0xC0, 0x0A, 0xFF, 0xE1, 0x00, 0x08, 0x67, 0x42, 0xC0, 0x0A, 0xDA, 0x0C, 0x32,
                    0xC8, 0x01, 0x00, 0x04, 0x68, 0xCE, 0x0F, 0xC8,
                ]), timeBase: video, width: 1920, height: 1080)
            return Record(
                bundle: try seal.bundle, request: request, consent: consent, sealed: sealing,
                recordings: [
                    RecordingFacts(
                        id: "r1", camera: "front-door", name: "front-door_2026-07-04T21-38-00+0200.mp4",
                        size: 48_230_912, sha256: try digest("recording"),
                        container: "mov,mp4,m4a,3gp,3g2,mj2",
                        tracks: [
                            SourceTrack(
                                index: 0, kind: .video, codec: "h264", timeBase: video, width: 1920,
                                height: 1080, handedOver: true, description: pictures),
                            SourceTrack(
                                index: 1, kind: .audio, codec: "aac", timeBase: audio, sampleRate: 48_000,
                                channels: 1, handedOver: true,
                                description: TrackDescription(
                                    kind: .audio, codec: "aac", configuration: Data([0x11, 0x88]),
                                    timeBase: audio, sampleRate: 48_000, channels: 1)),
                        ],
                        start: StartEvidence(
                            time: try time("2026-07-04T21:38:00+02:00"), how: .fileName,
                            detail: "date and time: 2026-07-04T21-38-00+0200"),
                        origin: MediaInstant(track: 0, time: 0),
                        zone: "+02:00", clockError: nil, device: ["make": "Example", "model": "Doorbell 2"],
                        leftOut: [])
                ],
                objects: [
                    ObjectFacts(
                        file: "data/0001.age", name: "0001-front-door-lead-in.mp4", role: .leadIn,
                        recording: "r1", window: try window("21:40:30", "21:40:30.2"), size: 47_104,
                        sha256: try digest("lead-in"),
                        padding: 1426, container: "mp4",
                        tracks: [
                            ObjectTrack(
                                id: 1, sourceTrack: 0, codec: "h264", timeBase: video, shift: 150_000,
                                accessUnits: 1, firstPTS: 0, lastPTS: 0, lastEnd: 200, lastDuration: 200,
                                keyFrames: 1, timesSHA256: try tableOfTimes([(0, 0)]),
                                sourceFirstDTS: 149_800, description: pictures)
                        ],
                        derivative: DerivativeFacts(
                            reason: .betweenKeyFrames,
                            encoder: EncoderFacts(
                                name: .libx264, library: "libavcodec", version: "59.37.100"),
                            settings: DerivativeSettings(options: ["preset": "medium", "crf": "16"]),
                            frames: 1,
                            psnrDecibels: 48.2, leastDecibels: 48.2)),
                    ObjectFacts(
                        file: "data/0002.age", name: "0002-front-door-master.mp4", role: .master,
                        recording: "r1", window: second, size: 1_245_184, sha256: try digest("master"),
                        padding: 10_617, container: "mp4",
                        tracks: [
                            ObjectTrack(
                                id: 1, sourceTrack: 0, codec: "h264", timeBase: video, shift: 150_000,
                                accessUnits: 4, firstPTS: 200, lastPTS: 800, lastEnd: 1000, lastDuration: 200,
                                keyFrames: 1,
                                timesSHA256: try tableOfTimes([(0, 200), (200, 800), (400, 400), (600, 600)]),
                                sourceFirstDTS: 150_000),
                            ObjectTrack(
                                id: 2, sourceTrack: 1, codec: "aac", timeBase: audio, shift: 7_200_000,
                                accessUnits: 44, firstPTS: 1792, lastPTS: 45_824, lastEnd: 46_848,
                                keyFrames: 44,
                                timesSHA256: try tableOfTimes(
                                    (0..<44).map { (1792 + 1024 * $0, 1792 + 1024 * $0) }),
                                firstExact: 2816, lastExact: 46_848, sourceFirstDTS: 7_201_792),
                        ]),
                ],
                gaps: [
                    Gap(
                        camera: "front-door", window: try window("21:40:31", "21:42:30"),
                        reason: .noRecording(mayBeRounding: false)),
                    Gap(
                        camera: "driveway", window: try window("21:40:30", "21:42:30"),
                        reason: .noRecording(mayBeRounding: false)),
                ],
                tool: ToolFacts(
                    name: "proffer", version: "0.1.0",
                    operatingSystem: "Debian GNU/Linux 12 (bookworm)",
                    libraries: ["libavcodec": "59.37.100", "libavformat": "59.27.100"]),
                log: [
                    LogEntry(time: sealing, .statementsChecked),
                    LogEntry(
                        time: sealing,
                        .cut(recording: "r1", window: try window("21:40:30", "21:42:30"))),
                ])
        }
    }

    private func digest(_ what: String) throws -> SHA256Digest {
        try SHA256Digest.of(Array("sample \(what)".utf8))
    }
}

/// The digest over a track's table of times (docs/spec/record.md, Table of times): decoding and presentation
/// time of each access unit in storage order.
func tableOfTimes(_ times: [(decoding: Int64, presentation: Int64)]) throws -> SHA256Digest {
    try SHA256Digest.of(
        times.flatMap { entry in
            [entry.decoding, entry.presentation].flatMap { value in
                (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) }
            }
        })
}
