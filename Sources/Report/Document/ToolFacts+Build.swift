import Records

extension ToolFacts {
    /// Which commit a program was built from, on a line of its own behind its name and version: two builds of one version
    /// can differ.
    ///
    /// - Parameter text: how a text of the program's own is shown.
    func commitInWords(_ text: (String) -> String) -> String {
        "\n" + (commit.map { "built from commit \(text($0))" } ?? "commit not known")
    }

    /// The same within a sentence.
    func buildInSentence(_ text: (String) -> String) -> String {
        (commit.map { "built from commit \(text($0))" } ?? "of a commit that is not known")
            + (sha256.map { ", the program's own file having the SHA-256 \($0.hex)" } ?? "")
    }
}
