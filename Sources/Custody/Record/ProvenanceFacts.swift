/// A proof of origin that a source file carried before anything was cut from it, and what became of it.
///
/// Cutting breaks some of these proofs by their nature. So that nobody has to guess later whether one was
/// there, it is written down beforehand (docs/spec/record.md, Provenance).
public struct ProvenanceFacts: Sendable, Hashable, Codable {
    /// Which proof it is.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// C2PA content credentials: a signed manifest in the container.
        case contentCredentials = "c2pa"
        /// ONVIF Media Signing: signatures of the camera among the pictures.
        case onvifMediaSigning = "onvif_media_signing"
        /// Axis signed video, which ONVIF Media Signing grew out of.
        case axisSignedVideo = "axis_signed_video"
    }

    /// What a validator said of the source file.
    public enum Verdict: String, Sendable, Codable, CaseIterable {
        /// It was validated, and holds.
        case valid
        /// It was validated, and does not hold.
        case notValid = "not_valid"
        /// It was found, and nobody validated it.
        case notChecked = "not_checked"
    }

    /// Which proof it is.
    public var kind: Kind
    /// Where in the file it lies, in plain words with byte offsets or access units, counted from 0.
    public var place: String
    /// What can be read of it without validating it.
    public var detail: String
    /// What a validator said.
    public var verdict: Verdict
    /// Why it is that verdict, in plain words.
    public var reason: String
    /// What cutting does to it, in plain words.
    public var effect: String

    private enum CodingKeys: String, CodingKey {
        case kind, detail, verdict, reason, effect
        case place = "where"
    }

    /// The facts from their parts.
    public init(kind: Kind, place: String, detail: String, verdict: Verdict, reason: String, effect: String) {
        self.kind = kind
        self.place = place
        self.detail = detail
        self.verdict = verdict
        self.reason = reason
        self.effect = effect
    }
}

extension ProvenanceFacts.Kind {
    /// Its name for a person.
    public var inWords: String {
        switch self {
        case .contentCredentials: "C2PA content credentials"
        case .onvifMediaSigning: "ONVIF Media Signing"
        case .axisSignedVideo: "Axis signed video"
        }
    }
}

extension ProvenanceFacts {
    /// The proof in a line: what it is, what is known of it, and whether it was validated.
    public var inWords: String {
        let verdict =
            switch verdict {
            case .valid: "valid"
            case .notValid: "NOT VALID: \(reason)"
            case .notChecked: "not checked: \(reason)"
            }
        return "\(kind.inWords) (\(detail)), \(verdict)"
    }
}
