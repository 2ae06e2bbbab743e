import Records
import Sealing

/// What the file of a bundle consists of, by its bag: as the form of a bundle is unique, the same members make the same bytes
/// (docs/spec/bundle.md).
struct BundlePlan {
    /// A member, and where its data begins in the file.
    struct Member {
        let name: String
        let size: UInt64
        let offset: UInt64
        /// What the bundle's own manifest lists.
        let sha256: SHA256Digest
    }

    /// The bundle's id, as its bag says.
    let bundle: String
    /// The day it was sealed, as its bag says: ten characters, as `2026-11-24`.
    let day: String
    /// How many files it has beside the payload.
    let tagFiles: Int
    /// The encrypted members, in their order.
    let payload: [Member]
    /// What is no encrypted member: headers, tag files, the zeros between, and those at the end.
    let rest: [(offset: UInt64, bytes: [UInt8])]
    /// The size of the file in bytes.
    let size: UInt64

    /// Plans the file of a bag, having held its files against each other as far as that needs no look into the payload.
    ///
    /// - Throws: ``PackedBundleError/member(path:member:reason:)``.
    init(of bag: PackedSurvey.Bag, in path: String) throws {
        func wrong(_ member: String, _ reason: String) -> PackedBundleError {
            .member(path: path, member: member, reason: reason)
        }
        if let flaw = bag.flaw { throw wrong(flaw.member, flaw.reason) }
        let manifest = try Self.listed(bag, wrong)
        guard let text = BagInformation(bag.tagFiles[Seal.informationName] ?? []),
            BundleLayout.isBundleID(text.externalIdentifier), Self.isDay(text.baggingDate)
        else { throw wrong(Seal.informationName, "has not the four lines it must have") }
        (bundle, day) = (text.externalIdentifier, text.baggingDate)
        for entry in manifest where bag.sizes[entry.name] == nil {
            throw wrong(entry.name, "is missing")
        }
        let names = Set(manifest.map(\.name))
        if let other = bag.sizes.keys.filter(BagPlace.isPayload).sorted().first(where: { !names.contains($0) }
        ) {
            throw wrong(other, "is not listed by \(Seal.manifestName)")
        }
        var order: [(name: String, sha256: SHA256Digest?)] = [
            (Seal.declarationName, nil), (Seal.readMeName, nil),
        ]
        order += manifest.map { ($0.name, $0.sha256) }
        order += [(Seal.informationName, nil), (Seal.manifestName, nil), (BundleLayout.sealName, nil)]
        if bag.tagFiles[BundleLayout.timestampName] != nil { order.append((BundleLayout.timestampName, nil)) }
        order.append((BundleLayout.tagManifestName, nil))
        tagFiles = order.count - manifest.count

        let folder = BundleLayout.folder(of: bundle)
        var (payload, rest): ([Member], [(offset: UInt64, bytes: [UInt8])]) = ([], [])
        var position: UInt64 = 0
        func put(_ bytes: [UInt8]) {
            if let last = rest.last, last.offset + UInt64(last.bytes.count) == position {
                rest[rest.count - 1].bytes += bytes
            } else {
                rest.append((position, bytes))
            }
            position += UInt64(bytes.count)
        }
        for (name, sha256) in order {
            let size = bag.sizes[name] ?? 0
            guard size <= TarHeader.maximumSize else {
                throw wrong(name, "is larger than a bundle's member can be")
            }
            put(TarHeader.bytes(name: "\(folder)/\(name)", size: size))
            if let sha256 {
                payload.append(Member(name: name, size: size, offset: position, sha256: sha256))
                position += size
            } else {
                put(bag.tagFiles[name] ?? [])
            }
            put([UInt8](repeating: 0, count: TarHeader.padding(afterDataOf: size)))
        }
        put([UInt8](repeating: 0, count: 2 * TarHeader.blockSize))
        (self.payload, self.rest, size) = (payload, rest, position)
    }

    /// What the manifest lists, in the order a bundle has, when all tag files are those the tag manifest lists.
    private static func listed(
        _ bag: PackedSurvey.Bag, _ wrong: (String, String) -> PackedBundleError
    ) throws -> [Manifest.Entry] {
        let needed = BundleLayout.listedTagFiles.filter { $0 != BundleLayout.optionalName }
        for name in needed + [BundleLayout.tagManifestName] where bag.tagFiles[name] == nil {
            throw wrong(name, "is missing")
        }
        guard let listed = Manifest.entries(of: bag.tagFiles[BundleLayout.tagManifestName] ?? []) else {
            throw wrong(BundleLayout.tagManifestName, "has not the form of a manifest")
        }
        let present = BundleLayout.listedTagFiles.filter { bag.tagFiles[$0] != nil }
        for name in BundleLayout.listedTagFiles
        where present.contains(name) != listed.contains(where: { $0.name == name }) {
            throw wrong(
                name,
                present.contains(name) ? "is not listed by \(BundleLayout.tagManifestName)" : "is missing")
        }
        guard listed.map(\.name) == present else {
            throw wrong(BundleLayout.tagManifestName, "lists other files, or in another order")
        }
        for entry in listed where try SHA256Digest.of(bag.tagFiles[entry.name] ?? []) != entry.sha256 {
            throw wrong(
                entry.name, "the content is not what \(BundleLayout.tagManifestName) says (SHA-256)")
        }
        guard bag.tagFiles[Seal.declarationName] == BundleLayout.declaration else {
            throw wrong(Seal.declarationName, "is not the declaration of a BagIt 1.0 bag")
        }
        guard let manifest = Manifest.entries(of: bag.tagFiles[Seal.manifestName] ?? []),
            isInOrder(manifest.map(\.name))
        else { throw wrong(Seal.manifestName, "does not list the files of a bundle in their order") }
        return manifest
    }

    /// Whether a text is a day, as it becomes part of a file's name.
    private static func isDay(_ text: String) -> Bool {
        text.utf8.count == 10
            && text.utf8.enumerated().allSatisfy { place, byte in
                [4, 7].contains(place) ? byte == UInt8(ascii: "-") : (0x30...0x39).contains(byte)
            }
    }

    /// Whether these are the names of the payload of a bundle, in their order.
    private static func isInOrder(_ names: [String]) -> Bool {
        var (last, objects) = (Seal.readMeName, 0)
        for name in names {
            guard BagPlace.isPayload(name), BundleLayout.successors(of: last, objects: objects).contains(name)
            else { return false }
            if Seal.objectNumber(name) != nil { objects += 1 }
            last = name
        }
        return last == Seal.recordName
    }
}
