import Statements
import FoundationEssentials
import Sealing

/// What an owner signs over a finished bundle: the hash of every file in it but those that come after the seal.
///
/// It lies readable outside the encryption, so it says nothing but what checking needs: ciphertext
/// hashes, the bundle's random id, the time, the signer's card and public key. An in-toto Statement v1 in a
/// DSSE envelope, of which there is exactly one text; format: docs/spec/seal.md.
package struct Seal: Sendable, Hashable {
    /// `seal`.
    package static let kind = "seal"
    /// The DSSE payload type of an in-toto Statement.
    package static let payloadType = InToto.payloadType
    /// in-toto's `_type`.
    package static let statementType = InToto.statementType
    /// in-toto's `predicateType` of a seal.
    package static let predicateType = "urn:proffer:predicate:seal:v1"
    /// One file of the bundle.
    package struct Subject: Sendable, Hashable {
        /// Its place in the bag: `data/0001.age`, `bag-info.txt`.
        package let name: String
        /// The SHA-256 of its bytes as they lie there.
        package let sha256: SHA256Digest

        /// A subject from its parts.
        package init(name: String, sha256: SHA256Digest) {
            self.name = name
            self.sha256 = sha256
        }
    }

    /// The random id of the bundle.
    package let bundle: String
    /// When it was sealed, by the sealing machine's clock; in UTC, as an offset would tell the region.
    package let sealed: WallTime
    /// The card of who signed, as they say. ``Trust`` tells whose it is.
    package let signer: Fingerprint
    /// The key that signed.
    package let signerPublicKey: VerifyingKey
    /// Every file, in the order of the archive: ``subjectNames(ofObjects:)``.
    package let subjects: [Subject]
    /// Whether a timestamp over the seal goes with it. Said under the signature, so that nobody can take it away
    /// unnoticed.
    package let isTimestamped: Bool

    /// A seal to be signed.
    ///
    /// - Throws: ``StatementError/notSignable(kind:reason:)`` unless the subjects are those of
    ///   ``subjectNames(ofObjects:)`` for some number of objects.
    package init(
        bundle: String, sealed: WallTime, signer: Card, subjects: [Subject], isTimestamped: Bool = false
    ) throws(StatementError) {
        if let flaw = Self.flaw(bundle: bundle, subjects: subjects) {
            throw .notSignable(kind: Self.kind, reason: flaw)
        }
        self.bundle = bundle
        self.sealed = sealed.inOffset(seconds: 0)
        self.signer = signer.fingerprint
        signerPublicKey = signer.verifyingKey
        self.subjects = subjects
        self.isTimestamped = isTimestamped
    }

    /// Signs the seal, with the owner's fingerprint as `keyid`.
    ///
    /// - Throws: ``StatementError/notSignable(kind:reason:)`` if the identity is another's than the seal names.
    package func signed(by identity: Identity) throws(StatementError) -> DSSEEnvelope {
        guard identity.signingKey.verifyingKey == signerPublicKey, identity.card.fingerprint == signer else {
            throw .notSignable(kind: Self.kind, reason: "it names another signer")
        }
        return try statement.signed(by: identity)
    }

    private var statement: InToto.Statement<SealPredicate> {
        InToto.Statement(
            subjects: subjects.map { ($0.name, $0.sha256) }, predicateType: Self.predicateType,
            predicate: SealPredicate(
                bundle: bundle, sealed: sealed, signerCard: signer.digest,
                signerPublicKey: signerPublicKey.base64, timestamped: isTimestamped))
    }

    /// The file of a signed seal: canonical JSON and a line feed.
    ///
    /// - Throws: `SealingError`.
    package static func file(of envelope: DSSEEnvelope) throws(SealingError) -> [UInt8] {
        try envelope.json() + [UInt8(ascii: "\n")]
    }

    /// Reads the file of a seal, which has one form, and checks what ``init(verifying:)`` checks.
    ///
    /// - Returns: the seal, and the SHA-256 of its payload, by which custody entries and receipts refer to it.
    /// - Throws: ``StatementError/statementNotValid(kind:reason:)``.
    package static func read(
        file: [UInt8]
    ) throws(StatementError) -> (seal: Seal, payloadDigest: SHA256Digest) {
        let envelope: DSSEEnvelope
        do throws(SealingError) {
            guard file.last == UInt8(ascii: "\n") else {
                throw .json(reason: "it does not end with one line feed", byte: file.count)
            }
            envelope = try StrictJSON.decodeCanonical(
                DSSEEnvelope.self, from: Array(file.dropLast()), maximumBytes: maximumFileBytes)
        } catch {
            throw .statementNotValid(kind: kind, reason: "\(error)")
        }
        return (try Seal(verifying: envelope), envelope.payloadDigest)
    }

    /// Reads a seal and checks that it has its one form and that the key it names signed it.
    ///
    /// That shows only that one hand wrote it all. Whose hand is for the record (whose consent names the
    /// owner) or for ``Trust`` to say.
    ///
    /// - Throws: ``StatementError/statementNotValid(kind:reason:)``.
    package init(verifying envelope: DSSEEnvelope) throws(StatementError) {
        func invalid(_ reason: String) -> StatementError {
            .statementNotValid(kind: Self.kind, reason: reason)
        }
        let statement = try InToto.Statement<SealPredicate>(
            reading: envelope, kind: Self.kind, predicateType: Self.predicateType,
            maximumBytes: Self.maximumBytes)
        let predicate = statement.predicate
        guard let raw = Data(base64Encoded: predicate.signerPublicKey),
            let key = try? VerifyingKey(rawRepresentation: [UInt8](raw))
        else { throw invalid("the public key in it is not an Ed25519 key") }
        guard envelope.signatures.count == 1, let signature = envelope.signatures.first else {
            throw invalid("it carries \(envelope.signatures.count) signatures, and may carry one")
        }
        guard signature.certificates.isEmpty else {
            throw invalid("it carries certificates, which no signature covers")
        }
        guard signature.keyID == predicate.signerCard.hex else {
            throw invalid("its keyid is not the card that is named under the signature")
        }
        guard envelope.isSigned(by: key, keyID: signature.keyID) else {
            throw invalid("it was changed after it was signed, or not signed with the key it names")
        }
        let subjects = try statement.subjects(kind: Self.kind).map {
            Subject(name: $0.name, sha256: $0.sha256)
        }
        if let flaw = Self.flaw(bundle: predicate.bundle, subjects: subjects) { throw invalid(flaw) }
        bundle = predicate.bundle
        sealed = predicate.sealed
        signer = Fingerprint(digest: predicate.signerCard)
        signerPublicKey = key
        self.subjects = subjects
        isTimestamped = predicate.timestamped
        guard predicate.sealed.utcOffsetSeconds == 0 else { throw invalid("its time is not in UTC") }
        do throws(SealingError) {
            try StrictJSON.expectCanonical(envelope.payload, is: try StrictJSON.encode(self.statement))
        } catch { throw invalid("its content: \(error)") }
    }

    /// The most a seal's payload may measure, in bytes; 9,999 objects make 2.3 MB.
    package static let maximumBytes = 3 << 20
    /// The most its file may measure, in bytes.
    package static let maximumFileBytes = 4 << 20

    private static func flaw(bundle: String, subjects: [Subject]) -> String? {
        if bundle.isEmpty || bundle.utf8.count > 64
            || !bundle.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || $0.isLowerCaseAlphanumeric })
        {
            return "the bundle's id is not of lower-case letters, digits and hyphens"
        }
        let expected = subjectNames(ofObjects: numberOfObjects(subjects: subjects.count))
        if let wrong = zip(subjects, expected).first(where: { $0.name != $1 }) {
            return "it covers “\(wrong.0.name.prefix(80))” where \(wrong.1) should stand"
        }
        guard subjects.count == expected.count else {
            return "it covers \(subjects.count) files, which no bundle has"
        }
        return nil
    }
}

/// What a seal says beside its subjects.
private struct SealPredicate: Codable {
    var bundle: String
    var sealed: WallTime
    var signerCard: SHA256Digest
    var signerPublicKey: String
    var timestamped: Bool
    enum CodingKeys: String, CodingKey {
        case bundle, sealed, timestamped
        case signerCard = "signer_card"
        case signerPublicKey = "signer_public_key"
    }
}

extension UInt8 {
    fileprivate var isLowerCaseAlphanumeric: Bool {
        (0x30...0x39).contains(self) || (0x61...0x7A).contains(self)
    }
}
