import Sealing
import Statements

extension CustodyAction {
    /// How custody ended, as it was seen afterwards.
    package struct Disposed: Sendable, Hashable, Codable {
        /// What was seen or done, by the word of who signs.
        package enum Seen: String, Sendable, Codable, CaseIterable {
            /// Its file was overwritten and deleted.
            case overwritten
            /// Its file was deleted.
            case deleted
            /// The medium it lay on was destroyed.
            case destroyed
            /// It was given back.
            case returned
            /// Its file was looked for, and does not lie there any more; nobody says what became of it.
            case noLongerThere = "no_longer_there"
        }

        /// What lay at its place when the entry was written, by the program that wrote it.
        package enum Found: String, Sendable, Codable {
            /// Nothing.
            case nothing
            /// A file that is not the bundle.
            case another
            /// The bundle.
            case bundle
        }

        /// What was seen.
        package var seen: Seen
        /// What lay at its place then.
        package var found: Found
        /// More of it in words; nil where nothing was said.
        package var how: String?
        /// Why: `retention ended`.
        package var why: String

        /// The facts from their parts.
        package init(_ seen: Seen, found: Found, how: String? = nil, why: String) {
            self.seen = seen
            self.found = found
            self.how = how
            self.why = why
        }

        /// Whether the bundle lay where it is said to be gone from. What is given back may lie there until it is carried away.
        package var contradictsItself: Bool { found == .bundle && seen != .returned }
    }

    /// Which entry was a slip.
    package struct Corrected: Sendable, Hashable, Codable {
        /// The payload digest of the entry that is taken back.
        package var entry: SHA256Digest
        /// Why.
        package var why: String

        /// The facts from their parts.
        package init(_ entry: SHA256Digest, why: String) {
            self.entry = entry
            self.why = why
        }
    }

    /// Without whom an office goes on.
    package struct Succeeded: Sendable, Hashable {
        /// What became of the person's key, or of them.
        package enum Cause: String, Sendable, Codable, CaseIterable {
            /// Their key is lost, or in other hands.
            case keyLost = "key_lost"
            /// They do not act for the office any more.
            case left
        }

        /// The fingerprint of the card of who acted for the office.
        package var person: Fingerprint
        /// What became of them.
        package var cause: Cause
        /// More of it in words.
        package var why: String

        /// The facts from their parts.
        package init(_ person: Fingerprint, _ cause: Cause, why: String) {
            self.person = person
            self.cause = cause
            self.why = why
        }
    }
}

extension CustodyAction.Succeeded: Codable {
    private enum CodingKeys: String, CodingKey { case person, cause, why }

    /// Reads `{"person", "cause", "why"}`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        person = Fingerprint(digest: try container.decode(SHA256Digest.self, forKey: .person))
        cause = try container.decode(Cause.self, forKey: .cause)
        why = try container.decode(String.self, forKey: .why)
    }

    /// Writes them.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(person.digest, forKey: .person)
        try container.encode(cause, forKey: .cause)
        try container.encode(why, forKey: .why)
    }
}
