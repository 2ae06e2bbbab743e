import FoundationEssentials
import Sealing

/// The JSON of an identity file. Format: docs/spec/identity.md.
private struct IdentityFile: Codable {
    static let currentType = "application/vnd.proffer.identity.v1+json"

    var type: String
    var name: String
    var role: Role
    /// As on the card: none for a person.
    var holder: CardHolder?
    var organization: String?
    var created: WallTime
    var signingKey: String
    var ageIdentity: String
    var hybridAgeIdentity: String?
    var succession: KeptSuccession?
    var certificates: [String]?

    /// What the key before signed: it cannot be made again without that key.
    struct KeptSuccession: Codable {
        var predecessor: SHA256Digest
        var signature: String
    }

    enum CodingKeys: String, CodingKey {
        case type, name, role, holder, organization, created, succession, certificates
        case signingKey = "signing_key"
        case ageIdentity = "age_identity"
        case hybridAgeIdentity = "hybrid_age_identity"
    }
}

extension Identity {
    /// The most an identity file may measure, in bytes. Real ones have less than 2 KiB.
    package static let maximumFileBytes = 64 * 1024

    /// The scrypt work factor new identity files are protected with, as base-2 logarithm: what age uses.
    package static let workFactor = 18
    /// The most work an identity file may ask of the reader: 2^20 takes 1 GiB of memory and some seconds.
    static let maximumWorkFactor = 20

    /// Reads an identity file, protected or not.
    ///
    /// - Parameters:
    ///   - file: the file's bytes: the JSON itself, or an age file, armored or binary, around it.
    ///   - passphrase: asked for only if the file is protected; nil when nobody can be asked.
    /// - Throws: ``StatementError/passphraseNeeded``, ``StatementError/wrongPassphrase``,
    ///   ``StatementError/identityNotValid(reason:)``, or what `passphrase` throws.
    package init(file: [UInt8], passphrase: (() throws -> String)?) throws {
        guard Self.isProtected(file) else {
            try self.init(json: file)
            return
        }
        guard let passphrase else { throw StatementError.passphraseNeeded }
        let json: [UInt8]
        let identity = AgeIdentity.scrypt(
            passphrase: try passphrase(), maximumWorkFactor: Self.maximumWorkFactor)
        do {
            json = try Age.decrypt(file, with: [identity])
        } catch SealingError.ageNoMatch {
            throw StatementError.wrongPassphrase
        } catch {
            throw StatementError.identityNotValid(reason: "its protection is damaged: \(error)")
        }
        try self.init(json: json)
    }

    /// Whether the bytes are an age file rather than the identity's JSON.
    package static func isProtected(_ file: [UInt8]) -> Bool {
        let start = file.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
        return ["-----BEGIN AGE ENCRYPTED FILE-----", "age-encryption.org/"].contains {
            start.starts(with: $0.utf8)
        }
    }

    /// The identity file's bytes.
    ///
    /// - Parameters:
    ///   - passphrase: what protects it; nil writes the keys readable, for whoever guards the file
    ///     itself. Must not be empty.
    ///   - workFactor: base-2 logarithm of the scrypt work factor.
    /// - Throws: ``StatementError/identityNotValid(reason:)`` for an empty passphrase.
    package func file(passphrase: String?, workFactor: Int = Identity.workFactor) throws(StatementError)
        -> [UInt8]
    {
        if let passphrase, passphrase.isEmpty {
            throw .identityNotValid(reason: "an empty passphrase protects nothing")
        }
        guard let ageIdentity = ageIdentity.string else {
            throw .identityNotValid(reason: "its age identity is a passphrase, which has no public half")
        }
        do {
            let json =
                try StrictJSON.encodePretty(
                    IdentityFile(
                        type: IdentityFile.currentType, name: name, role: role,
                        holder: holder == .person ? nil : holder, organization: organization,
                        created: created,
                        signingKey: Data(signingKey.seed).base64EncodedString(),
                        ageIdentity: ageIdentity, hybridAgeIdentity: hybridIdentity?.string,
                        succession: keptSuccession,
                        certificates: card.certificates?.certificates.map { Data($0).base64EncodedString() }))
            guard let passphrase else { return json }
            return try Age.encrypt(
                json, to: [.scrypt(passphrase: passphrase, workFactor: workFactor)], armored: true)
        } catch {
            throw .cryptography(reason: "\(error)")
        }
    }

    private init(json: [UInt8]) throws(StatementError) {
        let file: IdentityFile
        do {
            file = try StrictJSON.decode(
                IdentityFile.self, from: json, maximumBytes: Self.maximumFileBytes)
        } catch {
            throw .identityNotValid(reason: "its content is damaged: \(error)")
        }
        guard file.type == IdentityFile.currentType else {
            throw .identityNotValid(reason: "it says it is “\(file.type.prefix(80))”, not an identity")
        }
        guard let seed = Data(base64Encoded: file.signingKey), seed.count == 32 else {
            throw .identityNotValid(reason: "its signing key is not 32 bytes in base64")
        }
        let signingKey: SigningKey
        let ageIdentity: AgeIdentity
        let hybridIdentity: HybridIdentity?
        let certificates: CertificateChain?
        do {
            signingKey = try SigningKey(seed: [UInt8](seed))
            ageIdentity = try AgeIdentity(string: file.ageIdentity)
            hybridIdentity = try file.hybridAgeIdentity.map { text throws(SealingError) in
                try HybridIdentity(string: text)
            }
            certificates = try file.certificates.map { texts throws(SealingError) in
                try CertificateChain(der: texts.map { Data(base64Encoded: $0).map { [UInt8]($0) } ?? [] })
            }
        } catch {
            throw .identityNotValid(reason: "one of its keys or certificates is damaged: \(error)")
        }
        if hybridIdentity != nil, ageIdentity.recipient.kind != .ordinary {
            throw .identityNotValid(
                reason:
                    "it has two post-quantum keys, of which the first stands where an ordinary one belongs")
        }
        guard file.holder != .person else {
            throw .identityNotValid(
                reason: "it says that it is a person's, which an identity says by saying nothing")
        }
        try self.init(
            name: file.name, role: file.role, holder: file.holder ?? .person, organization: file.organization,
            created: file.created,
            signingKey: signingKey, ageIdentity: ageIdentity, hybridIdentity: hybridIdentity,
            succession: file.succession.map { kept in
                Succession(
                    predecessor: Fingerprint(digest: kept.predecessor),
                    signature: Data(base64Encoded: kept.signature).map { [UInt8]($0) } ?? [])
            }, certificates: certificates)
    }

    /// What the key before signed of the card, if there was one.
    private var keptSuccession: IdentityFile.KeptSuccession? {
        guard let predecessor = card.predecessor,
            let signature = card.envelope.signatures.first(where: { $0.keyID == predecessor.hex })
        else { return nil }
        return .init(
            predecessor: predecessor.digest, signature: Data(signature.signature).base64EncodedString())
    }
}
