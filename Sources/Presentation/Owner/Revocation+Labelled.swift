import Statements

extension Revocation {
    /// Why a consent was taken back, and which.
    package var labelled: [LabelledText] {
        let lines: [LabelledText?] = [
            .init("Reason", reason?.theirs), .init("Consent", "SHA-256 \(consent.hex)"),
        ]
        return lines.compactMap(\.self)
    }
}
