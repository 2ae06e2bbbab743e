import CustodianCommands
import StatementFiles
import ArgumentParser
import Catalog
import Sealing

/// `proffer journal add`.
struct JournalAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Note a statement that did not get into your journal by itself.",
        discussion: """
            Takes receipts for bundles you made, and requests, counter-offers, consents and revocations, and checks them
            first. What is there already is noted as seen again.

            EXAMPLE
              proffer journal add receipt.json
            """)

    @Argument(help: "The statements.", completion: .file())
    var file: [String]

    @Option(
        help: ArgumentHelp("Your journal. Default: the usual one.", valueName: "file"), completion: .file())
    var journal: String?

    @OptionGroup var result: ResultOptions

    private struct Facts: Encodable {
        struct Added: Encodable {
            var file: String
            var kind: String
            var digest: String
        }
        var journal: String
        var added: [Added]
    }

    func run() throws {
        let path = try JournalShow.place(journal)
        let entries = try file.map { file in
            do {
                return try JournalEntry(verifying: try DSSEEnvelope(json: try StatementFile.read(file)))
            } catch {
                throw Failure(error, in: file)
            }
        }
        let noting = try Journal(path: path)
        if let caution = noting.caution { Output.notes("note: \(caution)") }
        try noting.note(entries)
        let facts = Facts(
            journal: path,
            added: zip(file, entries).map {
                .init(file: $0, kind: $1.kind.rawValue, digest: $1.envelope.payloadDigest.hex)
            })
        try result.show(json: facts) { page in
            for entry in facts.added { page.paragraph("\(entry.file): \(entry.kind), noted in \(path).") }
        }
    }
}
