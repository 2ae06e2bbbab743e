/// A link by which a recording was reached, or a second name of one.
package struct LinkFacts: Encodable, Hashable, Sendable {
    /// The path that is a link, or leads through one.
    package var path: String
    /// Where it leads: a path without links.
    package var target: String
    /// Whether the path itself is a link, and not only a folder on its way.
    package var isLink: Bool

    private enum CodingKeys: String, CodingKey { case path, target }

    package init(path: String, target: String, isLink: Bool) {
        self.path = path
        self.target = target
        self.isLink = isLink
    }
}

/// What a search met of links and of second names, as programs read it (docs/spec/footage.md).
package struct LinksFacts: Encodable, Equatable, Sendable {
    /// Some of one kind: how many, and the first of them.
    package struct Some: Encodable, Equatable, Sendable {
        package var count: Int
        package var first: [LinkFacts]

        /// Nil where there are none, so that the field is absent.
        package init?(count: Int, first: [LinkFacts]) {
            guard count > 0 else { return nil }
            self.count = count
            self.first = first
        }
    }

    /// Links that were followed.
    package var followed: Some?
    /// Links in folders that were not followed.
    package var notFollowed: Some?
    /// Second names of one file: hard links.
    package var secondNames: Some?

    private enum CodingKeys: String, CodingKey {
        case followed
        case notFollowed = "not_followed"
        case secondNames = "second_names"
    }

    /// Nil where there are none of any kind.
    package init?(followed: Some?, notFollowed: Some?, secondNames: Some?) {
        guard followed != nil || notFollowed != nil || secondNames != nil else { return nil }
        self.followed = followed
        self.notFollowed = notFollowed
        self.secondNames = secondNames
    }
}
