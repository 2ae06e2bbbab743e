import Cutting
import Objects
import Records
import Foundation
import Peers
import Sealing
import Testing

@Suite("Pictures encoded anew")
struct DerivativeEncoderTests {
    /// A camera's way of recording, made on the spot.
    struct Style: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var file = "source.mp4"
        let arguments: [String]
        /// How the settings name a conversion that was needed.
        var conversion: String?

        static func drawn(
            _ name: String, _ arguments: String, filter: String = "noise=alls=8:allf=t",
            file: String = "source.mp4",
            conversion: String? = nil
        ) -> Style {
            Style(
                testDescription: name, file: file,
                arguments: [
                    "-f", "lavfi", "-i", "testsrc2=size=322x182:rate=25:duration=3", "-vf", filter, "-vsync",
                    "passthrough",
                ] + arguments.split(separator: " ").map(String.init), conversion: conversion)
        }
    }

    static let styles: [Style] = [
        .drawn("H.264 without B-frames", "-c:v libx264 -bf 0 -g 50 -pix_fmt yuv420p"),
        .drawn(
            "H.264, B-frames, open groups",
            "-c:v libx264 -bf 3 -g 20 -x264-params open-gop=1:scenecut=0:b-pyramid=normal -pix_fmt yuv420p"),
        .drawn(
            "H.264, variable frame rate",
            "-c:v libx264 -bf 3 -g 50 -pix_fmt yuv420p -video_track_timescale 90000",
            filter:
                "noise=alls=8:allf=t,select='not(mod(n,7))+gt(mod(n,5),1)',settb=1/90000,setpts='PTS+mod(N*37,91)'"
        ),
        .drawn(
            "H.264, interlaced", "-c:v libx264 -flags +ilme+ildct -x264-params tff=1 -pix_fmt yuv420p",
            filter: "noise=alls=8:allf=t,scale=320:192,setfield=tff"),
        .drawn("H.264, 4:4:4, full range", "-c:v libx264 -pix_fmt yuvj444p"),
        .drawn(
            "HEVC, CRA with leading pictures",
            "-c:v libx265 -x265-params log-level=none:open-gop=1:keyint=20:min-keyint=20:bframes=3 -pix_fmt yuv420p"
        ),
        .drawn("HEVC, 10 bits", "-c:v libx265 -x265-params log-level=none:bframes=3 -pix_fmt yuv420p10le"),
        .drawn("MPEG-4 in MOV", "-c:v mpeg4 -q:v 3 -bf 2", file: "source.mov"),
        .drawn("Motion JPEG, 4:2:2", "-c:v mjpeg -q:v 3 -pix_fmt yuvj422p", file: "source.mov"),
        .drawn(
            "HEVC, grey", "-c:v libx265 -x265-params log-level=none -pix_fmt gray",
            conversion: "converted from gray to yuv"),
        .drawn(
            "HEVC, 12 bits", "-c:v libx265 -x265-params log-level=none -pix_fmt yuv422p12le",
            conversion: "to yuv422p10le, 12 bits reduced to 10"),
        .drawn(
            "PNG", "-c:v png -pix_fmt rgb24", file: "source.mov",
            conversion: "converted from rgb24 to yuv444p"),
    ]

    @Test("Each wanted picture comes once, at its own time, in order, and no other", arguments: styles)
    func times(style: Style) throws {
        let folder = try ScratchFolder()
        let source = try FFmpeg.make(style.file, in: folder, style.arguments)
        let all = try FFmpeg.times(of: source, in: folder)
        let wanted = Array(all[7...38])

        let trial = try DerivativeTrial(path: source.path, wanted: wanted)

        #expect(trial.times == wanted)
        #expect(trial.packets.map(\.pts) == wanted)
        #expect(trial.packets.map(\.dts) == wanted)
        #expect(trial.missing.isEmpty)
        #expect(trial.damagedFrames == 0)
        #expect(trial.facts.frames == 32)
        #expect(trial.facts.encoder.inWords.hasPrefix("libx264 (libavcodec 59."))
        let settings = trial.facts.settings.inWords
        #expect(settings.contains("qp=14"))
        #expect(settings.contains("converted") == (style.conversion != nil))
        #expect(settings.contains(style.conversion ?? "qp=14"), "\(settings)")
        // What is written is what is read: nothing in it is beyond what settings may be.
        let json = try StrictJSON.encode(trial.facts)
        #expect(
            try StrictJSON.decode(DerivativeFacts.self, from: json, maximumBytes: 1 << 16).settings
                == trial.facts.settings)
    }

    @Test(
        "The decibels of the record, over all pictures and in the farthest, are those ffmpeg measures, and more than 40",
        arguments: styles)
    func psnr(style: Style) throws {
        let folder = try ScratchFolder()
        let source = try FFmpeg.make(style.file, in: folder, style.arguments)
        let all = try FFmpeg.times(of: source, in: folder)
        let stream = try folder.write([], as: "derivative.h264")
        let output = try FileHandle(forWritingTo: stream)

        let trial = try DerivativeTrial(path: source.path, wanted: Array(all[7...38])) {
            try output.write(contentsOf: Data($0))
        }
        try output.close()

        let ours = try #require(trial.facts.psnrDecibels)
        #expect(ours > 40)
        // Where pictures were converted first, ours starts from what the encoder was given.
        if style.conversion == nil {
            let theirs = try FFmpeg.psnr(of: stream, against: source, pictures: 7...38, in: folder)
            #expect(abs(ours - theirs.average) < 0.1, "ours \(ours), ffmpeg's \(theirs)")
            let least = try #require(trial.facts.leastDecibels)
            #expect(abs(least - theirs.least) < 0.1, "ours \(least), ffmpeg's \(theirs)")
        }
    }

    /// Pictures that are hard on an encoder, or nearly nothing.
    static let hardStyles: [Style] = [
        .drawn("much noise", "-c:v libx264 -qp 4 -pix_fmt yuv420p", filter: "noise=alls=60:allf=t"),
        .drawn(
            "dark, with noise", "-c:v libx264 -qp 4 -pix_fmt yuv420p",
            filter: "eq=brightness=-0.4:contrast=0.2,noise=alls=6:allf=t"),
        .drawn("fading", "-c:v libx264 -qp 4 -pix_fmt yuv420p", filter: "fade=t=in:d=3"),
        .drawn("16 by 16 pixels", "-c:v libx264 -qp 4 -pix_fmt yuv420p", filter: "scale=16:16"),
        .drawn(
            "34 by 18 pixels, with noise", "-c:v libx264 -qp 4 -pix_fmt yuv420p",
            filter: "scale=34:18,noise=alls=12:allf=t"),
        .drawn("4:4:4, with noise", "-c:v libx264 -qp 4 -pix_fmt yuv444p", filter: "noise=alls=20:allf=t"),
    ]

    @Test("No block of an honest encode is beyond the bounds", arguments: styles + hardStyles)
    func blocks(style: Style) throws {
        let folder = try ScratchFolder()
        let source = try FFmpeg.make(style.file, in: folder, style.arguments)
        let wanted = Array(try FFmpeg.times(of: source, in: folder)[7...26])
        let blocks = try DerivativeTrial(path: source.path, wanted: wanted).blocks
        #expect(blocks.flaw == nil)
        #expect(blocks.worstMeanSquare < 6 && blocks.worstMean < 1.1 && blocks.worstDifference < 14)
        #expect(blocks.worstDifference > 0)
    }

    @Test("The same pictures give the same bytes")
    func deterministic() throws {
        let folder = try ScratchFolder()
        let style = Self.styles[1]
        let source = try FFmpeg.make(style.file, in: folder, style.arguments)
        let wanted = Array(try FFmpeg.times(of: source, in: folder)[10...40])
        let first = try DerivativeTrial(path: source.path, wanted: wanted)
        let second = try DerivativeTrial(path: source.path, wanted: wanted)
        #expect(first.digest == second.digest)
        #expect(first.size == second.size)
    }

    @Test("A black picture survives unchanged, and then there is no figure to give")
    func identical() throws {
        let folder = try ScratchFolder()
        let source = try FFmpeg.make(
            "source.mp4", in: folder,
            ["-f", "lavfi", "-i", "color=black:size=320x180:duration=1", "-c:v", "libx264", "-qp", "0"])
        let wanted = try FFmpeg.times(of: source, in: folder)
        let trial = try DerivativeTrial(path: source.path, wanted: wanted)
        #expect(trial.times == wanted)
        #expect(trial.facts.psnrDecibels == nil)
    }

    @Test("Times at which the recording has no picture are named as missing")
    func missing() throws {
        let folder = try ScratchFolder()
        let style = Self.styles[0]
        let source = try FFmpeg.make(style.file, in: folder, style.arguments)
        let all = try FFmpeg.times(of: source, in: folder)
        let last = try #require(all.last)
        let trial = try DerivativeTrial(
            path: source.path, wanted: [all[0] - 1, all[3], all[3] + 1, last, last + 100])
        #expect(trial.times == [all[3], last])
        #expect(trial.missing == [all[0] - 1, all[3] + 1, last + 100])
    }

    @Test("What is broken in the source is counted, and what did not survive is missing")
    func damage() throws {
        let folder = try ScratchFolder()
        let style = Self.styles[0]
        let source = try FFmpeg.make(style.file, in: folder, style.arguments)
        let wanted = try FFmpeg.times(of: source, in: folder)
        var bytes = [UInt8](try Data(contentsOf: source))
        for index in bytes.count / 3..<bytes.count / 3 + 9000 { bytes[index] ^= 0x5a }
        let broken = try folder.write(bytes, as: "broken.mp4")

        let trial = try DerivativeTrial(path: broken.path, wanted: wanted)

        #expect(trial.damagedFrames + trial.missing.count > 0)
        #expect((trial.times + trial.missing).sorted() == wanted)
    }

    @Test("A picture size that changes in the middle is refused with both sizes")
    func change() throws {
        let folder = try ScratchFolder()
        let parts = try [("320x180", "0"), ("640x360", "2")].map { size, offset in
            try FFmpeg.make(
                "\(size).ts", in: folder,
                [
                    "-f", "lavfi", "-i", "testsrc2=size=\(size):rate=25:duration=1", "-c:v", "libx264",
                    "-output_ts_offset", offset,
                ])
        }
        let whole = try folder.write(
            try parts.flatMap { [UInt8](try Data(contentsOf: $0)) }, as: "source.ts")
        let wanted = try parts.flatMap { try FFmpeg.times(of: $0, in: folder) }
        let error = #expect(throws: FootageError.self) {
            try DerivativeTrial(path: whole.path, wanted: wanted)
        }
        let text = "\(try #require(error))"
        #expect(text.contains(" 320x180 yuv4"), "\(text)")
        #expect(text.contains(" to 640x360 yuv4"), "\(text)")
    }

    @Test("An error quotes the library, on one line")
    func error() throws {
        let folder = try ScratchFolder()
        let file = try folder.write(
            [0, 0, 0, 16] + Array("ftypisom".utf8) + [UInt8](repeating: 0, count: 40), as: "no.mp4")
        let error = try #require(
            #expect(throws: FootageError.self) { try DerivativeTrial(path: file.path, wanted: []) })
        guard case .notARecording(let path, let cause) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(cause.contains("Invalid data found when processing input ("), "\(cause)")
        #expect(path == file.path)
        #expect(!"\(error)".contains("\n"))
    }

    @Test(
        "The samples can be led in and out",
        arguments: ["front-door_2026-07-04T21-38-00+0200.mp4", "garden_2026-07-04T21-37-00+0200.mp4"])
    func samples(name: String) throws {
        let folder = try ScratchFolder()
        let samples =
            ProcessInfo.processInfo.environment["PROFFER_SAMPLES"].map { URL(fileURLWithPath: $0) }
            ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "samples")
        let source = samples.appending(path: name)
        let wanted = Array(try FFmpeg.times(of: source, in: folder)[1513...1541])
        let trial = try DerivativeTrial(path: source.path, wanted: wanted)
        #expect(trial.packets.map(\.pts) == wanted)
        #expect(try #require(trial.facts.psnrDecibels) > 45)
        #expect(trial.packets.allSatisfy { $0.duration > 0 })
    }
}
