import Starts
import Testing

/// A path, and what it says.
struct LayoutExample: Sendable, CustomTestStringConvertible {
    var path: String
    var layout: String
    var camera: String?
    var civil: String
    var clock: NameClock
    var end: String?
    /// What the name leaves open.
    var question: StartQuestion?
    /// Whether the time is that of the recording's end.
    var isEnd: Bool

    init(
        _ path: String, _ layout: String, camera: String?, _ civil: String, _ clock: NameClock,
        end: String? = nil, asks question: StartQuestion? = nil, isEnd: Bool = false
    ) {
        self.path = path
        self.layout = layout
        self.camera = camera
        self.civil = civil
        self.clock = clock
        self.end = end
        self.question = question
        self.isEnd = isEnd
    }

    var testDescription: String { path }
}

extension LayoutExample {
    static let earlier: [LayoutExample] = [
        LayoutExample(
            "nvr/recordings/2026-07-04/19/front_door/38.00.mp4", "Frigate", camera: "front_door",
            "2026-07-04 19:38:00", .utc),
        LayoutExample(
            "2026-07-04/19/Einfahrt Süd/38.10.mp4", "Frigate", camera: "Einfahrt Süd",
            "2026-07-04 19:38:10", .utc),
        LayoutExample(
            "recordings/2021-07/04/21/front/38.00.mp4", "Frigate before 0.12", camera: "front",
            "2021-07-04 21:38:00", .local),
        LayoutExample(
            "clips/front-1606742747.272411-0lbwng.mp4", "Frigate clip", camera: "front",
            "2020-11-30 13:25:47", .utc),
        LayoutExample(
            "front_20240115_120000-20240115_121000_abc123.mp4", "Frigate export", camera: "front",
            "2024-01-15 12:00:00", .local, end: "2024-01-15 12:10:00"),
        LayoutExample(
            "cards/porch/record/20260704/21/38.mp4", "Wyze", camera: "porch", "2026-07-04 21:38:00", .local),
        LayoutExample("porch/20260704/21/38.mp4", "Wyze", camera: "porch", "2026-07-04 21:38:00", .local),
        LayoutExample(
            "yard/record/2022Y08M18D15H/01M00S60.mp4", "Yi", camera: "yard", "2022-08-18 15:01:00", .utc),
        LayoutExample(
            "yard/2024Y09M18D08H/E206M00S60.mp4", "Yi", camera: "yard", "2024-09-18 08:06:00", .utc),
        LayoutExample(
            "Roof_Rear_Corner_2020-11-09T10_30_54-0800.mp4", "Blink", camera: "Roof_Rear_Corner",
            "2020-11-09 10:30:54", .offset(seconds: -28_800)),
        LayoutExample(
            "blink/2020-11-26T02_06_04+00_00.mp4", "Blink", camera: "blink", "2020-11-26 02:06:04",
            .offset(seconds: 0)),
        LayoutExample(
            "gate/Mp4Record/2020-12-22/RecM01_20201222_075939_080140_6D28808_1A468F9.mp4", "Reolink",
            camera: "gate", "2020-12-22 07:59:39", .local, end: "2020-12-22 08:01:40"),
        LayoutExample(
            "gate/Mp4Record/2023-04-26/RecS02_DST20230426_145918_150032_2B14808_32F1DF.mp4", "Reolink",
            camera: "gate", "2023-04-26 14:59:18", .daylight, end: "2023-04-26 15:00:32"),
        LayoutExample(
            "gate/RecM02_DST20240827_090302_090334_0_800_800_033C820000_61B6F0.mp4", "Reolink",
            camera: "gate", "2024-08-27 09:03:02", .daylight, end: "2024-08-27 09:03:34"),
        LayoutExample(
            "gate/RecM01_20240115_235950_000010.mp4", "Reolink", camera: "gate", "2024-01-15 23:59:50",
            .local, end: "2024-01-16 00:00:10"),
        LayoutExample(
            "gate/Mp4Record_2023-05-15_RecM02_20230515_071811_071835_6D28900_13CE8C7.mp4", "Reolink",
            camera: "gate", "2023-05-15 07:18:11", .local, end: "2023-05-15 07:18:35"),
        LayoutExample(
            "shed/Rec_20230517_043229_541_M.mp4", "Reolink on a battery", camera: "shed",
            "2023-05-17 04:32:29", .utc),
        LayoutExample(
            "nvr/0-1-0-01260711025823-00000.mp4", "Reolink download", camera: "nvr-01",
            "2026-07-11 02:58:23", .local),
        LayoutExample(
            "Front Door - 2-9-2020, 11.21.12pm.mp4", "UniFi Protect", camera: "Front Door",
            "2020-02-09 23:21:12", .local),
        LayoutExample(
            "Drive - 12-31-2025, 1.02.03 AM.mp4", "UniFi Protect", camera: "Drive", "2025-12-31 01:02:03",
            .local),
        LayoutExample(
            "Front Door 1a2b - 2020-03-15 - 23.21.12+0100.mp4", "Protect Archiver",
            camera: "Front Door 1a2b", "2020-03-15 23:21:12", .offset(seconds: 3600)),
        LayoutExample(
            "doorbell/RingVideo_20260909_132147.MP4", "Ring", camera: "doorbell", "2026-09-09 13:21:47",
            .local),
        LayoutExample(
            "nest/event_media/Porch/1639444018-doorbell_chime.mp4", "Nest in Home Assistant",
            camera: "Porch", "2021-12-14 01:06:58", .utc),
        LayoutExample("arlo/1589312345678.mp4", "Arlo", camera: "arlo", "2020-05-12 19:39:05", .utc),
        LayoutExample(
            "eufy/Camera00/20221210230725.mp4", "Eufy", camera: "Camera00", "2022-12-10 23:07:25", .local),
        LayoutExample(
            "porch/20221210235159_c00.mp4", "Eufy HomeBase", camera: "porch-00", "2022-12-10 23:51:59",
            .local),
        LayoutExample(
            "AMC0028V_795UUB/2018-02-24/001/dav/11/11.50.41-11.52.11[M][0@0][0].dav", "Dahua",
            camera: "AMC0028V_795UUB-001", "2018-02-24 11:50:41", .local, end: "2018-02-24 11:52:11"),
        LayoutExample(
            "dvr/2026-05-02/0/dav/01/1/0/627506/01.30.00-02.00.00[R][0@0][0].dav", "Dahua", camera: "dvr-0",
            "2026-05-02 01:30:00", .local, end: "2026-05-02 02:00:00"),
        LayoutExample(
            "cam_1/2026-07-23/19.00.00-20.00.00[R][0@0][0].dav.mp4", "Dahua", camera: "cam_1",
            "2026-07-23 19:00:00", .local, end: "2026-07-23 20:00:00"),
        LayoutExample(
            "NVR_ch1_main_20240115123000_20240115124500.dav", "Dahua or Hikvision export",
            camera: "NVR_ch1_main", "2024-01-15 12:30:00", .local, end: "2024-01-15 12:45:00"),
        LayoutExample(
            "AIFOSCAMDRIVEWAY.20200827_131840312.mp4", "Blue Iris", camera: "AIFOSCAMDRIVEWAY",
            "2020-08-27 13:18:40", .local),
        LayoutExample("CAM.20200827_131840.mp4", "Blue Iris", camera: "CAM", "2020-08-27 13:18:40", .local),
        LayoutExample(
            "front-door_2026-07-04T21-38-00+0200.mp4", "date and time", camera: "front-door",
            "2026-07-04 21:38:00", .offset(seconds: 7200)),
        LayoutExample(
            "cam/2026-07-04_21.38.00.mp4", "date and time", camera: "cam", "2026-07-04 21:38:00", .local),
        LayoutExample(
            "gate_1589312345678.mp4", "Unix time in milliseconds", camera: "gate", "2020-05-12 19:39:05",
            .utc),
        LayoutExample("gate-1589312345.mp4", "Unix time", camera: "gate", "2020-05-12 19:39:05", .utc),
    ]

