import Statements
import Sealing

/// What somebody did with a bundle after it was sealed, and the facts that belong to it.
///
/// All of it lies readable beside the bundle, so none of it may tell what the bundle is about: no owner's name, case,
/// place, camera or file name. The free texts are the custodian's own words, and their responsibility.
package enum CustodyAction: Sendable, Hashable {
    /// The bundle arrived.
    case received(Received)
    /// It was checked.
    case verified(CheckSummary)
    /// It was decrypted into a folder.
    case opened(Opened)
    /// A copy of it was made.
    case copied(Copied)
    /// The keys of some of its files were handed to somebody who had none.
    case disclosed(Disclosed)
    /// A camera's clock was measured.
    case clockMeasured(ClockMeasured)
    /// It was handed over to another; in force only when they have signed as well.
    case transferred(Transferred)
    /// It was destroyed, given back, or found to be gone.
    case disposed(Disposed)
    /// An entry before this one was a slip, and is taken back.
    case corrected(Corrected)
    /// An office goes on without a person who acted for it: their key is lost, or they left.
    case succeeded(Succeeded)

    /// How a bundle arrived.
    package struct Received: Sendable, Hashable {
        /// The fingerprint of the card of who brought it, where that is known; never their name.
        package var from: Fingerprint?
        /// How it came, in words: `by hand, on a USB stick`.
        package var how: String
        /// The file that came.
        package var archive: ArchiveFacts
        /// In what state it came.
        package var checks: CheckSummary

        /// The facts from their parts.
        package init(from: Fingerprint?, how: String, archive: ArchiveFacts, checks: CheckSummary) {
            self.from = from
            self.how = how
            self.archive = archive
            self.checks = checks
        }
    }

    /// How much was opened: numbers only, as the objects' names lie inside the encryption.
    package struct Opened: Sendable, Hashable {
        /// How many clips and stills were decrypted.
        package var objects: Int
        /// What the checks on the way found.
        package var checks: CheckSummary
        /// The card of who held the bundle, where whoever opened it had handed it on; nil where they held it.
        package var heldBy: Fingerprint?

        /// The facts from their parts.
        package init(objects: Int, checks: CheckSummary, heldBy: Fingerprint? = nil) {
            self.objects = objects
            self.checks = checks
            self.heldBy = heldBy
        }
    }

    /// Where a copy went.
    package struct Copied: Sendable, Hashable, Codable {
        /// Where to, in words: `the evidence store, second disk`.
        package var to: String
        /// The copy, as it was read back.
        package var copy: ArchiveFacts

        /// The facts from their parts.
        package init(to: String, copy: ArchiveFacts) {
            self.to = to
            self.copy = copy
        }
    }

    /// That a disclosure was signed: how much of the bundle it opens, and its terms, which only its recipient and the owner
    /// read.
    package struct Disclosed: Sendable, Hashable, Codable {
        /// How many clips and stills.
        package var objects: Int
        /// The payload digest of the disclosure.
        package var disclosure: SHA256Digest
        /// Its terms, as the disclosure has them: encrypted (docs/spec/disclosure.md, Terms).
        package var terms: String
        /// What the checks on the way found.
        package var checks: CheckSummary

        /// The most the encrypted terms may measure, in bytes.
        package static let maximumTermsBytes = 256 << 10

        /// The facts from their parts.
        package init(objects: Int, disclosure: SHA256Digest, terms: String, checks: CheckSummary) {
            self.objects = objects
            self.disclosure = disclosure
            self.terms = terms
            self.checks = checks
        }

        private enum CodingKeys: String, CodingKey { case objects, disclosure, terms, checks }

        /// Reads `{"objects", "disclosure", "terms", "checks"}`.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            objects = Int(try container.decodeCount(forKey: .objects))
            disclosure = try container.decode(SHA256Digest.self, forKey: .disclosure)
            terms = try container.decode(String.self, forKey: .terms)
            checks = try container.decode(CheckSummary.self, forKey: .checks)
        }
    }

    /// To whom a bundle is handed over, and what exactly.
    package struct Transferred: Sendable, Hashable, Codable {
        /// Who takes it, and countersigns.
        package var to: Card
        /// The file handed over: the receiver signs for this one.
        package var archive: ArchiveFacts

        /// The facts from their parts.
        package init(to: Card, archive: ArchiveFacts) {
            self.to = to
            self.archive = archive
        }
    }

    /// The action as it stands in the entry: `received`, `verified`, `opened`, `copied`, `disclosed`, `clock_measured`,
    /// `transferred`, `disposed`, `corrected`, `succeeded`.
    package var word: String {
        switch self {
        case .received: "received"
        case .verified: "verified"
        case .opened: "opened"
        case .copied: "copied"
        case .disclosed: "disclosed"
        case .clockMeasured: "clock_measured"
        case .transferred: "transferred"
        case .disposed: "disposed"
        case .corrected: "corrected"
        case .succeeded: "succeeded"
        }
    }

    /// The action as it is told to people: `clock measured`.
    package var inWords: String { word.replacing("_", with: " ") }

    /// Whether it is that the bundle arrived.
    package var isReceipt: Bool { if case .received = self { true } else { false } }

    /// The most a free text may measure, in bytes.
    package static let maximumTextBytes = 4096

    /// The first value that is out of bounds, in words; nil where there is none.
    var flaw: String? {
        let texts: [(String, String)] =
            switch self {
            case .received(let facts): [("how it came", facts.how)]
            case .copied(let facts): [("where the copy went", facts.to)]
            case .disposed(let facts):
                (facts.how.map { [("how it was disposed of", $0)] } ?? []) + [("why", facts.why)]
            case .corrected(let facts): [("why", facts.why)]
            case .succeeded(let facts): [("why", facts.why)]
            case .verified, .opened, .disclosed, .clockMeasured, .transferred: []
            }
        for (what, text) in texts {
            if text.isBlank { return "it does not say \(what)" }
            if text.utf8.count > Self.maximumTextBytes { return "what it says of \(what) is too long" }
        }
        if case .opened(let facts) = self, facts.objects < 0 { return "a count is negative" }
        if case .clockMeasured(let facts) = self { return facts.flaw }
        if case .disposed(let facts) = self, facts.contradictsItself {
            return "it says that the bundle was disposed of, and that its file lay there still"
        }
        if case .disclosed(let facts) = self {
            if facts.objects < 1 { return "it discloses nothing" }
            if facts.terms.isBlank { return "it does not hold the terms of what it discloses" }
            if facts.terms.utf8.count > CustodyAction.Disclosed.maximumTermsBytes {
                return "its terms are too long"
            }
        }
        return nil
    }
}

