import ArgumentParser
import Ledger
import Sealing

/// `proffer ledger show`.
package struct LedgerShow: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "List what is logged.",
        discussion: """
            EXAMPLE
              proffer ledger show ledger.sqlite
              proffer ledger show ledger.sqlite --from 1000 --count 20 --json
            """)

    @OptionGroup package var ledger: LedgerArgument

    @Option(
        help: ArgumentHelp(
            "The first place to show. Default: so that the last ones are shown.", valueName: "place"))
    package var from: UInt64?

    @Option(help: ArgumentHelp("How many to show at most.", valueName: "n"))
    package var count = 20

    @OptionGroup package var result: ResultOptions

    private struct Facts: Encodable {
        struct Entry: Encodable {
            var place: UInt64
            var kind: String
            var signers: [String]
            var sha256: SHA256Digest
            var envelope: String
        }

        var origin: String
        var size: UInt64
        var checkpoint: CheckpointFacts
        var entries: [Entry]
    }

    package func run() throws {
        let log = try ledger.open()
        let size = try log.count()
        let newest = try log.newestCheckpoint()
        let shown = UInt64(max(0, count))
        let first = from ?? (size > shown ? size - shown : 0)
        let entries = try log.entries(from: first, count: max(0, count)).map { place, bytes in
            let envelope = try? DSSEEnvelope(json: bytes)
            return Facts.Entry(
                place: place, kind: envelope.map(Self.kind) ?? "no signed statement",
                signers: envelope?.signatures.map(\.keyID) ?? [],
                sha256: try SHA256Digest.of(envelope?.payload ?? bytes),
                envelope: String(decoding: bytes, as: UTF8.self))
        }
        let facts = Facts(
            origin: log.origin, size: size, checkpoint: CheckpointFacts(newest), entries: entries)
        try result.show(json: facts) { page in
            page.paragraph("\(log.path) is \(log.origin) and holds \(entriesInWords(size)).")
            for entry in entries {
                page.gap()
                page.facts([
                    .init("Place", "\(entry.place)"), .init("What", entry.kind),
                    .init("Signed by", entry.signers.map { "\($0.prefix(16))…" }.joined(separator: ", ")),
                    .init("SHA-256", entry.sha256.hex),
                ])
            }
            page.gap()
            let open = size - min(size, newest.checkpoint.size)
            page.paragraph(
                "The newest checkpoint is over \(entriesInWords(newest.checkpoint.size))"
                    + (open > 0 ? "; \(entriesInWords(open)) after it are not signed for yet." : "."))
        }
    }

    /// What a statement is, by its own words.
    private static func kind(_ envelope: DSSEEnvelope) -> String {
        struct Predicate: Decodable { var predicateType: String? }
        let predicate = try? StrictJSON.decode(
            Predicate.self, from: envelope.payload, maximumBytes: Ledger.maximumEntryBytes)
        return predicate?.predicateType ?? envelope.payloadType
    }
}
