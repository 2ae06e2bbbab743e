import CustodyDesk
import Outcomes
import Statements
import Sealing

/// What an agency asks for, before it is signed.
package struct RequestDraft {
    package var caseNumber: String
    package var purpose: String
    package var offence: String?
    package var legalBasis = "voluntary"
    package var contact: String?
    /// The place in words.
    package var place: String
    /// The place on the map, degrees north and east; nil where it is not given.
    package var latitude: Double?
    package var longitude: Double?
    /// How far around that point, in metres.
    package var radiusMetres: Double?
    package var from: WallTime
    package var to: WallTime
    /// The files of the cards of whoever shall be able to open the footage.
    package var recipients: [String]
    package var audio = false
    package var stills = false
    /// How long the footage will be kept, in words.
    package var retention: String?
    /// Whom it will be passed on to, in words.
    package var onwardSharing: String?
    /// Until when the owner can answer; nil gives them ``defaultDays``.
    package var expires: WallTime?

    /// How long a request may be answered where nothing is said, in days.
    package static let defaultDays: Int64 = 30

    package init(
        caseNumber: String, purpose: String, place: String, from: WallTime, to: WallTime,
        recipients: [String]
    ) {
        self.caseNumber = caseNumber
        self.purpose = purpose
        self.place = place
        self.from = from
        self.to = to
        self.recipients = recipients
    }
}

/// A request that was written.
package struct WrittenRequest<Facts> {
    package let facts: Facts
    package let request: Request
    /// The agency's own card.
    package let signer: Card
    /// Those who made the list of recipients read their cards; who else trusts them is not known here.
    package let trust: Trust
    /// When it was signed.
    package let moment: WallTime
}

extension RequestDraft {
    /// Signs the request and writes it.
    ///
    /// A request that no bundle could be sealed for, as no file can be for all its recipients, and one that does not say what
    /// the footage is for, are never written. Both are said before a passphrase is asked for.
    ///
    /// - Throws: ``DeskError``; then there is no file.
    package func sign(
        by identity: IdentityAtHand, to output: OutputFile, noting: (Note) -> Void,
        now: () -> WallTime = WallTime.now
    ) throws(DeskError) -> WrittenRequest<WrittenRequestFacts> {
        try output.check()
        guard !purpose.allSatisfy(\.isWhitespace) else {
            throw DeskError(.usage, "the purpose is empty; say what the footage is for")
        }
        let window = try telling { try Window(from: from, to: to) }
        var cards: [Card] = []
        for path in recipients { cards.append(try Card(file: path)) }
        do { _ = try ReaderKeys(of: cards) } catch { throw DeskError(.usage, "\(error)") }
        let identity = try identity.open()
        let issued = now().toTheSecond.inOffset(seconds: from.utcOffsetSeconds)
        let request = Request(
            agency: identity.card, contact: contact, caseNumber: caseNumber, purpose: purpose,
            offence: offence, legalBasis: legalBasis,
            location: Location(
                text: place, latitude: latitude, longitude: longitude, radiusMetres: radiusMetres),
            window: window, wanted: Wanted(video: true, audio: audio, stills: stills), recipients: cards,
            issued: issued, expires: expires ?? issued.adding(days: Self.defaultDays),
            terms: Terms(retention: retention, onwardSharing: onwardSharing))
        let envelope = try telling { try request.signed(by: identity) }
        try output.write(envelope)
        if let only = cards.first(where: { !$0.has(.ordinary) }) {
            noting(.request(.postQuantumOnly(recipient: only)))
        }
        if let only = cards.onlyPerson { noting(.request(.onlyPerson(recipient: only))) }
        let trust = Trust([identity.card] + cards)
        return WrittenRequest(
            facts: WrittenRequestFacts(
                file: output.path,
                request: RequestFacts(request, digest: envelope.payloadDigest, trust: trust, at: issued)),
            request: request, signer: identity.card, trust: trust, moment: issued)
    }
}
