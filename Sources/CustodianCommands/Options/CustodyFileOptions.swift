import ArgumentParser
import CustodyDesk

/// Where a bundle's custody chain lies.
package struct CustodyFileOptions: ParsableArguments {
    package init() {}

    @Option(
        help: ArgumentHelp(
            "The bundle's custody chain. Default: BUNDLE.custody.jsonl, beside the bundle.", valueName: "file"
        ),
        completion: .file())
    package var custody: String?

    /// The same for a desk.
    package var place: CustodyPlace { CustodyPlace(custody) }
}
