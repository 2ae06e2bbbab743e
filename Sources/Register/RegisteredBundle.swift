import Records
import Sealing
import Statements

/// Which bundle it is, whatever its file is called: the seal it has, or, where that cannot be used, its very bytes.
package struct BundleKey: Sendable, Hashable {
    /// The payload digest of the seal; of a bundle too damaged for that, the SHA-256 of the file.
    package let digest: SHA256Digest
    /// Whether it is that of the seal.
    package let isSeal: Bool

    /// The key of a bundle that was read.
    ///
    /// - Parameters:
    ///   - seal: the payload digest of its seal; nil where that cannot be used.
    ///   - archive: the file.
    package init(seal: SHA256Digest?, archive: ArchiveFacts) {
        digest = seal ?? archive.sha256
        isSeal = seal != nil
    }

    /// The key of a bundle by its seal, as its custody chain names it.
    package init(seal: SHA256Digest) {
        digest = seal
        isSeal = true
    }

    init(digest: SHA256Digest, isSeal: Bool) {
        self.digest = digest
        self.isSeal = isSeal
    }
}

/// What was seen of a bundle, to be kept. What is nil here is left as it was.
package struct BundleSeen: Sendable, Hashable {
    package var key: BundleKey
    /// Its random id; nil where its seal cannot be used.
    package var id: String?
    /// When it was sealed, by the owner's clock.
    package var sealed: WallTime?
    /// The fingerprint of who sealed it.
    package var signer: Fingerprint?
    /// The SHA-256 of its encrypted record: what stays the same when somebody puts another seal on the same files.
    package var record: SHA256Digest?
    /// The digest of the last entry of its custody chain.
    package var head: SHA256Digest?
    /// When it was disposed of, by that chain.
    package var disposed: WallTime?
    /// Whether it was taken in anew after that, in a chain of its own: what is known of a disposal is then of another account.
    package var isTakenInAnew = false
    /// When the last receipt of it was signed.
    package var receipted: WallTime?
    /// Where the file lies, absolute; nil where no file was looked at.
    package var file: RegisteredFile?

    package init(_ key: BundleKey) { self.key = key }
}

/// A file that holds a bundle, as it was seen last.
package struct RegisteredFile: Sendable, Hashable {
    /// Where it lay, absolute.
    package var path: String
    package var archive: ArchiveFacts
    /// Where its custody chain lay, absolute.
    package var chain: String

    package init(path: String, archive: ArchiveFacts, chain: String) {
        self.path = path
        self.archive = archive
        self.chain = chain
    }
}

/// What a custodian notes of a bundle for themselves: it stands in nothing that leaves the machine.
package struct PrivateLabel: Sendable, Hashable {
    /// The case it belongs to; empty where none is noted.
    package var caseNumber: String
    /// Where the medium with it stands; empty where that is not noted.
    package var shelf: String
    /// The day it is due for disposal, `2027-01-31`; empty where none is noted.
    package var due: String

    /// The most each of them may measure, in bytes.
    package static let maximumBytes = 400

    package init(caseNumber: String = "", shelf: String = "", due: String = "") {
        self.caseNumber = caseNumber
        self.shelf = shelf
        self.due = due
    }
}

/// A bundle that the register knows.
package struct RegisteredBundle: Sendable, Hashable {
    /// What was seen of it, without a file.
    package let seen: BundleSeen
    /// When it was noted first, by this machine's clock.
    package let noted: WallTime
    package let label: PrivateLabel
    /// The files that held it, by path.
    package let files: [RegisteredFile]
}
