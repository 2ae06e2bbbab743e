import Sealing

/// The short name of a card that cannot be made to fit another: SHA-256 of the card's payload bytes.
///
/// It is the DSSE `keyid` of everything that person signs, and what two people compare over the
/// telephone before one trusts the other's card.
package struct Fingerprint: Sendable, Hashable {
    /// The 32 bytes.
    package let digest: SHA256Digest

    /// A fingerprint from its digest.
    package init(digest: SHA256Digest) { self.digest = digest }

    /// Reads a fingerprint a person typed or pasted: 64 hexadecimal digits in either case, with
    /// spaces, colons or hyphens between them ignored.
    ///
    /// - Throws: ``StatementError/fingerprintNotUnderstood(text:)``.
    package init(_ text: String) throws(StatementError) {
        guard let digest = SHA256Digest(hex: Self.digits(in: text)) else {
            throw .fingerprintNotUnderstood(text: text)
        }
        self.digest = digest
    }

    /// 64 hexadecimal digits in lower case, as it stands in statements and file names.
    package var hex: String { digest.hex }

    /// 16 groups of four digits, to be read out.
    package var grouped: String {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count, by: 4)
            .map { String(digits[$0..<min($0 + 4, digits.count)]) }
            .joined(separator: " ")
    }

    /// Whether the fingerprint begins with these digits, written as ``init(_:)`` accepts them.
    package func hasPrefix(_ text: String) -> Bool {
        let digits = Self.digits(in: text)
        return !digits.isEmpty && hex.hasPrefix(digits)
    }

    /// The digits of a text, in lower case, without what stands between them.
    static func digits(in text: String) -> String {
        text.lowercased().filter { !" :-".contains($0) }
    }
}

extension Fingerprint: CustomStringConvertible {
    /// The ``grouped`` form.
    package var description: String { grouped }
}
