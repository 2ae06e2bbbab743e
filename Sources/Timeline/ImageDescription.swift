/// The words that go with an SVG picture (SVG 1.1 §5.4), which cairo cannot write.
enum ImageDescription {
    /// Puts them behind the start tag of the root element.
    static func put(into svg: [UInt8], title: String, description: String) -> [UInt8] {
        let start = Array("<svg".utf8)
        guard let tag = svg.indices.first(where: { svg[$0...].starts(with: start) }),
            let end = svg[tag...].firstIndex(of: UInt8(ascii: ">"))
        else { return svg }
        let words = "\n<title>\(escaped(title))</title>\n<desc>\(escaped(description))</desc>"
        return svg[...end] + Array(words.utf8) + svg[(end + 1)...]
    }

    /// A text as XML 1.0 character data: what is not a character there becomes U+FFFD.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\t", "\n", "\r": result += " "
            case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
