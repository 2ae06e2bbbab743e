import Custody
import Sealing

/// The members of a bundle: their names, order and bounds (docs/spec/bundle.md, Members).
///
/// The order is fixed, so a reader knows at every member which names can stand there, and duplicates,
/// collisions and paths that climb out need no rule of their own.
package enum BundleLayout {
    package static let declarationName = "bagit.txt"
    package static let readMeName = "README.txt"
    package static let informationName = "bag-info.txt"
    package static let manifestName = "manifest-sha256.txt"
    package static let sealName = "seal.dsse.json"
    package static let timestampName = "seal.tsr"
    package static let tagManifestName = "tagmanifest-sha256.txt"

    /// RFC 8493 §2.1.1, exactly these bytes.
    package static let declaration = Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)

    /// How many objects a bundle may hold; they are numbered with four digits.
    package static let maximumObjects = 9_999
    /// What a record measures at least, padded (docs/spec/bundle.md, Padding).
    package static let minimumRecordSize: UInt64 = 4096

    private static let folderPrefix = "proffer-"

    /// The top folder of a bundle.
    package static func folder(of bundle: String) -> String { folderPrefix + bundle }

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

    /// `data/0001.age` for the first object, number 1.
    package static func objectName(_ number: Int) -> String {
        let digits = String(number)
        return "data/\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits).age"
    }

    /// The names that can follow `previous`, nil at the beginning; none after the last member.
    package static func successors(of previous: String?) -> [String] {
        switch previous {
        case nil: [declarationName]
        case declarationName: [readMeName]
        case readMeName: [objectName(1), Seal.recordName]
        case Seal.recordName: [informationName]
        case informationName: [manifestName]
        case manifestName: [sealName]
        case sealName: [timestampName, tagManifestName]
        case timestampName: [tagManifestName]
        case let name? where Seal.isObjectName(name):
            // Seal.isObjectName has checked that these are digits.
            (Int(name.dropFirst(5).dropLast(4)) ?? maximumObjects) < maximumObjects
                ? [objectName((Int(name.dropFirst(5).dropLast(4)) ?? 0) + 1), Seal.recordName]
                : [Seal.recordName]
        default: []
        }
    }

    /// The tag files that the tag manifest lists, in order, as far as they are there.
    package static let listedTagFiles = [
        declarationName, readMeName, informationName, manifestName, sealName, timestampName,
    ]

    /// The one member that may be missing.
    package static let optionalName = timestampName

    /// The most bytes a tag file may have; nil for the payload.
    package static func maximumSize(of name: String) -> UInt64? {
        switch name {
        case declarationName: UInt64(declaration.count)
        case readMeName: 64 << 10
        case informationName, tagManifestName: 4 << 10
        // 9,999 objects make 0.8 MB of manifest and 1.5 MB of seal.
        case manifestName, sealName: 4 << 20
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
