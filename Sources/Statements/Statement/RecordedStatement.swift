import Sealing

/// A statement that travels inside a bundle, as a request and a consent do (docs/spec/record.md, Statements in it).
///
/// Elsewhere a reader passes over what it does not know. In a bundle that would be room for what nobody agreed to.
package protocol RecordedStatement: Statement {
    /// The cards that are part of it, its signer's among them.
    var cards: [Card] { get }
}

extension RecordedStatement {
    /// What an envelope of the statement holds that nobody reads, in words; nil where it holds nothing of that kind.
    ///
    /// - Parameter envelope: the one the statement was read from.
    package func surplus(in envelope: DSSEEnvelope) -> String? {
        guard envelope.signatures.map(\.keyID) == [signer.fingerprint.hex] else {
            return "it carries other signatures than that of \(signer.quotedName)"
        }
        guard envelope.signatures.allSatisfy(\.certificates.isEmpty) else {
            return "it carries certificates beside its signature; they belong on the card"
        }
        guard (try? StrictJSON.encode(self)) == envelope.payload else {
            return
                "it holds something nobody reads, or is not in the one form it may have here (canonical JSON)"
        }
        return cards.lazy.compactMap { card in
            card.surplus.map { "the card of \(card.quotedName) in it: \($0)" }
        }.first
    }

    /// The envelope as a record has it: with its signer's signature and nothing beside it.
    ///
    /// - Parameter envelope: the one the statement was read from.
    /// - Throws: ``StatementError/statementNotValid(kind:reason:)`` where what is signed holds something that nobody reads.
    package func recorded(from envelope: DSSEEnvelope) throws(StatementError) -> DSSEEnvelope {
        let name = signer.fingerprint.hex
        for signature in envelope.signatures where signature.keyID == name {
            let own = DSSEEnvelope.Signature(keyID: name, signature: signature.signature)
            guard
                let alone = try? DSSEEnvelope(
                    payload: envelope.payload, payloadType: envelope.payloadType, signatures: [own]),
                alone.isSigned(by: signer.verifyingKey, keyID: name)
            else { continue }
            if let surplus = surplus(in: alone) {
                throw .statementNotValid(kind: Self.kind, reason: surplus)
            }
            return alone
        }
        throw .statementNotValid(kind: Self.kind, reason: "it is not signed by \(signer.quotedName)")
    }
}

extension Card {
    /// What its envelope holds that nobody reads; nil where it holds nothing of that kind.
    ///
    /// The signature of the card it replaces belongs to it, though only who has that card can check it.
    package var surplus: String? {
        let own = fingerprint.hex
        let names = envelope.signatures.map(\.keyID)
        guard names == [own] || predecessor.map({ names == [own, $0.hex] }) ?? false else {
            return "it carries other signatures than its own and that of the card it replaces"
        }
        guard
            envelope.signatures.dropFirst().allSatisfy({ $0.certificates.isEmpty && $0.signature.count == 64 }
            )
        else { return "the signature of the card it replaces is none" }
        if let surplus = certificates?.surplus { return surplus }
        let text = try? StrictJSON.decodeCanonical(
            CardPayload.self, from: envelope.payload, maximumBytes: StatementLimits.maximumBytes)
        guard text != nil else {
            return
                "it holds something nobody reads, or is not in the one form it may have here (canonical JSON)"
        }
        return nil
    }
}
