import Records
import Starts
import Statements
import Testing

/// A name that people's recorders wrote, and what it must be read as.
struct PublicName: Sendable, CustomTestStringConvertible {
    var path: String
    var camera: String
    /// The true start where clocks of Berlin wrote what carries no offset and the recording lasts 15 s; nil where the name alone
    /// cannot tell it.
    var start: String?
    /// What has to be asked.
    var question: StartQuestion?

    init(_ path: String, _ camera: String, _ start: String?, asks question: StartQuestion? = nil) {
        self.path = path
        self.camera = camera
        self.start = start
        self.question = question
    }

    var testDescription: String { path }

    func found() throws -> FoundStart {
        try StartEvidence.find(
            path: path, name: LayoutTable.read(path: path), creationTime: nil,
            lastChanged: WallTime(rfc3339: "2027-01-01T00:00:00Z"),
            durationNanoseconds: 15 * WallTime.nanosecondsPerSecond, zone: RecordingZone("Europe/Berlin"))
    }
}

extension PublicName {
    /// Names that were read wrongly once.
    static let known = [
        PublicName("clip_front_door_1706108297-1706108310.mp4", "front_door", "2024-01-24T15:58:17+01:00"),
        PublicName(
            "unifi-protect/Front Door/2023-10-30/2023-10-30T11-56-21 smartDetectZone (person).mp4",
            "Front Door", "2023-10-30T11:56:06+01:00"),
        PublicName("BlackVue/Record/20240101_120000_NF.mp4", "BlackVue-F", "2024-01-01T12:00:00+01:00"),
        PublicName("BlackVue/Record/20240101_120000_NR.mp4", "BlackVue-R", "2024-01-01T12:00:00+01:00"),
        PublicName("car/DCIM/Movie/2024_0101_120000_0001F.MP4", "car-F", "2024-01-01T12:00:00+01:00"),
        PublicName(
            "TeslaCam/SentryClips/2024-01-01_12-10-00/2024-01-01_12-00-00-back.mp4", "TeslaCam-back",
            "2024-01-01T12:00:00+01:00"),
        PublicName(
            "nvr/Sypialnia/2025-01-15/2025-01-15T10-05-00.mkv", "Sypialnia", "2025-01-15T10:05:00+01:00"),
        PublicName("phone/PXL_20240124_145817123.mp4", "phone", "2024-01-24T15:58:17.123+01:00"),
        PublicName("Porch_2024-01-01_01-00-00_PM.mp4", "Porch", "2024-01-01T13:00:00+01:00"),
        PublicName("Porch 2024-01-01 01.00.00 PM.mp4", "Porch", "2024-01-01T13:00:00+01:00"),
        PublicName("porch-2024-01-01T18-00-00-000Z.mp4", "porch", "2024-01-01T18:00:00Z"),
        PublicName("porch 2024-01-01 18-00-00 UTC.mp4", "porch", "2024-01-01T18:00:00Z"),
        PublicName("porch_2024-01-01 18-00-00 +0000.mp4", "porch", "2024-01-01T18:00:00Z"),
        PublicName("output/Camera1/2017-07-17/12-00-00.mp4", "Camera1", "2017-07-17T12:00:00+02:00"),
        PublicName("recordings/camera_1/2024-05-01/16:01:04.mp4", "camera_1", "2024-05-01T16:01:04+02:00"),
        PublicName("recordings/2021-05-25/FrontWest/163841.mp4", "FrontWest", "2021-05-25T16:38:41+02:00"),
        PublicName("record/live/stream/2021-01-07/01-41-28.mp4", "stream", "2021-01-07T01:41:28+01:00"),
        PublicName("front/2026/08/13/10/15/00.mp4", "front", "2026-08-13T10:15:00+02:00"),
        PublicName("car/240915_143027_001_FH.MP4", "car-F", "2024-09-15T14:30:27+02:00"),
        PublicName("yard/01-20240101120000.mp4", "yard", "2024-01-01T12:00:00+01:00"),
        PublicName(
            "FCECDA1F0A63_0_rotating_1597425468956_2020-08-14T22.17.48Z.mp4", "FCECDA1F0A63", nil,
            asks: .whichTime),
        PublicName(
            "Indoor/FI9821W_C4D6553CA13C/record/MDalarm_20171016_214239.mkv", "FI9821W_C4D6553CA13C",
            "2017-10-16T21:42:39+02:00"),
        PublicName(
            "xiaomi_camera_videos/607ea4/00_20260504141000_20260504142000.mp4", "607ea4",
            "2026-05-04T14:10:00+02:00"),
        PublicName("Normal/Front/NO20191020-121220-000001F.MP4", "Front-F", "2019-10-20T12:12:20+02:00"),
        PublicName("Event/Front/EV20191020-122220-000001F.MP4", "Front-F", "2019-10-20T12:22:20+02:00"),
        PublicName("van/200704_101500_01.mp4", "van", "2020-07-04T10:15:00+02:00"),
        PublicName("van/210704_101500_01.mp4", "van", "2021-07-04T10:15:00+02:00"),
    ]

