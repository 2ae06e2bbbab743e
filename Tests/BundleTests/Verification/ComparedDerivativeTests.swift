import Objects
import Records
import Statements
import Foundation
import Peers
import Sealing
import Testing

@Suite("Pictures encoded anew are compared with the recording where that is at hand")
struct ComparedDerivativeTests {
    typealias Honest = LyingOwnerTests.Honest

    /// A lie drawn into the decoded pictures by ffmpeg.
    struct Lie: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let filter: String
    }

    static let lies = [
        Lie(testDescription: "a test card", filter: "geq=lum='16+mod(X+Y,220)':cb=128:cr=128"),
        Lie(testDescription: "a red box", filter: "drawbox=x=300:y=180:w=16:h=16:color=red:t=fill"),
        Lie(
            testDescription: "a number of 6 by 10 pixels",
            filter: "drawbox=x=301:y=183:w=6:h=10:color=gray@0.4:t=fill"),
        Lie(
            testDescription: "a blurred patch",
            filter: "split[a][b];[b]crop=48:48:280:160,boxblur=4[c];[a][c]overlay=280:160"),
        Lie(
            testDescription: "a block moved by two pixels",
            filter: "split[a][b];[b]crop=64:64:280:160[c];[a][c]overlay=282:160"),
        Lie(testDescription: "mirrored", filter: "hflip"),
        Lie(testDescription: "upside down", filter: "vflip"),
        Lie(testDescription: "a little darker", filter: "lutyuv=y=val-3"),
        Lie(
            testDescription: "one picture replaced",
            filter: "geq=lum='if(eq(N,3),255-lum(X,Y),lum(X,Y))':cb='cb(X,Y)':cr='cr(X,Y)'"),
        Lie(
            testDescription: "a corner of one picture",
            filter: "drawbox=x=iw-4:y=ih-4:w=4:h=4:color=white:t=fill:enable='eq(n,2)'"),
    ]

    @Test("what the recording does not show is found block by block, however small", arguments: lies)
    func pictures(lie: Lie) throws {
        let (honest, place) = try LyingDerivativeTests.honest()
        let packets = try Self.encoded(honest, place, filter: lie.filter)
        let report = try LyingDerivativeTests.verified(withSource: true) { object in
            for index in object.units.indices { object.units[index].bytes = packets[index] }
        }
        #expect(LyingDerivativeTests.isFailed(report, LyingDerivativeTests.pictures), "\(report.failures)")
        #expect(LyingDerivativeTests.verdict(report, LyingDerivativeTests.units) == .ok, "\(report.failures)")
    }

    @Test("encoded twice, which changes nothing that is seen, they hold")
    func again() throws {
        let (honest, place) = try LyingDerivativeTests.honest()
        let packets = try Self.encoded(honest, place, filter: "null")
        let report = try LyingDerivativeTests.verified(
            withSource: true,
            { object in
                for index in object.units.indices { object.units[index].bytes = packets[index] }
            },
            record: {
                $0.derivative?.psnrDecibels = nil
                $0.derivative?.leastDecibels = nil
            })
        // All that is said against them is that the record gives no figure of how close they come.
        #expect(
            LyingDerivativeTests.verdict(report, LyingDerivativeTests.pictures)?.reason?.contains(
                "the record says that its pictures come as close as none")
                == true, "\(report.failures)")
    }

    @Test("how close they come is what the record says, or it is a lie")
    func closeness() throws {
        let report = try LyingDerivativeTests.verified(
            withSource: true, record: { $0.derivative?.psnrDecibels = 58 })
        #expect(LyingDerivativeTests.isFailed(report, LyingDerivativeTests.pictures), "\(report.failures)")
    }

    @Test("how close the farthest of them comes is what the record says, or it is a lie")
    func leastCloseness() throws {
        let report = try LyingDerivativeTests.verified(
            withSource: true, record: { $0.derivative?.leastDecibels = 20 })
        #expect(LyingDerivativeTests.isFailed(report, LyingDerivativeTests.pictures), "\(report.failures)")
    }

    @Test("lossless pictures of which one sample differs are refused with the recording")
    func losslessSample() throws {
        let (honest, place) = try LyingDerivativeTests.honest(lossless: true)
        let packets = try Self.encoded(
            honest, place,
            filter:
                "geq=lum='if(eq(N,2)*eq(X,7)*eq(Y,9),if(gt(lum(X,Y),128),lum(X,Y)-1,lum(X,Y)+1),lum(X,Y))':cb='cb(X,Y)':cr='cr(X,Y)'",
            lossless: true)
        let report = try LyingDerivativeTests.verified(lossless: true, withSource: true) { object in
            for index in object.units.indices { object.units[index].bytes = packets[index] }
        }
        #expect(
            LyingDerivativeTests.verdict(report, LyingDerivativeTests.packing) == .ok, "\(report.failures)")
        #expect(LyingDerivativeTests.isFailed(report, LyingDerivativeTests.lossless), "\(report.failures)")
    }

    /// The packets of a lead-in, decoded, changed by a filter and encoded as it was.
    private static func encoded(
        _ honest: Honest, _ place: Int, filter: String, lossless: Bool = false
    ) throws -> [[UInt8]] {
        let folder = try ScratchFolder()
        let ending = lossless ? "mov" : "mp4"
        try folder.write(honest.objects[place], as: "object.\(ending)")
        let encoding =
            lossless
            ? ["-c:v", "ffv1", "-level", "3", "-g", "1", "-slices", "4", "-slicecrc", "1"]
            : [
                "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-x264-params",
                "qp=14:subme=0:ref=1:bframes=0:keyint=infinite:scenecut=0:rc-lookahead=0"
                    + ":sync-lookahead=0:mbtree=0:weightp=0:mvrange=32:threads=1",
            ]
        let made = try Peer.run(
            try Peer.program("ffmpeg"),
            [
                "-nostdin", "-v", "error", "-i", "object.\(ending)", "-vf", "setsar=0,\(filter)", "-fps_mode",
                "passthrough", "-threads", "1",
            ]
                + encoding + [
                    "-movflags", "frag_keyframe+empty_moov+default_base_moof", "-frag_duration", "1",
                    "lie.\(ending)",
                ],
            in: folder)
        try #require(made.status == 0, "\(made.errors)")
        let listed = try Peer.run(
            try Peer.program("ffprobe"),
            ["-v", "error", "-show_entries", "packet=pos,size", "-of", "csv=p=0", "lie.\(ending)"], in: folder
        ).text.split(separator: "\n").map { $0.split(separator: ",").compactMap { Int($0) } }
        let bytes = try folder.read("lie.\(ending)")
        return try listed.map { fields in
            try #require(fields.count == 2)
            var packet = Array(bytes[fields[1]..<fields[1] + fields[0]])
            // x264 signs its first packet with a message, which is no slice.
            while !lossless, packet.count > 4, packet[4] & 0x1F == 6 {
                packet.removeFirst(4 + packet.prefix(4).reduce(0) { $0 << 8 | Int($1) })
            }
            return packet
        }
    }
}
