import ArgumentParser

/// Whether bundles that are shown side by side may be of several cases.
struct CaseOptions: ParsableArguments {
    @Flag(help: "The bundles are of several cases, and that is meant.")
    var severalCases = false
}