extension CustodyAction.Received: Codable {
    private enum CodingKeys: String, CodingKey { case from, how, archive, checks }

    /// Reads `{"from", "how", "archive", "checks"}`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        from = try container.decodeIfPresent(SHA256Digest.self, forKey: .from).map(Fingerprint.init(digest:))
        how = try container.decode(String.self, forKey: .how)
        archive = try container.decode(ArchiveFacts.self, forKey: .archive)
        checks = try container.decode(CheckSummary.self, forKey: .checks)
    }

    /// Writes them; `from` only where it is known.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(from?.digest, forKey: .from)
        try container.encode(how, forKey: .how)
        try container.encode(archive, forKey: .archive)
        try container.encode(checks, forKey: .checks)
    }
}

extension CustodyAction.Opened: Codable {
    private enum CodingKeys: String, CodingKey {
        case objects, checks
        case heldBy = "held_by"
    }

    /// Reads `{"objects", "checks", "held_by"}`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        objects = Int(try container.decodeCount(forKey: .objects))
        checks = try container.decode(CheckSummary.self, forKey: .checks)
        heldBy = try container.decodeIfPresent(SHA256Digest.self, forKey: .heldBy).map(
            Fingerprint.init(digest:))
    }

    /// Writes them; `held_by` only where another held the bundle.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(objects, forKey: .objects)
        try container.encode(checks, forKey: .checks)
        try container.encodeIfPresent(heldBy?.digest, forKey: .heldBy)
    }
}

extension CustodyAction: Codable {
    private enum CodingKeys: String, CodingKey { case action, facts }
    private struct VerifiedFacts: Codable { var checks: CheckSummary }

    /// Reads `{"action", "facts"}`; an action this version does not know is refused.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let word = try container.decode(String.self, forKey: .action)
        switch word {
        case "received": self = .received(try container.decode(Received.self, forKey: .facts))
        case "verified": self = .verified(try container.decode(VerifiedFacts.self, forKey: .facts).checks)
        case "opened": self = .opened(try container.decode(Opened.self, forKey: .facts))
        case "copied": self = .copied(try container.decode(Copied.self, forKey: .facts))
        case "disclosed": self = .disclosed(try container.decode(Disclosed.self, forKey: .facts))
        case "clock_measured":
            self = .clockMeasured(try container.decode(ClockMeasured.self, forKey: .facts))
        case "transferred": self = .transferred(try container.decode(Transferred.self, forKey: .facts))
        case "disposed": self = .disposed(try container.decode(Disposed.self, forKey: .facts))
        case "corrected": self = .corrected(try container.decode(Corrected.self, forKey: .facts))
        case "succeeded": self = .succeeded(try container.decode(Succeeded.self, forKey: .facts))
        default:
            throw DecodingError.dataCorruptedError(
                forKey: .action, in: container, debugDescription: "“\(word.prefix(80))” is no action we know")
        }
    }

    /// Writes `{"action", "facts"}`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(word, forKey: .action)
        switch self {
        case .received(let facts): try container.encode(facts, forKey: .facts)
        case .verified(let checks): try container.encode(VerifiedFacts(checks: checks), forKey: .facts)
        case .opened(let facts): try container.encode(facts, forKey: .facts)
        case .copied(let facts): try container.encode(facts, forKey: .facts)
        case .disclosed(let facts): try container.encode(facts, forKey: .facts)
        case .clockMeasured(let facts): try container.encode(facts, forKey: .facts)
        case .transferred(let facts): try container.encode(facts, forKey: .facts)
        case .disposed(let facts): try container.encode(facts, forKey: .facts)
        case .corrected(let facts): try container.encode(facts, forKey: .facts)
        case .succeeded(let facts): try container.encode(facts, forKey: .facts)
        }
    }
}
