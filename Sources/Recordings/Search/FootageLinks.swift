/// What a search met of links, of second names and of folders without footage, for a person to know of.
///
/// A folder can hold a hundred thousand of them, so that only the first are kept by name.
package struct FootageLinks: Sendable, Hashable {
    /// Some of one kind: how many, and the first of them.
    package struct Tally: Sendable, Hashable {
        /// How many there were.
        package private(set) var count = 0
        /// The first of them.
        package private(set) var first: [FollowedLink] = []

        /// As many as fit into a sentence or two.
        private static let kept = 8

        mutating func add(_ link: @autoclosure () -> FollowedLink) {
            count += 1
            if first.count < Self.kept { first.append(link()) }
        }
    }

    /// Links that were followed: those a person named, and, where that was asked for, those in folders.
    package private(set) var followed = Tally()
    /// Links in folders that were not followed.
    package private(set) var notFollowed = Tally()
    /// Second names of one file, hard links: the file was found under the other name.
    package private(set) var secondNames = Tally()

    /// Folders in which nothing is footage, as many as fit into a sentence or two.
    package private(set) var foldersOfNoFootage: [FolderOfNoFootage] = []

    /// None.
    package init() {}

    mutating func follow(_ link: FollowedLink) { followed.add(link) }

    mutating func pass(_ link: WalkedName) {
        // Where it leads is for a person to see; what they are told need not be true a moment later.
        notFollowed.add(
            FollowedLink(path: link.path, target: link.target ?? "an unknown place", isLink: true))
    }

    mutating func pass(_ folder: FolderOfNoFootage) {
        if foldersOfNoFootage.count < 8 { foldersOfNoFootage.append(folder) }
    }

    mutating func meet(_ path: String, foundAs other: String) {
        secondNames.add(FollowedLink(path: path, target: other, isLink: false))
    }
}
