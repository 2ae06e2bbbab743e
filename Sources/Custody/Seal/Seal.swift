import FoundationEssentials
import Sealing

/// What an owner signs over a finished bundle: the hash of every file of its payload.
///
/// It lies readable outside the encryption, so it says nothing but what checking needs: ciphertext
/// hashes, the bundle's random id, the time, the signer's public key. An in-toto Statement v1 in a
/// DSSE envelope; format: docs/spec/seal.md.
public struct Seal: Sendable, Hashable {
    /// `seal`.
    public static let kind = "seal"
    /// The DSSE payload type of an in-toto Statement.
    public static let payloadType = InToto.payloadType
    /// in-toto's `_type`.
    public static let statementType = InToto.statementType
    /// in-toto's `predicateType` of a seal.
    public static let predicateType = "urn:proffer:predicate:seal:v1"
    /// The subject every seal has: the record.
    public static let recordName = "data/record.age"

    /// One file of the payload.
    public struct Subject: Sendable, Hashable {
        /// Its place in the bag: `data/0001.age` or `data/record.age`.
        public let name: String
        /// The SHA-256 of its ciphertext.
        public let sha256: SHA256Digest

        /// A subject from its parts.
        public init(name: String, sha256: SHA256Digest) {
            self.name = name
            self.sha256 = sha256
        }
    }

    /// The random id of the bundle.
    public let bundle: String
    /// When it was sealed, by the sealing machine's clock; in UTC, as an offset would tell the region.
    public let sealed: WallTime
    /// The key that signed.
    public let signerPublicKey: VerifyingKey
    /// Every file of the payload, the record included.
    public let subjects: [Subject]
    /// Whether a timestamp over the seal goes with it. Said under the signature, so that nobody can take it away
    /// unnoticed.
    public let isTimestamped: Bool

    /// A seal to be signed.
    ///
    /// - Throws: ``CustodyError/notSignable(kind:reason:)`` unless the subjects are the record and
    ///   objects named `data/0001.age` and so on, each once.
    public init(
        bundle: String, sealed: WallTime, signerPublicKey: VerifyingKey, subjects: [Subject],
        isTimestamped: Bool = false
    ) throws(CustodyError) {
        if let flaw = Self.flaw(bundle: bundle, subjects: subjects) {
            throw .notSignable(kind: Self.kind, reason: flaw)
        }
        self.bundle = bundle
        self.sealed = sealed.inOffset(seconds: 0)
        self.signerPublicKey = signerPublicKey
        self.subjects = subjects
        self.isTimestamped = isTimestamped
    }

    /// Signs the seal, with the owner's fingerprint as `keyid`.
    ///
    /// - Throws: ``CustodyError/notSignable(kind:reason:)`` if the identity has another key.
    public func signed(by identity: Identity) throws(CustodyError) -> DSSEEnvelope {
        guard identity.signingKey.verifyingKey == signerPublicKey else {
            throw .notSignable(kind: Self.kind, reason: "it names another signer's key")
        }
        return try InToto.Statement(
            subjects: subjects.map { ($0.name, $0.sha256) }, predicateType: Self.predicateType,
            predicate: SealPredicate(
                bundle: bundle, sealed: sealed, signerPublicKey: signerPublicKey.base64,
                timestamped: isTimestamped ? true : nil)
        ).signed(by: identity)
    }

    /// Reads a seal and checks its type and that the key it names signed it.
    ///
    /// That shows only that one hand wrote it all. Whose hand is for the record (whose consent names the
    /// owner) or for ``Trust`` to say.
    ///
    /// - Throws: ``CustodyError/statementNotValid(kind:reason:)``.
    public init(verifying envelope: DSSEEnvelope) throws(CustodyError) {
        func invalid(_ reason: String) -> CustodyError { .statementNotValid(kind: Self.kind, reason: reason) }
        let statement = try InToto.Statement<SealPredicate>(
            reading: envelope, kind: Self.kind, predicateType: Self.predicateType,
            maximumBytes: Self.maximumBytes)
        guard let raw = Data(base64Encoded: statement.predicate.signerPublicKey),
            let key = try? VerifyingKey(rawRepresentation: [UInt8](raw))
        else { throw invalid("the public key in it is not an Ed25519 key") }
        guard envelope.signatures.contains(where: { envelope.isSigned(by: key, keyID: $0.keyID) }) else {
            throw invalid("it was changed after it was signed, or not signed with the key it names")
        }
        let subjects = try statement.subjects(kind: Self.kind).map {
            Subject(name: $0.name, sha256: $0.sha256)
        }
        if let flaw = Self.flaw(bundle: statement.predicate.bundle, subjects: subjects) {
            throw invalid(flaw)
        }
        bundle = statement.predicate.bundle
        sealed = statement.predicate.sealed
        signerPublicKey = key
        self.subjects = subjects
        isTimestamped = statement.predicate.timestamped ?? false
    }

    /// The fingerprint that a seal's envelope gives as `keyid` of a signature by this key, or nil.
    public static func signerFingerprint(of envelope: DSSEEnvelope, key: VerifyingKey) -> Fingerprint? {
        envelope.signatures.lazy
            .filter { envelope.isSigned(by: key, keyID: $0.keyID) }
            .compactMap { try? Fingerprint($0.keyID) }
            .first
    }

    /// The most a seal's payload may measure, in bytes: some 100,000 objects.
    public static let maximumBytes = 16 << 20

    private static func flaw(bundle: String, subjects: [Subject]) -> String? {
        if bundle.isEmpty || bundle.utf8.count > 64
            || !bundle.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || $0.isLowerCaseAlphanumeric })
        {
            return "the bundle's id is not of lower-case letters, digits and hyphens"
        }
        var seen: Set<String> = []
        for subject in subjects {
            guard subject.name == recordName || isObjectName(subject.name) else {
                return "“\(subject.name.prefix(80))” is not a file a payload has"
            }
            guard seen.insert(subject.name).inserted else { return "it names \(subject.name) twice" }
        }
        return seen.contains(recordName) ? nil : "it does not cover \(recordName)"
    }

    /// Whether a name is `data/` NNNN `.age`, four digits or more.
    public static func isObjectName(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        guard bytes.starts(with: "data/".utf8), bytes.suffix(4).elementsEqual(".age".utf8) else {
            return false
        }
        let digits = bytes.dropFirst(5).dropLast(4)
        return (4...9).contains(digits.count) && digits.allSatisfy { (0x30...0x39).contains($0) }
    }
}

/// What a seal says beside its subjects.
private struct SealPredicate: Codable {
    var bundle: String
    var sealed: WallTime
    var signerPublicKey: String
    var timestamped: Bool?
    enum CodingKeys: String, CodingKey {
        case bundle, sealed, timestamped
        case signerPublicKey = "signer_public_key"
    }
}

extension UInt8 {
    fileprivate var isLowerCaseAlphanumeric: Bool {
        (0x30...0x39).contains(self) || (0x61...0x7A).contains(self)
    }
}
