import Bundle
import Outcomes
import Records
import StatementFiles
import Statements

/// What somebody who can open a bundle wants to hand on of it to somebody who cannot.
package struct NewDisclosure {
    /// The bundle.
    package var bundle: String
    /// The card file of who gets the keys.
    package var recipient: String
    /// Which objects, by their numbers; nil for all.
    package var objects: [Int]?
    /// Why; the recipient and the owner read it.
    package var reason: String
    /// By what it is permitted beside what the owner set and was promised; nil where nothing has to permit it.
    package var permittedBy: String?
    /// A file with the certificates of time-stamping authorities to trust; nil where none were chosen.
    package var authorities: String?
    /// Where the bundle's custody chain lies.
    package var custody: CustodyPlace

    package init(
        of bundle: String, to recipient: String, objects: [Int]?, reason: String, permittedBy: String?,
        authorities: String? = nil, custody: CustodyPlace
    ) {
        self.authorities = authorities
        self.bundle = bundle
        self.recipient = recipient
        self.objects = objects
        self.reason = reason
        self.permittedBy = permittedBy
        self.custody = custody
    }

    /// Checks the bundle, writes into its custody chain that it was disclosed, and signs a disclosure.
    ///
    /// A card that was revoked or replaced gets nothing; of one that nobody here knows it is said.
    ///
    /// - Parameter noting: takes what is to be said of the recipient's card, and of the day by which the bundle was to be gone.
    /// - Throws: ``DeskError``; then nothing was disclosed.
    package func make(
        by discloser: IdentityAtHand, trust: Trust, in output: OutputFile, media: BundleToVerify.Media?,
        noting: (Note) -> Void = { _ in }
    ) throws(DeskError) -> DisclosureWritten {
        try output.check()
        let card = try Card(file: recipient)
        try Self.check(card, trust, noting)
        let certificates = try StatementFile.certificates(chosen: authorities)
        let identity = try discloser.open()
        let (held, made) = try telling {
            let held = try HeldBundle(
                bundle, identity: identity, trust: trust, authorities: certificates,
                custody: custody.file(beside: bundle), media: media)
            if let passed = held.duePassed(for: identity.card) { noting(.custody(.found(passed))) }
            held.custody.tellOfLapse(by: identity, noting)
            return (
                held,
                try held.disclose(
                    DisclosureWish(to: card, objects: objects, reason: reason, permittedBy: permittedBy))
            )
        }
        if made.weakensKeys { noting(.custody(.disclosureWithoutPostQuantum(recipient: card))) }
        try output.write(made.envelope)
        return DisclosureWritten(made, held, in: output, trust: trust)
    }

    private static func check(_ card: Card, _ trust: Trust, _ noting: (Note) -> Void) throws(DeskError) {
        let standing = trust.standing(of: card, signed: .now())
        switch standing {
        case .trusted, .certified: return
        case .unknown(let note):
            noting(.custody(.recipientNotKnown(card, reason: note?.text)))
        case .replaced, .doubtful, .revoked:
            throw DeskError(
                .notPermitted,
                "nothing is disclosed to \(card.quotedName): \(standing.reason ?? "the card is not to be relied on")"
            )
        }
    }
}

/// A disclosure that was written.
package struct DisclosureWritten {
    package let facts: DisclosureFileFacts
    package let disclosure: Disclosure
    package let terms: DisclosureTerms
    /// The custody chain with the entry; nil where the owner disclosed and holds no chain.
    package let chain: CustodyChain?

    /// Whether who disclosed may go by the bundle, and by its chain.
    package let reliance: Reliance

    fileprivate init(_ made: MadeDisclosure, _ held: HeldBundle, in output: OutputFile, trust: Trust) {
        reliance = held.reliance(trust, on: made.chain)
        disclosure = made.disclosure
        terms = made.terms
        chain = made.chain
        facts = DisclosureFileFacts(
            file: output.path, custody: made.chain == nil ? nil : held.custody.path,
            disclosure: DisclosureFacts(
                made.disclosure, digest: made.envelope.payloadDigest, terms: made.terms),
            state: CustodyFacts.State(held))
    }
}
