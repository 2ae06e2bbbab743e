extension Unicode.Scalar {
    /// Whether the character only shows itself: no control, no reordering, no line end, nothing unseen.
    var isPlainText: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
            false
        default: true
        }
    }
}

extension String {
    /// Whether nothing in it can be seen: white space, controls, and what Unicode says is not shown, such
    /// as U+200B and U+3164.
    package var isBlank: Bool {
        unicodeScalars.allSatisfy {
            $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint || !$0.isPlainText
        }
    }
}
