import Outcomes
import CustodianCommands
import Statements
import Sealing

/// A request as `--json` shows it: the field names of docs/spec/request.md, cards without envelopes.
struct RequestFacts: Encodable {
    var id: String
    /// What a consent refers to.
    var digest: String
    var agency: TrustedCardFacts
    var contact: String?
    var caseNumber: String
    var purpose: String
    var offence: String?
    var legalBasis: String
    var location: Location
    var window: Window
    var wanted: Wanted
    var cameras: CameraLimit?
    var recipients: [TrustedCardFacts]
    var issued: WallTime
    var expires: WallTime
    var expired: Bool
    var terms: Terms
    var answers: OfferReference?

    enum CodingKeys: String, CodingKey {
        case id, digest, agency, contact, purpose, offence, location, window, wanted, cameras, recipients
        case issued, expires, expired, terms, answers
        case caseNumber = "case_number"
        case legalBasis = "legal_basis"
    }

    init(_ request: Request, digest: SHA256Digest, trust: Trust, at moment: WallTime) {
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
