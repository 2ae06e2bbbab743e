import Bundle
import Files
import Foundation
import Outcomes
import Records
import Register
import Sealing
import Statements

/// What lies at a place that is listed: the file, its seal, and the chain beside it, read as `custody show` reads it.
struct PlaceRead: Sendable {
    let place: CustodyListing.Place
    /// The file's size in bytes; nil where none is there.
    let size: UInt64?
    /// Whether the file is of another bundle than the one it is listed for, or of none.
    let isAnother: Bool
    /// The seal in the file; nil where none can be used.
    let seal: SealInFile?
    /// The chain: on the seal in the file, or, where none can be used, on the one that the chain names. Nil where none lies there,
    /// none can be read, or it is another bundle's.
    let chain: CustodyChain?
    /// Of which bundle the chain is, where that is another than the file's; nil where it is none or the file's.
    let anothersChain: String?
    /// Why the chain that lies there cannot be read; nil where it can, or none lies there.
    let unreadable: String?

    init(_ place: CustodyListing.Place) {
        self.place = place
        let found = place.isPackedAnew ? nil : SealInFile(place.file)
        let status = try? OutsideFile.status(of: place.file)
        isAnother = place.wasOf.map { Self.isAnother(place, found, thanOf: $0) } ?? false
        seal = isAnother ? nil : found
        size = isAnother ? nil : status.map { UInt64(max(0, $0.st_size)) }
        let file = CustodyFile(path: place.chain)
        guard file.exists else {
            (chain, anothersChain, unreadable) = (nil, nil, nil)
            return
        }
        let content: [UInt8]
        do { content = try file.content() } catch {
            (chain, anothersChain, unreadable) = (nil, nil, DeskError(error).message)
            return
        }
        let parsed =
            seal.map { CustodyChain(jsonLines: content, of: $0.seal, digest: $0.digest) }
            ?? CustodyChain(withoutSeal: content)
        guard let read = parsed, !read.links.isEmpty || read.foreign != nil else {
            (chain, anothersChain, unreadable) = (nil, nil, "no line in it is a custody entry")
            return
        }
        unreadable = nil
        if isAnother, place.wasOf?.digest != read.seal {
            // It is the other file's, and says nothing of the bundle that lay here.
            (chain, anothersChain) = (nil, nil)
        } else if seal != nil, read.links.isEmpty {
            (chain, anothersChain) = (nil, read.foreign)
        } else if seal == nil, size != nil, let id = place.id, id != read.bundle {
            (chain, anothersChain) = (nil, read.bundle)
        } else {
            (chain, anothersChain) = (read, nil)
        }
    }

    /// Whether what lies there is not the bundle that lay there when this machine saw it.
    private static func isAnother(
        _ place: CustodyListing.Place, _ found: SealInFile?, thanOf was: BundleKey
    ) -> Bool {
        if let found, was.isSeal { return found.digest != was.digest }
        return RegisteredPath.isThere(place.file) && !place.isPackedAnew
            && (try? BundleHead.of(place.file)) == .other
    }

    /// Whether the file begins as a bundle does, and no seal in it can be used.
    var lacksSeal: Bool { seal == nil && size != nil && !isAnother && !place.isPackedAnew && place.id != nil }

    /// Whether the bundle that is listed lies there.
    ///
    /// - Parameter known: what the register has of it.
    func liesThere(as known: RegisteredBundle?) -> Bool {
        guard size != nil else { return false }
        return place.isPackedAnew || seal != nil
            || (place.id != nil && place.id == chain?.bundle ?? known?.seen.id)
    }
}

extension CustodyChain {
    /// The bundle that the first line of another bundle's names; nil where no line does.
    fileprivate var foreign: String? {
        flaws.lazy.compactMap { if case .foreign(_, let bundle) = $0 { bundle } else { nil } }.first
    }
}

extension RegisteredBundle {
    /// Where the very file lies that lay under a path when this machine saw it: with its digest by the register, its size and its
    /// seal. The bytes are not read. Nil where none is known.
    func sameFile(elsewhereThan path: String, archive: ArchiveFacts?) -> String? {
        guard let archive = files.first(where: { $0.path == path })?.archive ?? archive else { return nil }
        return files.first { file in
            file.path != path && file.archive == archive && lies(at: file.path, size: archive.size)
        }?.path
    }

    private func lies(at path: String, size: UInt64) -> Bool {
        guard let status = try? OutsideFile.status(of: path), UInt64(max(0, status.st_size)) == size else {
            return false
        }
        return !seen.key.isSeal || SealInFile(path)?.digest == seen.key.digest
    }
}

extension BundleSeen {
    /// What the seal in a file says of the bundle.
    init(_ found: SealInFile) {
        self.init(BundleKey(seal: found.digest))
        id = found.seal.bundle
        sealed = found.seal.sealed
        signer = found.seal.signer
        record = found.record
    }
}
