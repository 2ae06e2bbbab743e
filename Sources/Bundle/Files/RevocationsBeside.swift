import Custody
import Foundation
import Sealing

/// Looks for revocations that lie where their consent lies, so that one who took it back cannot seal by mistake.
public enum RevocationsBeside {
    /// The largest file that is looked at; a revocation has a few KiB.
    private static let maximumBytes = 64 << 10

    /// The revocations of a consent among the `.json` files of its folder; what is none, or of another consent, is
    /// passed over.
    ///
    /// - Parameters:
    ///   - consent: as it was signed.
    ///   - path: where its file lies.
    public static func find(of consent: DSSEEnvelope, at path: String) -> [DSSEEnvelope] {
        let folder = (path as NSString).deletingLastPathComponent
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        return names.sorted().filter { $0.hasSuffix(".json") }.compactMap { name in
            let file = (folder as NSString).appendingPathComponent(name)
            guard let bytes = try? StatementFile.read(file, maximumBytes: maximumBytes),
                let envelope = try? DSSEEnvelope(json: bytes),
                let revocation = try? Revocation(verifying: envelope),
                revocation.consent == consent.payloadDigest
            else { return nil }
            return envelope
        }
    }
}
