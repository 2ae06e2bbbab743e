import Files
import Foundation
import Sealing
import Statements

/// What takes a consent back and lies where it lies, so that one who said no cannot seal by mistake: its revocations,
/// and answers that decline the same request.
///
/// Looked at is every ordinary file of the folder, whatever it is called, of which the head begins as a signed statement
/// does. What is none, or says nothing of this consent, is passed over; what may say no and cannot be relied on is named.
package struct RefusalsBeside: Sendable {
    /// A file that is no use, and why.
    package struct Unusable: Sendable, Hashable {
        /// The file.
        package let path: String
        /// What is wrong with it.
        package let reason: String
    }

    /// The revocations of the consent, checked.
    package private(set) var revocations: [DSSEEnvelope] = []
    /// Answers of the same owner that decline the request, checked. Whether one was given before the consent or after it is
    /// for ``Authorization`` to say.
    package private(set) var declines: [DSSEEnvelope] = []
    /// Files that may say no, are damaged or badly signed, and are not certainly of another consent. Who meant to take the
    /// consent back did so here, so nothing may be sealed before they were looked at.
    package private(set) var damaged: [Unusable] = []
    /// What could not be read at all, so that nobody knows whether it says no.
    package private(set) var unreadable: [Unusable] = []

    private let consent: DSSEEnvelope
    private let request: SHA256Digest?

    /// Looks through a folder.
    ///
    /// - Parameters:
    ///   - consent: as it was signed.
    ///   - path: where its file lies.
    package init(of consent: DSSEEnvelope, at path: String) {
        self.consent = consent
        request = (try? Consent(verifying: consent))?.request
        let folder = (path as NSString).deletingLastPathComponent
        let place = folder.isEmpty ? "." : folder
        let (names, unnamed): ([String], [String])
        do {
            (names, unnamed) = try OutsideFolder(place).names()
        } catch {
            unreadable.append(
                Unusable(path: place, reason: "the folder cannot be listed: \(error.inWords)"))
            return
        }
        for name in unnamed where Self.isNamedAsStatement(name) {
            let file = (folder as NSString).appendingPathComponent(name)
            unreadable.append(Unusable(path: file, reason: "its name is not UTF-8; rename it"))
        }
        for name in names { look(at: (folder as NSString).appendingPathComponent(name), named: name) }
    }

    private static func isNamedAsStatement(_ name: String) -> Bool { name.lowercased().hasSuffix(".json") }

    /// How much of a file is read to see whether it may be a statement.
    private static let headBytes = 4 << 10
    /// More than any editor makes of one: recordings that lie there are not looked into.
    private static let largest: UInt64 = 64 << 20

    /// The content of an ordinary file in a folder that begins as a signed statement does; nil of another, and of one that
    /// cannot be read.
    static func statement(at file: String) -> [UInt8]? {
        guard
            let head = try? StatementFile.head(inFolder: file, bytes: headBytes, ofAtMost: largest),
            mayBeStatement(head)
        else { return nil }
        return try? StatementFile.read(inFolder: file)
    }

    private mutating func look(at file: String, named name: String) {
        let bytes: [UInt8]
        do {
            guard
                let head = try StatementFile.head(
                    inFolder: file, bytes: Self.headBytes, ofAtMost: Self.largest)
            else { return }
            guard Self.mayBeStatement(head) || Self.isNamedAsStatement(name) && head.count < Self.headBytes
            else { return }
            bytes = try StatementFile.read(inFolder: file)
        } catch .inputTooLarge {
            damaged.append(Unusable(path: file, reason: "it is larger than any signed statement"))
            return
        } catch .inputNotAFile(_, .folder) {
            return
        } catch {
            // A pipe, a device or a socket that is named like a statement could be meant to hold a command up.
            if Self.isNamedAsStatement(name) {
                unreadable.append(Unusable(path: file, reason: error.description))
            }
            return
        }
        look(at: bytes, file)
    }

    /// Whether a file that begins so may be a signed statement: an object of JSON with a member of an envelope, in whatever
    /// encoding of Unicode an editor left it. White space alone tells nothing.
    private static func mayBeStatement(_ head: [UInt8]) -> Bool {
        let text = head.filter { $0 != 0 && $0 != 0xFE && $0 != 0xFF }
        let begun = (text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text[...])
            .drop { [0x09, 0x0A, 0x0D, 0x20].contains($0) }
        guard let first = begun.first else { return head.count == headBytes }
        guard first == UInt8(ascii: "{") else { return false }
        let words = String(decoding: begun, as: UTF8.self)
        return ["\"payload", "\"signatures\""].contains(where: words.contains)
    }

    private mutating func look(at bytes: [UInt8], _ file: String) {
        let envelope: DSSEEnvelope
        do {
            envelope = try DSSEEnvelope(json: bytes)
        } catch {
            // Sound JSON that is no envelope is somebody's settings; a spoiled text could have been anything, but for what it
            // says it is.
            let flaw = Unusable(path: file, reason: "\(error)")
            if let members = Self.members(bytes) {
                if members.count > 1, !Self.isOfAnotherType(bytes) { damaged.append(flaw) }
            } else if Self.mayBeStatement(bytes) {
                if !Self.isOfAnotherType(bytes) { damaged.append(flaw) }
            } else {
                unreadable.append(flaw)
            }
            return
        }
        switch envelope.payloadType {
        case Revocation.payloadType: take(revocation: envelope, file)
        case Consent.payloadType: take(answer: envelope, file)
        default: return
        }
    }

    private mutating func take(revocation envelope: DSSEEnvelope, _ file: String) {
        do {
            let revocation = try Revocation(verifying: envelope)
            if revocation.consent == consent.payloadDigest { revocations.append(envelope) }
        } catch {
            let named = try? StrictJSON.decode(
                NamedConsent.self, from: envelope.payload, maximumBytes: StatementFile.maximumBytes)
            guard named == nil || named?.consent == consent.payloadDigest else { return }
            damaged.append(Unusable(path: file, reason: error.description))
        }
    }

    private mutating func take(answer envelope: DSSEEnvelope, _ file: String) {
        guard let request, envelope != consent else { return }
        do {
            let answer = try Consent(verifying: envelope)
            guard answer.request == request, answer.decision == .declined else { return }
            declines.append(envelope)
        } catch {
            let named = try? StrictJSON.decode(
                NamedAnswer.self, from: envelope.payload, maximumBytes: StatementFile.maximumBytes)
            guard named == nil || named?.request == request && named?.decision == .declined else { return }
            damaged.append(Unusable(path: file, reason: error.description))
        }
    }

    /// The consent that a revocation names, whatever else is wrong with it.
    private struct NamedConsent: Decodable {
        var consent: SHA256Digest
    }

    /// What an answer says to which request, whatever else is wrong with it.
    private struct NamedAnswer: Decodable {
        var request: SHA256Digest
        var decision: Consent.Decision
    }

    /// Whether a spoiled text still says that it is a statement of a kind that says no to nothing.
    private static func isOfAnotherType(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self)
        let saysNo = [Revocation.payloadType, Consent.payloadType].contains(where: text.contains)
        return !saysNo && text.contains("\"payloadType\"") && text.contains("application/vnd.")
    }

    /// Which members of an envelope sound JSON has; nil where it is no JSON.
    private static func members(_ bytes: [UInt8]) -> Set<String>? {
        guard let json = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        else { return nil }
        return Set((json as? [String: Any] ?? [:]).keys).intersection([
            "payload", "payloadType", "signatures",
        ])
    }
}
