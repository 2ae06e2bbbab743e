import Sealing

/// A request read as far as it can be: what was changed after signing, or breaks a rule of its form, is still shown.
///
/// Only the linter reads a request like that. Whatever acts on one reads it with ``Request/init(verifying:)``.
package struct RequestReading: Sendable {
    /// The envelope it came in.
    package let envelope: DSSEEnvelope
    /// The request, or why it cannot be relied on.
    package let verified: Result<Request, StatementError>
    /// Whether the signature is by the agency named in it; nil where no card of the agency's can be read.
    package let isSigned: Bool?
    /// Who asks.
    package let agency: Card?
    /// How the owner reaches the person who asks.
    package let contact: String?
    /// The agency's number of the case.
    package let caseNumber: String?
    /// What the footage is wanted for.
    package let purpose: String?
    /// The category of the offence.
    package let offence: String?
    /// The legal basis.
    package let legalBasis: String?
    /// Where the footage was to be taken.
    package let location: Location?
    /// The time that is asked for.
    package let window: Window?
    /// Who will be able to open what is handed over.
    package let recipients: [Card]?
    /// When it says it was signed.
    package let issued: WallTime?
    /// Until when it may be answered.
    package let expires: WallTime?
    /// What the agency promises.
    package let terms: Terms?
    /// The counter-offer it says it answers.
    package let answers: OfferReference?
    /// The fields that stand in it and cannot be read.
    package let unreadable: [String]

    /// Reads what can be read.
    ///
    /// - Throws: ``StatementError/statementNotValid(kind:reason:)`` for what is no request at all: another statement, or no
    ///   JSON object.
    package init(_ envelope: DSSEEnvelope) throws(StatementError) {
        guard envelope.payloadType == Request.payloadType else {
            throw .statementNotValid(kind: Request.kind, reason: StatementClaim.instead(envelope))
        }
        let fields: Fields
        do {
            fields = try StrictJSON.decode(
                Fields.self, from: envelope.payload, maximumBytes: StatementLimits.maximumBytes)
        } catch {
            throw .statementNotValid(kind: Request.kind, reason: "its content is damaged: \(error)")
        }
        self.envelope = envelope
        verified = Result { () throws(StatementError) in try Request(verifying: envelope) }
        isSigned = fields.agency.map { envelope.isSigned(by: $0.verifyingKey, keyID: $0.fingerprint.hex) }
        agency = fields.agency
        contact = fields.contact
        caseNumber = fields.caseNumber
        purpose = fields.purpose
        offence = fields.offence
        legalBasis = fields.legalBasis
        location = fields.location
        window = fields.window
        recipients = fields.recipients
        issued = fields.issued
        expires = fields.expires
        terms = fields.terms
        answers = fields.answers
        unreadable = fields.unreadable
    }
}

/// The fields of a request, each read for itself: one that is damaged does not take the others with it.
private struct Fields: Decodable {
    var agency: Card?
    var contact: String?
    var caseNumber: String?
    var purpose: String?
    var offence: String?
    var legalBasis: String?
    var location: Location?
    var window: Window?
    var recipients: [Card]?
    var issued: WallTime?
    var expires: WallTime?
    var terms: Terms?
    var answers: OfferReference?
    var unreadable: [String] = []

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Request.CodingKeys.self)
        var unreadable: [String] = []
        func read<Value: Decodable>(_ key: Request.CodingKeys) -> Value? {
            do { return try container.decodeIfPresent(Value.self, forKey: key) } catch {
                unreadable.append(key.stringValue)
                return nil
            }
        }
        agency = read(.agency)
        contact = read(.contact)
        caseNumber = read(.caseNumber)
        purpose = read(.purpose)
        offence = read(.offence)
        legalBasis = read(.legalBasis)
        // A radius of 10³⁰⁸ is no more a place than a word in its stead is.
        location = read(.location)
        if let place = location, !place.numbersAreUsable {
            unreadable.append(Request.CodingKeys.location.stringValue)
            location = nil
        }
        window = read(.window)
        recipients = read(.recipients)
        issued = read(.issued)
        expires = read(.expires)
        terms = read(.terms)
        answers = read(.answers)
        self.unreadable = unreadable
    }
}
