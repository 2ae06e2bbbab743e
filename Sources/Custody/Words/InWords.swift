/// What is told by a code and values in the record, and by a sentence on a screen.
///
/// The sentence is the reader's own: nothing of it but names and numbers comes from who sealed.
public protocol InWords {
    /// The sentence, or a part of one, without a full stop.
    var inWords: String { get }
}

/// A value with its words beside it, as programs get it: `{…, "words": text}`.
public struct Worded<Value: Codable>: Codable {
    /// The value.
    public var value: Value
    /// The same for a person.
    public var words: String

    private enum CodingKeys: String, CodingKey { case words }

    /// A value with words of its own.
    public init(_ value: Value, words: String) {
        self.value = value
        self.words = words
    }

    /// Reads the value's own fields, and `words`.
    public init(from decoder: any Decoder) throws {
        value = try Value(from: decoder)
        words = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .words)
    }

    /// Writes the value's own fields, and `words`.
    public func encode(to encoder: any Encoder) throws {
        try value.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(words, forKey: .words)
    }
}

extension Worded where Value: InWords {
    /// A value with its words.
    public init(_ value: Value) { self.init(value, words: value.inWords) }
}

extension Worded: Sendable where Value: Sendable {}
extension Worded: Equatable where Value: Equatable {}
extension Worded: Hashable where Value: Hashable {}

/// `1 picture`, `12 pictures`.
package func counted(_ count: UInt64, _ what: String) -> String {
    "\(count) \(what)\(count == 1 ? "" : "s")"
}
