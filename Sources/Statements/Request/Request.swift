import FoundationEssentials
import Sealing

/// What an agency asks an owner for, in terms the owner can decide on.
///
/// Format: docs/spec/request.md.
package struct Request: Statement {
    /// `request`.
    package static let kind = "request"
    /// The DSSE payload type of a request.
    package static let payloadType = "application/vnd.proffer.request.v1+json"

    /// A random UUID, lower case (RFC 9562).
    package var id: String
    /// Who asks, and signs.
    package var agency: Card
    /// How the owner reaches the person who asks.
    package var contact: String?
    /// The agency's number of the case.
    package var caseNumber: String
    /// What the footage is wanted for, in plain words.
    package var purpose: String
    /// The category of the offence, if one is named.
    package var offence: String?
    /// The legal basis; `voluntary` unless the agency states another.
    package var legalBasis: String
    /// Where the footage was to be taken.
    package var location: Location
    /// The time that is asked for.
    package var window: Window
    /// What is asked for of that time.
    package var wanted: Wanted
    /// Of which cameras, or of how many; nil asks for whatever cameras the owner has there.
    package var cameras: CameraLimit?
    /// Who will be able to open what is handed over, besides the owner; at least one.
    package var recipients: [Card]
    /// When it was signed.
    package var issued: WallTime
    /// Until when it may be answered.
    package var expires: WallTime
    /// What the agency promises about the footage.
    package var terms: Terms
    /// The counter-offer it answers, if it answers one.
    package var answers: OfferReference?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, agency, contact, purpose, offence, location, window, wanted, cameras, recipients, issued,
            expires
        case terms, answers
        case caseNumber = "case_number"
        case legalBasis = "legal_basis"
    }

    /// A request from its parts, with a fresh id unless one is given.
    package init(
        id: String = UUID().uuidString.lowercased(), agency: Card, contact: String? = nil,
        caseNumber: String, purpose: String, offence: String? = nil, legalBasis: String = "voluntary",
        location: Location, window: Window, wanted: Wanted = Wanted(), cameras: CameraLimit? = nil,
        recipients: [Card], issued: WallTime, expires: WallTime, terms: Terms = Terms(),
        answers: OfferReference? = nil
    ) {
        self.id = id
        self.agency = agency
        self.contact = contact
        self.caseNumber = caseNumber
        self.purpose = purpose
        self.offence = offence
        self.legalBasis = legalBasis
        self.location = location
        self.window = window
        self.wanted = wanted
        self.cameras = cameras
        self.recipients = recipients
        self.issued = issued
        self.expires = expires
        self.terms = terms
        self.answers = answers
    }

    /// The agency.
    package var signer: Card { agency }

    /// The most recipients a request may name: every file of a bundle is encrypted to each.
    package static let maximumRecipients = 64

    /// The first value that is out of bounds, in words.
    package var flaw: String? {
        if UUID(uuidString: id) == nil { return "its id is not a UUID" }
        if caseNumber.isBlank { return "it has no case number" }
        if recipients.isEmpty { return "it names no recipient, so nobody could open what is handed over" }
        if recipients.count > Self.maximumRecipients {
            return "it names \(recipients.count) recipients, and may name \(Self.maximumRecipients)"
        }
        if Set(recipients.map(\.fingerprint)).count < recipients.count {
            return "it names a recipient twice"
        }
        if issued >= expires { return "it expires (\(expires)) before it was issued (\(issued))" }
        if let flaw = cameras?.flaw { return flaw }
        return location.flaw
    }
}

/// Where footage was to be taken.
package struct Location: Sendable, Hashable, Codable {
    /// The place in words: an address, a crossing.
    package var text: String
    /// Degrees north, −90 to 90 (WGS 84); given together with the longitude or not at all.
    package var latitude: Double?
    /// Degrees east, −180 to 180 (WGS 84).
    package var longitude: Double?
    /// How far around that point, in metres; more than zero.
    package var radiusMetres: Double?

    private enum CodingKeys: String, CodingKey {
        case text, latitude, longitude
        case radiusMetres = "radius_m"
    }

    /// A place in words, and on the map where that is known.
    package init(
        text: String, latitude: Double? = nil, longitude: Double? = nil, radiusMetres: Double? = nil
    ) {
        self.text = text
        self.latitude = latitude
        self.longitude = longitude
        self.radiusMetres = radiusMetres
    }

    /// Half the way around the Earth, in metres: there is no point farther away than that.
    static let largestRadiusMetres = 20_040_000.0

    /// Whether its numbers are a place on the Earth, as far as they go.
    var numbersAreUsable: Bool {
        (-90...90).contains(latitude ?? 0) && (-180...180).contains(longitude ?? 0)
            && radiusMetres.map { $0 > 0 && $0 <= Self.largestRadiusMetres } ?? true
    }

    var flaw: String? {
        if text.isBlank { return "it names no location" }
        switch (latitude, longitude) {
        case (nil, nil):
            return radiusMetres == nil ? nil : "it has a radius without a point on the map"
        case (let latitude?, let longitude?):
            guard (-90...90).contains(latitude) else { return "its latitude is not within −90 to 90" }
            guard (-180...180).contains(longitude) else { return "its longitude is not within −180 to 180" }
            if let radiusMetres {
                guard radiusMetres > 0, radiusMetres.isFinite else {
                    return "its radius is not more than zero"
                }
                guard radiusMetres <= Self.largestRadiusMetres else {
                    return "its radius is more than half the way around the Earth"
                }
            }
            return nil
        default:
            return "it has half a point on the map: latitude and longitude go together"
        }
    }
}

/// What is asked for of a window.
package struct Wanted: Sendable, Hashable, Codable {
    /// Moving pictures.
    package var video: Bool
    /// Sound.
    package var audio: Bool
    /// Single pictures.
    package var stills: Bool

    /// By default moving pictures alone.
    package init(video: Bool = true, audio: Bool = false, stills: Bool = false) {
        self.video = video
        self.audio = audio
        self.stills = stills
    }
}

/// What an agency promises about the footage it asks for.
package struct Terms: Sendable, Hashable, Codable {
    /// How long it is kept.
    package var retention: String?
    /// Whom it may be passed on to.
    package var onwardSharing: String?

    private enum CodingKeys: String, CodingKey {
        case retention
        case onwardSharing = "onward_sharing"
    }

    /// Terms in words; nil where nothing is promised.
    package init(retention: String? = nil, onwardSharing: String? = nil) {
        self.retention = retention
        self.onwardSharing = onwardSharing
    }
}

extension Request: RecordedStatement {
    /// Who asks, and who can open what is handed over.
    package var cards: [Card] { [agency] + recipients }
}
