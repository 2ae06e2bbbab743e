extension LayoutTable {
    /// What programs write that record cameras of whatever maker.
    static let recorders: [FootageLayout] = [
        FootageLayout(
            "Frigate", "recordings/{year}-{month}-{day}/{hour}/{camera}/{minute}.{second}",
            "{year}-{month}-{day}/{hour}/{camera}/{minute}.{second}", clock: .utc),
        FootageLayout(
            "Frigate before 0.12", "{year}-{month}/{day}/{hour}/{camera}/{minute}.{second}", clock: .local),
        FootageLayout("Frigate clip", "{camera}-{epoch}.{#}-{*}", clock: .utc),
        FootageLayout("Frigate download", "clip_{camera}_{epoch}-{end epoch}", clock: .utc),
        FootageLayout(
            "Frigate export",
            "{camera}_{year}{month}{day}_{hour}{minute}{second}"
                + "-{end year}{end month}{end day}_{end hour}{end minute}{end second}_{*}",
            clock: .local),
        FootageLayout(
            "Blue Iris", "{camera}.{year}{month}{day}_{hour}{minute}{second}{millisecond}",
            "{camera}.{year}{month}{day}_{hour}{minute}{second}", clock: .local),
        FootageLayout(
            "motion", "{#}-{year}{month}{day}{hour}{minute}{second}",
            "{#}-{year}{month}{day}{hour}{minute}{second}-{#}", clock: .local),
        FootageLayout(
            "motionEye or ZLMediaKit", "{year}-{month}-{day}/{hour}-{minute}-{second}", clock: .local),
        FootageLayout(
            "Viseron", "{year}-{month}-{day}/{hour}:{minute}:{second}",
            "recordings/{year}-{month}-{day}/{camera}/{hour}:{minute}:{second}", clock: .local),
        FootageLayout(
            "Shinobi or Thingino", "{year}-{month}-{day}T{hour}-{minute}-{second}", clock: .local),
        FootageLayout(
            "MediaMTX", "{year}-{month}-{day}_{hour}-{minute}-{second}-{microsecond}", clock: .local),
        FootageLayout(
            "Agent DVR", "{channel}_{year}-{month}-{day}_{hour}-{minute}-{second}",
            "{channel}_{year}-{month}-{day}_{hour}-{minute}-{second}_{#}", clock: .local),
        FootageLayout(
            "folders of date and time", "{year}/{month}/{day}/{hour}/{minute}/{second}", clock: .local),
        FootageLayout(
            "ZoneMinder", "{short year}/{month}/{day}/{hour}/{minute}/{second}/{*}", clock: .local),
        FootageLayout("Kerberos.io", "{epoch}_{#}-{#}_{camera}_{#}-{#}-{#}-{#}_{#}_{#}", clock: .utc),
        FootageLayout(
            "Agora", "{*}__uid_s_{camera}__uid_e_{*}_{year}{month}{day}{hour}{minute}{second}{millisecond}",
            clock: .utc),
        FootageLayout(
            "hiki",
            "{year}/{month}/{day}/{*}/{camera}_{?}{?}{?}{*}_{year}{month}{day}_{hour}{minute}_{second}",
            clock: .local),
    ]
}
