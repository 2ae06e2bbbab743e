import FoundationEssentials
import Sealing

/// What a card says, before it is known that the right key says it.
struct CardPayload: Codable {
    var name: String
    var role: Role
    /// None for a person, so that there is one way to say it.
    var holder: CardHolder?
    var organization: String?
    var created: WallTime
    var verifyingKey: String
    var ageRecipients: [String]
    var succeeds: SHA256Digest?

    enum CodingKeys: String, CodingKey {
        case name, role, holder, organization, created, succeeds
        case verifyingKey = "verifying_key"
        case ageRecipients = "age_recipients"
    }

    /// Names are printed on one line of a terminal and read out; they must not be able to move the
    /// cursor or reorder the line.
    static let maximumNameLength = 200
    /// More recipients than a person can have keys are a mistake or an attack on every bundle's size.
    static let maximumRecipients = 8

    /// The key's bytes, or none where the text is not standard base64.
    var verifyingKeyBytes: [UInt8] { Data(base64Encoded: verifyingKey).map { [UInt8]($0) } ?? [] }

    func check() throws(StatementError) {
        guard holder != .person else {
            throw .cardNotValid(reason: "it says that it is a person's, which a card says by saying nothing")
        }
        for (what, text) in [("name", name), ("organisation", organization)] {
            guard let text else { continue }
            guard !text.isBlank else {
                throw .cardNotValid(reason: "the \(what) is empty")
            }
            // Scalars, not characters: one character can carry any number of combining marks.
            guard text.unicodeScalars.count <= Self.maximumNameLength else {
                throw .cardNotValid(
                    reason: "the \(what) is longer than \(Self.maximumNameLength) characters")
            }
            guard text.unicodeScalars.allSatisfy(\.isPlainText) else {
                throw .cardNotValid(reason: "the \(what) contains control characters")
            }
        }
    }

    func recipients() throws(StatementError) -> [AgeRecipient] {
        guard (1...Self.maximumRecipients).contains(ageRecipients.count) else {
            throw .cardNotValid(
                reason: "it must name 1 to \(Self.maximumRecipients) age recipients, "
                    + "not \(ageRecipients.count)")
        }
        var recipients: [AgeRecipient] = []
        for text in ageRecipients {
            do {
                recipients.append(try AgeRecipient(string: text))
            } catch {
                throw .cardNotValid(reason: "“\(text.prefix(80))” is not an age recipient: \(error)")
            }
        }
        return recipients
    }
}
