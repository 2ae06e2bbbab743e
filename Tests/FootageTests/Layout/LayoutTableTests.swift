import Starts
import Recordings
import Testing

/// A path, and what it says.
struct LayoutExample: Sendable, CustomTestStringConvertible {
    var path: String
    var layout: String
    var camera: String?
    var civil: String
    var clock: NameClock
    var end: String?

    init(
        _ path: String, _ layout: String, camera: String?, _ civil: String, _ clock: NameClock,
        end: String? = nil
    ) {
        self.path = path
        self.layout = layout
        self.camera = camera
        self.civil = civil
        self.clock = clock
        self.end = end
    }

    var testDescription: String { path }
}

@Suite("A path says when its recording starts, by which clock, and of which camera it is")
struct LayoutTableTests {
    static let examples = [
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
            "video/20221210235159_c00.mp4", "Eufy HomeBase", camera: "video-00", "2022-12-10 23:51:59",
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

    @Test("each layout is read as its recorder means it", arguments: examples)
    func example(_ example: LayoutExample) throws {
        let reading = try #require(LayoutTable.read(path: example.path))
        #expect(reading.layout == example.layout)
        #expect(reading.camera == example.camera)
        #expect(reading.civil.description == example.civil)
        #expect(reading.clock == example.clock)
        #expect(reading.civilEnd?.description == example.end)
        #expect(example.path.contains(reading.text))
    }

    @Test("every row has an example, and is written in the notation")
    func rows() {
        #expect(Set(LayoutTable.rows.map(\.name)) == Set(Self.examples.map(\.layout)))
        for row in LayoutTable.rows { #expect(row.isUnderstood, "\(row.name)") }
        #expect(PathPattern("{yaer}/{month}") == nil)
        #expect(PathPattern("{year") == nil)
    }

    @Test("noon is 12 pm, midnight is 12 am, and there is no hour 13 pm")
    func twelveHourClock() {
        func hour(_ text: String) -> Int? {
            LayoutTable.read(path: "Door - 2-9-2020, \(text).mp4")?.civil.hour
        }
        #expect(hour("12.00.00am") == 0)
        #expect(hour("12.30.00pm") == 12)
        #expect(hour("1.00.00pm") == 13)
        #expect(hour("11.59.59pm") == 23)
        #expect(hour("13.00.00pm") == nil)
        #expect(hour("0.00.00am") == nil)
    }

    @Test("UniFi writes the month first")
    func monthFirst() {
        #expect(LayoutTable.read(path: "Door - 2-9-2020, 1.00.00am.mp4")?.civil.month == 2)
        #expect(LayoutTable.read(path: "Door - 13-9-2020, 1.00.00am.mp4") == nil)
    }

    @Test(
        "what only looks like a time is none",
        arguments: [
            // Dates and times that no calendar and no clock has.
            "recordings/2026-02-30/19/front/38.00.mp4", "recordings/2026-07-04/24/front/38.00.mp4",
            "2026-02-29_21-38-00.mp4", "clip_20261304_213800.mp4", "record/20260704/21/60.mp4",
            "2022Y13M18D15H/01M00S60.mp4", "Door - 2-30-2020, 1.00.00am.mp4",
            // Serial numbers.
            "1120260704213800.mp4", "RingVideo_2304932614.mp4", "948987989.mp4", "clip_1234567890.mp4",
            "IMG_99999999999999.mp4", "9999999999999.mp4", "0000000000.mp4", "12345678901234567890123.mp4",
            // A time of day of no day.
            "12.30.00-12.45.00[M][0@0][0].dav", "38.00.mp4", "",
        ])
    func traps(path: String) {
        #expect(LayoutTable.read(path: path) == nil)
    }

    @Test("29 February is a day in leap years only")
    func leapDay() {
        #expect(LayoutTable.read(path: "record/20240229/21/38.mp4") != nil)
        #expect(LayoutTable.read(path: "record/20000229/21/38.mp4") != nil)
        #expect(LayoutTable.read(path: "record/21000229/21/38.mp4") == nil)
    }

    @Test(
        "what follows a time is an offset only where it can be one",
        arguments: [
            ("cam_2026-07-04T21-38-00-0001.mp4", nil),  // the first of a series
            ("cam_2026-07-04_10-00-00-10-15-00.mp4", nil),  // from, to
            ("cam_2026-07-04T21-38-00-1500.mp4", nil),
            ("cam_2026-07-04T21-38-00+1345.mp4", 49_500),
            ("cam_2026-07-04T21-38-00-0330.mp4", -12_600),
            ("cam_2026-07-04T21-38-00Z.mp4", 0),
        ])
    func offsets(path: String, seconds: Int?) throws {
        let reading = try #require(LayoutTable.read(path: path))
        #expect(reading.clock == seconds.map { .offset(seconds: $0) } ?? .local)
    }

    @Test(
        "a camera may be called anything",
        arguments: [
            "玄関", "дверь", "باب", "Einfahrt (Süd)", "a\nb", "a\u{1B}[2Jb", "x - y", "2026", "🚪 1", "T",
            "12.34",
        ])
    func names(camera: String) throws {
        for path in [
            "\(camera) - 2-9-2020, 11.21.12pm.mp4", "recordings/2020-02-09/23/\(camera)/21.12.mp4",
            "\(camera)_2020-02-09T23_21_12-0800.mp4", "x/\(camera)/record/20200209/23/21.mp4",
            "\(camera).20200209_232112.mp4", "/a/\(camera)/2020-02-09 23.21.12.mp4",
        ] {
            let reading = try #require(LayoutTable.read(path: path), "\(path)")
            #expect(reading.camera == camera, "\(path)")
            #expect(reading.civil.description.hasPrefix("2020-02-09 23:21"), "\(path)")
        }
    }

    @Test("a copy's number, odd slashes and capital endings change nothing")
    func spelling() throws {
        for path in [
            "Door - 2-9-2020, 11.21.12pm (1).mp4", "Door - 2-9-2020, 11.21.12PM.MP4",
            "Door - 2-9-2020, 11.21.12pm.m2ts", "Door - 2-9-2020, 11.21.12pm.3gp",
        ] {
            #expect(LayoutTable.read(path: path)?.civil.description == "2020-02-09 23:21:12", "\(path)")
        }
        for path in ["porch//record/./20260704/21/38.mp4", "/porch/record/20260704/21/38.mp4"] {
            #expect(LayoutTable.read(path: path)?.camera == "porch", "\(path)")
        }
        #expect(LayoutTable.read(path: "../record/20260704/21/38.mp4")?.camera == nil)
    }

    @Test("a path takes less than 20 µs, so that a hundred thousand take less than two seconds")
    func speed() {
        var paths = Self.examples.map { "/srv/footage/a/" + $0.path }
        paths += ["/srv/video/clip.mp4", "/srv/" + String(repeating: "a_1-", count: 30) + ".mp4"]
        let clock = ContinuousClock()
        // The best of several rounds, as other tests run at the same time.
        let rounds = (0..<40).map { _ in
            clock.measure { for path in paths { _ = LayoutTable.read(path: path) } } / paths.count
        }
        let each = rounds.min() ?? .seconds(1)
        #expect(each < .microseconds(20), "\(each) a path")
    }
}
