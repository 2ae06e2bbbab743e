extension ObjectFacts {
    /// The most bytes of a name.
    private static let nameBytes = 100
    private static let plain = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.".utf8)

    /// Why no file can safely be given the object's name, which comes from whoever made the bundle; nil where one can
    /// (docs/spec/record.md, Object).
    public var nameFlaw: String? {
        guard !name.hasPrefix("."), (1...Self.nameBytes).contains(name.utf8.count),
            name.utf8.allSatisfy(Self.plain.contains)
        else { return "its name is not one that is safe to give a file" }
        guard ["mp4", "mov", "png"].contains(container) else { return "\(container) is no file of an object" }
        return name.hasSuffix(".\(container)") ? nil : "its name does not end in .\(container)"
    }
}
