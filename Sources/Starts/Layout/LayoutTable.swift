/// The layouts that are recognised, and the one way to read a path by them.
///
/// To add one, put a row into one of the lists in the files beside this one, above those that would take its files for their
/// own, and an example into `Tests/FootageTests/Layout/LayoutExamples.swift`. What stands in braces is told by ``PathPattern``;
/// what each row is known from stands in `docs/spec/start.md`.
package enum LayoutTable {
    /// The rows. The first that fits a path counts; the last ones are for names of no particular recorder.
    package static let rows: [FootageLayout] =
        (cameras + recorders).map { $0.made(by: .camera) } + vehicles.map { $0.made(by: .vehicle) }
        + devices.map { $0.made(by: .personalDevice) } + whoever

    /// Names of no particular recorder.
    private static let whoever: [FootageLayout] = [
        FootageLayout(dateAndTimeAnywhere: "date and time", clock: .local),
        FootageLayout(
            folderOfDate: "date folder",
            "{year}/{month}/{day}/{hour}-{minute}-{second}", "{year}/{month}/{day}/{hour}{minute}{second}",
            "{year}/{month}/{day}/{hour}.{minute}.{second}", "{year}/{month}/{day}/{hour}_{minute}_{second}",
            "{year}/{month}/{day}/{hour}:{minute}:{second}",
            "{year}/{month}/{day}/{camera}/{hour}-{minute}-{second}",
            "{year}/{month}/{day}/{camera}/{hour}{minute}{second}",
            "{year}/{month}/{day}/{camera}_{hour}-{minute}-{second}",
            "{year}/{month}/{day}/{camera}_{hour}{minute}{second}",
            "{year}/{month}/{day}/{camera}-{hour}{minute}{second}",
            "{year}/{month}/{day}/{hour}/{minute}-{second}", "{year}/{month}/{day}/{hour}/{minute}.{second}",
            "{year}-{month}/{day}/{hour}-{minute}-{second}", "{year}-{month}/{day}/{hour}{minute}{second}",
            "{year}{month}/{day}/{hour}-{minute}-{second}", "{year}{month}/{day}/{hour}{minute}{second}",
            "{year}-{month}-{day}/{hour}/{minute}/{second}", "{year}-{month}-{day}/{hour}/{minute}-{second}",
            "{year}-{month}-{day}/{hour}/{minute}.{second}", "{year}{month}{day}/{hour}/{minute}-{second}",
            "{year}{month}{day}/{hour}/{minute}.{second}", clock: .local),
        FootageLayout(
            "Unix time in milliseconds", "{camera}_{epoch ms}", "{camera}-{epoch ms}", "{camera} {epoch ms}",
            "{camera}.{epoch ms}", clock: .utc),
        FootageLayout(
            "Unix time, from and to", "{camera}_{epoch}-{end epoch}", "{camera}_{epoch}_{end epoch}",
            "{camera}-{epoch}-{end epoch}", clock: .utc),
        FootageLayout(
            "Unix time", "{epoch}", "{camera}_{epoch}", "{camera}-{epoch}", "{camera} {epoch}",
            "{camera}.{epoch}",
            clock: .utc),
    ]

    /// What a path says of the recording in it; nil where no layout fits.
    ///
    /// The path is only read: no file is opened, and none need be there.
    package static func read(path: String) -> NameReading? { entries.read(PathParts(path)) }

    private static let entries = LayoutEntries(rows)
}
