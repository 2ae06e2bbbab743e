import Sealing

/// The in-toto Statement v1 (in-toto attestation framework, `spec/v1/statement.md`): something said, the *predicate*,
/// about things named by their hashes, the *subjects*. Seals, custody entries and receipts are such statements.
package enum InToto {
    /// The DSSE payload type of a Statement.
    package static let payloadType = "application/vnd.in-toto+json"
    /// The value of `_type`.
    package static let statementType = "https://in-toto.io/Statement/v1"

    /// One statement as JSON.
    package struct Statement<Predicate: Codable>: Codable {
        struct Subject: Codable {
            var name: String
            var digest: [String: String]
        }

        var type: String
        var subject: [Subject]
        var predicateType: String
        package var predicate: Predicate

        enum CodingKeys: String, CodingKey {
            case type = "_type"
            case subject, predicateType, predicate
        }
    }

    /// What tells one kind of statement from another, read before the rest.
    private struct Head: Decodable {
        var type: String
        var predicateType: String

        enum CodingKeys: String, CodingKey {
            case type = "_type"
            case predicateType
        }
    }

    /// The `predicateType` of what may be any in-toto Statement, or nil when it is none.
    static func predicateType(of envelope: DSSEEnvelope, maximumBytes: Int) -> String? {
        guard envelope.payloadType == payloadType,
            let head = try? StrictJSON.decode(Head.self, from: envelope.payload, maximumBytes: maximumBytes),
            head.type == statementType
        else { return nil }
        return head.predicateType
    }

    /// Checks an envelope's type and decodes its head, so that what stands there instead can be named.
    fileprivate static func checkHead(
        of envelope: DSSEEnvelope, kind: String, predicateType: String, maximumBytes: Int
    ) throws(StatementError) {
        func invalid(_ reason: String) -> StatementError { .statementNotValid(kind: kind, reason: reason) }
        guard envelope.payloadType == payloadType else {
            throw invalid("it is of another type, “\(envelope.payloadType.prefix(80))”")
        }
        let head: Head
        do {
            head = try StrictJSON.decode(Head.self, from: envelope.payload, maximumBytes: maximumBytes)
        } catch {
            throw invalid("its content is damaged: \(error)")
        }
        guard head.type == statementType else { throw invalid("it is not an in-toto Statement v1") }
        guard head.predicateType == predicateType else {
            throw invalid("it is not a \(kind) but “\(head.predicateType.prefix(80))”")
        }
    }
}

extension InToto.Statement {
    /// A statement about things named by SHA-256.
    package init(
        subjects: [(name: String, sha256: SHA256Digest)], predicateType: String, predicate: Predicate
    ) {
        type = InToto.statementType
        subject = subjects.map { Subject(name: $0.name, digest: ["sha256": $0.sha256.hex]) }
        self.predicateType = predicateType
        self.predicate = predicate
    }

    /// Reads a statement of one kind. No signature is checked here.
    ///
    /// - Throws: ``StatementError/statementNotValid(kind:reason:)``.
    package init(
        reading envelope: DSSEEnvelope, kind: String, predicateType: String, maximumBytes: Int
    ) throws(StatementError) {
        do {
            // Read once where it is what it should be; a chain has ten thousand of them.
            guard envelope.payloadType == InToto.payloadType else {
                throw SealingError.json(reason: "it is of another type", byte: nil)
            }
            self = try StrictJSON.decode(Self.self, from: envelope.payload, maximumBytes: maximumBytes)
        } catch {
            // Another kind of statement is told from a damaged one.
            try InToto.checkHead(
                of: envelope, kind: kind, predicateType: predicateType, maximumBytes: maximumBytes)
            throw .statementNotValid(kind: kind, reason: "its content is damaged: \(error)")
        }
        guard type == InToto.statementType, self.predicateType == predicateType else {
            try InToto.checkHead(
                of: envelope, kind: kind, predicateType: predicateType, maximumBytes: maximumBytes)
            throw .statementNotValid(kind: kind, reason: "it is not a \(kind)")
        }
    }

    /// The subjects with their SHA-256; other digests beside it are ignored.
    ///
    /// - Throws: ``StatementError/statementNotValid(kind:reason:)``.
    package func subjects(kind: String) throws(StatementError) -> [(name: String, sha256: SHA256Digest)] {
        var subjects: [(name: String, sha256: SHA256Digest)] = []
        for each in subject {
            guard let digest = each.digest["sha256"].flatMap(SHA256Digest.init(hex:)) else {
                throw .statementNotValid(
                    kind: kind, reason: "“\(each.name.prefix(80))” has no SHA-256")
            }
            subjects.append((each.name, digest))
        }
        return subjects
    }

    /// What an envelope holds beside this statement and these cards that nobody reads, in words; nil where it holds nothing
    /// of that kind.
    ///
    /// - Parameters:
    ///   - envelope: the one the statement was read from.
    ///   - cards: the cards in it.
    package func surplus(in envelope: DSSEEnvelope, cards: [Card]) -> String? {
        guard (try? StrictJSON.encode(self)) == envelope.payload else {
            return "it holds a field that nobody reads, or says something in another form than we write it in"
        }
        return cards.lazy.compactMap { card in
            card.surplus.map { "the card of \(card.quotedName) in it: \($0)" }
        }.first
    }

    /// Signs the statement, with the signer's fingerprint as `keyid`.
    package func signed(by identity: Identity) throws(StatementError) -> DSSEEnvelope {
        do {
            return try DSSEEnvelope.signing(
                payload: try StrictJSON.encode(self), payloadType: InToto.payloadType,
                key: identity.signingKey, keyID: identity.card.fingerprint.hex)
        } catch {
            throw .cryptography(reason: "\(error)")
        }
    }
}
