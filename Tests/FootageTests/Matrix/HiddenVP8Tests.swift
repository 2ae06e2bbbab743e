import Cutting
import Objects
import Recordings
import Foundation
import Peers
import Testing

@Suite("Frames of VP8 that are not shown")
struct HiddenVP8Tests {
    @Test("a recording that has them at the time of the next one is refused, and never cut wrong")
    func refused() throws {
        let folder = try ScratchFolder()
        let clip = folder.path("cam_2026-07-04T20-00-00Z.mkv")
        let arguments = [
            "-f", "lavfi", "-i", "testsrc2=size=96x64:rate=25:duration=4", "-c:v", "libvpx", "-deadline",
            "good",
            "-cpu-used", "5", "-auto-alt-ref", "1", "-lag-in-frames", "25", "-b:v", "100k", "-g", "50",
            "-threads",
            "1", "-passlogfile", folder.path("passes"),
        ]
        try MediaPeer.encode(arguments + ["-pass", "1", "-f", "null"], to: "-")
        try MediaPeer.encode(arguments + ["-pass", "2"], to: clip)
        let recording = try ContainerClip.recording(clip)
        #expect {
            _ = try CutResult(recording, try ContainerClip.grant(recording, 0.5, 3.5), into: folder)
        } throws: { error in
            if case .timesNotUsable? = error as? FootageError { true } else { false }
        }
    }

    @Test("its frames say whether decoding can start at them and whether they are shown")
    func tags() throws {
        let key: [UInt8] = [0x10, 0, 0, 0x9D, 0x01, 0x2A, 0x40, 0, 0x30, 0]
        func traits(_ first: UInt8) throws -> AccessUnitTraits {
            let frame = [first] + key.dropFirst()
            return try #require(
                frame.withUnsafeBytes { bytes in
                    RandomAccess(codecName: "vp8", header: UnsafeRawBufferPointer(start: nil, count: 0))?
                        .traits(bytes)
                })
        }
        #expect(try traits(0x10).isClean)
        // No key frame, but a picture.
        #expect(try !traits(0x11).isClean && traits(0x11).holdsPicture && !traits(0x11).holdsLaterPicture)
        // Not shown.
        for hidden: UInt8 in [0x01, 0x00] {
            let found = try traits(hidden)
            #expect(!found.isClean && !found.holdsPicture && found.holdsLaterPicture)
        }
        #expect(key.withUnsafeBytes { VP8.configuration($0) } == [1, 0, 0, 0, 0, 0, 0x82, 2, 2, 2, 0, 0])
    }
}
