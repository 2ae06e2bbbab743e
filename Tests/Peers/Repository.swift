import Foundation

/// The checked-out repository, for tests that read its pages.
package enum Repository {
    package static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The fenced blocks of a page in docs/spec by the word after their fence, in order.
    package static func examples(of page: String, _ language: String = "json") throws -> [String] {
        let text = try String(contentsOf: root.appending(path: "docs/spec/\(page).md"), encoding: .utf8)
        var examples: [String] = []
        var current: [Substring]?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let lines = current {
                if line == "```" {
                    examples.append(lines.joined(separator: "\n"))
                    current = nil
                } else {
                    current = lines + [line]
                }
            } else if line == "```\(language)" {
                current = []
            }
        }
        return examples
    }

    /// The only block of its language on a page, or the one at a place where there are several.
    package static func example(of page: String, _ language: String = "json", _ place: Int = 0) throws
        -> [UInt8]
    {
        let examples = try examples(of: page, language)
        guard examples.indices.contains(place) else {
            throw Peer.Missing(description: "docs/spec/\(page).md has \(examples.count) of \(language)")
        }
        return Array(examples[place].utf8)
    }
}
