import Statements

/// What was written down of a comparison of a card's fingerprint, as programs read it.
package struct ComparisonFacts: Encodable {
    package var fingerprint: String
    /// The digits that were read out: all 64, or the first of them.
    package var digits: String
    /// Who compared.
    package var by: String
    package var compared: WallTime
    /// `telephone` or `face_to_face`.
    package var way: String
    /// The number; absent face to face. It is private.
    package var number: String?
    /// When it was written down.
    package var noted: WallTime

    package init(_ comparison: FingerprintComparison) {
        fingerprint = comparison.fingerprint.hex
        digits = comparison.digits
        by = comparison.by
        compared = comparison.compared
        noted = comparison.noted
        switch comparison.way {
        case .number(let number): (way, self.number) = ("telephone", number)
        case .faceToFace: way = "face_to_face"
        }
    }
}
