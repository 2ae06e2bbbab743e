import ArgumentParser

/// Cameras that are named though nothing of them is among the files.
struct AbsentCameraOptions: ParsableArguments {
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "A camera that is named and of which nothing is among the files, where you mean that: the record then says so. "
                + "Without it, a name that no recording bears stops this.", valueName: "camera"))
    var without: [String] = []
}
