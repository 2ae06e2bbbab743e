import Sealing
import Statements

/// What whoever opened a bundle signs: that they verified it, with what result, and which files they wrote then, so that the
/// folder stays checkable for as long as it lies there.
///
/// It is `verification.json` of an opened folder: an in-toto Statement v1 in a DSSE envelope, about the files by their
/// SHA-256. Format: docs/spec/verification.md.
package struct OpenedList: Sendable, Hashable {
    /// `verification`.
    package static let kind = "verification"
    /// in-toto's `predicateType` of a verification.
    package static let predicateType = "urn:proffer:predicate:verification:v1"
    /// The name of its file.
    package static let fileName = "verification.json"
    /// The most its payload may measure, in bytes.
    package static let maximumBytes = 11 << 20
    /// The most its file may measure, in bytes: an envelope's.
    package static let maximumFileBytes = DSSEEnvelope.maximumByteCount

    /// What was verified, when, and what came of it.
    package let facts: VerificationFacts
    /// Who opened, and signs.
    package let opener: Card
    /// The payload digest of the disclosure it was opened by; nil where the bundle is encrypted to who opened.
    package let disclosure: SHA256Digest?
    /// Every check with its reason.
    package let report: VerificationReport
    /// The files, in the order they were written.
    package let files: [ListedFile]

    /// A list to be signed.
    package init(
        _ facts: VerificationFacts, by opener: Card, disclosure: SHA256Digest? = nil,
        report: VerificationReport, files: [ListedFile]
    ) {
        self.facts = facts
        self.opener = opener
        self.disclosure = disclosure
        self.report = report
        self.files = files
    }

    /// The file of that name; nil where it is not listed.
    package func file(_ name: String) -> ListedFile? { files.first { $0.name == name } }

    private var statement: InToto.Statement<OpenedPredicate> {
        InToto.Statement(
            subjects: files.map { ($0.name, $0.sums.sha256) }, predicateType: Self.predicateType,
            predicate: OpenedPredicate(self))
    }

    /// Signs the list, with the fingerprint of who opened as `keyid`.
    ///
    /// - Throws: ``StatementError/notSignable(kind:reason:)`` when the identity is another's, or a value is out of bounds.
    package func signed(by identity: Identity) throws(StatementError) -> DSSEEnvelope {
        guard identity.card == opener else {
            throw .notSignable(kind: Self.kind, reason: "it names \(opener.quotedName) as who opened")
        }
        if let flaw { throw .notSignable(kind: Self.kind, reason: flaw) }
        let envelope = try statement.signed(by: identity)
        guard envelope.payload.count <= Self.maximumBytes else {
            throw .notSignable(
                kind: Self.kind,
                reason: "it would have \(envelope.payload.count) bytes, and may have \(Self.maximumBytes)")
        }
        return envelope
    }

    /// Reads a list and checks its type, its form, the card in it and its signature.
    ///
    /// - Throws: ``StatementError/statementNotValid(kind:reason:)``.
    package init(verifying envelope: DSSEEnvelope) throws(StatementError) {
        func invalid(_ reason: String) -> StatementError {
            .statementNotValid(kind: Self.kind, reason: reason)
        }
        let statement = try InToto.Statement<OpenedPredicate>(
            reading: envelope, kind: Self.kind, predicateType: Self.predicateType,
            maximumBytes: Self.maximumBytes)
        let predicate = statement.predicate
        self.init(
            predicate.facts, by: predicate.opener, disclosure: predicate.disclosure,
            report: predicate.report, files: predicate.files)
        guard envelope.isSigned(by: opener.verifyingKey, keyID: opener.fingerprint.hex) else {
            throw invalid("it was changed after it was signed, or not signed by \(opener.quotedName)")
        }
        let subjects = try statement.subjects(kind: Self.kind)
        guard subjects.map(\.name) == files.map(\.name),
            subjects.map(\.sha256) == files.map(\.sums.sha256)
        else { throw invalid("its subjects are not the files it lists") }
        if let flaw { throw invalid(flaw) }
    }

    /// The names of files that no list names: its own, and those that are made from it.
    package static let unlisted: Set<String> = Set([fileName] + SumsFile.allCases.map(\.rawValue))

    /// The first value that is out of bounds or contradicts another, in words; nil where there is none.
    private var flaw: String? {
        guard facts.bundle != nil, facts.seal != nil, facts.archive != nil, facts.signer != nil else {
            return "it does not say of which bundle it is"
        }
        guard facts.codes == CheckCodes(report) else {
            return "the codes of the checks are not those of the report in it"
        }
        guard report.holds else { return "by it a check does not hold, and nothing is opened then" }
        guard !files.isEmpty, Set(files.map(\.name)).count == files.count else {
            return "it names no file, or one twice"
        }
        if let name = files.lazy.map(\.name).first(where: { !ListedFile.isName($0) }) {
            return "\(String(name.prefix(80)).quoted) is no name of a file it can list"
        }
        if let name = files.lazy.map(\.name).first(where: Self.unlisted.contains) {
            return "it lists \(name), which is made from it"
        }
        let references = files.compactMap(\.exhibit)
        guard Set(references).count == references.count else { return "it gives a reference twice" }
        return files.lazy.compactMap { Self.flaw(of: $0, in: self) }.first
    }

    /// What of a file contradicts what is listed beside it.
    private static func flaw(of file: ListedFile, in list: OpenedList) -> String? {
        guard (file.still != nil) == (file.kind == .recipientsStill),
            (file.frames != nil) == (file.kind == .frameSums)
        else { return "what it says of \(file.name) is not what it says it is" }
        guard file.kind.allows(name: file.name) else {
            return "\(file.name) has not the name of what it says it is, \(file.kind.rawValue)"
        }
        for (name, digest) in [
            file.still.map { ($0.object, $0.objectSHA256) },
            file.frames.map { ($0.object, $0.objectSHA256) },
        ].compactMap(\.self) {
            guard let clip = list.file(name), clip.kind.isObject, clip.sums.sha256 == digest else {
                return "\(file.name) is of a clip that it does not list so"
            }
        }
        return nil
    }
}

/// What a verification says beside its subjects: the facts, and beside them what only whoever opens adds.
private struct OpenedPredicate: Codable {
    var facts: VerificationFacts
    var opener: Card
    var disclosure: SHA256Digest?
    var report: VerificationReport
    var files: [ListedFile]

    enum CodingKeys: String, CodingKey {
        case disclosure, report, files
        case opener = "verifier"
    }

    init(_ list: OpenedList) {
        facts = list.facts
        opener = list.opener
        disclosure = list.disclosure
        report = list.report
        files = list.files
    }

    /// The facts stand beside the rest, as they do where nothing is signed.
    func encode(to encoder: any Encoder) throws {
        try facts.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(opener, forKey: .opener)
        try container.encodeIfPresent(disclosure, forKey: .disclosure)
        try container.encode(report, forKey: .report)
        try container.encode(files, forKey: .files)
    }

    init(from decoder: any Decoder) throws {
        facts = try VerificationFacts(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        opener = try container.decode(Card.self, forKey: .opener)
        disclosure = try container.decodeIfPresent(SHA256Digest.self, forKey: .disclosure)
        report = try container.decode(VerificationReport.self, forKey: .report)
        files = try container.decode([ListedFile].self, forKey: .files)
    }
}
