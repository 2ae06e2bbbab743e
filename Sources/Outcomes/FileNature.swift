/// What a file or folder is, as its content tells.
package enum FileNature: String, Encodable, Sendable, CaseIterable {
    /// Private keys, readable for whoever has the file.
    case identity
    /// Private keys under a passphrase.
    case protectedIdentity = "protected_identity"
    /// Somebody's private key of another kind.
    case privateKey = "private_key"
    case card
    case cardRevocation = "card_revocation"
    /// An office's word that somebody acts for it.
    case appointment
    case request
    case counterOffer = "counter_offer"
    case consent
    /// An answer that says no.
    case decline
    case revocation
    case receipt
    /// What somebody signed when they opened a bundle.
    case verification
    /// The keys to parts of a bundle, handed to somebody else.
    case disclosure
    /// The terms of a disclosure, as an opened folder has them.
    case disclosureTerms = "disclosure_terms"
    /// The record of a bundle, or what is known of a clip, as an opened folder has them.
    case openedText = "opened_text"
    case seal
    case custodyChain = "custody_chain"
    case bundle
    /// A bundle that somebody packed anew: an archive with its members.
    case packedBundle = "packed_bundle"
    /// A folder that a bundle was unpacked into.
    case unpackedBundle = "unpacked_bundle"
    /// Something encrypted to somebody's key.
    case encrypted
    case ledger
    /// What a custodian's machine remembers of bundles.
    case register
    case journal
    case commitments
    /// A ledger's checkpoint or proof.
    case note
    /// The measurement of a camera's clock.
    case clockError = "clock_error"
    case certificates
    case recording
    case picture
    /// A list of a person's trusted cards: a folder.
    case trustFolder = "trust_folder"
    /// What was taken out of a bundle: a folder.
    case openedBundle = "opened_bundle"
    case folder
    case archive
    case document
    case empty
    case text
    case unknown

    /// What it is, behind *this is*.
    package var inWords: String {
        switch self {
        case .identity, .protectedIdentity: "your secret half: give it to nobody"
        case .privateKey: "a private key: give it to nobody"
        case .card: "a card, the half of an identity that others keep"
        case .cardRevocation: "the revocation of a card"
        case .appointment: "an appointment, an office's word that somebody acts for it"
        case .request: "a request"
        case .counterOffer: "a counter-offer"
        case .consent: "a consent"
        case .decline: "an answer that declines a request"
        case .revocation: "the revocation of a consent"
        case .receipt: "a receipt for a bundle"
        case .disclosure: "a disclosure, which opens parts of a bundle to somebody"
        case .disclosureTerms: "the terms of a disclosure, written out when it was opened"
        case .openedText: "a text out of a bundle, written out when it was opened"
        case .seal: "the seal of a bundle, taken out of it"
        case .custodyChain: "the custody chain of a bundle"
        case .bundle: "a sealed bundle"
        case .packedBundle: "a bundle that was packed anew, and not the file that was sealed"
        case .unpackedBundle: "a folder that a bundle was unpacked into"
        case .encrypted: "a file that is encrypted to somebody's key, such as lie in a bundle"
        case .ledger: "a custodian's ledger"
        case .register: "a custodian's register of bundles"
        case .journal: "an owner's journal"
        case .commitments: "a list of what was committed to beforehand"
        case .note: "a signed note of a ledger, a checkpoint or a proof"
        case .clockError: "the measurement of a camera's clock"
        case .certificates: "a file of certificates"
        case .recording: "a video"
        case .picture: "a picture"
        case .trustFolder: "a folder of cards that somebody trusts"
        case .verification: "the signed list of the folder that a bundle was opened into"
        case .openedBundle: "a folder with what was taken out of a bundle"
        case .folder: "a folder"
        case .archive: "an archive that is no bundle of Proffer's"
        case .document: "a document to read or print"
        case .empty: "an empty file"
        case .text: "a text of some other kind"
        case .unknown: "a file of a kind that Proffer does not know"
        }
    }

    /// Whether it says so itself; others are told from what they are not.
    package var isCertain: Bool {
        switch self {
        case .archive, .document, .text, .unknown, .folder: false
        default: true
        }
    }

    /// Whether it must stay with its owner.
    package var isSecret: Bool { [.identity, .protectedIdentity, .privateKey].contains(self) }
}
