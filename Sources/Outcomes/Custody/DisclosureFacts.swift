import Records
import Sealing
import Statements

/// A disclosure as programs read it: the field names of docs/spec/disclosure.md, cards without their envelopes.
package struct DisclosureFacts: Encodable, Sendable {
    /// What lies inside, for who can open it.
    package struct Terms: Encodable, Sendable {
        package var recipient: CardFacts
        package var owner: CardFacts
        package var request: String
        package var consent: String
        package var objects: [Int]
        package var reason: String
        package var conditions: [String]
        package var retention: String?
        package var onwardSharing: String?
        package var permittedBy: String?

        private enum CodingKeys: String, CodingKey {
            case recipient, owner, request, consent, objects, reason, conditions, retention
            case onwardSharing = "onward_sharing"
            case permittedBy = "permitted_by"
        }

        package init(_ terms: DisclosureTerms) {
            recipient = CardFacts(terms.recipient)
            owner = CardFacts(terms.owner)
            request = terms.request.hex
            consent = terms.consent.hex
            objects = terms.objects
            reason = terms.reason
            conditions = terms.conditions
            retention = terms.retention
            onwardSharing = terms.onwardSharing
            permittedBy = terms.permittedBy
        }
    }

    package var digest: String
    package var bundle: String
    package var seal: String
    package var time: WallTime
    package var discloser: CardFacts
    package var objects: Int
    /// Absent where nobody opened it.
    package var terms: Terms?

    package init(_ disclosure: Disclosure, digest: SHA256Digest, terms: DisclosureTerms?) {
        self.digest = digest.hex
        bundle = disclosure.bundle
        seal = disclosure.seal.hex
        time = disclosure.time
        discloser = CardFacts(disclosure.discloser)
        objects = disclosure.objects
        self.terms = terms.map(Terms.init)
    }
}

/// A disclosure that was made, as programs read it.
package struct DisclosureFileFacts: Encodable {
    package var file: String
    /// The custody chain's file that tells of it; absent where the owner disclosed and holds no chain.
    package var custody: String?
    package var disclosure: DisclosureFacts
    /// What the bundle came to, and who sealed it.
    package var state: CustodyFacts.State

    package init(file: String, custody: String?, disclosure: DisclosureFacts, state: CustodyFacts.State) {
        self.state = state
        self.file = file
        self.custody = custody
        self.disclosure = disclosure
    }
}

/// A disclosure that was read, as programs read it.
package struct ShownDisclosureFacts: Encodable {
    package var disclosure: DisclosureFacts
    /// What the discloser's signature is worth: `trusted`, `certified`, `unknown`, `replaced`, `doubtful` or `revoked`.
    package var standing: String

    package init(disclosure: DisclosureFacts, standing: String) {
        self.disclosure = disclosure
        self.standing = standing
    }
}

/// The age files of what was disclosed, as programs read them.
package struct DisclosedFilesFacts: Encodable {
    package var folder: String
    package var files: [String]

    package init(folder: String, files: [String]) {
        self.folder = folder
        self.files = files
    }
}

/// What a receipt tells of a disclosure, as programs read it.
package struct ReceiptDisclosureFacts: Encodable {
    /// The digest of the statement.
    package var disclosure: String
    package var time: WallTime
    package var discloser: CardFacts
    package var objects: Int
    /// Absent where nobody opened it.
    package var terms: DisclosureFacts.Terms?

    package init(_ entry: CustodyEntry, _ facts: CustodyAction.Disclosed, terms: DisclosureTerms?) {
        disclosure = facts.disclosure.hex
        time = entry.time
        discloser = CardFacts(entry.actor)
        objects = facts.objects
        self.terms = terms.map(DisclosureFacts.Terms.init)
    }
}
