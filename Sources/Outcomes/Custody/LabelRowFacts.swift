/// What became of the label of one of many bundles, as programs read it.
package struct LabelRowFacts: Encodable, Sendable {
    package var file: String
    /// Why it was not changed; absent where it was.
    package var reason: String?
    package var kind: DeskError.Kind?
    /// What helps, for a front to put into words.
    package var remedy: Remedy?

    private enum CodingKeys: String, CodingKey { case file, reason, kind }

    package init(file: String) { self.file = file }
}
