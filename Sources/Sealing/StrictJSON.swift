import FoundationEssentials

/// Reads and writes JSON (RFC 8259) where two readers must never see two different things.
///
/// Foundation's decoder keeps one of two equal keys in silence. A statement with `"to"` twice could then show one
/// window to a person and another to a program, so every text is scanned before it is decoded.
package enum StrictJSON {
    /// How deep arrays and objects may nest, so that a hostile text cannot exhaust the stack.
    package static let maximumDepth = 64
    /// How many values a text may have whatever its length, and how many bytes it has for each one more: what is read
    /// costs by the value, and `0,` is one.
    static let freeValues = 65_536
    static let bytesPerValue = 8
    /// How many digits and signs a number may have; more than any number here means.
    static let maximumNumberBytes = 64

    /// Decodes one JSON value that is the whole text.
    ///
    /// Refused: more than `maximumBytes`, invalid UTF-8, a byte order mark, two keys of one object that are equal
    /// (also when spelled with different escapes), surrogates without their other half, nesting deeper than
    /// ``maximumDepth``, numbers of more than 64 characters, more values than 65,536 and one for every 8 bytes,
    /// anything after the value.
    ///
    /// - Throws: ``SealingError/json(reason:byte:)``; a `SealingError` thrown by `T`'s own decoding passes as it is.
    package static func decode<T: Decodable>(
        _ type: T.Type, from bytes: [UInt8], maximumBytes: Int
    ) throws(SealingError) -> T {
        guard bytes.count <= maximumBytes else {
            throw .json(reason: "\(bytes.count) bytes where at most \(maximumBytes) are expected", byte: nil)
        }
        var scanner = JSONScanner(bytes)
        try scanner.scanDocument()
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch let error as SealingError {
            throw error
        } catch let error as DecodingError {
            throw .json(reason: explain(error), byte: nil)
        } catch {
            throw .json(reason: "it is not understood", byte: nil)
        }
    }

    /// Decodes a text that has to be the one text of its value (docs/spec/README.md, Canonical JSON): nothing in it is not read.
    ///
    /// - Throws: as ``decode(_:from:maximumBytes:)``, and ``SealingError/json(reason:byte:)`` at the first byte that the value
    ///   written anew has not: behind it stands a field nobody reads, white space, or another spelling.
    package static func decodeCanonical<T: Codable>(
        _ type: T.Type, from bytes: [UInt8], maximumBytes: Int
    ) throws(SealingError) -> T {
        let value = try decode(type, from: bytes, maximumBytes: maximumBytes)
        try expectCanonical(bytes, is: try encode(value))
        return value
    }

    /// Compares a text with what it should be.
    ///
    /// - Throws: ``SealingError/json(reason:byte:)`` at the first byte that differs.
    package static func expectCanonical(_ bytes: [UInt8], is canonical: [UInt8]) throws(SealingError) {
        guard bytes != canonical else { return }
        let place = zip(bytes, canonical).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        throw .json(
            reason:
                "it is not in the one form it may have (canonical JSON): something nobody reads, or another spelling",
            byte: place ?? min(bytes.count, canonical.count))
    }

    /// Writes a value on one line with its keys sorted: the same value always gives the same bytes.
    ///
    /// - Throws: ``SealingError/json(reason:byte:)`` for what JSON cannot hold, for example a number that is
    ///   not finite.
    package static func encode<T: Encodable>(_ value: T) throws(SealingError) -> [UInt8] {
        try encode(value, formatting: [.sortedKeys, .withoutEscapingSlashes])
    }

    /// Writes a value for people: sorted keys, indented, with a line feed at the end.
    ///
    /// - Throws: ``SealingError/json(reason:byte:)`` as ``encode(_:)``.
    package static func encodePretty<T: Encodable>(_ value: T) throws(SealingError) -> [UInt8] {
        try encode(value, formatting: [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]) + [
            UInt8(ascii: "\n")
        ]
    }

    private static func encode<T: Encodable>(
        _ value: T, formatting: JSONEncoder.OutputFormatting
    ) throws(SealingError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting
        do {
            return [UInt8](try encoder.encode(value))
        } catch let error as SealingError {
            throw error
        } catch let EncodingError.invalidValue(_, context) {
            throw .json(reason: context.debugDescription, byte: nil)
        } catch {
            throw .json(reason: "\(error)", byte: nil)
        }
    }

    /// Says in one line which field is wrong and how; Foundation's own text is written for programmers.
    private static func explain(_ error: DecodingError) -> String {
        func place(_ path: [any CodingKey]) -> String {
            let names = path.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
            return names.isEmpty ? "the whole" : String(names.drop { $0 == "." }.prefix(200))
        }
        switch error {
        case .keyNotFound(let key, let context):
            return "\(place(context.codingPath + [key])) is missing"
        case .valueNotFound(_, let context):
            return "\(place(context.codingPath)) is null"
        case .typeMismatch(let type, let context):
            return "\(place(context.codingPath)) is not of the right kind (\(type) is expected)"
        case .dataCorrupted(let context):
            // It quotes what was found, which may be of any length.
            let reason = context.debugDescription
            return
                "\(place(context.codingPath)): \(reason.count > 300 ? reason.prefix(300) + "…" : reason[...])"
        @unknown default:
            return "\(error)"
        }
    }
}
