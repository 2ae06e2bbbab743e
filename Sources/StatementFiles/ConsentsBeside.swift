import Files
import Foundation
import Sealing
import Statements

/// The consents to a request that lie where the request lies, whatever their files are called.
package enum ConsentsBeside {
    /// A consent and where it lies.
    package struct Found: Sendable, Hashable {
        /// The file.
        package let path: String
        /// The consent as it was signed, checked.
        package let envelope: DSSEEnvelope
    }

    /// Looks through a folder. What cannot be read, is damaged or answers something else is no consent to the request.
    ///
    /// - Parameters:
    ///   - request: the payload digest of the request.
    ///   - path: where its file lies.
    package static func granted(to request: SHA256Digest, at path: String) -> [Found] {
        let folder = (path as NSString).deletingLastPathComponent
        guard let names = try? OutsideFolder(folder.isEmpty ? "." : folder).names().0 else { return [] }
        return names.compactMap { name in
            let file = (folder as NSString).appendingPathComponent(name)
            guard let bytes = RefusalsBeside.statement(at: file),
                let envelope = try? DSSEEnvelope(json: bytes), envelope.payloadType == Consent.payloadType,
                let consent = try? Consent(verifying: envelope), consent.request == request,
                consent.decision == .granted
            else { return nil }
            return Found(path: file, envelope: envelope)
        }
    }
}
