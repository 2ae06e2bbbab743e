import Starts
import Statements
import Testing

@Suite(
    "A time somewhere in a name is read in whatever form it is written, and asked about where it may be two")
struct WrittenTimeTests {
    private func reading(_ name: String) -> NameReading? { LayoutTable.read(path: "cam/\(name).mp4") }

    @Test(
        "forms of dates and times",
        arguments: [
            ("gate 2026-07-04 9.38.00 PM", "2026-07-04 21:38:00"),
            ("gate_2026.07.04_21.38.00", "2026-07-04 21:38:00"),
            ("gate_04-Jul-2026_21-38-00", "2026-07-04 21:38:00"),
            ("gate Jul 4, 2026 21:38:00", "2026-07-04 21:38:00"),
            ("gate_2026-07-04 at 21.38.00", "2026-07-04 21:38:00"),
            ("gate_25-12-2026_21-38-00", "2026-12-25 21:38:00"),
            ("gate_12-25-2026_21-38-00", "2026-12-25 21:38:00"),
            ("gate_2026_0704_213800", "2026-07-04 21:38:00"),
            ("gate_2026-07-04_21-38", "2026-07-04 21:38:00"),
            ("gate_20260704213800123", "2026-07-04 21:38:00"),
            ("gate_25122026_213800", "2026-12-25 21:38:00"), ("gate_12-31-99_21-38-00", nil),
            ("gate_2026-07-04_12.00.00 am", "2026-07-04 00:00:00"), ("gate_2026-07-04_13.00.00 pm", nil),
            ("gate_04-07-2026-10-11-12", "2026-07-04 10:11:12"),
        ])
    func forms(name: String, civil: String?) {
        #expect(reading(name)?.civil.description == civil, "\(name)")
        if civil != nil { #expect(reading(name)?.camera == "gate") }
    }

    @Test(
        "the clock behind a time",
        arguments: [
            ("2026-07-04_21-38-00Z", NameClock.offset(seconds: 0)),
            ("2026-07-04_21-38-00 GMT-4", .offset(seconds: -14_400)),
            ("2026-07-04_21-38-00_EDT", .offset(seconds: -14_400)),
            ("2026-07-04_21-38-00-0500", .offset(seconds: -18_000)),
            ("2026-07-04 21-38-00 -0500", .offset(seconds: -18_000)), ("2026-07-04_21-38-00_CST", .local),
            ("2026-07-04_21-38-00.250Z", .offset(seconds: 0)), ("2026-07-04_21-38-00_ABC", .local),
            ("2026-07-04_21-38-00 UTC+05:30", .offset(seconds: 19_800)),
        ])
    func clocks(name: String, clock: NameClock) { #expect(reading(name)?.clock == clock, "\(name)") }

    @Test(
        "a second time is the end where it can be one",
        arguments: [
            ("gate_2026-07-04_21-38-00_2026-07-04_21-48-00", "2026-07-04 21:48:00"),
            ("gate_2026-07-04_21-38-00_to_21-48-00", "2026-07-04 21:48:00"),
            ("gate_20260704-235000-001000", "2026-07-05 00:10:00"), ("gate_20260704_213800_000123", nil),
            ("gate_2026-07-04_21-38-00", nil), ("gate_1706108297-1706108310", "2024-01-24 14:58:30"),
        ])
    func ends(name: String, end: String?) {
        #expect(reading(name)?.civilEnd?.description == end, "\(name)")
        #expect(reading(name)?.question == nil)
    }

    @Test(
        "what may be several dates is left open, with each answer",
        arguments: [
            ("gate_04-07-2026_21-38-00", StartQuestion.dateOrder, ["day-first", "month-first"]),
            ("gate_04.07.2026 21.38.00", .dateOrder, ["day-first", "month-first"]),
            ("gate_110708_213800", .dateOrder, ["year-first", "day-first", "month-first"]),
            ("gate_20260704_213800_1706108297", .whichTime, ["first-time", "second-time"]),
            (
                "gate_2026-07-04_21-38-00 copied 2026-09-01 10-00-00", .whichTime,
                ["first-time", "second-time"]
            ),
        ])
    func open(name: String, question: StartQuestion, answers: [String]) {
        let reading = reading(name)
        #expect(reading?.question == question)
        #expect(reading?.choices.map(\.answer.rawValue) == answers)
    }

    @Test(
        "a folder that is a date, and a time of day in the name",
        arguments: [
            ("Lewa/15-01-2025/10-00-00", "2025-01-15 10:00:00", "Lewa"),
            ("Lewa/2025-01-15/01-00-00 PM", "2025-01-15 13:00:00", "Lewa"),
            ("15 Jan 2025/Lewa/10.00.00", "2025-01-15 10:00:00", "Lewa"),
            ("20250115/Lewa_100000", "2025-01-15 10:00:00", "Lewa"),
            ("2025/01/15/Lewa/10-00-00", "2025-01-15 10:00:00", "Lewa"),
            ("Lewa/2025-01/15/100000", "2025-01-15 10:00:00", "Lewa"),
            ("Lewa/2025-01-15/10/00/00", "2025-01-15 10:00:00", "Lewa"),
            ("Lewa/20250115/motion_100000", "2025-01-15 10:00:00", "Lewa"),
        ])
    func folders(path: String, civil: String, camera: String) {
        let reading = LayoutTable.read(path: "nvr/\(path).mp4")
        #expect(reading?.civil.description == civil, "\(path)")
        #expect(reading?.camera == camera, "\(path)")
        #expect(reading?.question == nil)
    }

    @Test("a folder of which day and month can be exchanged is asked about")
    func openFolder() {
        #expect(LayoutTable.read(path: "nvr/Lewa/04-07-2026/10-00-00.mp4")?.question == .dateOrder)
    }

    @Test("what is the same in every order is not asked about")
    func oneDate() {
        #expect(reading("gate_07-07-2026_21-38-00")?.question == nil)
        #expect(reading("gate_25-12-2026_21-38-00")?.question == nil)
    }

    @Test("seconds since 1970 beside a time of day tell its zone")
    func epochBeside() {
        #expect(reading("gate-20240124-095817-1706108297")?.clock == .offset(seconds: -18_000))
    }
}

@Suite("A camera's label is no date, no word for every recording, and tells the cameras of one folder apart")
struct LabelTests {
    private func label(_ path: String) -> String {
        CameraLabel.of(path: path, reading: LayoutTable.read(path: path))
    }

    @Test(
        "where the label is found",
        arguments: [
            ("home/Front/2026/07/04/clip_2026-07-04_21-38-00.mp4", "Front"),
            ("home/Front/2026-07-04/motion_20260704_213800.mp4", "Front"),
            ("home/Front/events/event_20260704_213800.mp4", "Front"),
            ("home/Camera 1/20260704AM/2026-07-04 21-38-00.mp4", "Camera 1"),
            ("home/2026-07-04/2026-07-04_21-38-00_garage.mp4", "garage"),
            ("home/car/20260704_213800_front.mp4", "car-front"),
            ("home/car/20260704_213800_0001R.mp4", "car-R"),
            ("home/nvr/20260704_213800_ch2.mp4", "nvr-ch2"),
            ("home/nvr/02_2026-07-04T21-38-00.mp4", "nvr-02"),
            ("home/yard/20260704_213800_person.mp4", "yard"),
            ("home/yard/20260704_213800_8fa64b25.mp4", "yard"),
            ("home/front-door_20260704_213800.mp4", "front-door"),
            ("home/clip_porch_20260704_213800.mp4", "porch"),
            ("home/porch_motion_20260704_213800.mp4", "porch"),
            ("home/main_gate_20260704_213800.mp4", "main_gate"),
            ("home/ev_20260704_213800_rear.mp4", "home-rear"),
        ])
    func labels(path: String, camera: String) { #expect(label(path) == camera, "\(path)") }

    @Test("folders of dates and of kinds of recordings do not part a camera")
    func oneCamera() {
        let paths = [
            "card/Front/Normal/NO20191020-121220-000001F.MP4",
            "card/Front/Event/EV20191020-122220-000001F.MP4",
            "card/Front/Parking/2019-10-21/PA20191021-002220-000001F.MP4",
        ]
        #expect(Set(paths.map(label)) == ["Front-F"])
        #expect(Set(paths.map { CameraLabel.place(of: $0) }).count == 1)
    }
}
