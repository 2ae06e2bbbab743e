import Records
import Statements
import Foundation
import Sealing
import Testing

@Suite("A still that is not what was consented to is found out by whoever holds a key")
struct LyingStillTests {
    private static let moment = "2026-07-04T21:40:35.5+02:00"

    private static func honest() throws -> (bundle: LyingOwnerTests.Honest, still: Int) {
        let bundle = try LyingOwnerTests.Honest(still: WallTime(rfc3339: moment))
        return (bundle, try #require(bundle.record.objects.firstIndex { $0.role == .still }))
    }

    @Test("each lie is named by the check it breaks; without one, all hold")
    func lies() throws {
        let (honest, still) = try Self.honest()
        #expect(try honest.verified().failures.isEmpty)
        let second: Int64 = 1_000_000_000
        func expect(
            _ name: String, _ what: String, objects: [[UInt8]]? = nil,
            _ change: (inout Record) throws -> Void
        ) throws {
            let failures = try honest.verified(change, objects: objects).failures
            #expect(failures.contains { $0.name == name }, "\(what): \(failures.map(\.name))")
        }
        let (windows, samples, tracks) = (
            "every object lies in what was granted", "every stored sample lies inside the window",
            "tracks, counts and times are as the record says"
        )
        try expect(windows, "a still from after the consent's end") { record in
            let window = record.objects[still].window
            record.objects[still].window = try Window(
                from: window.from.adding(nanoseconds: 6 * second),
                to: window.to.adding(nanoseconds: 6 * second))
        }
        try expect(samples, "a picture that is from elsewhere in the recording") {
            $0.objects[still].tracks[0].shift += 1
        }
        try expect(samples, "no word of when it is from") { $0.objects[still].tracks = [] }
        try expect(tracks, "another size") { $0.objects[still].derivative?.still?.width += 1 }
        try expect(tracks, "no word of what it shows") { $0.objects[still].derivative?.still = nil }
        try expect(tracks, "more pictures than one") { $0.objects[still].tracks[0].accessUnits = 2 }
        try expect(samples, "a film called a still") {
            $0.objects[0].role = .still
            $0.objects[0].derivative = $0.objects[still].derivative
        }
        try expect(samples, "a still called a film") { $0.objects[still].role = .leadIn }
        var spoken = honest.objects
        let text: [UInt8] = [0, 0, 0, 1] + Array("tEXtx".utf8) + [0, 0, 0, 0]
        spoken[still].insert(contentsOf: text, at: 33)
        try expect(samples, "a word in the file", objects: spoken) { _ in }
        try expect(
            samples, "bytes behind its end",
            objects: honest.objects.enumerated().map {
                $0.element + ($0.offset == still ? [0] : [])
            }
        ) { _ in }
    }

    @Test("a consent without single pictures lets no still pass")
    func withoutConsent() throws {
        let usual = try LyingOwnerTests.Honest()
        let (honest, still) = try Self.honest()
        // Their object in a bundle whose consent gives none.
        let report = try honest.verified { record in
            record.request = usual.record.request
            record.consent = usual.record.consent
            record.objects[still].role = .still
        }
        #expect(!report.failures.isEmpty)
        let own = try usual.verified { $0.objects[0].role = .still }
        #expect(own.failures.contains { $0.name == "every object lies in what was granted" })
    }

    @Test(
        "of another moment, or not the last by the moment asked for: the recording's times tell, without the recording"
    )
    func anotherMoment() throws {
        let (honest, still) = try Self.honest()
        let units = "pictures encoded anew stand for the recording's access units, time for time"
        let unit = honest.record.objects[still].tracks[0].timeBase.denominator
        func move(_ object: inout ObjectFacts, ticks: Int64, nanoseconds: Int64) throws {
            object.tracks[0].shift += ticks
            object.tracks[0].sourceFirstDTS += ticks
            let time = object.window.from.adding(nanoseconds: nanoseconds)
            object.window = try Window(from: time, to: time.adding(nanoseconds: 1))
            object.derivative?.still?.shown = time
        }
        let second: Int64 = 1_000_000_000
        let lies: [(String, (inout ObjectFacts) throws -> Void)] = [
            ("the picture before", { try move(&$0, ticks: -unit / 10, nanoseconds: -second / 10) }),
            (
                "the moment and the picture moved together",
                {
                    try move(&$0, ticks: unit, nanoseconds: second)
                    let asked = try #require($0.derivative?.still?.asked)
                    $0.derivative?.still?.asked = asked.adding(nanoseconds: second)
                }
            ),
            (
                "asked for later than it was",
                {
                    let asked = try #require($0.derivative?.still?.asked)
                    $0.derivative?.still?.asked = asked.adding(nanoseconds: second / 5)
                }
            ),
            ("no proof", { $0.derivative?.units = nil }),
            ("a proof without its end", { $0.derivative?.units?.rows.removeLast() }),
            ("of no time that the recording has", { try move(&$0, ticks: 1, nanoseconds: second / unit) }),
        ]
        #expect(try honest.verified().checks.contains { $0.name == units && $0.verdict == .ok })
        for (what, lie) in lies {
            let report = try honest.verified { try lie(&$0.objects[still]) }
            #expect(report.failures.contains { $0.name == units }, "\(what): \(report.failures.map(\.name))")
        }
        let report = try honest.verified()
        let shown = report.checks.first { $0.name == "stills are the recording's pictures" }
        guard case .notChecked = shown?.verdict else {
            Issue.record("what it shows passes for checked")
            return
        }
        #expect(report.summary.contains("the word of who sealed"), "\(report.summary)")
    }

    @Test("with the recording at hand, a still of another picture is told from the one it claims to be")
    func anotherPicture() throws {
        let (honest, still) = try Self.honest()
        let name = honest.record.recordings[0].name
        let source = LyingOwnerTests.Honest.samples + "/" + name
        func verdict(_ shift: Int64) throws -> Check? {
            try honest.verified(
                { record in
                    record.objects[still].tracks[0].shift -= shift
                    // A liar names the time that fits.
                    let time = record.objects[still].window.from.adding(
                        nanoseconds: -100_000_000 * min(shift, 1))
                    record.objects[still].window = try Window(from: time, to: time.adding(nanoseconds: 1))
                    record.objects[still].derivative?.still?.shown = time
                }, sources: [source]
            ).checks.first { $0.name == "stills are the recording's pictures" }
        }
        #expect(try verdict(0)?.verdict == .ok)
        // Ten pictures a second.
        let unit = honest.record.objects[still].tracks[0].timeBase.denominator
        guard case .failed = try verdict(unit / 10)?.verdict else {
            Issue.record("the picture before passes for this one")
            return
        }
    }
}
