import CustodianCommands
import Starts
import Files
import Recordings
import Records
import StatementFiles
import Statements
import ArgumentParser
import ClockCode
import Sealing

/// `proffer footage clock-check`.
struct FootageClockCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock-check",
        abstract: "Measure how wrong a camera's clock is, in a clip that shows clock codes.",
        discussion: """
            The clip is one in which the page of footage clock-code was held before the camera. Its name must be the
            one the camera gave it. It ends with 1 where the clock ran unsteadily.

            EXAMPLE
              proffer footage clock-check front-door_2026-07-04_21.38.00.mp4 --zone Europe/Berlin --out clock.json
            """)

    @Argument(help: ArgumentHelp("Clips of one camera.", valueName: "clip"), completion: .file())
    var clips: [String]

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The time zone of clips whose names carry no offset: a name like Europe/Berlin, or +02:00.",
            valueName: "zone"))
    var zone: String?

    @Option(
        help: ArgumentHelp(
            "How near to true time the clock was that showed the codes; 0.5 for a telephone that sets itself.",
            valueName: "seconds"))
    var referenceWithin: String = "0.5"

    @Option(
        help: ArgumentHelp("A .json file to write the result to, for --clock-error.", valueName: "file"),
        completion: .file())
    var out: String?

    @Flag(help: "Replace the file if it is there already.")
    var force = false

    @OptionGroup var links: LinkOptions

    @OptionGroup var result: ResultOptions

    func run() throws {
        guard let reference = ClockErrorArgument.nanoseconds(referenceWithin) else {
            throw Failure(
                .usage, "“\(referenceWithin.prefix(40))” is not a number of seconds",
                hint: "for example --reference-within 0.5")
        }
        guard reference <= ClockCheck.largestReferenceUncertainty else {
            throw Failure(
                .usage, "a clock that may be wrong by more than a day measures nothing",
                hint: "for example --reference-within 0.5")
        }
        if let out {
            guard out.hasSuffix(".json") else {
                throw Failure(
                    .usage, "\(out): --clock-error takes it for a file only if its name ends in .json")
            }
            try AtomicFile(path: out, replaceExisting: force).abandon()
        }
        let recordingZone = try zone.map(RecordingZone.init) ?? .machine
        let recordings = try clips.map { clip in
            let named = try NamedRecording(clip, followsLinks: links.followLinks)
            if let link = named.link { Output.notes("note: \(link.inWords)") }
            return try Recording.probe(named.path, zone: recordingZone)
        }
        if let first = recordings.first, let other = recordings.first(where: { $0.camera != first.camera }) {
            throw Failure(
                .usage, "\(first.camera) and \(other.camera) are two cameras with a clock each",
                hint: "check the clips of one camera at a time")
        }
        let check = try ClockCheck(recordings, referenceUncertainty: reference)
        let report = ClockReport(check)
        if let out, let error = report.clockError {
            try StatementFile.write(try StrictJSON.encodePretty(error), to: out, replaceExisting: force)
        }
        try result.show(json: report) { show(check, report, on: &$0) }
        if report.contradiction != nil { throw ExitStatus.checkFailed }
    }

    private func show(_ check: ClockCheck, _ report: ClockReport, on page: inout Page) {
        for clip in check.clips {
            page.facts([
                .init("Clip", clip.recording.path),
                .init("Camera", clip.recording.camera),
                .init("Known by", clip.recording.start.inWords),
                .init(
                    "Codes",
                    "\(clip.sightings.codes) different, in \(counted(UInt64(clamping: clip.sightings.pictures), "picture"))"
                        + (clip.sightings.shown.map { ", from \($0.from.inWords)" } ?? "")),
            ])
            page.gap()
        }
        if let reason = report.contradiction { page.paragraph("Not measured: \(reason).") }
        guard let error = report.clockError, let option = report.option else { return }
        let isFast = error.errorNanoseconds >= 0
        page.paragraph(
            "The clock is \(durationInWords(nanoseconds: abs(error.errorNanoseconds))) \(isFast ? "fast" : "slow"), "
                + "give or take \(durationInWords(nanoseconds: error.uncertaintyNanoseconds ?? 0)).")
        page.gap()
        page.facts([
            .init("Open by the codes", "±\(ClockErrorArgument.seconds(check.shares.codes)) s"),
            .init(
                "Open by the start",
                "±\(ClockErrorArgument.seconds(check.shares.start)) s" + startInWords(check)),
            .init(
                "Open by the page",
                "±\(ClockErrorArgument.seconds(check.shares.reference)) s (--reference-within)"),
        ])
        if let hours = check.nearlyWholeZone {
            page.gap()
            page.paragraph(
                "That is nearly \(durationInWords(nanoseconds: hours)): does the camera's clock run in another zone? "
                    + "Then say so with --zone and measure again.")
        }
        page.gap()
        page.paragraph("To list, preview and seal with it:")
        page.command(["--clock-error", out ?? option])
        guard out != nil else { return }
        page.paragraph("The file says that it was measured, and in what. Typed, it counts as stated by you:")
        page.command(["--clock-error", option])
    }

    private func startInWords(_ check: ClockCheck) -> String {
        check.shares.start == WallTime.nanosecondsPerSecond
            ? ", as the start is told in whole seconds, here and in other recordings" : ""
    }
}

/// The result, as `footage clock-check --json` writes it.
private struct ClockReport: Encodable {
    struct Clip: Encodable {
        var file: String
        var camera: String
        var start: StartEvidence
        var zone: String?
        var codes: Int
        var pictures: Int
    }

    var clips: [Clip]
    var clockError: ClockError?
    var option: String?
    var contradiction: String?

    private enum CodingKeys: String, CodingKey {
        case clips, option, contradiction
        case clockError = "clock_error"
    }

    init(_ check: ClockCheck) {
        clips = check.clips.map { clip in
            Clip(
                file: clip.recording.path, camera: clip.recording.camera, start: clip.recording.start,
                zone: clip.recording.zone, codes: clip.sightings.codes, pictures: clip.sightings.pictures)
        }
        switch check.outcome {
        case .measured(let error):
            clockError = error
            option = ClockErrorArgument.write(error)
        case .contradictory(let reason): contradiction = reason
        }
    }
}
