import Records
import Sealing

/// The members of a bundle: their names, order and bounds (docs/spec/bundle.md, Members).
///
/// The order is fixed, so a reader knows at every member which names can stand there, and duplicates,
/// collisions and paths that climb out need no rule of their own.
package enum BundleLayout {
    package static let sealName = "seal.dsse.json"
    package static let timestampName = "seal.tsr"
    package static let tagManifestName = "tagmanifest-sha256.txt"

    /// RFC 8493 §2.1.1, exactly these bytes.
    package static let declaration = Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)

    private static let folderPrefix = "proffer-"

    /// The top folder of a bundle.
    package static func folder(of bundle: String) -> String { folderPrefix + bundle }

    /// The usual name of a bundle's file, which tells nothing but the day of sealing and the first digits of the id.
    ///
    /// - Parameter day: in UTC, `2026-11-24`.
    package static func fileName(of bundle: String, day: String) -> String {
        folder(of: "\(day)-\(bundle.prefix(8))") + ".tar"
    }

    /// Whether a name is one that ``fileName(of:day:)`` makes.
    package static func isFileName(_ name: String) -> Bool {
        name.wholeMatch(of: /proffer-[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{8}\.tar/) != nil
    }

    /// The bundle a top folder belongs to, or nil when it is none of ours.
    package static func bundle(of folder: some StringProtocol) -> String? {
        guard folder.hasPrefix(folderPrefix) else { return nil }
        let bundle = String(folder.dropFirst(folderPrefix.count))
        return isBundleID(bundle) ? bundle : nil
    }

    /// Whether a text is 32 to 64 lower-case hexadecimal digits.
    package static func isBundleID(_ text: String) -> Bool {
        (32...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// The names that can follow `previous`, nil at the beginning; none after the last member.
    ///
    /// - Parameter objects: how many objects stood before.
    package static func successors(of previous: String?, objects: Int) -> [String] {
        switch previous {
        case nil: return [Seal.declarationName]
        case Seal.declarationName: return [Seal.readMeName]
        case Seal.readMeName: return [Seal.objectName(1), Seal.recordName]
        case Seal.recordName: return [Seal.informationName]
        case Seal.informationName: return [Seal.manifestName]
        case Seal.manifestName: return [sealName]
        case sealName: return [timestampName, tagManifestName]
        case timestampName: return [tagManifestName]
        case let name?:
            if let number = Seal.objectNumber(name) {
                return (number < Seal.maximumObjects ? [Seal.objectName(number + 1)] : [])
                    + [Seal.factsName(1)]
            }
            guard let number = Seal.factsNumber(name) else { return [] }
            return [number < objects ? Seal.factsName(number + 1) : Seal.recordName]
        }
    }

    /// The tag files that the tag manifest lists, in order, as far as they are there.
    package static let listedTagFiles = [
        Seal.declarationName, Seal.readMeName, Seal.informationName, Seal.manifestName, sealName,
        timestampName,
    ]

    /// The one member that may be missing.
    package static let optionalName = timestampName

    /// The most bytes a tag file may have; nil for the payload.
    package static func maximumSize(of name: String) -> UInt64? {
        switch name {
        case Seal.declarationName: UInt64(declaration.count)
        case Seal.readMeName: 64 << 10
        case Seal.informationName, tagManifestName: 4 << 10
        // 9,999 objects make 1.7 MB of manifest and 3.1 MB of seal.
        case Seal.manifestName: 4 << 20
        case sealName: UInt64(Seal.maximumFileBytes)
        case timestampName: UInt64(TimeStampResponse.maximumBytes)
        default: nil
        }
    }
}

extension BundleLayout {
    /// A fresh random bundle id: 32 lower-case hexadecimal digits.
    ///
    /// - Throws: Sealing's error when the machine has no randomness.
    package static func newBundleID() throws(SealingError) -> String {
        let digits = Array("0123456789abcdef")
        return String(
            try SecureRandom.bytes(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
