import Outcomes
import Recordings

extension LinkFacts {
    init(_ link: FollowedLink) { self.init(path: link.path, target: link.target, isLink: link.isLink) }
}

extension LinksFacts {
    /// Nil where there are none, so that the field is absent.
    init?(_ links: FootageLinks) {
        self.init(
            followed: Some(links.followed), notFollowed: Some(links.notFollowed),
            secondNames: Some(links.secondNames))
    }
}

extension LinksFacts.Some {
    init?(_ tally: FootageLinks.Tally) {
        self.init(count: tally.count, first: tally.first.map(LinkFacts.init))
    }
}

extension FootageNote.FolderWithout {
    fileprivate init(_ kind: FolderOfNoFootage.Kind) {
        self =
            switch kind {
            case .bin: .bin
            case .openedBundle: .openedBundle
            case .viewingCopies: .viewingCopies
            }
    }
}

extension FootageLinks {
    /// What a person should know of them, one after the other.
    var notes: [Note] {
        var notes = followed.first.map { FootageNote.linkFollowed(LinkFacts($0)) }
        if followed.count > followed.first.count {
            notes.append(.otherLinksFollowed(count: followed.count - followed.first.count))
        }
        if let first = notFollowed.first.first {
            notes.append(.linksNotFollowed(count: notFollowed.count, first: LinkFacts(first)))
        }
        if let first = secondNames.first.first {
            notes.append(.secondNames(count: secondNames.count, first: LinkFacts(first)))
        }
        notes += foldersOfNoFootage.map { .noFootage(folder: $0.path, FootageNote.FolderWithout($0.kind)) }
        return notes.map(Note.footage)
    }
}
