import Sealing
import Statements

/// A signed statement by which somebody who can open a bundle hands the keys of some of its files to somebody who cannot.
///
/// The bundle stays as it is. What is readable says no more than a custody entry; to whom, why and what lies inside, for the
/// recipient and the owner (``DisclosureTerms``, ``DisclosedKeys``). An in-toto Statement v1 in a DSSE envelope; format:
/// docs/spec/disclosure.md.
package struct Disclosure: Sendable, Hashable {
    /// `disclosure`.
    package static let kind = "disclosure"
    /// in-toto's `predicateType` of a disclosure.
    package static let predicateType = "urn:proffer:predicate:disclosure:v1"
    /// The most its payload may measure, in bytes.
    package static let maximumBytes = 11 << 20
    /// The most its file may measure, in bytes: an envelope's.
    package static let maximumFileBytes = DSSEEnvelope.maximumByteCount

    /// The random id of the bundle.
    package let bundle: String
    /// The payload digest of the bundle's seal.
    package let seal: SHA256Digest
    /// When, by the discloser's clock; in UTC, as an offset would tell the region.
    package let time: WallTime
    /// Who discloses, and signs.
    package let discloser: Card
    /// How many objects are disclosed.
    package let objects: Int
    /// The ``DisclosureTerms``, encrypted.
    package let terms: String
    /// The ``DisclosedKeys``, encrypted.
    package let keys: String

    /// A disclosure to be signed.
    ///
    /// - Throws: ``StatementError/notSignable(kind:reason:)`` for terms that cannot be, or keys that are not those of the terms.
    package init(
        _ terms: DisclosureTerms, _ keys: DisclosedKeys, seal: SHA256Digest, time: WallTime, discloser: Card
    ) throws(StatementError) {
        if let flaw = terms.flaw ?? Self.flaw(terms, keys) {
            throw .notSignable(kind: Self.kind, reason: flaw)
        }
        bundle = terms.bundle
        self.seal = seal
        self.time = time.inOffset(seconds: 0)
        self.discloser = discloser
        objects = terms.objects.count
        self.terms = try SealedText.seal(
            terms, to: terms.readers, maximumBytes: DisclosureTerms.maximumBytes)
        self.keys = try SealedText.seal(keys, to: terms.readers, maximumBytes: DisclosedKeys.maximumBytes)
    }

    /// In what terms and keys do not go together, in words; nil where they do.
    static func flaw(_ terms: DisclosureTerms, _ keys: DisclosedKeys) -> String? {
        guard keys.type == DisclosedKeys.currentType else {
            return "its keys are of another format, “\(keys.type.prefix(80))”"
        }
        guard keys.bundle == terms.bundle else { return "its keys are those of another bundle" }
        guard keys.files.map(\.name) == DisclosedKeys.names(ofObjects: terms.objects) else {
            return "its keys are not those of the objects it names, and of their facts"
        }
        return nil
    }

    private var statement: InToto.Statement<DisclosurePredicate> {
        InToto.Statement(
            subjects: [(CustodyEntry.sealName, seal)], predicateType: Self.predicateType,
            predicate: DisclosurePredicate(self))
    }

    /// Signs the disclosure, with the discloser's fingerprint as `keyid`.
    ///
    /// - Throws: ``StatementError/notSignable(kind:reason:)`` when the identity is not the discloser.
    package func signed(by identity: Identity) throws(StatementError) -> DSSEEnvelope {
        guard identity.card == discloser else {
            throw .notSignable(kind: Self.kind, reason: "it names \(discloser.quotedName) as who discloses")
        }
        return try statement.signed(by: identity)
    }

    /// Reads a disclosure and checks its type, its form, the card in it and its signature. Nothing was opened then.
    ///
    /// Unlike other statements it is refused where it holds anything that nobody reads: it travels with footage, for two people
    /// only, and would be room for more of it.
    ///
    /// - Throws: ``StatementError/statementNotValid(kind:reason:)``.
    package init(verifying envelope: DSSEEnvelope) throws(StatementError) {
        func invalid(_ reason: String) -> StatementError {
            .statementNotValid(kind: Self.kind, reason: reason)
        }
        let statement = try InToto.Statement<DisclosurePredicate>(
            reading: envelope, kind: Self.kind, predicateType: Self.predicateType,
            maximumBytes: Self.maximumBytes)
        let subjects = try statement.subjects(kind: Self.kind)
        guard subjects.count == 1, subjects[0].name == CustodyEntry.sealName else {
            throw invalid("it is not about one seal")
        }
        let predicate = statement.predicate
        bundle = predicate.bundle
        seal = subjects[0].sha256
        time = predicate.time
        discloser = predicate.discloser
        objects = predicate.objects
        terms = predicate.terms
        keys = predicate.keys
        guard envelope.isSigned(by: discloser.verifyingKey, keyID: discloser.fingerprint.hex) else {
            throw invalid("it was changed after it was signed, or not signed by \(discloser.quotedName)")
        }
        guard envelope.signatures.map(\.keyID) == [discloser.fingerprint.hex] else {
            throw invalid("it carries other signatures than that of \(discloser.quotedName)")
        }
        guard envelope.signatures.allSatisfy(\.certificates.isEmpty) else {
            throw invalid("it carries certificates beside its signature; they belong on the card")
        }
        if let surplus = statement.surplus(in: envelope, cards: [discloser]) { throw invalid(surplus) }
        guard time.utcOffsetSeconds == 0 else { throw invalid("its time is not in UTC") }
        guard (1...RecordLimits.objects).contains(objects) else { throw invalid("it is of no object") }
    }
}

/// What a disclosure says beside its subject.
private struct DisclosurePredicate: Codable {
    var bundle: String
    var time: WallTime
    var discloser: Card
    var objects: Int
    var terms: String
    var keys: String

    enum CodingKeys: String, CodingKey { case bundle, time, discloser, objects, terms, keys }

    init(_ disclosure: Disclosure) {
        bundle = disclosure.bundle
        time = disclosure.time
        discloser = disclosure.discloser
        objects = disclosure.objects
        terms = disclosure.terms
        keys = disclosure.keys
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        bundle = try container.decode(String.self, forKey: .bundle)
        time = try container.decode(WallTime.self, forKey: .time)
        discloser = try container.decode(Card.self, forKey: .discloser)
        objects = Int(try container.decodeCount(forKey: .objects))
        terms = try container.decode(String.self, forKey: .terms)
        keys = try container.decode(String.self, forKey: .keys)
    }
}
