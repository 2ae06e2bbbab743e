/// What is told by a code and values in the record, and by a sentence on a screen.
///
/// The sentence is the reader's own: nothing of it but names and numbers comes from who sealed.
package protocol InWords {
    /// The sentence, or a part of one, without a full stop.
    var inWords: String { get }
}

/// A value with its words beside it, as programs get it: `{…, "words": text}`.
package struct Worded<Value: Codable>: Codable {
    /// The value.
    package var value: Value
    /// The same for a person.
    package var words: String

    private enum CodingKeys: String, CodingKey { case words }

    /// A value with words of its own.
    package init(_ value: Value, words: String) {
        self.value = value
        self.words = words
    }

    /// Reads the value's own fields, and `words`.
    package init(from decoder: any Decoder) throws {
        value = try Value(from: decoder)
        words = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .words)
    }

    /// Writes the value's own fields, and `words`.
    package func encode(to encoder: any Encoder) throws {
        try value.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(words, forKey: .words)
    }
}

extension Worded where Value: InWords {
    /// A value with its words.
    package init(_ value: Value) { self.init(value, words: value.inWords) }
}

extension Worded: Sendable where Value: Sendable {}
extension Worded: Equatable where Value: Equatable {}
extension Worded: Hashable where Value: Hashable {}

/// `1 picture`, `12 pictures`.
package func counted(_ count: some BinaryInteger, _ what: String) -> String {
    "\(count) \(what)\(count == 1 ? "" : "s")"
}
