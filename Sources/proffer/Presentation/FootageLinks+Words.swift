import CustodianCommands
import Recordings

extension FollowedLink {
    /// `X is a link to Y`.
    var inWords: String {
        isLink ? "\(path) is a link to \(target)" : "\(path) leads through a link to \(target)"
    }
}

extension FootageLinks {
    /// What a person should know of them, a sentence each.
    var notes: [String] {
        var notes = followed.first.map(\.inWords)
        if followed.count > followed.first.count {
            let others = followed.count - followed.first.count
            notes.append("\(others) other link\(others == 1 ? " was" : "s were") followed")
        }
        if let first = notFollowed.first.first {
            notes.append(
                (notFollowed.count == 1
                    ? "1 link was not followed: \(first.inWords)"
                    : "\(notFollowed.count) links were not followed, such as: \(first.inWords)")
                    + "; whoever may write to a folder can make one lead to any file, so name what you mean, or add "
                    + "--follow-links to take what they lead to by its own path")
        }
        if let first = secondNames.first.first {
            notes.append(
                (secondNames.count == 1
                    ? "" : "\(secondNames.count) files were found by a second name, such as: ")
                    + "\(first.path) is the same file as \(first.target) (a hard link), and counts once")
        }
        return notes
    }
}

/// What `--json` tells of links (docs/spec/footage.md).
struct LinksFacts: Encodable {
    struct Link: Encodable {
        var path: String
        var target: String

        init(_ link: FollowedLink) { (path, target) = (link.path, link.target) }
    }

    struct Some: Encodable {
        var count: Int
        var first: [Link]

        init?(_ tally: FootageLinks.Tally) {
            guard tally.count > 0 else { return nil }
            count = tally.count
            first = tally.first.map(Link.init)
        }
    }

    var followed: Some?
    var notFollowed: Some?
    var secondNames: Some?

    enum CodingKeys: String, CodingKey {
        case followed
        case notFollowed = "not_followed"
        case secondNames = "second_names"
    }

    /// Nil where there are none, so that the field is absent.
    init?(_ links: FootageLinks) {
        followed = Some(links.followed)
        notFollowed = Some(links.notFollowed)
        secondNames = Some(links.secondNames)
        if followed == nil, notFollowed == nil, secondNames == nil { return nil }
    }
}

extension Page {
    /// By which links recordings were reached.
    mutating func links(_ links: [FollowedLink]) {
        guard !links.isEmpty else { return }
        gap()
        var said: Set<FollowedLink> = []
        for link in links where said.insert(link).inserted { paragraph("\(link.inWords).") }
    }
}
