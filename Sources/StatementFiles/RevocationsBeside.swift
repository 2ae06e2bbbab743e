import Files
import Statements
import Foundation
import Sealing

/// The revocations that lie where their consent lies, so that one who took it back cannot seal by mistake.
///
/// Looked at are the `.json` files of the folder, ordinary files of at most 64 KiB. What is no revocation, or one of
/// another consent, is passed over; what may be one and cannot be relied on is named.
package struct RevocationsBeside: Sendable {
    /// The largest file that is looked at; a revocation has a few KiB.
    private static let maximumBytes = 64 << 10

    /// A file that is no use, and why.
    package struct Unusable: Sendable, Hashable {
        /// The file.
        package let path: String
        /// What is wrong with it.
        package let reason: String
    }

    /// The revocations of the consent, checked.
    package private(set) var revocations: [DSSEEnvelope] = []
    /// Revocations that are damaged or badly signed, and not certainly of another consent. Who meant to take the consent
    /// back did so here, so nothing may be sealed before they were looked at.
    package private(set) var damaged: [Unusable] = []
    /// What could not be read at all, so that nobody knows whether it is one.
    package private(set) var unreadable: [Unusable] = []

    /// Looks through a folder.
    ///
    /// - Parameters:
    ///   - consent: as it was signed.
    ///   - path: where its file lies.
    package init(of consent: DSSEEnvelope, at path: String) {
        let folder = (path as NSString).deletingLastPathComponent
        let place = folder.isEmpty ? "." : folder
        let (names, unnamed): ([String], [String])
        do {
            (names, unnamed) = try OutsideFolder(place).names()
        } catch {
            unreadable.append(
                Unusable(path: place, reason: "the folder cannot be listed: \(error.inWords)"))
            return
        }
        for name in unnamed where name.hasSuffix(".json") {
            let file = (folder as NSString).appendingPathComponent(name)
            unreadable.append(Unusable(path: file, reason: "its name is not UTF-8; rename it"))
        }
        for name in names where name.hasSuffix(".json") {
            let file = (folder as NSString).appendingPathComponent(name)
            let bytes: [UInt8]
            do {
                guard let read = try Self.content(of: file) else { continue }
                bytes = read
            } catch {
                unreadable.append(Unusable(path: file, reason: error.description))
                continue
            }
            look(at: bytes, file, consent)
        }
    }

    /// The bytes of an ordinary file that is small enough; nil for a larger one, and for a folder.
    ///
    /// A pipe, a device or a socket that is named like one could be meant to hold a command up, and is named as unreadable.
    private static func content(of file: String) throws(FileError) -> [UInt8]? {
        do {
            return try StatementFile.read(inFolder: file, maximumBytes: maximumBytes)
        } catch .inputTooLarge {
            return nil
        } catch .inputNotAFile(_, .folder) {
            return nil
        }
    }

    private mutating func look(at bytes: [UInt8], _ file: String, _ consent: DSSEEnvelope) {
        let envelope: DSSEEnvelope
        do {
            envelope = try DSSEEnvelope(json: bytes)
        } catch {
            // Sound JSON that is no envelope is somebody's settings; a spoiled text could have been anything.
            if Self.speaksOfRevocation(bytes) {
                damaged.append(Unusable(path: file, reason: "\(error)"))
            } else if !Self.isJSON(bytes) {
                unreadable.append(Unusable(path: file, reason: "\(error)"))
            }
            return
        }
        guard envelope.payloadType == Revocation.payloadType else { return }
        do {
            let revocation = try Revocation(verifying: envelope)
            if revocation.consent == consent.payloadDigest { revocations.append(envelope) }
        } catch {
            let named = try? StrictJSON.decode(
                Named.self, from: envelope.payload, maximumBytes: Self.maximumBytes)
            guard named == nil || named?.consent == consent.payloadDigest else { return }
            damaged.append(Unusable(path: file, reason: error.description))
        }
    }

    /// The consent a revocation names, whatever else is wrong with it.
    private struct Named: Decodable {
        var consent: SHA256Digest
    }

    private static func speaksOfRevocation(_ bytes: [UInt8]) -> Bool {
        String(decoding: bytes, as: UTF8.self).contains("vnd.proffer.revocation")
    }

    private static func isJSON(_ bytes: [UInt8]) -> Bool {
        (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
    }
}
