import Starts
import Records
import Statements
import Testing

@Suite("What a name or a container leaves open is asked, and an answer is told as the owner's word")
struct StartQuestionTests {
    private func find(
        _ path: String, made: String? = nil, zone: String = "Europe/Berlin", given: [String] = []
    ) throws -> FoundStart {
        let zone = try RecordingZone(zone)
        let starts = try GivenStarts(given, zone: zone)
        return try StartEvidence.find(
            path: path, name: LayoutTable.read(path: path), creationTime: made,
            lastChanged: WallTime(rfc3339: "2027-01-01T00:00:00Z"),
            durationNanoseconds: 60 * WallTime.nanosecondsPerSecond, zone: zone,
            given: starts.start(of: path),
            answers: starts.answers(for: path))
    }

    private static let open = "cams/gate/gate_04-07-2026_21-38-00.mp4"

    @Test("without an answer all readings stand, and are doubts in words")
    func unanswered() throws {
        let found = try find(Self.open)
        let open = try #require(found.open)
        #expect(
            ([found.evidence.time] + open.others.map(\.time)).map(\.rfc3339) == [
                "2026-07-04T21:38:00+02:00", "2026-04-07T21:38:00+02:00",
            ])
        let doubts = StartDoubt.all(
            found.evidence, zone: found.zone, otherStart: nil, open: found.open, conflicts: [])
        #expect(doubts.count == 1)
        #expect(doubts[0].words.contains("2026-04-07T21:38:00+02:00"))
    }

    @Test("one answer for a folder settles the names in it, and the nearest folder counts")
    func answered() throws {
        let answers = ["cams=day-first", "cams/gate=month-first"]
        let gate = try find(Self.open, given: answers)
        #expect(gate.evidence.time.rfc3339 == "2026-04-07T21:38:00+02:00")
        #expect(gate.open == nil && gate.answer == .monthFirst)
        #expect(gate.evidence.detail.hasSuffix("; the month first, by its owner's word"))
        let other = try find("cams/yard/yard_04-07-2026_21-38-00.mp4", given: answers)
        #expect(other.evidence.time.rfc3339 == "2026-07-04T21:38:00+02:00")
    }

    @Test("an answer to what is not open changes nothing, and is refused as one for nothing")
    func answersNothing() throws {
        let starts = try GivenStarts(["cams=day-first"], zone: .universal)
        #expect(try find("cams/gate_2026-07-04_21-38-00.mp4", given: ["cams=day-first"]).answer == nil)
        #expect(throws: (any Error).self) { try starts.check(against: ["other/a.mp4"]) }
        try starts.check(against: ["cams/a.mp4"])
    }

    @Test("a container that was made near one of the readings settles it; near both or none it does not")
    func container() throws {
        let settled = try find(Self.open, made: "2026-04-07T19:39:00Z")
        #expect(settled.open == nil)
        #expect(settled.evidence.time.rfc3339 == "2026-04-07T21:38:00+02:00")
        #expect(settled.evidence.detail.hasSuffix("as its container was made then"))
        #expect(settled.conflicts.isEmpty)
        #expect(try find(Self.open, made: "2027-01-01T00:00:00Z").open != nil)
    }

    @Test("a start that only a container tells may be its end, as phones write it")
    func phone() throws {
        let made = "2024-01-24T14:58:30.000000Z"
        let found = try find("phone/clip.mp4", made: made)
        #expect(found.open?.question == .beginOrEnd)
        #expect(found.open?.others.map(\.time.rfc3339) == ["2024-01-24T15:57:30+01:00"])
        let ended = try find("phone/clip.mp4", made: made, given: ["phone=ends"])
        #expect(ended.evidence.time.rfc3339 == "2024-01-24T15:57:30+01:00" && ended.open == nil)
        #expect(try find("phone/clip.mp4", made: made, given: ["phone=begins"]).open == nil)
    }

    @Test(
        "letters that stand for several zones are asked about where they mean none of the zone that was given"
    )
    func letters() throws {
        let name = "porch_2026-01-04_21-38-00_CST.mp4"
        #expect(try find(name, zone: "America/Chicago").open == nil)
        #expect(try find(name, zone: "Asia/Shanghai").open == nil)
        #expect(try find(name).open?.question == .zoneLetters)
    }

    @Test("a name that tells when it was sent tells no start, and does not contradict the owner's")
    func sent() throws {
        let name = "dl/WhatsApp Video 2026-07-04 at 21.38.00.mp4"
        #expect(try find(name).open?.question == .sent)
        #expect(try find(name, given: ["\(name)=2026-07-01T10:00:00+02:00"]).conflicts.isEmpty)
    }

    /// What a record would hold of it, and what whoever verifies it makes of that.
    private func standing(
        _ found: FoundStart, _ path: String, made: String? = nil
    ) -> (standing: StartEvidence.Standing, flaw: Bool) {
        let traces = StartTraces(path: path, creationTime: made)
        return (found.evidence.standing(beside: traces), !found.evidence.tells(of: traces, zone: found.zone))
    }

    @Test(
        "whoever verifies reads an answer as the owner's word, a settling container as read, and refuses the rest"
    )
    func verified() throws {
        let answered = try find(Self.open, given: ["cams=month-first"])
        #expect(standing(answered, Self.open) == (.ownersWord, false))
        let made = "2026-04-07T19:39:00Z"
        let settled = try find(Self.open, made: made)
        #expect(standing(settled, Self.open, made: made) == (.read, false))
        // The container that is committed to settles nothing.
        #expect(standing(settled, Self.open).standing == .contradicted)
        // Nothing says which of the readings it is.
        #expect(standing(try find(Self.open), Self.open).flaw)
        var moved = answered
        moved.evidence.time = try WallTime(rfc3339: "2026-04-08T21:38:00+02:00")
        #expect(standing(moved, Self.open).standing == .contradicted)
        let end = "cams/Front/2023-10-30/2023-10-30T11-56-21 motion.mp4"
        let ended = try find(end)
        #expect(standing(ended, end) == (.ownersWord, false))
        moved = ended
        moved.evidence.time = try WallTime(rfc3339: "2023-10-30T11:57:21+01:00")
        #expect(standing(moved, end).standing == .contradicted)
        let clip = "phone/clip.mp4"
        let phone = try find(clip, made: "2024-01-24T14:58:30Z", given: ["phone=ends"])
        #expect(standing(phone, clip, made: "2024-01-24T14:58:30Z") == (.ownersWord, false))
    }
}
