extension LayoutTable {
    /// What cameras in cars write. Letters behind the time tell the cameras of one car apart.
    static let vehicles: [FootageLayout] = [
        FootageLayout(
            "Tesla", "{year}-{month}-{day}_{hour}-{minute}-{second}-{view}", clock: .local),
        FootageLayout(
            "BlackVue", "{year}{month}{day}_{hour}{minute}{second}_N{view}",
            "{year}{month}{day}_{hour}{minute}{second}_E{view}",
            "{year}{month}{day}_{hour}{minute}{second}_P{view}",
            "{year}{month}{day}_{hour}{minute}{second}_M{view}", clock: .local),
        FootageLayout(
            "Viofo", "{year}_{month}{day}_{hour}{minute}{second}_{#}{view}",
            "{year}_{month}{day}_{hour}{minute}{second}_{view}_{*}",
            "{year}{month}{day}{hour}{minute}{second}_{#}{view}",
            "{year}{month}{day}{hour}{minute}{second}_{#}", clock: .local),
        FootageLayout("SJCAM", "{year}_{month}{day}_{hour}{minute}{second}_{#}", clock: .local),
        FootageLayout(
            "Thinkware", "REC_{year}_{month}_{day}_{hour}_{minute}_{second}_{view}",
            "EVT_{year}_{month}_{day}_{hour}_{minute}_{second}_{view}",
            "MOT_{year}_{month}_{day}_{hour}_{minute}_{second}_{view}",
            "MAN_{year}_{month}_{day}_{hour}_{minute}_{second}_{view}", clock: .local),
        FootageLayout(
            "Nextbase", "{short year}{month}{day}_{hour}{minute}{second}_{#}_{view}H",
            "{short year}{month}{day}_{hour}{minute}{second}_{#}_{view}L", clock: .local),
        FootageLayout(
            "70mai", "NO{year}{month}{day}-{hour}{minute}{second}-{#}{view}",
            "EV{year}{month}{day}-{hour}{minute}{second}-{#}{view}",
            "PA{year}{month}{day}-{hour}{minute}{second}-{#}{view}",
            "NO{year}{month}{day}-{hour}{minute}{second}-{#}",
            "EV{year}{month}{day}-{hour}{minute}{second}-{#}",
            clock: .local),
        FootageLayout(
            "Vantrue", "{year}{month}{day}_{hour}{minute}{second}_{#}_{?}_{view}", clock: .local),
        FootageLayout(
            "Cowon", "{year}{month}{day}-{hour}{minute}{second}_NOR_{?}{*}",
            "{year}{month}{day}-{hour}{minute}{second}_EVT_{?}{*}",
            "{year}{month}{day}-{hour}{minute}{second}_MOT_{?}{*}",
            clock: .local),
        FootageLayout(
            "MY150", "REC_{short year}{month}{day}-{hour}{minute}{second}-{#}{view}", clock: .local),
        FootageLayout(
            "Havis", "{camera}_{month name}.{day}.{year}_{hour}.{minute}.{second}",
            "{camera}_{month name}.{day}.{year}_{hour}.{minute}.{second}+",
            "{month name}.{day}.{year}_{hour}.{minute}.{second}",
            "{month name}.{day}.{year}_{hour}.{minute}.{second}+",
            clock: .local),
    ]
}
