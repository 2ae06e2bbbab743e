import Presentation
import Records
import Statements

extension CheckNeed {
    /// What a person types so that the check is made, in brackets behind why it was not.
    package var hint: String {
        switch self {
        case .recordings: "--source"
        case .bundle: "--bundle"
        case .identity: "--identity"
        case .timestampRoots: "--tsa-roots FILE"
        case .certificateRoots: "--x509-roots FILE"
        case .trustedCard: "proffer trust add"
        case .custodyHead: "--custody-head DIGEST"
        case .keepersCard: "--card"
        case .checkpoint: "--checkpoint"
        }
    }
}

extension Verdict {
    /// What came out, in words, with what to type where a check was not made for want of something.
    package var inWordsWithHint: String { inWords + bracketedHint }

    /// Why it failed or was not checked, with what to type; nil where it holds.
    package var reasonWithHint: String? { reason.map { $0 + bracketedHint } }

    private var bracketedHint: String { needs.map { " (\($0.hint))" } ?? "" }
}

extension SignerNote {
    /// What is known of a signer, with what to type where that would settle who it is.
    package var textWithHint: String {
        switch settled {
        case .trustingCard: "\(text) (proffer trust add)"
        case .givingCertificateRoots: "\(text) (--x509-roots FILE)"
        case nil: text
        }
    }
}
