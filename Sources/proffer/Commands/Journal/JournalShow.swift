import CustodyDesk
import Desk
import CustodianCommands
import StatementFiles
import Statements
import ArgumentParser
import Catalog
import Foundation
import Sealing
import SystemPackage

/// `proffer journal show`.
struct JournalShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract:
            "Who got what from you, when, and under which conditions: on the screen, or as a page to print.",
        discussion: """
            Ends with 1 when something in it was altered or taken out. What tells whether the newest of it was taken out \
            lies beside your identity.

            EXAMPLE
              proffer journal show --page journal.html
              proffer journal show --identity dana.identity
            """)

    @Option(
        help: ArgumentHelp(
            "Only this request: its id, the number of its case, or the first digits of its SHA-256.",
            valueName: "id"))
    var request: String?

    @Option(
        help: ArgumentHelp(
            "Write it as a page for a browser or a printer too; only you can read the file.",
            valueName: "file"),
        completion: .file())
    var page: String?

    @Flag(help: "Replace the page if it is there already.")
    var force = false

    @Option(
        help: ArgumentHelp("Your journal. Default: the usual one.", valueName: "file"), completion: .file())
    var journal: String?

    @Option(
        help: ArgumentHelp(
            "Your identity file: what lies beside it must agree with the journal. It is not opened. Default: what the "
                + "journal itself remembers.", valueName: "identity"), completion: .file())
    var identity: String?

    @OptionGroup var trust: SignerOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        let path = try Self.place(journal)
        guard Journal.exists(at: path) else {
            throw Failure(
                .inputMissing, "\(path): there is no journal",
                hint: "the first request you look at begins it: proffer request show REQUEST")
        }
        let trust = try trust.load()
        let journal = try Journal(path: path)
        if let caution = journal.caution { Output.notes("note: \(caution)") }
        var history = try journal.history(
            heldAgainst: identity.map { .beside(URL(fileURLWithPath: $0).path) }, place: HeadPlace.beside)
        if let request {
            history = try Self.only(request, of: history, in: path)
        }
        let now = WallTime.now()
        let document = JournalDocument(history, trust: trust, at: now)
        if let page {
            try StatementFile.write(
                Array(try JournalHTML.page(of: document).utf8), to: page, replaceExisting: force,
                permissions: [.ownerReadWrite])
        }
        try result.show(json: JournalFacts(history, path: path, trust: trust, at: now)) { screen in
            screen.journal(document)
            if let page {
                screen.gap()
                screen.paragraph("Written to \(page) as well, which only you can read.")
            }
        }
        guard history.spoiled.isEmpty else { throw ExitStatus.checkFailed }
    }

    /// The place of the journal.
    ///
    /// - Throws: ``Failure`` for a person without a home folder who names none.
    static func place(_ named: String?) throws -> String {
        guard let path = OwnersJournal.place(named) else {
            throw Failure(
                .usage, "there is no home folder to look in for your journal", hint: "give --journal FILE")
        }
        return path
    }
}

extension JournalShow {
    /// The requests a person means. Others choose ids and numbers of cases: what could be two things is asked about.
    ///
    /// - Throws: ``Failure`` where none is meant, or more than one could be.
    private static func only(
        _ name: String, of history: JournalHistory, in path: String
    ) throws -> JournalHistory {
        var digests: [[SHA256Digest]] = []
        for way in JournalHistory.RequestHistory.Way.allCases {
            let found = history.requests.filter { $0.isCalled(name, way) }.map(\.digest)
            // Several requests of one case are one answer; several of one id or of one digest are not.
            if way == .caseNumber, !found.isEmpty {
                digests.append(found)
            } else {
                digests += found.map { [$0] }
            }
        }
        guard let first = digests.first else {
            throw Failure(.inputMissing, "\(name): no such request is in \(path)")
        }
        guard digests.allSatisfy({ $0 == first }) else {
            let meant = Set(digests.joined())
            let listed = history.requests.filter { meant.contains($0.digest) }.prefix(8).map(\.nameInWords)
            throw Failure(
                .usage,
                "“\(name)” could be \(meant.count) requests in \(path): " + listed.joined(separator: "; ")
                    + (meant.count > listed.count ? "; and \(meant.count - listed.count) more" : ""),
                hint: "name the one you mean by more digits of its SHA-256")
        }
        return history.only { first.contains($0.digest) }
    }
}

extension JournalHistory.RequestHistory {
    /// How a request can be named.
    fileprivate enum Way: CaseIterable {
        case id, caseNumber, digest
    }

    /// Whether a name is this request's, of one way of naming.
    fileprivate func isCalled(_ name: String, _ way: Way) -> Bool {
        switch way {
        case .id: request?.statement.id.lowercased() == name.lowercased()
        case .caseNumber: request?.statement.caseNumber == name
        case .digest: name.count >= 4 && digest.hex.hasPrefix(name.lowercased())
        }
    }

    /// The request, for a person to tell it from another.
    fileprivate var nameInWords: String {
        let digest = "SHA-256 \(digest.hex.prefix(16))…"
        guard let request = request?.statement else { return digest }
        return "\(digest) by \(request.agency.inWords), case \(request.caseNumber.prefix(40).quoted)"
    }
}
