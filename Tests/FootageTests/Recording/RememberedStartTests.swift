import Records
import Starts
import Statements
import Testing

@Suite("An answer of before counts for the camera and the names it fits, and for no others")
struct RememberedStartTests {
    private static let said = "2026-08-01T12:00:00Z"

    private func find(
        _ path: String, _ remembered: RememberedStarts, made: String? = nil, given: [String] = [],
        changed: String = "2026-07-05T00:00:00Z"
    ) throws -> FoundStart {
        let zone = try RecordingZone("Europe/Berlin")
        var starts = try GivenStarts(given, zone: zone)
        starts.remembered = remembered
        let name = LayoutTable.read(path: path)
        return try StartEvidence.find(
            path: path, camera: CameraLabel.of(path: path, reading: name), name: name, creationTime: made,
            lastChanged: WallTime(rfc3339: changed), durationNanoseconds: 60 * WallTime.nanosecondsPerSecond,
            zone: zone, starts: starts)
    }

    /// An answer as it is remembered after it was given for a folder with a file in it.
    private func answer(
        _ answer: StartAnswer, of path: String, in place: String = "/cams"
    ) throws -> RememberedStarts {
        let name = LayoutTable.read(path: path)
        return RememberedStarts(answers: [
            RememberedAnswer(
                answer, place: place, camera: CameraLabel.of(path: path, reading: name), name: name,
                said: try WallTime(rfc3339: Self.said))
        ])
    }

    private static let gate = "/cams/gate_04-07-2026_21-38-00.mp4"

    @Test("it counts for other files of that camera, and is told as the owner's word")
    func counts() throws {
        let before = try answer(.monthFirst, of: Self.gate)
        let found = try find("/cams/more/gate_05-07-2026_08-00-00.mp4", before)
        #expect(found.open == nil && found.remembered == before.answers[0])
        #expect(found.evidence.time.rfc3339 == "2026-05-07T08:00:00+02:00")
        #expect(found.evidence.detail.hasSuffix("; the month first, by its owner's word"))
    }

    @Test(
        "it counts for no other camera, no other form of names, no other folder and no other question",
        arguments: [
            "/cams/yard_04-07-2026_21-38-00.mp4", "/cams/gate_04.07.2026_21-38-00.mp4",
            "/cams/gate_040708_213800.mp4", "/others/gate_04-07-2026_21-38-00.mp4",
        ])
    func doesNotFit(path: String) throws {
        let found = try find(path, try answer(.dayFirst, of: Self.gate))
        #expect(found.open?.question == .dateOrder)
        #expect(found.remembered == nil)
    }

    @Test("what is said now comes first, and so does a container that settles it")
    func weaker() throws {
        let before = try answer(.monthFirst, of: Self.gate)
        let now = try find(Self.gate, before, given: ["/cams=day-first"])
        #expect(now.answer == .dayFirst && now.remembered == nil)
        let settled = try find(Self.gate, before, made: "2026-07-04T19:38:10Z")
        #expect(settled.evidence.time.rfc3339 == "2026-07-04T21:38:00+02:00")
        #expect(settled.remembered == nil)
    }

    @Test("a date of that camera that can only be in another order is a misfit, and a date of both is none")
    func misfit() throws {
        let before = try answer(.dayFirst, of: Self.gate)
        func misfits(_ path: String) throws -> Int {
            let name = try #require(LayoutTable.read(path: path))
            return before.misfits(
                of: path, camera: CameraLabel.of(path: path, reading: name), name: name
            ).count
        }
        #expect(try misfits("/cams/gate_07-25-2026_21-38-00.mp4") == 1)
        #expect(try misfits("/cams/gate_25-07-2026_21-38-00.mp4") == 0)
        #expect(try misfits("/cams/gate_07-07-2026_21-38-00.mp4") == 0)
        #expect(try misfits("/cams/yard_07-25-2026_21-38-00.mp4") == 0)
    }

    @Test("an answer about files' dates counts for no file that was changed since: copying changes them")
    func copiedSince() throws {
        let before = try answer(.fileDateEnds, of: "/cams/clip.mp4")
        #expect(try find("/cams/clip.mp4", before, changed: "2026-07-05T00:00:00Z").open == nil)
        #expect(try find("/cams/clip.mp4", before, changed: "2026-08-02T00:00:00Z").open != nil)
        // A file whose name tells its start, and is contradicted, is another question.
        #expect(
            try find("/cams/gate_2026-07-04_21-38-00.mp4", before, made: "2026-01-01T00:00:00Z").open != nil)
    }

    @Test("a start that was given for a file counts while that file is unchanged")
    func ofFile() throws {
        let zone = try RecordingZone("Europe/Berlin")
        let given = try GivenStart(file: "clip.mp4", time: "2026-07-04 21:38:00", zone: zone)
        let changed = try WallTime(rfc3339: "2026-07-05T00:00:00Z")
        let before = RememberedStarts(starts: [
            RememberedStart(
                given, path: "/cams/clip.mp4", lastChanged: changed, said: try WallTime(rfc3339: Self.said))
        ])
        let found = try find("/cams/clip.mp4", before)
        #expect(found.evidence.how == .given && found.isStartRemembered)
        #expect(found.evidence.time.rfc3339 == "2026-07-04T21:38:00+02:00")
        #expect(try find("/cams/clip.mp4", before, changed: "2026-07-06T00:00:00Z").evidence.how == .fileTime)
        #expect(try find("/cams/other.mp4", before).evidence.how == .fileTime)
    }
}
