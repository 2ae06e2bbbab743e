import Originals
import Bundle
import Records
import Statements
import Foundation
import Peers
import Sealing
import Testing

@Suite("Granted time that is missing is named, whoever sealed; and honest recordings have nothing to hide")
struct MissingTimeTests {
    typealias Honest = LyingOwnerTests.Honest

    private static let complete = "nothing of the granted time is missing without a word"
    private static let reasons = "reasons in the record agree with its objects"
    private static let run = "originals are an unmodified run of the recording"

    private static func flaw(_ report: VerificationReport, _ name: String = complete) -> String? {
        guard case .failed(let reason) = report.checks.first(where: { $0.name == name })?.verdict else {
            return nil
        }
        return reason
    }

    private static func window(_ from: String, _ to: String) throws -> Window {
        try Window(
            from: WallTime(rfc3339: "2026-07-04T21:40:\(from)+02:00"),
            to: WallTime(rfc3339: "2026-07-04T21:40:\(to)+02:00"))
    }

    // MARK: - Lies

    /// A bundle of two pieces of the driveway, 21:40:30 to 33 and 36 to 40, whose owner says that all ten seconds were
    /// agreed to: every original is a proven run, and three seconds are not there.
    private static func holed() throws -> (honest: Honest, consent: DSSEEnvelope) {
        let honest = try Honest(windows: [window("30", "33"), window("36", "40")])
        let consent = try Consent(verifying: honest.record.consent)
        var whole = consent
        whole.grants = [
            Grant(camera: "driveway", window: try window("30", "40"), audio: true, stills: false)
        ]
        return (honest, try whole.signed(by: honest.owner))
    }

    @Test(
        "three seconds are left out between two proven originals: unnamed, or named as what they are not",
        arguments: 0..<8)
    func hole(lie: Int) throws {
        let (honest, consent) = try Self.holed()
        let gap = try Self.window("33", "36")
        func verified(_ gaps: [Gap], _ more: (inout Record) throws -> Void = { _ in }) throws
            -> VerificationReport
        {
            try honest.verified { record in
                record.consent = consent
                record.gaps = gaps
                try more(&record)
            }
        }
        let id = honest.record.recordings[0].id
        let silence = Gap(
            camera: "driveway", window: try Self.window("32.9", "36"), subject: .sound, track: 1,
            reason: .noneRecorded(recording: id))
        let report: VerificationReport
        let says: String
        switch lie {
        case 0: (report, says) = (try verified([]), "was agreed to, is not in the bundle")
        case 1:
            // The windows of the objects may claim what they will.
            report = try verified([]) { record in
                for place in record.objects.indices {
                    record.objects[place].window = try Self.window("30", "40")
                }
            }
            says = "was agreed to, is not in the bundle"
        case 2:
            report = try verified([
                Gap(camera: "driveway", window: gap, reason: .noRecording(mayBeRounding: false))
            ])
            says = "there is no recording, and one goes on"
        case 3:
            report = try verified([
                Gap(
                    camera: "driveway", window: gap, subject: .pictures,
                    reason: .noneRecorded(recording: id)), silence,
            ])
            says = "access units of"
        case 4:
            report = try verified([
                Gap(
                    camera: "driveway", window: gap, subject: .pictures,
                    reason: .undecodable(recording: id, pictures: 30, units: nil)), silence,
            ])
            says = "begins earlier"
        case 5:
            // The pictures are said to be left out on request, which nothing shows; the sound is not spoken of.
            report = try verified([
                Gap(
                    camera: "driveway", window: gap, subject: .pictures,
                    reason: .originalsOnly(recording: id, pictures: 30))
            ])
            says = "of the sound of track 1"
        case 6:
            report = try verified([
                Gap(
                    camera: "driveway", window: gap, subject: .pictures,
                    reason: .originalsOnly(recording: id, pictures: 30)), silence,
            ])
            says = "not said to leave out 30 there"
        default:
            report = try verified([
                Gap(
                    camera: "driveway", window: try Self.window("30.5", "36"),
                    reason: .noRecording(mayBeRounding: false))
            ])
            says = "clips of the bundle are of that time"
        }
        #expect(Self.flaw(report)?.contains(says) == true, "\(report.failures)")
        #expect(!report.failures.contains { $0.name == Self.run }, "the proofs hold")
    }

    @Test("an object that is taken out, all of them, or the sound of one, is missed")
    func takenOut() throws {
        let honest = try Honest()
        let none = try honest.verified({ $0.objects = [] }, objects: [])
        #expect(Self.flaw(none)?.contains("10 s of “driveway”") == true)
        let silent = try honest.verified { record in
            record.recordings[0].tracks[1].handedOver = false
        }
        #expect(Self.flaw(silent, Self.reasons)?.contains("said not to be handed over") == true)
    }

    @Test("a bundle without a commitment does not hold, nor does one where one recording has none")
    func noCommitment() throws {
        let honest = try Honest()
        let report = try honest.verified { record in
            record.recordings[0].commitment = nil
            for place in record.objects.indices { record.objects[place].tracks[0].proof = nil }
        }
        #expect(Self.flaw(report, Self.run)?.contains("no commitment to") == true)
        let stranger = try honest.verified { record in
            var second = record.recordings[0]
            (second.id, second.commitment, second.camera) = ("r2", nil, "garden")
            record.recordings.append(second)
        }
        #expect(Self.flaw(stranger, Self.run)?.contains("no commitment to") == true)
    }

