import Sealing

/// The counter-offer that a request says it answers, and what is needed to tell whether it keeps to it.
///
/// An offer speaks of a few fields only; that the others are what the owner saw takes the former request. And an offer is
/// the owner's by its key, whatever name stands on its card. Rule: docs/spec/counter-offer.md, The answer.
package struct AnsweredOffer: Sendable {
    /// What was offered.
    package let offer: CounterOffer
    /// The payload digest of the offer.
    package let digest: SHA256Digest
    /// The request the offer was made to; nil where it is not at hand.
    package let former: Request?
    /// Whether the offer is signed with the key of who reads this; nil where their key is not known here.
    package let isOwn: Bool?

    /// Reads an offer and the request it was made to.
    ///
    /// - Parameters:
    ///   - offer: as it was signed.
    ///   - former: as it was signed; one that the offer was not made to counts for nothing.
    ///   - isOwn: whether a key is that of who reads this; nil where that is not known.
    /// - Throws: ``StatementError/statementNotValid(kind:reason:)`` for an offer that is none.
    package init(
        _ offer: DSSEEnvelope, former: DSSEEnvelope?, isOwn: (VerifyingKey) -> Bool?
    ) throws(StatementError) {
        let statement = try CounterOffer(verifying: offer)
        self.offer = statement
        digest = offer.payloadDigest
        self.former = former.flatMap { envelope in
            envelope.payloadDigest == statement.request ? try? Request(verifying: envelope) : nil
        }
        self.isOwn = isOwn(statement.owner.verifyingKey)
    }

    /// Whether a request keeps to the reader's own offer in every field.
    package func isKept(by request: Request) -> Bool {
        isOwn == true && former != nil && departures(of: request).isEmpty
    }

    /// In what a request differs from what was offered and asked before, in words, each after “it differs in”; empty where
    /// it does not, as far as the former request is at hand.
    package func departures(of request: Request) -> [String] {
        var found = offer.excess(in: request)
        if request.answers?.request != offer.request || request.answers?.offer != digest {
            found.append("what it answers: another request than the one the offer was made to")
        }
        if request.issued < offer.issued || request.issued >= offer.expires {
            found.append(
                "its date (\(request.issued), where the offer stood from \(offer.issued) to \(offer.expires))"
            )
        }
        guard let former else { return found }
        return found + departures(of: request, from: former)
    }

    private func departures(of request: Request, from former: Request) -> [String] {
        var found: [String] = []
        func compare(_ what: String, _ new: String?, _ old: String?) {
            // Texts that only look alike are others.
            guard new.map({ Array($0.unicodeScalars) }) != old.map({ Array($0.unicodeScalars) }) else {
                return
            }
            found.append(
                "\(what) (\(new?.excerpt ?? "nothing is said"), where it was \(old?.excerpt ?? "not said"))")
        }
        if request.agency.fingerprint != former.agency.fingerprint {
            found.append("who asks (\(request.agency.inWords), where it was \(former.agency.inWords))")
        }
        if request.id == former.id { found.append("its id, which is the former request's") }
        if request.wanted.video, !former.wanted.video { found.append("moving pictures") }
        if offer.cameras == nil, let limit = former.cameras,
            !(request.cameras.map(limit.contains) ?? false)
        {
            found.append("other cameras, or more of them")
        }
        let readers = Set(former.recipients.map(\.fingerprint))
        let new = request.recipients.filter { !readers.contains($0.fingerprint) }
        if !new.isEmpty {
            found.append("who can open it: also \(listInWords(new.prefix(4).map(\.inWords)))")
        }
        compare("the case", request.caseNumber, former.caseNumber)
        compare("the purpose", request.purpose, former.purpose)
        compare("the offence", request.offence, former.offence)
        compare("the legal basis", request.legalBasis, former.legalBasis)
        compare("the contact", request.contact, former.contact)
        compare("the place", request.location.text, former.location.text)
        if request.location.latitude != former.location.latitude
            || request.location.longitude != former.location.longitude
            || request.location.radiusMetres != former.location.radiusMetres
        {
            found.append("the place on the map")
        }
        compare("how long they keep it", request.terms.retention, former.terms.retention)
        compare("whom they pass it on to", request.terms.onwardSharing, former.terms.onwardSharing)
        let latest = max(offer.expires, former.expires)
        if request.expires > latest {
            found.append("until when it may be answered (\(request.expires), where it was \(latest) at most)")
        }
        return found
    }
}

extension String {
    /// The beginning of a text somebody else wrote, for a sentence of ours.
    fileprivate var excerpt: String { (count > 80 ? prefix(80) + "…" : self[...]).quoted }
}
