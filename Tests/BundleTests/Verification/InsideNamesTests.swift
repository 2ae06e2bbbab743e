import Bundle
import Foundation
import Originals
import Records
import Sealing
import Statements
import Testing

@Suite(
    "Whoever checks a bundle with a key and has not opened it gets verdicts, and no name of what is inside")
struct InsideNamesTests {
    private typealias Honest = LyingOwnerTests.Honest

    /// What a person with that key is told of a bundle, as programs read it.
    private static func told(_ path: String, by reader: Identity) throws -> (VerificationReport, String) {
        let report = try Verification.of(path, identity: reader, trust: Trust(), media: LibraryChecks())
            .withheld(from: reader).report
        return (report, String(decoding: try StrictJSON.encode(report), as: UTF8.self))
    }

    /// The names and times that stand in a record.
    private static func names(in record: Record) -> [String] {
        record.recordings.flatMap { [$0.camera, $0.name] } + record.objects.map(\.name)
            + ["driveway", "2026-07-04"]
    }

    private struct Lie: Sendable {
        let what: String
        let change: @Sendable (inout Record) throws -> Void
        init(_ what: String, _ change: @escaping @Sendable (inout Record) throws -> Void) {
            (self.what, self.change) = (what, change)
        }
    }

    private static let second: Int64 = 1_000_000_000

    private static let lies = [
        Lie("as it was") { _ in },
        Lie("a window beyond the consent") { record in
            let window = record.objects[0].window
            record.objects[0].window = try Window(
                from: window.from.adding(nanoseconds: -second), to: window.to)
        },
        Lie("another camera") { $0.recordings[0].camera = "garden" },
        Lie("another start") { record in
            record.recordings[0].start.time = record.recordings[0].start.time.adding(nanoseconds: second)
        },
        Lie("shifted times") { $0.objects[0].tracks[0].shift += 12_800 },
        Lie("fewer pictures") { $0.objects[0].tracks[0].accessUnits -= 1 },
        Lie("another role") { $0.objects[0].role = .leadIn },
        Lie("a file of another name") { $0.recordings[0].name = "the-neighbours-door.mp4" },
        Lie("no commitment") { $0.recordings[0].commitment = nil },
        Lie("an object of no recording") { $0.objects[0].recording = "r9" },
        Lie("a gap that is none") { record in
            record.gaps.append(
                Gap(
                    camera: "driveway",
                    window: try Window(
                        from: WallTime(rfc3339: "2026-07-04T21:40:31+02:00"),
                        to: WallTime(rfc3339: "2026-07-04T21:40:33+02:00")),
                    reason: .noRecording(mayBeRounding: false)))
        },
    ]

    @Test("of an honest bundle and of lying ones no camera, file or time of the footage is named")
    func nothingNamed() throws {
        let honest = try Honest()
        var failed = 0
        for lie in Self.lies {
            var changed: Record?
            let path = try honest.sealed { record in
                try lie.change(&record)
                changed = record
            }
            let (report, json) = try Self.told(path, by: honest.reader)
            failed += report.failures.count
            for name in Self.names(in: try #require(changed)) {
                #expect(!json.contains(name), "\(lie.what): \(name) in \(json)")
            }
        }
        #expect(failed > 10, "the lies are not found any more, so nothing was shown")
    }

    @Test("nor of one whose record or facts cannot be read, or whose files do not decrypt")
    func damaged() throws {
        let honest = try Honest()
        let texts: [(Record) throws -> [UInt8]] = [
            {
                Array(
                    String(decoding: try StrictJSON.encode($0), as: UTF8.self).replacing(
                        "driveway", with: "garden\u{7}"
                    ).utf8)
            },
            {
                Array(
                    String(decoding: try StrictJSON.encode($0), as: UTF8.self).replacing(
                        "\"camera\":\"driveway\"", with: "\"driveway\":1"
                    ).utf8)
            },
        ]
        for text in texts {
            let (report, json) = try Self.told(try honest.sealed(text: text), by: honest.reader)
            #expect(!report.failures.isEmpty)
            for name in Self.names(in: honest.record) + ["garden"] {
                #expect(!json.contains(name), "\(name): \(json)")
            }
        }
        let facts = try honest.sealed(facts: { _, _, json in
            Array(String(decoding: json, as: UTF8.self).replacing("-driveway-", with: "-elsewhere-").utf8)
        })
        let (report, json) = try Self.told(facts, by: honest.reader)
        #expect(!report.failures.isEmpty)
        for name in Self.names(in: honest.record) + ["elsewhere"] {
            #expect(!json.contains(name), "\(name): \(json)")
        }
    }

    @Test("times that stand outside, or that whoever checks has themselves, are no names of what is inside")
    func publicTimes() throws {
        let names = InsideNames(try Honest().record)
        let (sealed, inside) = ("2027-09-01T10:00:00Z", "2026-07-04T21:40:30+02:00")
        let now = "2026-11-30T08:00:00Z"
        let told = VerificationReport(checks: [
            Check(
                .statementTimesOrdered,
                .notChecked(
                    reason:
                        "the time of the seal, \(sealed), lies ahead of this machine's clock (\(now)); it begins at \(inside)"
                )
            )
        ]).withheld(names, keeping: [sealed])
        #expect(
            told.checks.first?.verdict.reason
                == "the time of the seal, \(sealed), lies ahead of this machine's clock (\(now)); it begins at (a time)"
        )
    }

    @Test("numbers stand for the names, and the owner, who knows them, is told them")
    func numbers() throws {
        let honest = try Honest()
        let path = try honest.sealed { $0.objects[0].tracks[0].accessUnits -= 1 }
        let (report, _) = try Self.told(path, by: honest.reader)
        #expect(
            report.failures.contains { $0.verdict.reason?.contains("object 1") == true }, "\(report.failures)"
        )
        let (owners, _) = try Self.told(path, by: honest.owner)
        #expect(
            owners.failures.contains { $0.verdict.reason?.contains(honest.record.objects[0].name) == true })
        // The owner's own key is known to them.
        func words(_ report: VerificationReport) -> [String] {
            report.checks.filter { $0.id != .signerKnown }.map(\.verdict.word)
        }
        #expect(words(owners) == words(report), "verdicts are the same")
    }
}
