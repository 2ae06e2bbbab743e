import Statements
import Sealing

/// A consent as `--json` shows it: the field names of docs/spec/consent.md, the card without envelope.
package struct ConsentFacts: Encodable {
    /// What a revocation refers to.
    package var digest: String
    /// The digest of the request it answers.
    package var request: String
    package var decision: Consent.Decision
    package var grants: [Grant]
    package var conditions: [String]
    package var reason: String?
    package var owner: CardFacts
    package var issued: WallTime
    package var expires: WallTime

    package init(_ consent: Consent, digest: SHA256Digest) {
        self.digest = digest.hex
        request = consent.request.hex
        decision = consent.decision
        grants = consent.grants
        conditions = consent.conditions
        reason = consent.reason
        owner = CardFacts(consent.owner)
        issued = consent.issued
        expires = consent.expires
    }
}

/// A revocation as `--json` shows it.
package struct RevocationFacts: Encodable {
    package var digest: String
    /// The digest of the consent it takes back.
    package var consent: String
    package var owner: CardFacts
    package var reason: String?
    package var issued: WallTime

    package init(_ revocation: Revocation, digest: SHA256Digest) {
        self.digest = digest.hex
        consent = revocation.consent.hex
        owner = CardFacts(revocation.owner)
        reason = revocation.reason
        issued = revocation.issued
    }
}

/// What comes of writing a consent.
package struct WrittenConsentFacts: Encodable {
    package var file: String
    package var consent: ConsentFacts
    /// Who asked, and whether that is somebody known here.
    package var requester: TrustedCardFacts
    /// What the linter found in the request; absent where nobody looked.
    package var findings: [Finding]?

    package init(
        file: String, consent: ConsentFacts, requester: TrustedCardFacts, findings: [Finding]? = nil
    ) {
        self.file = file
        self.consent = consent
        self.requester = requester
        self.findings = findings
    }
}

/// What comes of taking a consent back.
package struct WrittenRevocationFacts: Encodable {
    package var file: String
    package var revocation: RevocationFacts

    package init(file: String, revocation: RevocationFacts) {
        self.file = file
        self.revocation = revocation
    }
}

/// What reading a consent, or its revocation, tells: one of the two, and whether its signer is relied on.
package struct ShownConsentFacts: Encodable {
    package var consent: ConsentFacts?
    package var revocation: RevocationFacts?
    package var trusted: Bool
    /// `trusted`, `certified`, `unknown`, `replaced`, `doubtful` or `revoked`.
    package var standing: String
    /// Why the signer is not relied on; absent where they are.
    package var reason: String?

    package init(
        consent: ConsentFacts? = nil, revocation: RevocationFacts? = nil, signer: TrustedCardFacts
    ) {
        (self.consent, self.revocation) = (consent, revocation)
        (trusted, standing, reason) = (signer.trusted, signer.standing, signer.reason)
    }
}