    /// Twenty names from public pages that no row of the table was made for; beside each, where it stands.
    static let new = [
        // juanjbrown/zHouseAPI, scripts/docker-internal/record-camera.sh
        PublicName("security/porch-2024-01-05___18-30-00.flv", "porch", "2024-01-05T18:30:00+01:00"),
        // A parser of names of street cameras: `cctv08_2025-10-08_06-32_4`
        PublicName("cctv08_2025-10-08_06-32_4.mp4", "cctv08", "2025-10-08T06:32:00+02:00"),
        // A model of dash camera files: `sd//norm/2025_10_12_220337_00.TS`
        PublicName("van/norm/2025_10_12_220337_00.TS", "norm", "2025-10-12T22:03:37+02:00"),
        // squiddity/nvr, recorder/recorder.sh
        PublicName("data/garage/2024-03-01-22-15-00.mp4", "garage", "2024-03-01T22:15:00+01:00"),
        // gopro/labs, issue 1424
        PublicName("GoPro13_2025-06-14_09.27.44_GX010093.MP4", "GoPro13", "2025-06-14T09:27:44+02:00"),
        // bpatrik/pigallery2, issue 682: the one is when it was saved, by the clock of the place
        PublicName("phone/20250711_094438_PXL_20250711_154426209.mp4", "phone", nil, asks: .whichTime),
        // A list of names of telephones' videos: `VID20230807144322.mp4`
        PublicName("phone/VID20230807144322.mp4", "phone", "2023-08-07T14:43:22+02:00"),
        // EasyScreenCast/EasyScreenCast, pull request 306
        PublicName("Screencast_20171230_091325.webm", "Screencast", "2017-12-30T09:13:25+01:00"),
        // sahilchaddha/node-rtsp-recorder, issue 1
        PublicName("dafang/2014-09-08T08:02:17-05:00.mp4", "dafang", "2014-09-08T08:02:17-05:00"),
        // The manual of an ABUS camera
        PublicName("ABUS_20091115_164501.avi", "ABUS", "2009-11-15T16:45:01+01:00"),
        // The same
        PublicName("gate/video@20030102_030405.avi", "gate", "2003-01-02T03:04:05+01:00"),
        // danielfernau/unifi-protect-video-downloader, issue 14
        PublicName("Front Door - 2020-09-02, 23h21m12s.mp4", "Front Door", "2020-09-02T23:21:12+02:00"),
        // The same; there it is 9 February
        PublicName("Front Door - 02-09-2020, 23.21.12.mp4", "Front Door", nil, asks: .dateOrder),
        // Tacview's page on synchronised video: `20191024T091500Z`
        PublicName("tower/20191024T091500Z.mp4", "tower", "2019-10-24T09:15:00Z"),
        // zaps166/QMPlay2, issue 937
        PublicName("gate live-2025-07-07-10h02m48s.ts", "gate live", "2025-07-07T10:02:48+02:00"),
        // tedhuddleston in sahilchaddha/node-rtsp-recorder, issue 1, with what Windows allows in place of colons
        PublicName("dafang/2018-12-01T21-21-27-06-00.mp4", "dafang", "2018-12-01T21:21:27-06:00"),
        // A list of names of drones' videos: `dji_export_1647685681159`
        PublicName("dji_export_1647685681159.mp4", "dji_export", "2022-03-19T10:28:01.159Z"),
        // The same list: `photo-2025-04-24T13_36_44.640`
        PublicName("phone/video-2025-04-24T13_36_44.640.mp4", "phone", "2025-04-24T13:36:44.64+02:00"),
        // AlekZo/ai-meeting-librarian, FIX_SUMMARY.md
        PublicName("Надежда_2026-01-23T10:01:46Z.mp4", "Надежда", "2026-01-23T10:01:46Z"),
        // KillerInk/FreeDcam, issue 157
        PublicName("hand/2021_04_05_11_20_19_123456.mp4", "hand", "2021-04-05T11:20:19+02:00"),
    ]
}

@Suite("Names from public pages are right unasked or asked about, and none is wrong")
struct PublicNamesTests {
    @Test("each is read as it was meant, or left open", arguments: PublicName.known + PublicName.new)
    func name(_ name: PublicName) throws {
        let found = try name.found()
        #expect(found.open?.question == name.question)
        #expect(found.evidence.how == .fileName)
        if let start = name.start {
            #expect(found.evidence.time.nanoseconds == (try WallTime(rfc3339: start)).nanoseconds, "\(found)")
        }
        let reading = LayoutTable.read(path: name.path)
        #expect(CameraLabel.of(path: name.path, reading: reading) == name.camera)
    }

    @Test(
        "at least four of five are right without a question", arguments: [PublicName.known, PublicName.new])
    func share(_ names: [PublicName]) throws {
        let unasked = try names.count { try $0.found().open == nil }
        #expect(unasked * 5 >= names.count * 4, "\(unasked) of \(names.count)")
    }
}
