import Statements
import Sealing

/// A request as `--json` shows it: the field names of docs/spec/request.md, cards without envelopes.
package struct RequestFacts: Encodable {
    package var id: String
    /// What a consent refers to.
    package var digest: String
    package var agency: TrustedCardFacts
    package var contact: String?
    package var caseNumber: String
    package var purpose: String
    package var offence: String?
    package var legalBasis: String
    package var location: Location
    package var window: Window
    package var wanted: Wanted
    package var cameras: CameraLimit?
    package var recipients: [TrustedCardFacts]
    package var issued: WallTime
    package var expires: WallTime
    package var expired: Bool
    package var terms: Terms
    package var answers: OfferReference?

    private enum CodingKeys: String, CodingKey {
        case id, digest, agency, contact, purpose, offence, location, window, wanted, cameras, recipients
        case issued, expires, expired, terms, answers
        case caseNumber = "case_number"
        case legalBasis = "legal_basis"
    }

    package init(_ request: Request, digest: SHA256Digest, trust: Trust, at moment: WallTime) {
        id = request.id
        self.digest = digest.hex
        agency = TrustedCardFacts(request.agency, trust: trust, signed: request.issued)
        contact = request.contact
        caseNumber = request.caseNumber
        purpose = request.purpose
        offence = request.offence
        legalBasis = request.legalBasis
        location = request.location
        window = request.window
        wanted = request.wanted
        cameras = request.cameras
        recipients = request.recipients.map { TrustedCardFacts($0, trust: trust, signed: moment) }
        issued = request.issued
        expires = request.expires
        expired = request.expires <= moment
        terms = request.terms
        answers = request.answers
    }
}

/// What comes of writing a request.
package struct WrittenRequestFacts: Encodable {
    package var file: String
    package var request: RequestFacts

    package init(file: String, request: RequestFacts) {
        self.file = file
        self.request = request
    }
}

/// What comes of answering a counter-offer with a new request.
package struct RevisedRequestFacts: Encodable {
    package var file: String
    package var request: RequestFacts
    /// Who made the counter-offer.
    package var owner: TrustedCardFacts

    package init(file: String, request: RequestFacts, owner: TrustedCardFacts) {
        self.file = file
        self.request = request
        self.owner = owner
    }
}

/// What reading a request tells: its fields, and beside them what the linter found.
package struct ShownRequestFacts: Encodable {
    package var request: RequestFacts
    package var findings: [Finding]

    package init(request: RequestFacts, findings: [Finding]) {
        self.request = request
        self.findings = findings
    }

    private enum CodingKeys: String, CodingKey { case findings }

    package func encode(to encoder: any Encoder) throws {
        try request.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(findings, forKey: .findings)
    }
}

/// What the linter found in a request, read as far as it can be.
package struct LintFacts: Encodable {
    package var file: String
    package var digest: String
    package var valid: Bool
    package var findings: [Finding]

    package init(file: String, digest: String, valid: Bool, findings: [Finding]) {
        self.file = file
        self.digest = digest
        self.valid = valid
        self.findings = findings
    }
}
