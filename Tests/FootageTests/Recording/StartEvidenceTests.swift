import Starts
import Objects
import Recordings
import Records
import Statements
import Testing

@Suite("The best evidence of a start is taken, and what contradicts it is said")
struct StartEvidenceTests {
    private static let minute = 60 * WallTime.nanosecondsPerSecond

    /// What is found of a file that was copied long after, and holds a minute.
    private func find(
        _ path: String, made: String? = nil, changed: String = "2027-01-01T00:00:00Z", minutes: Int64? = 1,
        zone: String? = "Europe/Berlin", given: String? = nil
    ) throws -> FoundStart {
        let zone = try zone.map { try RecordingZone($0) } ?? .machine
        let starts = try GivenStarts(given.map { ["\(path)=\($0)"] } ?? [], zone: zone)
        return try StartEvidence.find(
            path: path, name: LayoutTable.read(path: path), creationTime: made,
            lastChanged: WallTime(rfc3339: changed), durationNanoseconds: minutes.map { $0 * Self.minute },
            zone: zone, given: starts.start(of: path))
    }

    /// What contradicts a start, in words. Whoever verifies takes each for what it says it is.
    private static func inWords(_ found: FoundStart) -> [String] {
        found.conflicts.map { $0.inWords(found.evidence, zone: found.zone) }
    }

    @Test(
        "the owner's word comes before the name, the name before the container, the container before the file"
    )
    func priority() throws {
        let name = "cam_20260704_213800.mp4"
        let made = "2026-07-04T19:38:00.000000Z"
        let given = try find(name, made: made, given: "2026-07-04T21:38:00+02:00")
        #expect(given.evidence.how == .given)
        #expect(given.evidence.detail == "2026-07-04T21:38:00+02:00")
        let named = try find(name, made: made)
        #expect(named.evidence.how == .fileName)
        #expect(named.evidence.detail == "date and time: 20260704_213800")
        #expect(named.zone == "Europe/Berlin")
        let contained = try find("clip.mp4", made: made)
        #expect(contained.evidence.how == .container)
        let weak = try find("clip.mp4", changed: "2026-07-04T19:39:00Z")
        #expect(weak.evidence.how == .fileTime)
        for found in [given, named, contained, weak] {
            #expect(found.evidence.time == (try WallTime(rfc3339: "2026-07-04T19:38:00Z")))
            #expect(found.conflicts.isEmpty, "\(found.conflicts)")
        }
    }

    @Test(
        "a container without a time, or with zero, says nothing",
        arguments: ["1970-01-01T00:00:00Z", "soon", ""])
    func nothingMade(made: String) throws {
        #expect(try find("clip.mp4", made: made).evidence.how == .fileTime)
    }

    @Test("a layout in UTC needs no zone, and is shown in the one that is given")
    func utc() throws {
        let path = "recordings/2026-10-25/01/front/30.00.mp4"
        let known = try find(path, zone: nil)
        #expect(!known.zoneIsAssumed)
        #expect(known.zone == "UTC")
        #expect(known.evidence.time.rfc3339 == "2026-10-25T01:30:00Z")
        // Clocks in Berlin show half past two for the second time then; there is nothing to ask.
        let shown = try find(path)
        #expect(shown.evidence.time.rfc3339 == "2026-10-25T02:30:00+01:00")
        #expect(shown.otherStart == nil)
    }

    @Test("an hour that clocks showed twice has both readings")
    func repeated() throws {
        let found = try find("record/20261025/02/30.mp4")
        #expect(found.evidence.time.rfc3339 == "2026-10-25T02:30:00+02:00")
        #expect(found.otherStart?.rfc3339 == "2026-10-25T02:30:00+01:00")
        for sure in ["record/20261025/01/59.mp4", "record/20261025/03/00.mp4"] {
            #expect(try find(sure).otherStart == nil)
        }
        #expect(try find("cam_2026-10-25T02-30-00+0100.mp4").otherStart == nil)
        #expect(try find("record/20261025/02/30.mp4", zone: "+01:00").otherStart == nil)
        let given = try find("cam_20261025_023000.mp4", given: "2026-10-25T02:30:00+01:00")
        #expect(given.otherStart == nil)
        #expect(given.conflicts.isEmpty)
        // Reolink's names say whether the clock had been put back.
        let summer = try find("gate/RecM01_DST20261025_023000_023100_0_0.mp4")
        #expect(summer.evidence.time.rfc3339 == "2026-10-25T02:30:00+02:00")
        #expect(summer.otherStart == nil)
    }

    @Test("an hour that clocks skipped is refused, unless the owner says when it was")
    func skipped() throws {
        let name = "cam_20260329_023000.mp4"
        let error = #expect(throws: FootageError.self) { try find(name) }
        let said = try #require(error?.description)
        for part in [name, "2026-03-29 02:30:00", "Europe/Berlin", "when the recording starts"] {
            #expect(said.contains(part), "\(said)")
        }
        #expect(try find(name, given: "2026-03-29T02:30:00+01:00").evidence.how == .given)
        #expect(try find(name, zone: "+01:00").evidence.time.rfc3339 == "2026-03-29T02:30:00+01:00")
    }