    static let cameras: [LayoutExample] = [
        LayoutExample(
            "xiaomi/2025060107/46M14S_1748735174.mp4", "Xiaomi", camera: "xiaomi", "2025-06-01 07:46:14",
            .offset(seconds: 28_800)),
        LayoutExample(
            "xiaomi_camera_videos/04cf8c/00_20260504135500_20260504140000.mp4", "Xiaomi on a network drive",
            camera: "04cf8c", "2026-05-04 13:55:00", .local, end: "2026-05-04 14:00:00"),
        LayoutExample(
            "blink/front-door-2019-08-02t18-03-32-00-00.mp4", "Blink by blinkpy", camera: "front-door",
            "2019-08-02 18:03:32", .utc),
        LayoutExample(
            "ftp/192.168.0.64_01_20190319093422939_MOTION_DETECTION.mp4", "Hikvision on a server",
            camera: "192.168.0.64-01", "2019-03-19 09:34:22", .local),
        LayoutExample(
            "ftp/Driveway_00_20240115120000.mp4", "Reolink on a server", camera: "Driveway-00",
            "2024-01-15 12:00:00", .local),
        LayoutExample(
            "unifi-protect/Front Door/2023-10-30/2023-10-30T11-56-21 smartDetectZone (person).mp4",
            "Protect Backup", camera: "Front Door", "2023-10-30 11:56:21", .local, isEnd: true),
        LayoutExample(
            "FCECDA1F0A63_0_rotating_1597425468956_2020-08-14T22.17.48Z.mp4", "UniFi Protect remuxed",
            camera: "FCECDA1F0A63", "2020-08-14 22:17:48", .offset(seconds: 0), asks: .whichTime),
        LayoutExample(
            "ftp/FI9821W_C4D6553CA13C/record/MDalarm_20171016_214239.mkv", "Foscam",
            camera: "FI9821W_C4D6553CA13C", "2017-10-16 21:42:39", .local),
        LayoutExample(
            "kitchen/20231125_130743_tp00001.mp4", "Tapo", camera: "kitchen", "2023-11-25 13:07:43", .local),
        LayoutExample(
            "tapo/Garage/videos/1706108297-1706108310.mp4", "Tapo in Home Assistant", camera: "Garage",
            "2024-01-24 14:58:17", .utc, end: "2024-01-24 14:58:30"),
        LayoutExample(
            "HH/WINDOW/07-04-2026/1M123455.mp4", "Panasonic HomeHawk", camera: "WINDOW",
            "2026-07-04 12:34:55", .local),
        LayoutExample(
            "entrance/20150910070623-070619-M00_508.mov", "Canon", camera: "entrance", "2015-09-10 07:06:23",
            .utc),
        LayoutExample(
            "20140509-000500-001000_192.168.1.11-CH2.avi", "Brickcom", camera: "192.168.1.11-CH2",
            "2014-05-09 00:05:00", .local, end: "2014-05-09 00:10:00"),
        LayoutExample(
            "Record/2024-01-15/192.168.1.30_2_S12-30-00_E12-45-00.mp4", "Uniview", camera: "192.168.1.30_2",
            "2024-01-15 12:30:00", .local, end: "2024-01-15 12:45:00"),
        LayoutExample(
            "axis-ACCC8EE207AE/20211020/14/20211020_143325_B4F5_ACCC8EE207AE/20211020_14/20211020_145333_CB36.mkv",
            "Axis", camera: "axis-ACCC8EE207AE", "2021-10-20 14:53:33", .local),
        LayoutExample(
            "Camera/Front_Gate/video_100815_103130_120.mp4", "LevelOne", camera: "Front_Gate",
            "2010-08-15 10:31:30", .local),
    ]

