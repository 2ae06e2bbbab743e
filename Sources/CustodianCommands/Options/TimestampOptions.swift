import ArgumentParser

/// By whose word a bundle is known to have been sealed no later than some time.
package struct TimestampOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The certificates (PEM) of the time-stamping authorities you trust, to check when a bundle was sealed.",
            valueName: "file"),
        completion: .file())
    package var tsaRoots: String?

    package init() {}
}
