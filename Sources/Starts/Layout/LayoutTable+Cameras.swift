extension LayoutTable {
    /// What cameras and their makers' recorders, apps and clouds write.
    static let cameras: [FootageLayout] = [
        FootageLayout(
            "Wyze", "record/{year}{month}{day}/{hour}/{minute}", "{year}{month}{day}/{hour}/{minute}",
            clock: .local),
        FootageLayout(
            "Yi", "record/{year}Y{month}M{day}D{hour}H/{minute}M{second}S{*}",
            "record/{year}Y{month}M{day}D{hour}H/E{?}{minute}M{second}S{*}",
            "{year}Y{month}M{day}D{hour}H/{minute}M{second}S{*}",
            "{year}Y{month}M{day}D{hour}H/E{?}{minute}M{second}S{*}", clock: .utc),
        FootageLayout(
            "Xiaomi", "{year}{month}{day}{hour}/{minute}M{second}S_{epoch}", clock: .local),
        FootageLayout(
            "Xiaomi on a network drive",
            "{#}_{year}{month}{day}{hour}{minute}{second}"
                + "_{end year}{end month}{end day}{end hour}{end minute}{end second}", clock: .local),
        FootageLayout(
            "Blink", "{camera}_{year}-{month}-{day}T{hour}_{minute}_{second}{offset}",
            "{year}-{month}-{day}T{hour}_{minute}_{second}{offset}", clock: .local),
        FootageLayout(
            "Blink by blinkpy", "{camera}-{year}-{month}-{day}t{hour}-{minute}-{second}-00-00", clock: .utc),
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
            "Dahua or Hikvision export",
            "{camera}_{year}{month}{day}{hour}{minute}{second}"
                + "_{end year}{end month}{end day}{end hour}{end minute}{end second}", clock: .local),
        FootageLayout(
            "Hikvision on a server",
            "{camera}_{channel}_{year}{month}{day}{hour}{minute}{second}{millisecond}_{*}",
            "{camera}_{channel}_{year}{month}{day}{hour}{minute}{second}{millisecond}", clock: .local),
        FootageLayout(
            "Reolink on a server", "{camera}_{channel}_{year}{month}{day}{hour}{minute}{second}",
            clock: .local),
        FootageLayout(
            "UniFi Protect",
            "{camera} - {short month}-{short day}-{year}, {short hour}.{short minute}.{short second}{am pm}",
            "{camera} - {short month}-{short day}-{year}, {short hour}.{short minute}.{short second} {am pm}",
            clock: .local),
        FootageLayout(
            "Protect Archiver", "{camera} - {year}-{month}-{day} - {hour}.{minute}.{second}{offset}",
            clock: .local),
        FootageLayout(
            "Protect Backup", "{camera}/{#}-{#}-{#}/{year}-{month}-{day}T{hour}-{minute}-{second} motion{*}",
            "{camera}/{#}-{#}-{#}/{year}-{month}-{day}T{hour}-{minute}-{second} ring{*}",
            "{camera}/{#}-{#}-{#}/{year}-{month}-{day}T{hour}-{minute}-{second} line{*}",
            "{camera}/{#}-{#}-{#}/{year}-{month}-{day}T{hour}-{minute}-{second} smart{*}", clock: .local,
            moment: .end),
        FootageLayout(
            "UniFi Protect remuxed",
            "{camera}_{#}_rotating_{epoch ms}_{year}-{month}-{day}T{hour}.{minute}.{second}{offset}",
            "{camera}_{#}_rotating_{epoch ms}", clock: .utc),
        FootageLayout("Ring", "RingVideo_{year}{month}{day}_{hour}{minute}{second}", clock: .local),
        FootageLayout("Tapo in Home Assistant", "{epoch}-{end epoch}", clock: .utc),
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
            "Foscam", "MDalarm_{year}{month}{day}_{hour}{minute}{second}",
            "alarm_{year}{month}{day}_{hour}{minute}{second}",
            "HMDalarm_{year}{month}{day}_{hour}{minute}{second}",
            "SDalarm_{year}{month}{day}_{hour}{minute}{second}",
            "IOalarm_{year}{month}{day}_{hour}{minute}{second}",
            "schedule_{year}{month}{day}_{hour}{minute}{second}", clock: .local),
        FootageLayout("Tapo", "{year}{month}{day}_{hour}{minute}{second}_tp{#}", clock: .local),
        FootageLayout(
            "Panasonic HomeHawk", "{month}-{day}-{year}/1{?}{hour}{minute}{second}", clock: .local),
        FootageLayout(
            "Canon", "{year}{month}{day}{hour}{minute}{second}-{#}-{?}{#}_{#}",
            "{year}{month}{day} {hour}{minute}{second}-{#}-{?}{#}_{#}", clock: .utc),
        FootageLayout(
            "Brickcom",
            "{year}{month}{day}-{hour}{minute}{second}-{end hour}{end minute}{end second}_{camera}",
            clock: .local),
        FootageLayout(
            "Uniview",
            "{camera}_S{year}{month}{day}{hour}{minute}{second}_E{end year}{end month}{end day}{end hour}{end minute}{end second}",
            "{year}-{month}-{day}/{camera}_S{hour}-{minute}-{second}_E{end hour}-{end minute}-{end second}",
            "{year}-{month}-{day}/{camera}_S{hour}-{minute}-{second}E{end hour}-{end minute}-{end second}",
            clock: .local),
        FootageLayout(
            "Axis", "{camera}/{#}/{#}/{*}/{*}/{year}{month}{day}_{hour}{minute}{second}_{?}{?}{?}{?}",
            clock: .local),
        FootageLayout(
            "LevelOne", "video_{short year}{month}{day}_{hour}{minute}{second}_{millisecond}", clock: .local),
    ]
}
