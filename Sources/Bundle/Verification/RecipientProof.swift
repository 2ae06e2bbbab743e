import Records
import Statements
import Sealing

/// The header of one file of a bundle, as it was opened.
struct MemberHeader: Sendable {
    /// The file: `data/record.age`.
    let file: String
    /// What is kept of its header.
    let mark: OpenedHeader.Mark
}

/// Whether the files of a bundle are encrypted to each of those who were named, in their order, and to nobody else, each
/// under a key of its own: their headers are made again from their file keys (docs/spec/age.md, Stanzas of a bundle).
struct RecipientProof {
    private let keys: [AgeRecipient]
    private let cards: [Card]

    /// The proof for those whom request and consent name.
    init(_ authorization: Authorization) {
        keys = authorization.readers.keys
        cards = authorization.request.recipients + [authorization.consent.owner]
    }

    /// What the headers of opened files show, when every file was opened: none may be left unseen.
    func verdict(
        ofAll headers: [MemberHeader], in archive: BundleArchive, identity: Identity
    ) -> Verdict {
        let opened = Set(headers.map(\.file))
        if let unseen = Self.files(of: archive).first(where: { !opened.contains($0) }) {
            return .failed(
                reason: "\(unseen) is not spoken of in the record, so nobody can say whom it is for")
        }
        return verdict(headers, in: archive, identity: identity)
    }

    /// What the headers of opened files show.
    ///
    /// - Parameters:
    ///   - headers: of the files that were opened.
    ///   - archive: the bundle; opened again where something is to be named.
    ///   - identity: opens the files.
    func verdict(_ headers: [MemberHeader], in archive: BundleArchive, identity: Identity) -> Verdict {
        do {
            if let flaw = RecipientCost.flaw(
                keys: keys.count, members: headers.count, bytes: Self.payloadBytes(of: archive))
            {
                return .failed(reason: flaw)
            }
            var files: [OpenedHeader.KeyName: String] = [:]
            for header in headers {
                if let other = files.updateValue(header.file, forKey: header.mark.keyName) {
                    return .failed(
                        reason:
                            "\(header.file) and \(other) have the same file key: who is given one of them opens both"
                    )
                }
            }
            for header in headers where try !header.mark.isMade(for: keys) {
                return .failed(reason: "\(header.file): \(try words(for: header.file, archive, identity))")
            }
            return .ok
        } catch {
            return .failed(reason: "the header of a file cannot be made again: \(error)")
        }
    }

    /// What is to be said where a file could not be opened: who was named can open every file.
    ///
    /// - Parameters:
    ///   - headers: of the files that were opened.
    ///   - place: which of the recipients the identity is, by the order of the record's header.
    func verdict(
        afterFailing headers: [MemberHeader], in archive: BundleArchive, identity: Identity, at place: Int?
    ) -> Verdict {
        let before = verdict(headers, in: archive, identity: identity)
        guard before == .ok else { return before }
        let opened = Set(headers.map(\.file))
        for file in Self.files(of: archive) where !opened.contains(file) {
            do {
                _ = try archive.decryptor(for: file, identities: identity.ageIdentities, at: place)
            } catch let error as SealingError where error.isNoMatch {
                let words =
                    (try? words(for: file, archive, identity)) ?? "it is not for \(identity.card.quotedName)"
                return .failed(reason: "\(file): \(words)")
            } catch {
                return .notChecked(reason: "\(file) cannot be opened: \(error)")
            }
        }
        return .notChecked(reason: "an object cannot be decrypted")
    }

    private static func files(of archive: BundleArchive) -> [String] {
        archive.members.map(\.name).filter { $0.hasPrefix("data/") }
    }

    private static func payloadBytes(of archive: BundleArchive) -> UInt64 {
        archive.members.reduce(0) { $1.name.hasPrefix("data/") ? $0 + $1.size : $0 }
    }

    /// In what a header is not what it should be; every stanza of it is tried.
    private func words(
        for file: String, _ archive: BundleArchive, _ identity: Identity
    ) throws -> String {
        let header: OpenedHeader
        do {
            header = try archive.decryptor(for: file, identities: identity.ageIdentities).header
        } catch let error as SealingError where error.isNoMatch {
            return
                "it does not open with the keys of \(identity.card.quotedName), which opened others of the bundle"
        }
        let differences = try header.differences(from: keys)
        var words: [String] = []
        var missing: [String] = []
        for difference in differences {
            switch difference {
            case .type(let type):
                words.append(
                    "a stanza of type “\(type.prefix(40))” stands in it, where all that were named are of type "
                        + "“\(keys.first?.kind.stanzaType ?? "")”: nobody can tell whom it lets in")
            case .strangers(let count):
                words.append(
                    count == 1
                        ? "a stanza in it is made for none of the keys that were named: somebody else may open it"
                        : "\(count) stanzas in it are made for none of the keys that were named: others may open it"
                )
            case .missing(let recipient): missing.append(owner(of: recipient))
            case .repeated: words.append("a stanza stands in it more than once")
            case .order: words.append("its stanzas stand in another order than the keys were named in")
            case .bytes: words.append("its header has other bytes than its stanzas make")
            }
        }
        if !missing.isEmpty {
            var names: [String] = []
            for name in missing where !names.contains(name) { names.append(name) }
            let told = names.prefix(Self.namesTold) + (names.count > Self.namesTold ? ["others"] : [])
            words.append("no stanza in it is made for \(listInWords(Array(told))), who cannot open it")
        }
        return words.joined(separator: "; ")
    }

    private static let namesTold = 4

    /// Whose card names a key.
    private func owner(of recipient: AgeRecipient) -> String {
        let names = cards.filter { $0.ageRecipients.contains(recipient) }.map(\.quotedName)
        return names.first ?? "a key that was named"
    }
}

/// What making the headers of a bundle again may cost, so that a small bundle for very many keys takes no hours
/// (docs/decisions/0066-cost-is-bounded-by-size.md).
package enum RecipientCost {
    /// How many stanzas any bundle may have: ten thousand files for six keys, some seconds.
    static let freeStanzas: UInt64 = 1 << 16
    /// How many bytes of payload allow one stanza more.
    static let bytesPerStanza: UInt64 = 16 << 10

    /// Why that many stanzas are too many, in words; nil where they are not.
    package static func flaw(keys: Int, members: Int, bytes: UInt64) -> String? {
        let stanzas = UInt64(keys) * UInt64(members)
        guard stanzas > freeStanzas + bytes / bytesPerStanza else { return nil }
        return
            "\(members) files for \(keys) keys each are more than a bundle of \(bytes) bytes may have, as checking them would "
            + "take too long"
    }
}
