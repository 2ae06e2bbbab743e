/// The textual header of an age file (age.md, "Header").
struct Header {
    static let versionLine = "age-encryption.org/v1"
    /// The most that is read in search of the header's end. Some 600 hybrid recipients fit; without a limit a
    /// hostile file could make a reader hold all of it.
    static let maximumByteCount = 1 << 20

    /// The most recipients a header may name, far above what a bundle has: an empty stanza has six bytes, and each is read.
    static let maximumStanzas = 1_024

    let stanzas: [Stanza]
    /// The bytes the MAC covers: from the first up to and including `---`.
    let authenticated: [UInt8]
    let mac: [UInt8]

    /// Checks the MAC in constant time.
    ///
    /// - Throws: ``SealingError/ageHeaderMAC``.
    func verifyMAC(with fileKey: FileKey) throws(SealingError) {
        guard HMACSHA256.areEqual(try fileKey.headerMAC(over: authenticated), mac) else {
            throw .ageHeaderMAC
        }
    }

    /// Writes a header around stanzas, the MAC line included.
    static func encode(_ stanzas: [Stanza], fileKey: FileKey) throws(SealingError) -> [UInt8] {
        let text = authenticated(stanzas)
        let mac = try fileKey.headerMAC(over: text)
        return text + Array(" ".utf8) + Base64.encode(mac, padding: .forbidden) + Array("\n".utf8)
    }

    /// What the MAC covers: from the first byte up to and including `---`.
    static func authenticated(_ stanzas: [Stanza]) -> [UInt8] {
        var text = Array((versionLine + "\n").utf8)
        for stanza in stanzas { text += stanza.encoded }
        return text + Array("---".utf8)
    }

    /// Reads the header at the start of `source` and leaves the source right behind it.
    ///
    /// Follows the specification's ABNF to the letter: one spelling only, so that a header that was accepted is
    /// the one that was written.
    static func parse(_ source: AgeSource) throws -> Header {
        try checkVersion(of: source)
        var stanzas: [Stanza] = []
        while true {
            let line = try source.headerLine()
            if line.starts(with: Array("---".utf8)) {
                guard !stanzas.isEmpty else { throw SealingError.ageHeader("it names no recipient") }
                return try close(line, stanzas: stanzas, source: source)
            }
            guard line.starts(with: Array("-> ".utf8)) else {
                throw SealingError.ageHeader(
                    "line \(source.lineNumber) is neither a recipient stanza nor the MAC")
            }
            guard stanzas.count < maximumStanzas else {
                throw SealingError.ageHeader("it names more than \(maximumStanzas) recipients")
            }
            stanzas.append(try parseStanza(line, source: source))
        }
    }

    private static func checkVersion(of source: AgeSource) throws {
        let line = try source.headerLine()
        guard !line.elementsEqual(versionLine.utf8) else { return }
        if line.starts(with: Array("age-encryption.org/".utf8)) {
            throw SealingError.ageHeader("it has another version than age-encryption.org/v1")
        }
        if line.starts(with: Array(Armor.beginLine.utf8)) {
            throw SealingError.ageHeader("it is armored (text) where the binary form is expected")
        }
        throw SealingError.ageHeader("it does not start with the line \(versionLine)")
    }

    private static func parseStanza(_ line: ArraySlice<UInt8>, source: AgeSource) throws -> Stanza {
        let arguments = line.dropFirst(3).split(
            separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard arguments.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (33...126).contains($0) } }) else {
            throw SealingError.ageHeader("line \(source.lineNumber) has an empty or unprintable argument")
        }
        let words = arguments.map { String(decoding: $0, as: UTF8.self) }
        var body: [UInt8] = []
        while true {
            let line = try source.headerLine()
            guard line.count <= Stanza.columns, let bytes = Base64.decode(line, padding: .forbidden) else {
                throw SealingError.ageHeader(
                    "line \(source.lineNumber) is not a body line of canonical base64")
            }
            body += bytes
            if line.count < Stanza.columns { break }
        }
        return Stanza(type: words[0], arguments: Array(words.dropFirst()), body: body)
    }

    private static func close(
        _ line: ArraySlice<UInt8>, stanzas: [Stanza], source: AgeSource
    ) throws -> Header {
        guard line.starts(with: Array("--- ".utf8)),
            let mac = Base64.decode(line.dropFirst(4), padding: .forbidden),
            mac.count == SHA256Digest.byteCount
        else {
            throw SealingError.ageHeader("its MAC line is not \"---\", a space and 43 characters of base64")
        }
        return Header(
            stanzas: stanzas, authenticated: source.headerBytes(before: line) + Array("---".utf8), mac: mac)
    }
}
