import ArgumentParser

/// For whom the result is written.
struct ResultOptions: ParsableArguments {
    @Flag(help: "Write the result as JSON, for programs.")
    var json = false

    /// Writes the one or the other to standard output.
    func show(json value: some Encodable, page: (inout Page) -> Void) throws {
        guard !json else { return try Output.json(value) }
        var result = Page()
        page(&result)
        try Output.results(result)
    }
}
