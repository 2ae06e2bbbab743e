import Records

/// Where in a bag a path lies, if it is that of a bundle's member: the folder of the bag, and the member's name in it.
struct BagPlace: Hashable {
    /// The folder of the bag; empty where a bag was packed without its folder.
    let folder: String
    /// `data/0001.age`, `bagit.txt`.
    let name: String

    /// Nil for a path of anything else.
    init?(_ path: String) {
        let parts = path.split(separator: "/")
        guard let last = parts.last else { return nil }
        let inData = parts.suffix(2).joined(separator: "/")
        if parts.count > 1, Self.isPayload(inData) {
            (folder, name) = (parts.dropLast(2).joined(separator: "/"), inData)
        } else if BundleLayout.maximumSize(of: String(last)) != nil {
            (folder, name) = (parts.dropLast().joined(separator: "/"), String(last))
        } else {
            return nil
        }
    }

    /// Whether such a name is that of an object, of the facts of one, or of the record.
    static func isPayload(_ name: String) -> Bool {
        name == Seal.recordName || Seal.objectNumber(name) != nil || Seal.factsNumber(name) != nil
    }

    /// Whether it alone shows that there is a bundle of ours: other bags have a `bagit.txt` as well.
    var tells: Bool {
        name == BundleLayout.sealName || name == Seal.recordName || Seal.factsNumber(name) != nil
            || BundleLayout.bundle(of: folder.split(separator: "/").last ?? "") != nil
    }
}
