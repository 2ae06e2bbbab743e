import Statements
import Sealing

/// Who a journal's newest link is signed by and kept beside, so that it does not go back when the journal does.
package struct JournalKeeper: Sendable {
    let identity: Identity
    let place: HeadPlace

    /// An identity, and the place beside its file.
    package init(_ identity: Identity, _ place: HeadPlace) {
        self.identity = identity
        self.place = place
    }

    /// What was kept of a journal; nil where nothing was yet.
    ///
    /// - Throws: ``HeadPlace/Spoiled``, and what reading throws.
    func head(of origin: String) throws -> Checkpoint? {
        try place.head(of: origin, signedBy: [identity.signingKey.verifyingKey])?.checkpoint
    }

    /// Keeps the newest link of a journal.
    func keep(_ link: [UInt8], rows: UInt64, of origin: String) throws {
        guard let root = SHA256Digest(bytes: link) else { throw DamagedRow(column: "link") }
        try place.keep(
            try SignedCheckpoint.signing(
                Checkpoint(origin: origin, size: rows, root: root), with: identity.signingKey))
    }
}
