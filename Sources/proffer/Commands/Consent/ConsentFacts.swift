import Outcomes
import CustodianCommands
import Statements
import Sealing

/// A consent as `--json` shows it: the field names of docs/spec/consent.md, the card without envelope.
struct ConsentFacts: Encodable {
    /// What a revocation refers to.
    var digest: String
    /// The digest of the request it answers.
    var request: String
    var decision: Consent.Decision
    var grants: [Grant]
    var conditions: [String]
    var reason: String?
    var owner: CardFacts
    var issued: WallTime
    var expires: WallTime

    init(_ consent: Consent, digest: SHA256Digest) {
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
struct RevocationFacts: Encodable {
    var digest: String
    /// The digest of the consent it takes back.
    var consent: String
    var owner: CardFacts
    var reason: String?
    var issued: WallTime

    init(_ revocation: Revocation, digest: SHA256Digest) {
        self.digest = digest.hex
        consent = revocation.consent.hex
        owner = CardFacts(revocation.owner)
        reason = revocation.reason
        issued = revocation.issued
    }
}

/// What the commands that write a consent say as JSON.
struct WrittenConsentFacts: Encodable {
    var file: String
    var consent: ConsentFacts
    /// Who asked, and whether that is somebody known here.
    var requester: TrustedCardFacts
    /// What the linter found in the request; absent where nobody looked.
    var findings: [Finding]?
}

extension Page {
    /// Adds what a consent lets go, and on which conditions.
    ///
    /// - Parameter isOwn: whether who reads it just wrote it; other people's words are marked.
    mutating func consent(_ consent: Consent, isOwn: Bool = false) {
        func words(_ text: String) -> String { isOwn ? text : text.theirs }
        switch consent.decision {
        case .declined:
            facts([
                .init("Answer", "declined: nothing may leave"), .init("Reason", consent.reason.map(words)),
            ])
        case .granted:
            // The cameras of one and the same grant belong together on the screen.
            var groups: [(grant: Grant, cameras: [String?])] = []
            for grant in consent.grants {
                let camera = grant.camera
                if let index = groups.firstIndex(where: {
                    $0.grant.window == grant.window && $0.grant.contentInWords == grant.contentInWords
                }) {
                    groups[index].cameras.append(camera)
                } else {
                    groups.append((grant, [camera]))
                }
            }
            let granted: [Fact?] = groups.flatMap { group, cameras in
                [
                    .init("Cameras", listInWords(cameras.map { $0?.quoted ?? "every camera" })),
                    .init("From", group.window.from.inWords),
                    .init("To", "\(group.window.to.inWords) (\(group.window.lengthInWords))"),
                    .init("Granted", group.contentInWords),
                ]
            }
            facts(
                granted + [
                    .init("Conditions", consent.conditions.map(words).joined(separator: "\n")),
                    .init("Seal by", consent.expires.inWords),
                ])
        }
    }
}
