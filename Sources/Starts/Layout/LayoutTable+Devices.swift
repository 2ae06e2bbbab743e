extension LayoutTable {
    /// What telephones, cameras in the hand, drones and computers write, and what passed on by messages is called.
    static let devices: [FootageLayout] = [
        FootageLayout(
            "Pixel", "PXL_{year}{month}{day}_{hour}{minute}{second}{millisecond}",
            "PXL_{year}{month}{day}_{hour}{minute}{second}{millisecond}.{*}",
            "PXL_{year}{month}{day}_{hour}{minute}{second}{millisecond}~{*}", clock: .utc),
        FootageLayout(
            "Insta360", "VID_{year}{month}{day}_{hour}{minute}{second}_{channel}_{#}", clock: .local),
        FootageLayout(
            "Android", "VID_{year}{month}{day}_{hour}{minute}{second}",
            "VID_{year}{month}{day}_{hour}{minute}{second}_{*}",
            "VID{year}{month}{day}{hour}{minute}{second}", clock: .local),
        FootageLayout(
            "DJI", "DJI_{year}{month}{day}{hour}{minute}{second}_{#}_{?}", clock: .local),
        FootageLayout(
            "Blueye", "video_{camera}_{year}-{month}-{day}_{hour}{minute}{second}", clock: .local),
        FootageLayout(
            "Zoom", "GMT{year}{month}{day}-{hour}{minute}{second}_Recording{*}", clock: .utc),
        FootageLayout(
            "OBS Studio", "{year}-{month}-{day} {hour}-{minute}-{second}", clock: .local),
        FootageLayout(
            "OBS Studio replay", "Replay {year}-{month}-{day} {hour}-{minute}-{second}", clock: .local,
            moment: .end),
        FootageLayout(
            "WhatsApp", "WhatsApp Video {year}-{month}-{day} at {short hour}.{minute}.{second} {am pm}",
            "WhatsApp Video {year}-{month}-{day} at {short hour}.{minute}.{second}",
            "WhatsApp Video {year}-{month}-{day} at {short hour}.{minute}.{second}_{*}", clock: .local,
            moment: .sent),
        FootageLayout(
            "Signal", "signal-{year}-{month}-{day}-{hour}-{minute}-{second}{*}",
            "signal-{year}-{month}-{day}-{hour}{minute}{second}{*}", clock: .local, moment: .sent),
        FootageLayout(
            "Telegram", "video_{#}@{day}-{month}-{year}_{hour}-{minute}-{second}",
            "video_{year}-{month}-{day}_{hour}-{minute}-{second}", clock: .local, moment: .sent),
    ]
}
