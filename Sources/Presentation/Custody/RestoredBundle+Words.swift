import Outcomes
import Statements

extension RestoredBundleFacts {
    /// What was done, for people.
    package var passages: [Passage] {
        var passages: [Passage] = [
            .paragraph(
                "\(file) is the bundle again: its \(members) files, each with the digest that the bundle itself lists, in "
                    + "the one form that bundles have. So it has the bytes it had before it was packed anew, if nobody changed the "
                    + "files and the list together: whether somebody did, and who sealed it, is told by checking it."
            ),
            .gap,
            .facts(
                [
                    LabelledText("Bundle", bundle),
                    LabelledText("Size", "\(archive.size) bytes"),
                    LabelledText("SHA-256", archive.sha256.hex),
                    LabelledText(
                        "Made of",
                        from + (layers.isEmpty ? ", a folder" : " (\(layers.joined(separator: ", ")))")),
                ].compactMap(\.self)),
        ]
        guard !leftOut.isEmpty else { return passages }
        passages += [
            .gap,
            .paragraph(
                "\(leftOut.count == 1 ? "1 file that lay" : "\(leftOut.count) files that lay") there too "
                    + "\(leftOut.count == 1 ? "is" : "are") no part of the bundle and \(leftOut.count == 1 ? "was" : "were") left "
                    + "out:"),
        ]
        passages += leftOut.prefix(Self.mostNamed).map { .paragraph("- \($0)") }
        if leftOut.count > Self.mostNamed {
            passages.append(.paragraph("- and \(leftOut.count - Self.mostNamed) more"))
        }
        return passages
    }

    /// How many files are named.
    private static let mostNamed = 20
}
