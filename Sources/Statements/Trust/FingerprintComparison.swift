import Sealing

/// That somebody compared the fingerprint of a card with the person it is of, as they wrote it down beside the card.
///
/// It is the word of whoever may change the folder it lies in, as the card's being there is. It holds a telephone number, so
/// it stays there: no statement, record or report has any of it; the draft of a certification does.
/// Format: docs/spec/trust.md, Comparisons.
package struct FingerprintComparison: Sendable, Hashable {
    /// What the file says it is.
    package static let type = "application/vnd.proffer.fingerprint-comparison.v1+json"
    /// The fewest digits that are a comparison: fewer could be made to fit.
    package static let fewestDigits = 16
    /// The most a file of one may measure, in bytes.
    package static let maximumBytes = 16 * 1024
    /// The longest name or number, in Unicode scalars.
    package static let longestText = 200

    /// The way by which the two spoke, which is not the one that brought the card.
    package enum Way: Sendable, Hashable {
        /// By telephone, on this number, or on what else reaches a person by their voice.
        case number(String)
        /// In one place.
        case faceToFace
    }

    /// The card's fingerprint.
    package let fingerprint: Fingerprint
    /// The digits that were read out, lower case: all 64, or the first of them.
    package let digits: String
    /// Who compared.
    package let by: String
    /// When they did.
    package let compared: WallTime
    package let way: Way
    /// When it was written down.
    package let noted: WallTime

    /// - Parameter read: the digits as they were read out, with whatever stands between groups.
    /// - Throws: ``StatementError/notSignable(kind:reason:)`` for what is no comparison of this card.
    package init(
        of fingerprint: Fingerprint, read: String, by: String, compared: WallTime, way: Way,
        noted: WallTime
    ) throws(StatementError) {
        let digits = Fingerprint.digits(in: read)
        guard digits.count >= Self.fewestDigits, fingerprint.hex.hasPrefix(digits) else {
            throw .statementNotValid(
                kind: Self.kind,
                reason:
                    "what was read out is not the card's fingerprint, nor its first \(Self.fewestDigits) digits"
            )
        }
        var texts = [("who compared", by)]
        if case .number(let number) = way { texts.append(("the number", number)) }
        for (what, text) in texts {
            guard !text.isBlank, text.unicodeScalars.count <= Self.longestText,
                text.unicodeScalars.allSatisfy(\.isPlainText)
            else {
                throw .statementNotValid(
                    kind: Self.kind,
                    reason: "\(what) is to be one line of at most \(Self.longestText) characters")
            }
        }
        guard compared <= noted else {
            throw .statementNotValid(
                kind: Self.kind, reason: "it would be of \(compared.inWords), which is still to come")
        }
        self.fingerprint = fingerprint
        self.digits = digits
        self.by = by
        self.compared = compared
        self.way = way
        self.noted = noted
    }

    /// What a person calls it.
    static let kind = "note of a comparison"

    /// Whether a file's content says that it is one, sound or not.
    package static func isNamed(in json: [UInt8]) -> Bool {
        (try? StrictJSON.decode(Named.self, from: json, maximumBytes: maximumBytes))?.type == type
    }

    private struct Named: Decodable { var type: String }

    /// Reads a file.
    ///
    /// - Throws: ``StatementError/statementNotValid(kind:reason:)``.
    package init(json: [UInt8]) throws(StatementError) {
        let content: Content
        do {
            content = try StrictJSON.decode(Content.self, from: json, maximumBytes: Self.maximumBytes)
        } catch {
            throw .statementNotValid(kind: Self.kind, reason: "its content is damaged: \(error)")
        }
        guard content.type == Self.type else {
            throw .statementNotValid(
                kind: Self.kind, reason: "it says it is “\(content.type.prefix(80))”")
        }
        try self.init(
            of: Fingerprint(digest: content.fingerprint), read: content.digits, by: content.by,
            compared: content.compared, way: content.number.map(Way.number) ?? .faceToFace,
            noted: content.noted)
    }

    /// The file's bytes: the same facts always give the same.
    package func json() throws(StatementError) -> [UInt8] {
        let number: String? = if case .number(let number) = way { number } else { nil }
        do {
            return try StrictJSON.encodePretty(
                Content(
                    type: Self.type, fingerprint: fingerprint.digest, digits: digits, by: by,
                    compared: compared, number: number, noted: noted))
        } catch {
            throw .cryptography(reason: "\(error)")
        }
    }

    private struct Content: Codable {
        var type: String
        var fingerprint: SHA256Digest
        var digits: String
        var by: String
        var compared: WallTime
        var number: String?
        var noted: WallTime
    }
}

extension FingerprintComparison {
    /// `all 64 digits`, or `the first 16 of 64 digits`.
    package var digitsInWords: String {
        digits.count == fingerprint.hex.count
            ? "all \(digits.count) digits" : "the first \(digits.count) of \(fingerprint.hex.count) digits"
    }

    /// `face to face`, or `by telephone, on “+1 555 0100”`.
    package var wayInWords: String {
        switch way {
        case .faceToFace: "face to face"
        case .number(let number):
            "by telephone, on \(number.quoted), a number that did not come with the card"
        }
    }
}
