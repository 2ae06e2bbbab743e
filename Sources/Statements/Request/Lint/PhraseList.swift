/// Phrases that are looked for in what an agency writes.
///
/// It is a list of words, not understanding: it finds “protest” in *a witness of the protest was robbed* as well, and
/// finds nothing in a threat that is put politely, spelled wrongly, or written in another language.
struct PhraseList: Sendable {
    private let phrases: [(text: String, words: [String])]

    /// - Parameter phrases: as they are shown. `#` stands for any number.
    init(_ phrases: [String]) {
        self.phrases = phrases.map { phrase in
            (phrase, phrase.split(separator: " ").flatMap { $0 == "#" ? ["#"] : Self.words(of: $0) })
        }
    }

    /// The phrases that stand in any of the texts, word for word, each once.
    func found(in texts: [String]) -> [String] {
        let texts = texts.map(Self.words)
        return phrases.filter { phrase in texts.contains { Self.holds($0, phrase.words) } }.map(\.text)
    }

    private static func holds(_ text: [String], _ phrase: [String]) -> Bool {
        guard !phrase.isEmpty, phrase.count <= text.count else { return false }
        return (0...(text.count - phrase.count)).contains { start in
            zip(text[start...], phrase).allSatisfy { word, wanted in
                wanted == "#" ? word.allSatisfy(\.isNumber) : word == wanted
            }
        }
    }

    /// The words of a text, in small letters, without accents and without what cannot be seen.
    ///
    /// `ä` counts as `ae`, as in German without umlauts. A character that only looks like another is another.
    static func words(of text: some StringProtocol) -> [String] {
        var words: [String] = []
        var word = ""
        var visible = String.UnicodeScalarView()
        visible.append(contentsOf: text.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint })
        for character in String(visible).lowercased() {
            if character.isLetter || character.isNumber {
                word += unaccented[character] ?? String(character)
            } else if !word.isEmpty {
                words.append(word)
                word = ""
            }
        }
        return word.isEmpty ? words : words + [word]
    }

    private static let unaccented: [Character: String] = [
        "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "á": "a", "à": "a", "â": "a", "é": "e", "è": "e",
        "ê": "e",
        "í": "i", "ì": "i", "î": "i", "ó": "o", "ò": "o", "ô": "o", "ú": "u", "ù": "u", "û": "u", "ñ": "n",
        "ç": "c",
    ]
}
