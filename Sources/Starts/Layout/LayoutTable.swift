/// The layouts that are recognised, and the one way to read a path by them.
///
/// To add one, put a row into ``rows``, above those that would take its files for their own, and an example
/// into `Tests/FootageTests/Layout/LayoutTableTests.swift`. What stands in braces is told by ``PathPattern``; what
/// each row is known from stands in `docs/spec/start.md`.
package enum LayoutTable {
    /// The rows. The first that fits a path counts; the last ones are for names of no particular recorder.
    package static let rows: [FootageLayout] = [
        FootageLayout(
            "Frigate", "recordings/{year}-{month}-{day}/{hour}/{camera}/{minute}.{second}",
            "{year}-{month}-{day}/{hour}/{camera}/{minute}.{second}", clock: .utc),
        FootageLayout(
            "Frigate before 0.12", "{year}-{month}/{day}/{hour}/{camera}/{minute}.{second}", clock: .local),
        FootageLayout("Frigate clip", "{camera}-{epoch}.{#}-{*}", clock: .utc),
        FootageLayout(
            "Frigate export",
            "{camera}_{year}{month}{day}_{hour}{minute}{second}"
                + "-{end year}{end month}{end day}_{end hour}{end minute}{end second}_{*}",
            clock: .local),
        FootageLayout(
            "Wyze", "record/{year}{month}{day}/{hour}/{minute}", "{year}{month}{day}/{hour}/{minute}",
            clock: .local),
        FootageLayout(
            "Yi", "record/{year}Y{month}M{day}D{hour}H/{minute}M{second}S{*}",
            "record/{year}Y{month}M{day}D{hour}H/E{?}{minute}M{second}S{*}",
            "{year}Y{month}M{day}D{hour}H/{minute}M{second}S{*}",
            "{year}Y{month}M{day}D{hour}H/E{?}{minute}M{second}S{*}", clock: .utc),
        FootageLayout(
            "Blink", "{camera}_{year}-{month}-{day}T{hour}_{minute}_{second}{offset}",
            "{year}-{month}-{day}T{hour}_{minute}_{second}{offset}", clock: .local),
        FootageLayout(
            "Reolink",
            "Mp4Record/{*}/{*}Rec{?}{?}{?}_{dst}{year}{month}{day}_{hour}{minute}{second}"
                + "_{end hour}{end minute}{end second}_{*}",
            "{*}Rec{?}{?}{?}_{dst}{year}{month}{day}_{hour}{minute}{second}"
                + "_{end hour}{end minute}{end second}_{*}",
            "{*}Rec{?}{?}{?}_{dst}{year}{month}{day}_{hour}{minute}{second}"
                + "_{end hour}{end minute}{end second}", clock: .local),
        FootageLayout(
            "Reolink on a battery", "Mp4Record/{*}/Rec_{year}{month}{day}_{hour}{minute}{second}_{#}_M",
            "Rec_{year}{month}{day}_{hour}{minute}{second}_{#}_M", clock: .utc),
        FootageLayout(
            "Reolink download", "{#}-{#}-{#}-{channel}{short year}{month}{day}{hour}{minute}{second}-{#}",
            clock: .local),
        FootageLayout(
            "UniFi Protect",
            "{camera} - {short month}-{short day}-{year}, {short hour}.{short minute}.{short second}{am pm}",
            "{camera} - {short month}-{short day}-{year}, {short hour}.{short minute}.{short second} {am pm}",
            clock: .local),
        FootageLayout(
            "Protect Archiver", "{camera} - {year}-{month}-{day} - {hour}.{minute}.{second}{offset}",
            clock: .local),
        FootageLayout("Ring", "RingVideo_{year}{month}{day}_{hour}{minute}{second}", clock: .local),
        FootageLayout("Nest in Home Assistant", "{epoch}-{*}", clock: .utc),
        FootageLayout("Arlo", "{epoch ms}", clock: .utc),
        FootageLayout(
            "Eufy", "Camera{#}/{year}{month}{day}{hour}{minute}{second}", clock: .local,
            label: .folderOfFile),
        FootageLayout(
            "Eufy HomeBase", "{year}{month}{day}{hour}{minute}{second}_c{channel}", clock: .local),
        FootageLayout(
            "Dahua",
            "{year}-{month}-{day}/{channel}/dav/{*}/{hour}.{minute}.{second}"
                + "-{end hour}.{end minute}.{end second}[{*}",
            "{year}-{month}-{day}/{channel}/dav/{*}/{*}/{*}/{*}/{hour}.{minute}.{second}"
                + "-{end hour}.{end minute}.{end second}[{*}",
            "{year}-{month}-{day}/{hour}.{minute}.{second}-{end hour}.{end minute}.{end second}[{*}",
            clock: .local),
        FootageLayout(
            "Dahua or Hikvision export",
            "{camera}_{year}{month}{day}{hour}{minute}{second}"
                + "_{end year}{end month}{end day}{end hour}{end minute}{end second}", clock: .local),
        FootageLayout(
            "Blue Iris", "{camera}.{year}{month}{day}_{hour}{minute}{second}{millisecond}",
            "{camera}.{year}{month}{day}_{hour}{minute}{second}", clock: .local),
        FootageLayout(dateAndTimeAnywhere: "date and time", clock: .local),
        FootageLayout(
            "Unix time in milliseconds", "{camera}_{epoch ms}", "{camera}-{epoch ms}", "{camera} {epoch ms}",
            "{camera}.{epoch ms}", clock: .utc),
        FootageLayout(
            "Unix time", "{epoch}", "{camera}_{epoch}", "{camera}-{epoch}", "{camera} {epoch}",
            "{camera}.{epoch}", clock: .utc),
    ]

    /// What a path says of the recording in it; nil where no layout fits.
    ///
    /// The path is only read: no file is opened, and none need be there.
    package static func read(path: String) -> NameReading? {
        let parts = PathParts(path)
        for row in rows {
            if let reading = row.read(parts) { return reading }
        }
        return nil
    }
}
