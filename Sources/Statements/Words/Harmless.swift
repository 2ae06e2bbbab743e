extension StringProtocol {
    /// The text on one line, with everything that could act on a terminal or deceive the eye made
    /// visible: control characters and escape sequences, line ends, direction overrides, characters
    /// that cannot be seen.
    ///
    /// Names, purposes, conditions and paths come from outside. A purpose that clears the screen and
    /// paints another request on it must not be able to.
    package var harmless: String {
        var result = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += " "
            case _ where scalar.isHarmless: result.unicodeScalars.append(scalar)
            default: result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            }
        }
        return result
    }
}

extension StringProtocol {
    /// The text between “ and ”, for a sentence of ours: what somebody else wrote, which cannot end the marks itself.
    ///
    /// It stays on the line it stands on. Names come from whoever chose them. One that says *, whose card is trusted here* must not read as our word.
    package var quoted: String {
        var text = ""
        for scalar in prefix(ForeignText.maximumQuoted).unicodeScalars {
            switch scalar {
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case _ where scalar.isQuotationMark: text += "\""
            default: text.unicodeScalars.append(scalar)
            }
        }
        return "“" + text + (count > ForeignText.maximumQuoted ? "…" : "") + "”"
    }
}

/// How texts that somebody else wrote are shown where they stand alone (docs/spec/trust.md, Names).
package enum ForeignText {
    /// What each line of such a text begins with.
    package static let mark = "| "
    /// The most characters of a text within a sentence of ours.
    static let maximumQuoted = 400
    /// The most lines of one text that are shown.
    static let maximumLines = 40
    /// The most characters of one text that are shown.
    static let maximumCharacters = 4_000
}

extension StringProtocol {
    /// The text on lines of its own, each marked as somebody else's, so that nothing in it reads as our word. What is
    /// beyond any sensible length is counted instead, so that it pushes nothing off the screen.
    package var theirs: String {
        var lines: [Substring] = []
        var left = ForeignText.maximumCharacters
        let all = Substring(self)
        for line in all.split(
            maxSplits: ForeignText.maximumLines, omittingEmptySubsequences: false, whereSeparator: \.isNewline
        ).prefix(ForeignText.maximumLines) where left > 0 {
            lines.append(line.prefix(left))
            left -= line.count + 1
        }
        let shown = lines.reduce(lines.count - 1) { $0 + $1.count }
        let more = all.count - shown
        return lines.map { ForeignText.mark + $0 }.joined(separator: "\n")
            + (more > 0 ? "\n(and \(more) more characters, not shown here)" : "")
    }
}

extension Unicode.Scalar {
    /// Whether the character could be taken for the marks around foreign text.
    fileprivate var isQuotationMark: Bool {
        switch value {
        case 0x201C...0x201F, 0x275D, 0x275E, 0x2760, 0x301D...0x301F, 0xFF02, 0x1F676...0x1F678: true
        default: false
        }
    }

    /// Whether the character does no more than show itself.
    package var isHarmless: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
        // Persian and joined emoji need these two; they neither move nor reorder anything.
        case .format: self == "\u{200C}" || self == "\u{200D}"
        default: true
        }
    }
}

/// The same care for JSON, where a reader must get the very same value back.
package enum HarmlessJSON {
    /// Writes what a terminal could act on as `\uXXXX`. RFC 8259 lets such characters stand raw, and
    /// they can stand inside strings only, so the value stays the same.
    package static func escaping(_ json: String) -> String {
        var result = ""
        for scalar in json.unicodeScalars {
            if scalar == "\n" || scalar.isHarmless {
                result.unicodeScalars.append(scalar)
            } else {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            }
        }
        return result
    }
}
