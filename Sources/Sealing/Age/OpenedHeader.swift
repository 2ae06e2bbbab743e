/// The header of an age file that was opened: whom the file is for.
///
/// age hides that. What we write does not: every share is derived from the file key, so whoever opens a file makes its
/// header again and compares (docs/spec/age.md, Stanzas of a bundle). It holds no secret that its description shows.
package struct OpenedHeader: Sendable {
    private let header: Header
    private let fileKey: FileKey

    init(_ header: Header, _ fileKey: FileKey) {
        self.header = header
        self.fileKey = fileKey
    }

    /// In what a header is not the one that its file key makes for the recipients named.
    package enum Difference: Sendable, Hashable {
        /// A stanza of another type than that of the named recipients: no check can tell whom it lets in.
        case type(String)
        /// This many stanzas that the file key makes for none of the named recipients: they are for somebody else.
        case strangers(Int)
        /// What the file key makes for a named recipient is not there: they cannot open it.
        case missing(AgeRecipient)
        /// A stanza stands there more than once.
        case repeated
        /// The right stanzas stand in another order.
        case order
        /// The stanzas are right and the bytes around them are not.
        case bytes
    }

    /// Everything in which the header differs from the one its file key makes for `recipients`, in that order; empty where
    /// it is that one byte for byte, and nobody else was let in.
    ///
    /// - Throws: ``SealingError/invalidKey(_:)`` for a recipient that nothing can be encrypted to.
    package func differences(from recipients: [AgeRecipient]) throws(SealingError) -> [Difference] {
        var expected: [Stanza] = []
        // A header of another length is for others, whoever they are; what is in it is still told apart.
        for recipient in recipients { expected.append(try recipient.wrap(fileKey)) }
        guard header.stanzas != expected else {
            return header.authenticated == Header.authenticated(expected) ? [] : [.bytes]
        }
        var differences: [Difference] = []
        let types = Set(recipients.map(\.kind.stanzaType))
        var others: [String] = []
        for stanza in header.stanzas where !types.contains(stanza.type) && !others.contains(stanza.type) {
            others.append(stanza.type)
        }
        differences += others.prefix(Self.typesTold).map(Difference.type)
        let made = Set(expected.map(\.encoded))
        let found = header.stanzas.filter { types.contains($0.type) }.map(\.encoded)
        let strangers = found.count { !made.contains($0) }
        if strangers > 0 { differences.append(.strangers(strangers)) }
        let there = Set(found)
        for (recipient, stanza) in zip(recipients, expected) where !there.contains(stanza.encoded) {
            differences.append(.missing(recipient))
        }
        if there.count < found.count { differences.append(.repeated) }
        return differences.isEmpty ? [.order] : differences
    }

    /// How many types of stanzas are told of one by one: a header may have a thousand.
    private static let typesTold = 4

    /// Whether any of these recipients is let in: whether a stanza stands there that the file key makes for one of them.
    ///
    /// - Throws: ``SealingError/invalidKey(_:)`` for a recipient that nothing can be encrypted to.
    package func letsIn(anyOf recipients: [AgeRecipient]) throws(SealingError) -> Bool {
        for recipient in recipients {
            let stanza = try recipient.wrap(fileKey)
            if header.stanzas.contains(stanza) { return true }
        }
        return false
    }

    /// The header that lets other recipients read the same payload: the same file key, wrapped for them and for nobody else.
    ///
    /// Nothing is encrypted anew: put before the nonce and the payload of the file, it is an age file (docs/spec/disclosure.md).
    ///
    /// - Parameter recipients: at least one, all of one kind; no passphrase.
    /// - Throws: ``SealingError/misuse(_:)``, ``SealingError/invalidKey(_:)``.
    package func wrapped(for recipients: [AgeRecipient]) throws(SealingError) -> [UInt8] {
        try AgeEncryptor.check(recipients)
        var stanzas: [Stanza] = []
        for recipient in recipients { stanzas.append(try recipient.wrap(fileKey)) }
        return try Header.encode(stanzas, fileKey: fileKey)
    }

    /// Names the file key without showing it, so that one that is used twice is found.
    package var keyName: KeyName { KeyName(fileKey: fileKey) }

    /// What is kept of a header to check it later: small, however many recipients it names.
    ///
    /// It holds the file key, so it is as secret as what the file says; its description shows neither.
    package struct Mark: Sendable {
        private let fileKey: FileKey
        private let digest: SHA256Digest

        fileprivate init(_ header: Header, _ fileKey: FileKey) throws(SealingError) {
            self.fileKey = fileKey
            digest = try SHA256Digest.of(header.authenticated)
        }

        /// Whether the header is, byte for byte, the one that its file key makes for `recipients` in this order.
        ///
        /// What the MAC line says was checked when the file was opened.
        ///
        /// - Throws: ``SealingError/invalidKey(_:)`` for a recipient that nothing can be encrypted to.
        package func isMade(for recipients: [AgeRecipient]) throws(SealingError) -> Bool {
            var expected: [Stanza] = []
            for recipient in recipients { expected.append(try recipient.wrap(fileKey)) }
            return try SHA256Digest.of(Header.authenticated(expected)) == digest
        }

        /// Names the file key without showing it, so that one that is used twice is found.
        package var keyName: KeyName { KeyName(fileKey: fileKey) }
    }

    /// The name of a file key: equal for equal keys. Its description shows nothing of the key.
    package struct KeyName: Sendable, Hashable, CustomStringConvertible {
        fileprivate let fileKey: FileKey
        /// Shows nothing.
        package var description: String { "OpenedHeader.KeyName" }
    }

    /// What is kept of it to check it later.
    package func mark() throws(SealingError) -> Mark { try Mark(header, fileKey) }
}

extension OpenedHeader: CustomStringConvertible, CustomDebugStringConvertible {
    /// Names the types of its stanzas only.
    package var description: String { "OpenedHeader(\(header.stanzas.map(\.type).prefix(8)))" }
    /// As ``description``.
    package var debugDescription: String { description }
}

extension OpenedHeader.Mark: CustomStringConvertible, CustomDebugStringConvertible {
    /// Shows nothing of the key.
    package var description: String { "OpenedHeader.Mark(\(digest.hex.prefix(8))…)" }
    /// As ``description``.
    package var debugDescription: String { description }
}
