import Objects
import Records
import Statements
import Sealing

/// Everything a report says of one bundle, as a plain value: what was asked, what was agreed, what was handed over,
/// how it was checked, and by whom and with what. Every kind of page and graph is drawn from this and nothing else.
///
/// It holds decrypted facts and pictures: whoever has it knows what only recipients may know.
package struct ReportFacts: Sendable, Equatable, Codable {
    /// When the bundle was begun to be checked for it, by the clock of the machine that made it.
    package var begun: WallTime
    /// When the report was made, by the clock of the machine that made it.
    package var made: WallTime
    /// Who made it: whose identity opened the bundle.
    package var maker: Person
    /// What it was made with.
    package var tool: ToolFacts
    /// The bundle as a file.
    package var bundle: BundleFile
    /// The clock that every time in it is written by.
    package var clock: DocumentClock
    /// The request, where its signature holds.
    package var request: Request?
    /// What a reference to the request calls it: the SHA-256 of its payload.
    package var requestDigest: SHA256Digest
    /// The consent, where its signature holds.
    package var consent: Consent?
    /// What a reference to the consent calls it: the SHA-256 of its payload.
    package var consentDigest: SHA256Digest
    /// Every check, and those that were not made.
    package var verification: VerificationReport
    /// The source files.
    package var recordings: [RecordingFacts]
    /// The files of the payload, with what else is known of them.
    package var objects: [ReportedObject]
    /// Granted time of which nothing could be handed over.
    package var gaps: [Gap]
    /// Whether each of them is shown to be the recording's own; empty where nobody looked.
    package var shownGaps: [Bool]
    /// Granted time that two recordings of one camera cover.
    package var overlaps: [Overlap]
    /// What the bundle was sealed with.
    package var sealingTool: ToolFacts
    /// What was done when it was sealed, step by step, by the sealing program's own account.
    package var log: [LogEntry]
    /// The entries of the custody chain beside the bundle, in order; nil where no custody file was given.
    package var custody: [CustodyEntryFacts]?
    /// The clocks that were measured after sealing, by the custody chain.
    package var measured = MeasuredClocks()
    /// Pictures out of the footage, by camera and then by time; empty where a check does not hold.
    package var pictures: [ReportedPicture]
    /// Clips and stills of which no picture could be made, in the order of the bundle.
    package var notShown: [NotShown] = []

    /// A clip or still of which no picture could be made.
    package struct NotShown: Sendable, Hashable, Codable {
        /// Its name.
        package var object: String
        /// Why, in words.
        package var reason: String
    }

    /// A person as a report names them.
    package struct Person: Sendable, Hashable, Codable {
        /// As their card has it.
        package var name: String
        /// What they say they do.
        package var role: Role
        /// Whether their keys are a person's or an office's, as their card has it.
        package var holder: CardHolder
        /// Whom they act for.
        package var organization: String?
        /// The fingerprint of their card, 64 hexadecimal digits.
        package var fingerprint: String

        /// The person of a card.
        package init(_ card: Card) {
            name = card.name
            role = card.role
            holder = card.holder
            organization = card.organization
            fingerprint = card.fingerprint.hex
        }
    }

    /// The bundle as a file, and what can be known of it without a key.
    package struct BundleFile: Sendable, Hashable, Codable {
        /// Its random id.
        package var id: String
        /// The file's name, without its folder.
        package var name: String
        /// Its size in bytes.
        package var size: UInt64
        /// The SHA-256 of the whole file.
        package var sha256: SHA256Digest
        /// When it was sealed, by the sealing machine's clock.
        package var sealed: WallTime
        /// The fingerprint of the card that the seal's signer goes by.
        package var signerFingerprint: String?
        /// The trusted card of who sealed it; nil where the signer is unknown, or their key not to be relied on.
        package var signer: Person?
        /// Whose key it is known to be, where that was replaced or revoked.
        package var withdrawn: WithdrawnKey?
    }

    /// A key that is known, and is not to be relied on: it was replaced, or revoked.
    package struct WithdrawnKey: Sendable, Hashable, Codable {
        /// The name on its card.
        package var name: String
        /// Why it is not relied on, in words.
        package var reason: String

        /// Nil where the key is relied on, or nobody knows whose it is.
        init?(_ standing: SignerStanding?) {
            guard let standing, standing.isWithdrawn, let name = standing.name, let reason = standing.reason
            else { return nil }
            (self.name, self.reason) = (name, reason)
        }

        /// `a key of “Ian Reed” that is not to be relied on (signed on …, and the card … was revoked as of …)`.
        var inWords: String { "a key of \(name.quoted) that is not to be relied on (\(reason))" }
    }

    /// One file of the payload.
    package struct ReportedObject: Sendable, Hashable, Codable {
        /// What the record says of it.
        package var facts: ObjectFacts
        /// The SHA-256 of its ciphertext, which the seal signs.
        package var sealedSHA256: SHA256Digest
        /// When it is seen and heard; nil where the record places its recording nowhere.
        package var times: ObjectTimes?
        /// By which reference who made the report produces it as an exhibit; nil where they gave none.
        package var exhibit: ExhibitReference?

        /// From when to when its pictures are shown, or its sound is heard where it has none.
        var shown: Window { times?.shown ?? facts.window }
    }

    /// A picture out of the footage.
    package struct ReportedPicture: Sendable, Hashable, Codable {
        /// The name of the object it is from.
        package var object: String
        /// The camera's label.
        package var camera: String
        /// When it is shown.
        package var time: WallTime
        /// Its size in pixels.
        package var width: Int
        /// Its size in pixels.
        package var height: Int
        /// The picture as a JPEG file, in base64.
        package var jpegBase64: String
    }

    /// One entry of the custody chain, as a report tells it.
    package struct CustodyEntryFacts: Sendable, Hashable, Codable {
        /// When, by the signer's clock.
        package var time: WallTime
        /// What happened: `received`, `verified`, `opened`, `copied`, `transfer offered`, `disposed`.
        package var event: String
        /// Who signed it.
        package var signer: Person
        /// The SHA-256 of the entry's payload.
        package var digest: SHA256Digest
        /// Who in it is not relied on, and why, in words; nil where all are.
        package var doubt: String?
        /// Of a transfer that was taken over, when, in plain words; nil of anything else.
        package var taken: String?
        /// What else it says, in plain words.
        package var detail: String

        /// An entry from its parts.
        package init(
            time: WallTime, event: String, signer: Person, digest: SHA256Digest, taken: String? = nil,
            doubt: String? = nil, detail: String
        ) {
            self.doubt = doubt
            self.taken = taken
            self.time = time
            self.event = event
            self.signer = signer
            self.digest = digest
            self.detail = detail
        }
    }
}

