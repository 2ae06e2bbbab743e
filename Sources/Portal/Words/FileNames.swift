import Desk
import Outcomes

/// Files and folders as a page names them: from the folder on that was chosen, as a person who chose it knows where it lies.
struct FileNames {
    private let above: [String]

    init(_ draft: OwnersDraft) {
        above = draft.footage.map { path in
            String(path[...(path.lastIndex(of: "/") ?? path.startIndex)])
        }
        .sorted { $0.utf8.count > $1.utf8.count }
    }

    /// `Videos/porch/clip.mp4`
    func shown(_ path: String) -> String {
        let folder = above.first { path.hasPrefix($0) } ?? ""
        return String(path.dropFirst(folder.count)).harmlessOnPage
    }

    /// A sentence about a file without the file's path in front of it.
    func without(path: String, _ sentence: String) -> String {
        let start = "\(path): "
        return (sentence.hasPrefix(start) ? String(sentence.dropFirst(start.count)) : sentence).harmlessOnPage
    }
}

extension String {
    /// The text with everything made visible that could deceive the eye.
    package var harmlessOnPage: String { harmless }
}
