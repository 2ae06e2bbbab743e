import Records
import Sealing

/// A small text that stands in an opened folder as it lies in the bundle.
package struct OpenedText {
    /// What a text is due to be.
    typealias Digest = (name: String, kind: ListedFile.Kind, sha256: SHA256Digest)

    /// Its name in the folder.
    package let name: String
    /// What it is.
    package let kind: ListedFile.Kind
    /// Its bytes: those in the bundle, and a line feed.
    package let bytes: [UInt8]

    fileprivate init(_ name: String, _ kind: ListedFile.Kind, _ json: [UInt8]) {
        (self.name, self.kind) = (name, kind)
        bytes = json + [0x0A]
    }

    /// `0001.facts.json` of `data/0001.facts.age`.
    fileprivate static func factsName(_ number: Int) -> String {
        Seal.factsName(number).dropFirst("data/".count).dropLast(".age".count) + ".json"
    }
}

extension OpenedRecord {
    /// The texts that opening writes beside the clips: the facts of each, the record, and the two statements.
    ///
    /// - Parameter body: is given each; one is in memory at a time.
    /// - Throws: what `body` throws, and `SealingError`.
    package func forEachText(_ body: (OpenedText) throws -> Void) throws {
        var texts = Record.FactsText(record)
        for (index, object) in record.objects.enumerated() {
            try body(OpenedText(OpenedText.factsName(index + 1), .facts, try texts.json(of: object)))
        }
        try body(OpenedText("record.json", .record, json))
        try body(OpenedText("request.json", .request, try record.request.json()))
        try body(OpenedText("consent.json", .consent, try record.consent.json()))
    }

    /// The SHA-256 of each of those texts, by its name.
    func textDigests() throws -> [OpenedText.Digest] {
        let digests = TextDigests()
        try forEachText(digests.add)
        return digests.found
    }
}

extension DisclosedObjects {
    /// The name of the file in an opened folder that the disclosure lies in.
    package static let disclosureName = "disclosure.json"

    /// The texts that opening writes beside the clips: the facts of each, the disclosure, and its terms.
    ///
    /// - Parameter envelope: the disclosure, as it was signed.
    /// - Throws: what `body` throws, and `SealingError`.
    package func forEachText(of envelope: DSSEEnvelope, _ body: (OpenedText) throws -> Void) throws {
        for (number, text) in zip(opened.terms.objects, texts) {
            try body(OpenedText(OpenedText.factsName(number), .facts, text))
        }
        try body(OpenedText(Self.disclosureName, .disclosure, try envelope.json()))
        try body(OpenedText("terms.json", .terms, try StrictJSON.encode(opened.terms)))
    }

    /// The SHA-256 of each of those texts, by its name.
    func textDigests(of envelope: DSSEEnvelope) throws -> [OpenedText.Digest] {
        let digests = TextDigests()
        try forEachText(of: envelope, digests.add)
        return digests.found
    }
}

/// What texts come to, each let go once it was looked at.
private final class TextDigests {
    private(set) var found: [OpenedText.Digest] = []

    func add(_ text: OpenedText) throws {
        found.append((name: text.name, kind: text.kind, sha256: try SHA256Digest.of(text.bytes)))
    }
}
