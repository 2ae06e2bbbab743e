import Statements

/// What a clock code says: the true time from which it is shown, and for how long.
///
/// The text form is `docs/spec/clock-code.md`: `PROFFER1 2026-11-25T03:00:00.500Z 500`. It has a fixed length and
/// only characters of the QR alphanumeric mode (ISO/IEC 18004 §7.4.4), so that every code is of the same, small
/// version.
package struct ShownTime: Sendable, Hashable {
    /// When the code appears; whole milliseconds.
    package let from: WallTime
    /// How long it stays, in milliseconds; 1 to 9999.
    package let milliseconds: Int

    /// How long each code of a page stays, in milliseconds: long enough for a camera of five pictures a second,
    /// short enough that a single code says something.
    package static let pageMilliseconds = 500

    /// A code's content from its parts.
    ///
    /// - Parameters:
    ///   - from: when it appears, rounded down to the millisecond.
    ///   - milliseconds: how long it stays.
    /// - Returns: nil where the time has no four-digit year or the duration is outside 1 to 9999.
    package init?(from: WallTime, milliseconds: Int = pageMilliseconds) {
        let unit: Int64 = 1_000_000
        let rest = (from.nanoseconds % unit + unit) % unit
        guard (1...9999).contains(milliseconds) else { return nil }
        self.from = from.adding(nanoseconds: -rest).inOffset(seconds: 0)
        self.milliseconds = milliseconds
    }

    /// The code that is on show at a moment, where a new one appears every so many milliseconds of POSIX time.
    package static func at(_ moment: WallTime, every milliseconds: Int = pageMilliseconds) -> ShownTime? {
        guard (1...9999).contains(milliseconds) else { return nil }
        let length = Int64(milliseconds) * 1_000_000
        let rest = (moment.nanoseconds % length + length) % length
        return ShownTime(from: moment.adding(nanoseconds: -rest), milliseconds: milliseconds)
    }

    /// When it goes again.
    package var to: WallTime { from.adding(nanoseconds: Int64(milliseconds) * 1_000_000) }

    // MARK: - The text in the code

    /// What every text begins with: what it is, and the version of its format.
    package static let label = "PROFFER1 "
    /// The time as `2026-11-25T03:00:00.500Z`.
    static let timeLength = 24

    /// The text in the code; 37 characters on a page.
    package var text: String {
        // rfc3339 leaves out a fraction's zeros; the page's script, and a fixed length, want all three digits.
        let whole = from.rfc3339.prefix(19)
        let fraction = (from.nanoseconds / 1_000_000 % 1000 + 1000) % 1000
        let digits = String(1000 + fraction).dropFirst()
        return "\(Self.label)\(whole).\(digits)Z \(milliseconds)"
    }

    /// Reads a code's text; nil for any other code that happens to be in the picture.
    package init?(text: String) {
        guard text.hasPrefix(Self.label), text.utf8.count <= 64 else { return nil }
        let fields = text.dropFirst(Self.label.count).split(separator: " ", omittingEmptySubsequences: false)
        guard fields.count == 2, fields[0].utf8.count == Self.timeLength, fields[0].hasSuffix("Z"),
            fields[1].allSatisfy({ $0.isASCII && $0.isNumber }), let milliseconds = Int(fields[1]),
            let from = try? WallTime(rfc3339: String(fields[0]))
        else { return nil }
        self.init(from: from, milliseconds: milliseconds)
        guard self.text == text else { return nil }
    }
}
