import Sealing

extension Receipt {
    /// The digest of the custody entry in it; nil without one.
    package var entryDigest: SHA256Digest? { entry.flatMap { try? SHA256Digest.of($0.json()) } }
}