extension ReportFacts.Person {
    /// `Sgt. Maria Keller, Elm Springs Police`.
    var inWords: String { [name, organization].compactMap { $0?.quoted }.joined(separator: " of ") }

    /// `investigator`, or `custodian, an office`.
    var roleInWords: String { Card.words(of: role, holder) }
}

extension ReportFacts {
    /// The same with each clip and still produced as an exhibit, numbered as an opened folder is.
    ///
    /// - Parameter first: the reference of the first.
    package func produced(from first: ExhibitReference) -> ReportFacts {
        var facts = self
        for (place, reference) in first.numbering(objects.map { .init($0.facts.role) }).enumerated() {
            facts.objects[place].exhibit = reference
        }
        return facts
    }

    /// Whether any clip or still has a reference as an exhibit.
    var hasExhibits: Bool { objects.contains { $0.exhibit != nil } }

    /// The recordings by what the objects call them.
    var recordingsByID: [String: RecordingFacts] {
        Dictionary(recordings.lazy.map { ($0.id, $0) }) { first, _ in first }
    }

    /// A time as the report writes it.
    func words(_ time: WallTime) -> String { clock.inWords(time) }

    /// A time of doing something, to the whole second.
    func second(_ time: WallTime) -> String { words(time.toTheSecond) }

    /// A window as the report writes it: `Sat 2026-07-04 21:40:30 +02:00 to Sat … (2 min)`.
    func words(_ window: Window) -> String { clock.inWords(window) }
}
