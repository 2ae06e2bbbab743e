import Statements
import Sealing

/// What the receiver of a bundle read of the owner's conditions: the part of a receipt that only the owner opens.
///
/// It tells the owner which of their consents a receipt belongs to, which no outsider may learn.
package struct ReceivedConditions: Sendable, Hashable, Codable {
    /// The value of ``type`` this version writes and reads.
    package static let currentType = "urn:proffer:received-conditions:v1"

    /// Which format this is: ``currentType``.
    package var type: String
    /// The bundle, so that these conditions cannot be moved into another's receipt.
    package var bundle: String
    /// The payload digest of the request.
    package var request: SHA256Digest
    /// The payload digest of the consent.
    package var consent: SHA256Digest
    /// The agency's number of the case.
    package var caseNumber: String
    /// The conditions of the consent, word for word.
    package var conditions: [String]
    /// How long the agency said it would keep the footage.
    package var retention: String?
    /// To whom it said it would pass it on.
    package var onwardSharing: String?

    private enum CodingKeys: String, CodingKey {
        case type, bundle, request, consent, conditions, retention
        case caseNumber = "case_number"
        case onwardSharing = "onward_sharing"
    }

    /// What a bundle's record says of them.
    ///
    /// - Throws: ``StatementError/statementNotValid(kind:reason:)`` when request or consent does not hold.
    package init(_ record: Record) throws(StatementError) {
        let request = try Request(verifying: record.request)
        let consent = try Consent(verifying: record.consent)
        type = Self.currentType
        bundle = record.bundle
        self.request = record.request.payloadDigest
        self.consent = record.consent.payloadDigest
        caseNumber = request.caseNumber
        conditions = consent.conditions
        retention = request.terms.retention
        onwardSharing = request.terms.onwardSharing
    }

    /// What these say otherwise than others do, as nouns; empty where they say the same.
    package func differences(from other: ReceivedConditions) -> [String] {
        let pairs: [(String, Bool)] = [
            ("bundle", bundle == other.bundle), ("request", request == other.request),
            ("consent", consent == other.consent), ("case number", caseNumber == other.caseNumber),
            ("list of conditions", conditions == other.conditions),
            ("time for which it is kept", retention == other.retention),
            ("rule on passing it on", onwardSharing == other.onwardSharing),
        ]
        return pairs.filter { !$0.1 }.map(\.0)
    }

    /// The most the encrypted part may measure, in bytes.
    static let maximumBytes = 256 << 10

    /// Encrypts the conditions to the owner, as armored age; padded, so that its size tells little.
    package func encrypted(to owner: Card) throws(StatementError) -> String {
        do {
            var json = try StrictJSON.encode(self)
            let size = max(1024, Int(clamping: Padme.padded(UInt64(json.count))))
            json += [UInt8](repeating: 0x20, count: size - json.count)
            let file = try Age.encrypt(json, to: ReaderKeys(of: owner).keys, armored: true)
            return String(decoding: file, as: UTF8.self)
        } catch {
            throw .cryptography(reason: "\(error)")
        }
    }

    /// Opens the encrypted part of a receipt.
    ///
    /// - Throws: ``SealingError/ageNoMatch(_:)`` when the identity is not the owner's, and what else age says;
    ///   ``StatementError/statementNotValid(kind:reason:)`` when what is inside belongs to another bundle.
    package init(opening encrypted: String, of receipt: Receipt, with identity: Identity) throws {
        let file = Array(encrypted.utf8)
        guard file.count <= Self.maximumBytes else {
            throw StatementError.statementNotValid(kind: Receipt.kind, reason: "its conditions are too long")
        }
        let json = try Age.decrypt(file, with: identity.ageIdentities)
        self = try StrictJSON.decode(Self.self, from: json, maximumBytes: Self.maximumBytes)
        guard type == Self.currentType, bundle == receipt.bundle else {
            throw StatementError.statementNotValid(
                kind: Receipt.kind, reason: "the conditions in it are those of another bundle")
        }
    }
}
