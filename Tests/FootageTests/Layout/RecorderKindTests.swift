import Foundation
import Peers
import Starts
import Testing

@Suite("A name tells whether a camera, a vehicle or a person's own device recorded, or does not tell")
struct RecorderKindTests {
    @Test("the page of the spec says of each row what the table says")
    func page() throws {
        let page = try String(
            contentsOf: Repository.root.appending(path: "docs/spec/start.md"), encoding: .utf8)
        let rows = try #require(page.split(separator: "## Layouts").last).split(separator: "### Labels")[0]
            .split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst()
            .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
        let words = LayoutTable.rows.map { row in
            row.recorder?.rawValue.replacing("_", with: " ") ?? "by its label"
        }
        #expect(rows.map { $0.count > 2 ? $0[2] : "" } == words)
    }

    static let kinds: [(String, RecorderKind)] = [
        ("cams/RingVideo_20260704_213800.mp4", .camera), ("front-door_2026-07-04T21-38-00+0200.mp4", .camera),
        ("cams/driveway_20260704_213800.mp4", .camera), ("2026-07-04/driveway/213800.mp4", .camera),
        ("garage/2026-07-04/213800.mp4", .camera), ("clips/front-1606742747.272411-0lbwng.mp4", .camera),
        ("Einfahrt_1783193880.mp4", .camera), ("car/2026-07-04_21-38-00-left_repeater.mp4", .vehicle),
        ("car/20260704_213800_NF.mp4", .vehicle),
        ("DCIM/PXL_20260704_193800000.mp4", .personalDevice),
        ("DCIM/VID_20260704_213800.mp4", .personalDevice),
        ("WhatsApp Video 2026-07-04 at 21.38.00.mp4", .personalDevice),
        ("signal-2026-07-04-21-38-00-123.mp4", .personalDevice),
        ("GMT20260704-193800_Recording_1920x1080.mp4", .personalDevice),
        ("DJI_20260704213800_0001_D.mp4", .personalDevice),
        ("WIN_20260704_21_38_00_Pro.mp4", .personalDevice),
        ("20260704_193800000_iOS.mp4", .personalDevice), ("InShot_20260704_213800.mp4", .personalDevice),
        ("DCIM/Camera/20260704_213800.mp4", .unknown), ("Dropbox/2026-07-04 21.38.00.mp4", .unknown),
        ("Mia/1783193880.mp4", .unknown), ("garage/2026-07-04_21.38.00.mp4", .unknown),
    ]

    @Test("what is known of a name", arguments: kinds)
    func kind(path: String, recorder: RecorderKind) {
        #expect(LayoutTable.read(path: path)?.recorder == recorder)
    }

    @Test(
        "a name without a time tells nothing",
        arguments: ["IMG_1234.MOV", "holiday.mp4", "GX010123.MP4", "VID-20260704-WA0001.mp4"])
    func none(path: String) {
        #expect(LayoutTable.read(path: path)?.recorder.leavesUnnamed != true)
    }

    @Test("cameras and vehicles leave unnamed, and nothing else does")
    func leaves() {
        #expect(RecorderKind.allCases.filter(\.leavesUnnamed) == [.camera, .vehicle])
    }

    @Test("containers of telephones and tablets tell that they are")
    func containers() {
        #expect(RecorderKind.told(by: ["com.android.version": "14"]) == .personalDevice)
        #expect(RecorderKind.told(by: ["com.apple.quicktime.model": "iPhone 13 mini"]) == .personalDevice)
        #expect(RecorderKind.told(by: ["model": "iPad Pro"]) == .personalDevice)
        #expect(RecorderKind.told(by: ["make": "Axis", "model": "P3245"]) == nil)
        #expect(RecorderKind.told(by: [:]) == nil)
    }
}