    @Test(
        "a seal of a time that has not come, or of before the format, is told of as a clock that is wrong, and fails nothing"
    )
    func future() throws {
        let honest = try Honest()
        let archive = try BundleArchive.read(try honest.sealed())
        func verdict(_ days: Int64) throws -> Verdict? {
            try KeylessVerification(of: archive, trust: Trust(), at: WallTime.now().adding(days: days))
                .checks.first { $0.name == "time of sealing fits the timestamp" }?.verdict
        }
        #expect(try verdict(0) == .notChecked(reason: "no timestamp to compare it with"))
        #expect(
            try verdict(-2)?.word == "not_checked"
                && verdict(-2)?.reason?.contains("ahead of this machine's clock") == true)
        #expect(try verdict(300)?.word == "not_checked")
    }

    // MARK: - Honest recordings

    /// A camera's way of recording from 21:40:20 on, and what the record must say of ten seconds from 21:40:30 on.
    struct Way: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// The clips: when each begins, in seconds from 21:40:00, and how it is made.
        let clips: [(start: Int, arguments: [String])]
        let gaps: [String]
        /// Whether each gap is shown by the proofs.
        let shown: [Bool]
    }

    private static func drawn(
        _ seconds: Double, _ filter: String = "null", rate: String = "10", group: Int = 10,
        sound: [String] = []
    ) -> [String] {
        [
            "-f", "lavfi", "-i", "testsrc2=size=64x48:rate=\(rate):duration=\(seconds)",
        ] + sound + [
            "-vf", filter, "-vsync", "passthrough", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-bf", "0",
            "-g", "\(group)", "-video_track_timescale", "10000",
        ]
    }

    private static let tone = [
        "-f", "lavfi", "-i", "sine=frequency=440:duration=30:sample_rate=48000", "-c:a", "aac",
    ]

    static let ways: [Way] = [
        Way(testDescription: "ten pictures a second", clips: [(20, drawn(30))], gaps: [], shown: []),
        Way(
            testDescription: "the camera stalls for three seconds",
            clips: [(20, drawn(30, "select='not(between(t,13.01,16))'"))],
            gaps: ["none_recorded pictures"], shown: [true]),
        Way(
            testDescription: "it stalls where the window begins",
            clips: [(20, drawn(30, "select='not(between(t,8.01,12.99))'"))],
            gaps: ["none_recorded pictures"], shown: [false]),
        Way(
            testDescription: "a picture every four seconds", clips: [(20, drawn(40, rate: "1/4", group: 1))],
            gaps: [], shown: []),
        Way(
            testDescription: "fast, then two pictures a second",
            clips: [(20, drawn(30, "select='lt(t,14)+not(mod(n,5))'"))], gaps: [], shown: []),
        Way(
            testDescription: "it ends after four seconds", clips: [(20, drawn(14))],
            gaps: ["no_recording everything"], shown: [false]),
        Way(
            testDescription: "it is started by motion, twice", clips: [(28, drawn(5)), (36, drawn(3))],
            gaps: ["no_recording everything", "no_recording everything"], shown: [false, false]),
        Way(
            testDescription: "sound goes on when the pictures end",
            clips: [(20, drawn(14, sound: tone))], gaps: ["none_recorded pictures"], shown: [false]),
        Way(
            testDescription: "the sound begins late",
            clips: [(20, drawn(30, sound: ["-itsoffset", "15"] + tone))],
            gaps: ["none_recorded sound"], shown: [false]),
    ]

    @Test("an honest bundle says what its recording has not, and holds", arguments: ways)
    func honest(way: Way) throws {
        let folder = try ScratchFolder()
        let footage = folder.path("gate")
        try FileManager.default.createDirectory(atPath: footage, withIntermediateDirectories: true)
        for (start, arguments) in way.clips {
            let clip = "\(footage)/gate_2026-07-04T21-40-\(start)+0200.mp4"
            let drawn = try Peer.run(
                try Peer.program("ffmpeg"), ["-v", "error", "-y"] + arguments + [clip], in: folder)
            try #require(drawn.status == 0, "\(drawn.errors)")
        }
        let honest = try Honest(camera: "gate", footage: footage)
        let report = try honest.verified()
        #expect(report.failures.isEmpty, "\(report.failures)")
        let gaps = try honest.record.gaps.map { gap in
            let json = try JSONSerialization.jsonObject(with: Data(StrictJSON.encode(gap))) as? [String: Any]
            return "\((json?["reason"] as? [String: Any])?["code"] ?? "") \(gap.subject.rawValue)"
        }
        #expect(gaps == way.gaps, "\(honest.record.gaps.map(\.inWords))")
        let verification = try Verification.of(
            try honest.sealed(), identity: honest.reader, trust: Trust(), media: LibraryChecks())
        #expect(verification.shownGaps == way.shown)
        // Without the word it does not hold: so the rule looks at these very clips.
        for place in honest.record.gaps.indices {
            let silent = try honest.verified { $0.gaps.remove(at: place) }
            #expect(Self.flaw(silent) != nil, "\(honest.record.gaps[place].inWords)")
        }
    }
}
