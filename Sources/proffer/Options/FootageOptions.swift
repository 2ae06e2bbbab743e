import ArgumentParser
import Desk

/// Where the recordings lie, and how their clocks are read.
struct FootageOptions: ParsableArguments {
    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "The time zone of recordings whose names carry no offset: a name like Europe/Berlin, or +02:00. "
                + "Without it, listing takes this machine's and says so, and seal refuses. CAMERA=ZONE is of one camera; "
                + "repeat it for more.",
            valueName: "zone"))
    var zone: [String] = []

    @Option(
        help: ArgumentHelp(
            "When a recording starts by its camera's clock, where you know better than its name: the file as the list "
                + "shows it, =, and a time like 2026-07-04T21:38:00+02:00. Or a folder, =, and how its names are read where "
                + "that is open: \(OwnersFootage.startAnswers). It is remembered: footage answers shows it and takes it "
                + "back. Repeat it for more.",
            valueName: "file=time"))
    var start: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "How far a camera's clock was off: +183.2s±0.3s for fast, -12.5 for slow, or the .json file of "
                + "footage clock-check, which knows its camera. Where there are several cameras, CAMERA=SECONDS. Repeat it "
                + "for more.",
            valueName: "seconds"))
    var clockError: [String] = []

    @Flag(
        help: ArgumentHelp(
            "Look into every file anew, and remember nothing. Without it, what a first look told is kept in "
                + "proffer/footage-index.sqlite of your cache folder, so that the next is quick."))
    var noIndex = false

    @OptionGroup var links: LinkOptions

    /// The recordings in files and folders, as desks look for them.
    ///
    /// - Parameter absent: cameras that are named though nothing of them is among the files.
    func footage(in paths: [String], without absent: AbsentCameraOptions? = nil) -> OwnersFootage {
        OwnersFootage(
            paths: paths, zones: zone, starts: start, clockErrors: clockError,
            absentCameras: Set(absent?.without ?? []), usesIndex: !noIndex, followsLinks: links.followLinks,
            answers: .place())
    }

    /// The same as it is typed for another command.
    var typed: [String] {
        zone.flatMap { ["--zone", $0] } + start.flatMap { ["--start", $0] }
            + clockError.flatMap { ["--clock-error", $0] } + (links.followLinks ? ["--follow-links"] : [])
    }

    /// Whether anything is said of recordings.
    var isGiven: Bool {
        !zone.isEmpty || !start.isEmpty || !clockError.isEmpty || noIndex || links.followLinks
    }
}