    static let recorders: [LayoutExample] = [
        LayoutExample(
            "dl/clip_front_door_1706108297-1706108310.mp4", "Frigate download", camera: "front_door",
            "2024-01-24 14:58:17", .utc, end: "2024-01-24 14:58:30"),
        LayoutExample("yard/01-20240101120000.mp4", "motion", camera: "yard", "2024-01-01 12:00:00", .local),
        LayoutExample(
            "output/Camera1/2017-07-17/12-00-00.mp4", "motionEye or ZLMediaKit", camera: "Camera1",
            "2017-07-17 12:00:00", .local),
        LayoutExample(
            "recordings/camera_1/2024-05-01/16:01:04.mp4", "Viseron", camera: "camera_1",
            "2024-05-01 16:01:04", .local),
        LayoutExample(
            "nvr/Lewa/2025-01-15/2025-01-15T10-00-00.mkv", "Shinobi or Thingino", camera: "Lewa",
            "2025-01-15 10:00:00", .local),
        LayoutExample(
            "recordings/yt/gate/2026-02-06_06-47-36-624592.mp4", "MediaMTX", camera: "gate",
            "2026-02-06 06:47:36", .local),
        LayoutExample(
            "agent/3_2020-01-20_15-12-16_123.mkv", "Agent DVR", camera: "agent-3", "2020-01-20 15:12:16",
            .local),
        LayoutExample(
            "front/2026/08/13/10/15/00.mp4", "folders of date and time", camera: "front",
            "2026-08-13 10:15:00", .local),
        LayoutExample(
            "events/Monitor-7/24/01/31/12/00/05/1234-video.mp4", "ZoneMinder", camera: "Monitor-7",
            "2024-01-31 12:00:05", .local),
        LayoutExample(
            "capture/1480963452_6-967003_frontdoor_200-200-400-400_24_769.mp4", "Kerberos.io",
            camera: "frontdoor", "2016-12-05 18:44:12", .utc),
        LayoutExample(
            "sid713476478245_cnameagora__uid_s_123__uid_e_video_20190920125142485.ts", "Agora", camera: "123",
            "2019-09-20 12:51:42", .utc),
        LayoutExample(
            "cctv/2020/03/12/driveway_line/driveway_line_20200312_1530_07.mp4", "hiki", camera: "driveway",
            "2020-03-12 15:30:07", .local),
    ]