    @Test(
        "another time in the container is named, with how far it is away",
        arguments: [
            ("2026-07-04T17:38:00Z", "2 h earlier"), ("2026-07-05T19:40:30Z", "1 d 2 min 30 s later"),
            ("2026-07-04T19:35:00Z", "3 min earlier"),
        ])
    func container(made: String, apart: String) throws {
        let conflicts = Self.inWords(try find("cam_20260704_213800.mp4", made: made))
        #expect(conflicts.count == 1)
        #expect(conflicts.first?.contains(apart) ?? false, "\(conflicts)")
        #expect(conflicts.first?.contains("2026-07-04T21:38:00+02:00") ?? false, "\(conflicts)")
    }

    @Test("a container made while the recording ran, or just after, contradicts nothing")
    func tolerance() throws {
        for made in ["2026-07-04T19:36:30Z", "2026-07-04T19:38:59Z", "2026-07-04T19:40:30Z"] {
            #expect(try find("cam_20260704_213800.mp4", made: made).conflicts.isEmpty)
        }
    }

    @Test(
        "local time where the container should have UTC is recognised",
        arguments: [
            ("cam_20260704_213800.mp4", "2026-07-04T21:38:00Z", "Europe/Berlin", "2 h after"),
            ("cam_20260704_213800.mp4", "2026-07-04T21:38:59Z", "America/New_York", "4 h before"),
            ("cam_20260704_213800.mp4", "2026-07-04T21:38:00Z", "Asia/Kathmandu", "5 h 45 min after"),
            ("cam_2026-07-04T21-38-00+0200.mp4", "2026-07-04T21:38:00Z", "UTC", "2 h after"),
            ("recordings/2026-07-04/19/cam/38.00.mp4", "2026-07-04T21:38:00Z", "Europe/Berlin", "2 h after"),
        ])
    func localTime(path: String, made: String, zone: String, says: String) throws {
        let conflicts = Self.inWords(try find(path, made: made, zone: zone))
        #expect(conflicts.count == 1)
        #expect(conflicts.first?.contains("probably have local time") ?? false, "\(conflicts)")
        #expect(conflicts.first?.contains(says) ?? false, "\(conflicts)")
    }

    @Test(
        "the owner's word against the name, the end in the name against the length, the file's time before the start"
    )
    func otherConflicts() throws {
        let moved = Self.inWords(
            try find("cam_20260704_213800.mp4", given: "2026-07-04T21:41:00"))
        #expect(moved.count == 1)
        #expect(moved.first?.contains("3 min earlier") ?? false, "\(moved)")

        let short = Self.inWords(try find("gate/RecM01_20201222_075939_080140_0_0.mp4"))
        #expect(short.first?.contains("2 min 1 s") ?? false, "\(short)")
        #expect(try find("gate/RecM01_20201222_075939_080140_0_0.mp4", minutes: 2).conflicts.isEmpty)
        #expect(try find("gate/RecM01_20201222_075939_000000_0_0.mp4").conflicts.isEmpty)

        let early = Self.inWords(
            try find("cam_20260704_213800.mp4", changed: "2026-07-01T19:38:00Z"))
        #expect(early.first?.contains("3 d earlier") ?? false, "\(early)")
        #expect(try find("cam_20260704_213800.mp4", changed: "2026-07-04T07:00:00Z").conflicts.isEmpty)

        let winter = Self.inWords(try find("gate/RecM01_DST20261222_075939_080040_0_0.mp4"))
        #expect(winter.first?.contains("summer") ?? false, "\(winter)")
    }

    @Test(
        "a start that cannot be understood is refused with the reason",
        arguments: [
            ("clip.mp4", "FILE=TIME"), ("clip.mp4=soon", "write the time like"),
            ("=2026-07-04T21:38:00Z", "FILE=TIME"), ("clip.mp4=2026-10-25T02:30:00", "twice"),
            ("clip.mp4=2026-03-29T02:30:00", "skipped"),
            ("clip.mp4=2026-07-04T21:38:00 or so", "write the time"),
        ])
    func givenRefused(text: String, says: String) throws {
        let error = #expect(throws: FootageError.self) {
            try GivenStarts([text], zone: RecordingZone("Europe/Berlin"))
        }
        #expect(error?.description.contains(says) ?? false, "\(String(describing: error))")
    }

    @Test("a start without an offset needs a zone")
    func givenWithoutZone() {
        let error = #expect(throws: FootageError.self) {
            try GivenStarts(["clip.mp4=2026-07-04T21:38:00"], zone: .machine)
        }
        #expect(error == .startWithoutOffset(text: "2026-07-04T21:38:00"))
    }
}
