import Starts
import Files
import Objects
import Foundation
import Glibc

/// A link and what it leads to.
package struct FollowedLink: Sendable, Hashable {
    /// The path that is a link, or leads through one.
    package let path: String
    /// Where it leads: a path without links.
    package let target: String
    /// Whether the path itself is a link, and not only a folder on its way.
    package let isLink: Bool
}

/// A path somebody typed, and what it is without the links in it.
///
/// A label, a place and often a time are read from a path. What a link is called is the word of whoever made it, so the
/// real path counts; and where the two tell different things, the person is asked.
struct NamedPath {
    /// As it was typed.
    let typed: String
    /// The path without links: absolute where there was one in it, else as it was typed.
    let real: String
    /// What is to be said of it; nil where no link is in it.
    let link: FollowedLink?
    let kind: FileKind

    /// - Throws: ``FootageError/missing(path:)`` or ``FootageError/notReadable(path:cause:)``.
    init(_ typed: String) throws(FootageError) {
        self.typed = typed
        guard let resolved = realpath(typed, nil) else { throw SourceFile.failure(typed, errno) }
        defer { free(resolved) }
        guard let real = String(validatingCString: resolved) else {
            throw .notReadable(path: typed, cause: "it leads to a name that is not UTF-8; rename that")
        }
        do {
            kind = FileKind(mode: try OutsideFile.status(of: real, followsLink: false).st_mode)
            if real == Self.absolute(typed) {
                (self.real, link) = (typed, nil)
            } else {
                let own = try OutsideFile.status(of: Self.withoutSlashes(typed), followsLink: false)
                self.real = real
                link = FollowedLink(
                    path: typed, target: real, isLink: FileKind(mode: own.st_mode) == .link)
            }
        } catch {
            throw .notReadable(path: typed, cause: error.inWords)
        }
    }

    /// A link that the walk came to, and what it leads to.
    ///
    /// - Throws: as ``init(_:)``.
    init(link: WalkedName) throws(FootageError) {
        do {
            try self.init(link.path)
        } catch .missing {
            throw .notReadable(path: link.path, cause: "it is a link, and leads to nothing")
        }
    }

    /// The absolute path that a typed one spells, whatever lies there.
    private static func absolute(_ path: String) -> String? {
        var parts: [Substring] = []
        if !path.hasPrefix("/") {
            guard let current = getcwd(nil, 0) else { return nil }
            defer { free(current) }
            guard let folder = String(validatingCString: current) else { return nil }
            parts = folder.split(separator: "/")
        }
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// `link/` is what the link leads to, `link` the link.
    private static func withoutSlashes(_ path: String) -> String {
        var path = path[...]
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return String(path)
    }

    /// What a path under this one would be called if it were reached as this one was typed.
    func asTyped(_ path: String) -> String {
        let rest = path.utf8.dropFirst(real.utf8.count)
        return typed + String(decoding: rest, as: UTF8.self)
    }

    /// Refuses a recording that its typed path calls another camera's, or of another time, than its real one.
    ///
    /// - Throws: ``FootageError/linkReadsOtherwise(link:claims:target:found:)``.
    func check(_ path: String) throws(FootageError) {
        guard link != nil else { return }
        let typed = asTyped(path)
        // A name that tells nothing claims nothing.
        guard let claimed = LayoutTable.read(path: typed) else { return }
        let found = LayoutTable.read(path: path)
        let cameras = (
            CameraLabel.of(path: typed, reading: claimed), CameraLabel.of(path: path, reading: found)
        )
        let same = claimed.civil == found?.civil && claimed.clock == found?.clock && cameras.0 == cameras.1
        guard !same else { return }
        throw .linkReadsOtherwise(
            link: typed, claims: "\(cameras.0), \(claimed.civil)", target: path,
            found: found.map { "\(cameras.1), \($0.civil)" } ?? "\(cameras.1), without a time")
    }
}

/// A recording that a person named by its path, for what takes single files.
package struct NamedRecording: Sendable, Hashable {
    /// The path without links.
    package let path: String
    /// What is to be said of it; nil where no link is in it.
    package let link: FollowedLink?

    /// - Parameter followsLinks: whether a link is taken by what it leads to, whatever it is called itself.
    /// - Throws: ``FootageError/missing(path:)``, ``FootageError/notReadable(path:cause:)``,
    ///   ``FootageError/linkReadsOtherwise(link:claims:target:found:)``.
    package init(_ typed: String, followsLinks: Bool) throws(FootageError) {
        let named = try NamedPath(typed)
        if !followsLinks { try named.check(named.real) }
        (path, link) = (named.real, named.link)
    }
}
