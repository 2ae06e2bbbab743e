import Records
import Sealing

/// What lies in something packed: the bags of bundles, and what is no part of one.
struct PackedSurvey {
    /// A bag, as far as its files were come to.
    struct Bag {
        /// How many bytes each file has, by its name in the bag.
        var sizes: [String: UInt64] = [:]
        /// The files beside the payload, whole.
        var tagFiles: [String: [UInt8]] = [:]
        /// The first file that is not as one of a bundle must be, and why.
        var flaw: (member: String, reason: String)?
        /// How it is packed, the outermost first; empty for a folder.
        var layers: [String] = []
        /// Whether something in it is of a bundle of ours and of nothing else.
        var tells = false
    }

    /// The bags of bundles, by their folder.
    private(set) var bags: [String: Bag] = [:]
    /// What else lies there, as it was come to.
    private(set) var others: [String] = []

    private var keptBytes: UInt64 = 0
    /// More than the tag files of any one bundle and some texts of other bags.
    private static let mostKeptBytes: UInt64 = 64 << 20

    /// Walks a folder or an archive to its end.
    ///
    /// - Throws: ``FileError``, ``PackedBundleError``.
    init(of path: String) throws {
        var found = PackedSurvey()
        try PackedWalk.forEachFile(in: path) { file, content in
            try found.take(file, content)
            return true
        }
        self = found
        for (folder, bag) in bags where !bag.tells {
            let stem = folder.isEmpty ? "" : folder + "/"
            others += (Set(bag.sizes.keys).union(bag.tagFiles.keys)).map { stem + $0 }
            bags[folder] = nil
        }
        others.sort()
    }

    private init() {}

    private mutating func take(_ file: PackedFile, _ content: PackedContent) throws {
        guard file.kind != .folder else { return }
        guard let place = BagPlace(file.path) else {
            others.append(file.path)
            return
        }
        var bag = bags[place.folder] ?? Bag()
        defer { bags[place.folder] = bag }
        if place.tells { bag.tells = true }
        bag.layers = file.layers
        guard file.kind == .file else {
            bag.note(
                place.name, file.kind == .link ? "is a link, and a bundle has none" : "is no ordinary file")
            return
        }
        guard bag.sizes[place.name] == nil else {
            bag.note(place.name, "is there twice")
            return
        }
        guard let limit = BundleLayout.maximumSize(of: place.name) else {
            bag.sizes[place.name] = try file.size ?? content.drain()
            return
        }
        guard let text = try content.all(atMost: limit) else {
            bag.sizes[place.name] = limit + 1
            bag.note(place.name, "is larger than the \(limit) bytes it may have")
            return
        }
        keptBytes += UInt64(text.count)
        guard keptBytes <= Self.mostKeptBytes else { throw ReadingBudget.Exceeded() }
        bag.sizes[place.name] = UInt64(text.count)
        bag.tagFiles[place.name] = text
    }

    /// The one bag.
    ///
    /// - Throws: ``PackedBundleError`` where there is none, or more than one.
    func onlyBag(of path: String) throws(PackedBundleError) -> (folder: String, bag: Bag) {
        guard let first = bags.first else { throw .noBundle(path: path) }
        guard bags.count == 1 else {
            throw .several(
                path: path, folders: bags.keys.sorted().map { $0.isEmpty ? "its top" : $0 })
        }
        return (first.key, first.value)
    }
}

extension PackedSurvey.Bag {
    fileprivate mutating func note(_ member: String, _ reason: String) {
        if flaw == nil { flaw = (member, reason) }
    }
}
