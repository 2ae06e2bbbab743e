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

extension Unicode.Scalar {
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
