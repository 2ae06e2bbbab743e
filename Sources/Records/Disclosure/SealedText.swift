import Sealing
import Statements

/// A text of a disclosure, or of a clock that was measured, as it is encrypted: canonical JSON, padded, as an armored age file for its
/// readers and the owner.
///
/// It has one form: whoever opens it makes its header again and compares every byte, so that nobody else was let in and
/// nothing else lies in it.
enum SealedText {
    /// Encrypts a value.
    ///
    /// - Throws: ``StatementError/notSignable(kind:reason:)`` where no file can be for both, or the text is too long.
    static func seal(
        _ value: some Codable, to readers: [Card], maximumBytes: Int, kind: String = Disclosure.kind
    ) throws(StatementError) -> String {
        do {
            let file = try Age.encrypt(
                PaddedText.padded(try StrictJSON.encode(value)), to: ReaderKeys(of: readers).keys,
                armored: true)
            guard file.count <= maximumBytes else {
                throw StatementError.notSignable(
                    kind: kind,
                    reason: "it would have \(file.count) bytes in one part, and may have \(maximumBytes)")
            }
            return String(decoding: file, as: UTF8.self)
        } catch let error as StatementError {
            throw error
        } catch let error as NoCommonKind {
            throw .notSignable(kind: kind, reason: error.description)
        } catch {
            throw .cryptography(reason: "\(error)")
        }
    }

    /// Opens a text.
    ///
    /// - Parameter readers: whom it says it is for.
    /// - Throws: `SealingError`; ``StatementError/statementNotValid(kind:reason:)`` where it is for others too.
    static func open<Value: Codable>(
        _ text: String, maximumBytes: Int, with identity: Identity, kind: String = Disclosure.kind,
        readers: (Value) -> [Card]
    ) throws -> Value {
        func invalid(_ reason: String) -> StatementError {
            .statementNotValid(kind: kind, reason: reason)
        }
        let file = Array(text.utf8)
        guard file.count <= maximumBytes else { throw invalid("a part of it is too long") }
        let (padded, header) = try Age.opened(file, with: identity.ageIdentities)
        guard Armor.encode(try Armor.decode(file)) == file else {
            throw invalid("the armor of a part of it is not in the one form it may have")
        }
        guard let json = PaddedText.text(of: padded) else {
            throw invalid("the padding of a part of it is not what it must be")
        }
        let value: Value
        do {
            value = try StrictJSON.decodeCanonical(Value.self, from: json, maximumBytes: maximumBytes)
        } catch { throw invalid("what is encrypted in it is damaged: \(error)") }
        let keys: [AgeRecipient]
        do { keys = try ReaderKeys(of: readers(value)).keys } catch { throw invalid(error.description) }
        guard try header.differences(from: keys).isEmpty else {
            throw invalid("a part of it is not encrypted to those it names and the owner, and to them alone")
        }
        return value
    }
}
