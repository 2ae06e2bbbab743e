import Recordings
import Records
import Starts
import Statements
import Testing

@Suite("A weak start is asked about, and then it is its owner's word wherever it is told")
struct WeakStartTests {
    private static let changed = "2027-01-01T00:00:00Z"

    private func find(
        _ path: String, made: String? = nil, zone: String = "America/New_York", given: [String] = [],
        changed: String = changed
    ) throws -> FoundStart {
        let zone = try RecordingZone(zone)
        let starts = try GivenStarts(given, zone: zone)
        return try StartEvidence.find(
            path: path, name: LayoutTable.read(path: path), creationTime: made,
            lastChanged: WallTime(rfc3339: changed), durationNanoseconds: 60 * WallTime.nanosecondsPerSecond,
            zone: zone, given: starts.start(of: path), answers: starts.answers(for: path))
    }

    /// What whoever verifies makes of what a record would hold of it; nil where it does not hold.
    private func standing(
        _ found: FoundStart, _ path: String, made: String? = nil
    ) -> StartEvidence.Standing? {
        let traces = StartTraces(path: path, creationTime: made)
        return found.evidence.tells(of: traces, zone: found.zone)
            ? found.evidence.standing(beside: traces) : nil
    }

    private static let car = "TeslaCam/RecentClips/2026-05-11_07-50-00-front.mp4"
    private static let made = "2026-05-10T15:57:41Z"

    @Test("a container of another time than the name is asked about, with all starts there may be")
    func asked() throws {
        let found = try find(Self.car, made: Self.made)
        let open = try #require(found.open)
        #expect(open.question == .contradicted)
        #expect(open.answers == [.byName, .containerBegins, .containerEnds])
        #expect(
            ([found.evidence.time] + open.others.map(\.time)).map(\.rfc3339) == [
                "2026-05-11T07:50:00-04:00", "2026-05-10T11:57:41-04:00", "2026-05-10T11:56:41-04:00",
            ])
        #expect(
            open.inWords(found.evidence, zone: found.zone, conflicts: found.conflicts).contains("19 h 52 min")
        )
    }

    @Test(
        "the answer is the owner's word in the evidence, and the contradiction stays",
        arguments: [
            ("by-name", "2026-05-11T07:50:00-04:00", StartEvidence.Kind.fileName, "container"),
            ("container-begins", "2026-05-10T11:57:41-04:00", .container, "file_name"),
            ("container-ends", "2026-05-10T11:56:41-04:00", .container, "file_name"),
        ])
    func answered(answer: String, time: String, how: StartEvidence.Kind, conflict: String) throws {
        let found = try find(Self.car, made: Self.made, given: ["TeslaCam=\(answer)"])
        #expect(found.open == nil && found.answer?.rawValue == answer)
        #expect(found.evidence.time.rfc3339 == time)
        #expect(found.evidence.how == how)
        #expect(found.evidence.detail.hasSuffix(", by its owner's word"))
        #expect(found.conflicts.map(\.code.rawValue) == [conflict])
        #expect(standing(found, Self.car, made: Self.made) == .ownersWord)
        let weak = WeakStart.all(found.evidence, zone: found.zone, conflicts: found.conflicts)
        #expect(weak.contains { $0.words.contains("19 h") && $0.words.contains("the owner said") })
    }

    @Test("a container with local time where UTC belongs, and one made while recording, are not asked about")
    func agreeing() throws {
        #expect(try find(Self.car, made: "2026-05-11T07:50:00Z").open == nil)
        #expect(try find(Self.car, made: "2026-05-11T11:50:30Z").open == nil)
        #expect(try find(Self.car, made: "2026-05-11T15:50:00Z").open?.question == .contradicted)
    }

    @Test("a name that says summer time where there was none is asked about")
    func summer() throws {
        let name = "cams/RecM01_DST20260104_213800_213900_0_A.mp4"
        #expect(try find(name).open?.question == .contradicted)
        let answered = try find(name, given: ["cams=by-name"])
        #expect(answered.open == nil)
        #expect(standing(answered, name) == .ownersWord)
    }

    @Test("a file date before the start is said and not asked about, and one behind the end says nothing")
    func fileDates() throws {
        let earlier = try find(Self.car, changed: "2026-05-01T00:00:00Z")
        #expect(earlier.open == nil)
        #expect(earlier.conflicts.map(\.code.rawValue) == ["file_time"])
        #expect(try find(Self.car).conflicts.isEmpty)
    }

    @Test("a start that only the file's date tells is asked about, and is the owner's word then")
    func fileDate() throws {
        let path = "stick/clip.mp4"
        let found = try find(path, changed: "2026-05-11T12:00:00Z")
        #expect(found.open?.question == .fileDate)
        #expect(found.open?.answers == [.fileDateEnds, .fileDateBegins])
        #expect(standing(found, path) == nil)
        for (answer, time) in [
            ("file-date-ends", "2026-05-11T07:59:00-04:00"),
            ("file-date-begins", "2026-05-11T08:00:00-04:00"),
        ] {
            let answered = try find(path, given: ["stick=\(answer)"], changed: "2026-05-11T12:00:00Z")
            #expect(answered.open == nil)
            #expect(answered.evidence.time.rfc3339 == time)
            #expect(standing(answered, path) == .ownersWord)
            var moved = answered
            moved.evidence.time = answered.evidence.time.adding(nanoseconds: 120_000_000_000)
            #expect(standing(moved, path) == nil)
        }
        // What settles containers says nothing of files' dates.
        #expect(try find(path, given: ["stick=ends"]).open != nil)
    }

    @Test("a start of the container beside a name that tells one needs the owner's word for it")
    func lies() throws {
        let overName = try find(Self.car, made: Self.made, given: ["TeslaCam=container-begins"])
        var plain = overName
        plain.evidence.detail = "creation_time \(Self.made)"
        #expect(standing(plain, Self.car, made: Self.made) == nil)
        // A name that tells nothing leaves nothing to go over.
        #expect(standing(overName, "clip.mp4", made: Self.made) == nil)
        var later = try find(Self.car, made: Self.made, given: ["TeslaCam=container-ends"])
        later.evidence.time = later.evidence.time.adding(nanoseconds: 3_600_000_000_000)
        #expect(standing(later, Self.car, made: Self.made) != .ownersWord)
    }
}