    static let vehicles: [LayoutExample] = [
        LayoutExample(
            "TeslaCam/SentryClips/2024-01-01_12-10-00/2024-01-01_12-00-00-left_repeater.mp4", "Tesla",
            camera: "TeslaCam-left_repeater", "2024-01-01 12:00:00", .local),
        LayoutExample(
            "BlackVue/Record/20240101_120000_NI.mp4", "BlackVue", camera: "BlackVue-I",
            "2024-01-01 12:00:00", .local),
        LayoutExample(
            "van/DCIM/Movie/2024_0101_120000_0002R.MP4", "Viofo", camera: "van-R", "2024-01-01 12:00:00",
            .local),
        LayoutExample(
            "van/2023_0530_054703_F_lb43_3840_2160.MP4", "Viofo", camera: "van-F", "2023-05-30 05:47:03",
            .local),
        LayoutExample(
            "van/20260827204333_000029.MP4", "Viofo", camera: "van", "2026-08-27 20:43:33", .local),
        LayoutExample(
            "bike/2019_0714_173005_012.MP4", "SJCAM", camera: "bike", "2019-07-14 17:30:05", .local),
        LayoutExample(
            "van/REC_2024_01_01_12_00_00_F.MP4", "Thinkware", camera: "van-F", "2024-01-01 12:00:00", .local),
        LayoutExample(
            "van/240915_143027_001_RL.MP4", "Nextbase", camera: "van-R", "2024-09-15 14:30:27", .local),
        LayoutExample(
            "Event/Front/EV20191020-122220-000001F.MP4", "70mai", camera: "Front-F", "2019-10-20 12:22:20",
            .local),
        LayoutExample(
            "van/Normal/20260904_175735_00001_N_A.MP4", "Vantrue", camera: "van-A", "2026-09-04 17:57:35",
            .local),
        LayoutExample(
            "van/Recordings/Event/20130501-121010_EVT_D1.avi", "Cowon", camera: "van", "2013-05-01 12:10:10",
            .local),
        LayoutExample(
            "van/REC_211105-081530-000123F.TS", "MY150", camera: "van-F", "2021-11-05 08:15:30", .local),
        LayoutExample(
            "card/Jan.01.2006/Unit12_Jan.01.2006_01.10.00+.avi", "Havis", camera: "Unit12",
            "2006-01-01 01:10:00", .local),
    ]

    static let devices: [LayoutExample] = [
        LayoutExample(
            "phone/PXL_20240124_145817123.TS.mp4", "Pixel", camera: "phone", "2024-01-24 14:58:17", .utc),
        LayoutExample(
            "cam360/VID_20240101_120000_00_001.mp4", "Insta360", camera: "cam360-00", "2024-01-01 12:00:00",
            .local),
        LayoutExample(
            "phone/VID_20191220_170832.mp4", "Android", camera: "phone", "2019-12-20 17:08:32", .local),
        LayoutExample(
            "drone/DJI_20240115143022_0001_D.MP4", "DJI", camera: "drone", "2024-01-15 14:30:22", .local),
        LayoutExample(
            "video_BYEDP000105_2019-08-13_103035.mp4", "Blueye", camera: "BYEDP000105", "2019-08-13 10:30:35",
            .local),
        LayoutExample(
            "call/GMT20240915-124831_Recording_2080x1170.mp4", "Zoom", camera: "call", "2024-09-15 12:48:31",
            .utc),
        LayoutExample(
            "desk/2021-01-05 20-28-49.mkv", "OBS Studio", camera: "desk", "2021-01-05 20:28:49", .local),
        LayoutExample(
            "desk/Replay 2021-01-05 20-28-49.mkv", "OBS Studio replay", camera: "desk", "2021-01-05 20:28:49",
            .local, isEnd: true),
        LayoutExample(
            "dl/WhatsApp Video 2022-04-20 at 9.16.39 PM.mp4", "WhatsApp", camera: "dl", "2022-04-20 21:16:39",
            .local, asks: .sent),
        LayoutExample(
            "dl/signal-2024-05-04-09-23-20-699-2.mp4", "Signal", camera: "dl", "2024-05-04 09:23:20", .local,
            asks: .sent),
        LayoutExample(
            "dl/video_1@29-10-2021_09-30-00.mp4", "Telegram", camera: "dl", "2021-10-29 09:30:00", .local,
            asks: .sent),
    ]

    static let whoever: [LayoutExample] = [
        LayoutExample(
            "recordings/2021-05-25/FrontWest/163841.mp4", "date folder", camera: "FrontWest",
            "2021-05-25 16:38:41", .local),
        LayoutExample(
            "motioneye/2020/03/12/Corridor1_01-36-01.mp4", "date folder", camera: "Corridor1",
            "2020-03-12 01:36:01", .local),
        LayoutExample(
            "gate_1589312345-1589312405.mp4", "Unix time, from and to", camera: "gate", "2020-05-12 19:39:05",
            .utc, end: "2020-05-12 19:40:05"),
    ]

    static let all = earlier + cameras + recorders + vehicles + devices + whoever
}
