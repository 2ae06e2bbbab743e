import Records
import Sealing

/// Whether manifests, bag and payload of a well-formed archive agree with each other.
///
/// This says nothing about who wrote them: files and manifests can be replaced together. That is for
/// ``SealedChecks``.
struct IntactChecks {
    let checks: [Check]

    init(archive: BundleArchive) {
        let payload = archive.payload.map { Manifest.Entry(name: $0.name, sha256: $0.sha256) }
        let manifest = Manifest.entries(of: archive.tagFile(Seal.manifestName) ?? [])
        let tagManifest = Manifest.entries(of: archive.tagFile(BundleLayout.tagManifestName) ?? [])
        let tagFiles = BundleLayout.listedTagFiles.compactMap { name in
            archive.member(name).map { Manifest.Entry(name: name, sha256: $0.sha256) }
        }
        checks = [
            Check(.manifestListsPayload, Self.lists(manifest, payload)),
            Check(.payloadMatchesManifest, Self.matches(manifest, payload)),
            Check(.tagFilesMatchManifest, Self.tagFilesMatch(tagManifest, tagFiles)),
            Check(.bagDeclarationAndSize, Self.bag(archive)),
            Check(.readmeKnown, Self.readMe(archive)),
        ]
    }

    /// Whether a manifest names the files there are, each once and in order.
    private static func lists(_ manifest: [Manifest.Entry]?, _ files: [Manifest.Entry]) -> Verdict {
        guard let manifest else { return .failed(reason: "the manifest has not the form of one") }
        let listed = manifest.map(\.name)
        let present = files.map(\.name)
        if listed == present { return .ok }
        let (listedOnce, presentOnce) = (Set(listed), Set(present))
        if let name = listed.first(where: { !presentOnce.contains($0) }) {
            return .failed(reason: "it lists \(name.prefix(80)), which is not there")
        }
        if let name = present.first(where: { !listedOnce.contains($0) }) {
            return .failed(reason: "it does not list \(name)")
        }
        return .failed(reason: "it lists a file twice, or in another order")
    }

    private static func matches(_ manifest: [Manifest.Entry]?, _ files: [Manifest.Entry]) -> Verdict {
        guard let manifest else { return .notChecked(reason: "the manifest cannot be read") }
        let listed = Dictionary(
            manifest.map { ($0.name, $0.sha256) }, uniquingKeysWith: { first, _ in first })
        let changed = files.filter { listed[$0.name] != nil && listed[$0.name] != $0.sha256 }.map(\.name)
        if let first = changed.first {
            let others = changed.count > 1 ? ", and \(changed.count - 1) more files" : ""
            return .failed(reason: "\(first)\(others): the content is not what the manifest says (SHA-256)")
        }
        return .ok
    }

    private static func tagFilesMatch(_ manifest: [Manifest.Entry]?, _ files: [Manifest.Entry]) -> Verdict {
        let listing = lists(manifest, files)
        guard listing == .ok else { return listing }
        return matches(manifest, files)
    }

    /// RFC 8493 §2.1.1 and the reserved elements of §2.2.2.
    private static func bag(_ archive: BundleArchive) -> Verdict {
        guard archive.tagFile(Seal.declarationName) == BundleLayout.declaration else {
            return .failed(reason: "bagit.txt is not the declaration of a BagIt 1.0 bag")
        }
        let information = archive.tagFile(Seal.informationName) ?? []
        guard let text = BagInformation(information) else {
            return .failed(reason: "bag-info.txt has not the four lines it must have")
        }
        let octets = archive.payload.map(\.size).reduce(0, +)
        let expected = "\(octets).\(archive.payload.count)"
        return text.payloadOxum == expected
            ? .ok
            : .failed(reason: "bag-info.txt says Payload-Oxum \(text.payloadOxum), and it is \(expected)")
    }

    /// A seal shows who wrote the README, not that what it tells people to do does them no harm, and they may not know the
    /// sealer. A text of an earlier version is something else as well: what it told people to do may have been found wanting.
    private static func readMe(_ archive: BundleArchive) -> Verdict {
        let isKnown = archive.tagFile(Seal.readMeName) == Array(BundleReadMe.text.utf8)
        return isKnown
            ? .ok
            : .notChecked(
                reason: "it is not the text of this version but the word of whoever sealed; "
                    + "do not do what it says unless you know it from elsewhere")
    }
}
