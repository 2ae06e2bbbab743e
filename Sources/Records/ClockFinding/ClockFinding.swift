import Sealing
import Statements

/// How far a camera's clock was found to be off after the bundle was sealed, and from what: the word of who signs the custody
/// entry that holds it, beside the owner's word in the record and never in its place.
///
/// Encrypted to the bundle's recipients and the owner. Format: docs/spec/custody.md, Clock measured.
package struct ClockFinding: Sendable, Hashable, Codable {
    /// `clock measurement`.
    package static let kind = "clock measurement"
    /// The value of ``type`` this version writes and reads.
    package static let currentType = "urn:proffer:clock-finding:v1"

    /// Two times that somebody read: what the camera showed, and what a clock showed that they believe.
    package struct Photograph: Sendable, Hashable, Codable {
        /// What the camera showed, in the zone its clock runs in.
        package var cameraTime: WallTime
        /// The true time of that moment, by whoever read it.
        package var trueTime: WallTime
        /// The name of the photograph's file; nil where there is none.
        package var name: String?
        /// Its SHA-256; there exactly where its name is.
        package var sha256: SHA256Digest?

        private enum CodingKeys: String, CodingKey {
            case name, sha256
            case cameraTime = "camera_time"
            case trueTime = "true_time"
        }

        /// The facts from their parts.
        package init(
            cameraTime: WallTime, trueTime: WallTime, file: (name: String, sha256: SHA256Digest)?
        ) {
            self.cameraTime = cameraTime
            self.trueTime = trueTime
            (name, sha256) = (file?.name, file?.sha256)
        }
    }

    /// Which format this is: ``currentType``.
    package var type: String
    /// The bundle, so that a finding cannot be moved into the chain of another.
    package var bundle: String
    /// Whose footage it is, who reads it too.
    package var owner: Card
    /// To whom the bundle is encrypted beside the owner, in the order of the request.
    package var recipients: [Card]
    /// The camera's label, as the record has it.
    package var camera: String
    /// Camera time minus true time, in nanoseconds: positive where the camera was fast.
    package var errorNanoseconds: Int64
    /// Half-width of the interval the error is believed to lie in, in nanoseconds.
    package var uncertaintyNanoseconds: Int64
    /// The codes that the camera saw; nil where it was measured otherwise.
    package var codes: ClockMeasurement?
    /// Two times that were read; nil where it was measured otherwise.
    package var photograph: Photograph?
    /// Who measured it, where that is not who signs, in their words.
    package var measuredBy: String?

    private enum CodingKeys: String, CodingKey {
        case type, bundle, owner, recipients, camera, codes, photograph
        case errorNanoseconds = "error_ns"
        case uncertaintyNanoseconds = "uncertainty_ns"
        case measuredBy = "measured_by"
    }

    /// How far a clock was off, and from what that is known.
    package enum Evidence: Sendable {
        /// Codes in a clip, with what they come to.
        case codes(ClockError)
        /// Two times, and how near both were read together, in nanoseconds.
        case photograph(Photograph, uncertaintyNanoseconds: Int64)
    }

    /// What was found of a camera of a bundle.
    ///
    /// - Throws: ``StatementError/statementNotValid(kind:reason:)`` where request or consent of the record does not hold,
    ///   ``StatementError/notSignable(kind:reason:)`` for what cannot be so.
    package init(
        of camera: String, in record: Record, _ evidence: Evidence, measuredBy: String?
    ) throws(StatementError) {
        type = Self.currentType
        bundle = record.bundle
        owner = try Consent(verifying: record.consent).owner
        recipients = try Request(verifying: record.request).recipients
        self.camera = camera
        self.measuredBy = measuredBy
        switch evidence {
        case .codes(let error):
            errorNanoseconds = error.errorNanoseconds
            uncertaintyNanoseconds = error.uncertaintyNanoseconds ?? ClockError.limit
            codes = error.measurement
        case .photograph(let photograph, let uncertainty):
            errorNanoseconds = photograph.cameraTime.nanoseconds(since: photograph.trueTime)
            uncertaintyNanoseconds = uncertainty
            self.photograph = photograph
        }
        if let flaw { throw .notSignable(kind: Self.kind, reason: flaw) }
    }

    /// The first value that is out of bounds, in words; nil where there is none.
    private var flaw: String? {
        guard type == Self.currentType else { return "it is of another format, “\(type.prefix(80))”" }
        guard (-ClockError.limit...ClockError.limit).contains(errorNanoseconds),
            (0...ClockError.limit).contains(uncertaintyNanoseconds)
        else { return "no clock is off by so much, or so uncertain" }
        guard !recipients.isEmpty else { return "it names no recipient" }
        for (what, text) in [("which camera it is of", camera), ("who measured it", measuredBy ?? "-")] {
            if text.isBlank { return "it does not say \(what)" }
            if text.utf8.count > CustodyAction.maximumTextBytes {
                return "what it says of \(what) is too long"
            }
        }
        switch (codes, photograph) {
        case (let codes?, nil):
            guard uncertaintyNanoseconds >= codes.referenceUncertaintyNanoseconds else {
                return "no error is measured more surely than the clock it is measured with"
            }
        case (nil, let photograph?):
            guard photograph.cameraTime.nanoseconds(since: photograph.trueTime) == errorNanoseconds else {
                return "its two times are not as far apart as it says"
            }
            guard (photograph.name == nil) == (photograph.sha256 == nil) else {
                return "a photograph has a name and a digest, or neither"
            }
        default: return "it is from codes or from a photograph, and from one of them"
        }
        return ([owner] + recipients).lazy.compactMap { card in
            card.surplus.map { "the card of \(card.quotedName) in it: \($0)" }
        }.first
    }

    /// Who reads it: the owner, and the bundle's recipients.
    private var readers: [Card] { [owner] + recipients }

    /// Encrypts the finding.
    ///
    /// - Throws: ``StatementError``.
    package func sealed() throws(StatementError) -> CustodyAction.ClockMeasured {
        CustodyAction.ClockMeasured(
            finding: try SealedText.seal(
                self, to: readers, maximumBytes: CustodyAction.ClockMeasured.maximumFindingBytes,
                kind: Self.kind))
    }

    /// Opens a finding as it stands in an entry.
    ///
    /// - Parameter record: that of the bundle: a finding of another, of a camera that is not in it, or for other readers is
    ///   refused.
    /// - Throws: `SealingError`; ``StatementError/statementNotValid(kind:reason:)``.
    package init(
        opening measured: CustodyAction.ClockMeasured, of record: Record, with identity: Identity
    ) throws {
        func invalid(_ reason: String) -> StatementError {
            .statementNotValid(kind: Self.kind, reason: reason)
        }
        self = try SealedText.open(
            measured.finding, maximumBytes: CustodyAction.ClockMeasured.maximumFindingBytes, with: identity,
            kind: Self.kind, readers: \ClockFinding.readers)
        if let flaw { throw invalid(flaw) }
        guard bundle == record.bundle else { throw invalid("it is of another bundle") }
        guard owner == (try Consent(verifying: record.consent)).owner,
            recipients == (try Request(verifying: record.request)).recipients
        else { throw invalid("it is for others than the bundle's recipients and the owner") }
        guard record.recordings.contains(where: { $0.camera == camera }) else {
            throw invalid("no recording in the bundle is of the camera that it names")
        }
    }
}
