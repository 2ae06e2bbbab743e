import Statements
import Sealing

/// A counter-offer as `--json` shows it: the field names of docs/spec/counter-offer.md, the card without envelope.
package struct OfferFacts: Encodable {
    /// What a request refers to.
    package var digest: String
    /// The digest of the request it answers.
    package var request: String
    package var window: Window
    package var cameras: CameraLimit?
    package var audio: Bool
    package var stills: Bool
    package var conditions: [String]
    package var note: String?
    package var owner: CardFacts
    package var issued: WallTime
    package var expires: WallTime

    package init(_ offer: CounterOffer, digest: SHA256Digest) {
        self.digest = digest.hex
        request = offer.request.hex
        window = offer.window
        cameras = offer.cameras
        audio = offer.audio
        stills = offer.stills
        conditions = offer.conditions
        note = offer.note
        owner = CardFacts(offer.owner)
        issued = offer.issued
        expires = offer.expires
    }
}

/// What comes of writing a counter-offer.
package struct WrittenOfferFacts: Encodable {
    package var file: String
    package var offer: OfferFacts
    /// Who asked, and whether that is somebody known here.
    package var requester: TrustedCardFacts

    package init(file: String, offer: OfferFacts, requester: TrustedCardFacts) {
        self.file = file
        self.offer = offer
        self.requester = requester
    }
}

/// What reading a counter-offer tells.
package struct ShownOfferFacts: Encodable {
    package var offer: OfferFacts
    package var signer: TrustedCardFacts

    package init(offer: OfferFacts, signer: TrustedCardFacts) {
        self.offer = offer
        self.signer = signer
    }
}
