import Bundle
import Sealing

/// Which seal lies in a file, whatever that is worth: it tells which bundle the file says it is, and nothing is checked.
enum SealInFile {
    /// The digest of its payload; nil where no seal can be read there.
    static func digest(_ path: String) -> SHA256Digest? {
        guard let archive = try? BundleArchive.read(path),
            let file = archive.tagFile(BundleLayout.sealName)
        else { return nil }
        return (try? DSSEEnvelope(json: file))?.payloadDigest
    }
}
