import ArgumentParser

/// For whom the result is written.
package struct ResultOptions: ParsableArguments {
    package init() {}

    @Flag(help: "Write the result as JSON, for programs.")
    package var json = false

    /// Writes the one or the other to standard output.
    package func show(json value: some Encodable, page: (inout Page) -> Void) throws {
        try Self.show(value, isJSON: json, page: page)
    }

    /// Writes a value for programs, or a page for people.
    static func show(_ value: some Encodable, isJSON: Bool, page: (inout Page) -> Void) throws {
        guard !isJSON else { return try Output.json(value) }
        var result = Page()
        page(&result)
        try Output.results(result)
    }
}
