import CustodyDesk
import Files
import Outcomes
import Sealing
import StatementFiles

/// A file that was given and that this front made in one of its owner's cases, or keeps there.
package struct OwnFile: Equatable, Sendable {
    package enum Kind: Equatable, Sendable { case consent, decline, offer, revocation, bundle }

    package let found: OwnersCase
    package let kind: Kind
    /// Whether it is the latest of its kind in the case.
    package let isLatest: Bool
}

extension OwnersCases {
    /// The case that a file is of, where it is one's own: by the digest of what is signed in it, or by a bundle's beginning.
    ///
    /// What it says of a bundle is only which one it is: nobody looked further into the file.
    ///
    /// - Returns: nil where it is none of these cases, or changed.
    package func find(own file: RecognisedFile) -> OwnFile? {
        guard file.flaw == nil else { return nil }
        return all.lazy.compactMap { found -> OwnFile? in
            switch file.nature {
            case .consent: own(file, .consent, (1...found.yeses).map { found.consent($0) }, found)
            case .revocation: own(file, .revocation, (1...found.yeses).map { found.revocation($0) }, found)
            case .decline: own(file, .decline, [found.decline], found)
            case .counterOffer: own(file, .offer, [found.offer], found)
            case .bundle: ownBundle(file, found)
            default: nil
            }
        }.first
    }

    private var all: [OwnersCase] {
        ((try? OutsideFolder(path).names().texts) ?? []).compactMap { find($0) }
    }

    /// - Parameter kept: where files of that kind lie, the latest last; some need not be there.
    private func own(
        _ file: RecognisedFile, _ kind: OwnFile.Kind, _ kept: [String], _ found: OwnersCase
    ) -> OwnFile? {
        let digests = kept.compactMap { path in
            (try? StatementFile.read(path)).flatMap { try? DSSEEnvelope(json: $0) }?.payloadDigest
        }
        guard let digest = file.digest, digests.contains(digest) else { return nil }
        return OwnFile(found: found, kind: kind, isLatest: digests.last == digest)
    }

    /// As much of a bundle's beginning is compared: its name and its first files.
    private static let compared = 16 << 10

    private func ownBundle(_ file: RecognisedFile, _ found: OwnersCase) -> OwnFile? {
        let bundles = found.bundlesOfAll
        guard !bundles.isEmpty, let head = Self.head(of: file.path), head.count >= 512,
            let bundle = bundles.first(where: {
                Self.head(of: $0.path)?.prefix(head.count).elementsEqual(head) ?? false
            })
        else { return nil }
        return OwnFile(found: found, kind: .bundle, isLatest: found.bundles.first == bundle)
    }

    private static func head(of path: String) -> [UInt8]? {
        guard let (descriptor, _) = try? RegularFile.open(path) else { return nil }
        defer { try? descriptor.close() }
        var bytes = [UInt8](repeating: 0, count: compared)
        let count = bytes.withUnsafeMutableBytes { try? descriptor.read(fromAbsoluteOffset: 0, into: $0) }
        return count.map { Array(bytes.prefix($0)) }
    }
}
