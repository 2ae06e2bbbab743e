import CustodianCommands
import Statements
import ArgumentParser
import Catalog
import Foundation
import Sealing
import Transfer

/// `proffer commit`.
struct CommitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "commit",
        abstract: "Commit to your recordings before anybody asks for them.",
        discussion: """
            Notes of every new recording what proves later that it existed as it is now, and, with --timestamp, has an \
            authority say when. Nothing of the footage leaves: the authority gets one number that tells nothing. A later \
            seal then costs only its window. Run it as often as you like, by hand or on a timer; it may be stopped at \
            any moment. Keep the store as long as the footage, and as safe as a key.

            EXAMPLE
              proffer commit /srv/cameras --timestamp https://tsa.example/
            """)

    @Argument(
        help: ArgumentHelp("Files and folders with your recordings.", valueName: "path"), completion: .file())
    var paths: [String]

    @Option(
        help: ArgumentHelp(
            "Where to keep the commitments. Default: proffer/commitments in $XDG_DATA_HOME or ~/.local/share.",
            valueName: "folder"), completion: .directory)
    var store: String?

    @Option(
        help: ArgumentHelp(
            "A time-stamping authority (RFC 3161) that says when. One timestamp is made for all that is new.",
            valueName: "url"))
    var timestamp: String?

    @OptionGroup var links: LinkOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        let client = try timestamp.map { address throws(TransferError) in try TimestampClient(address) }
        guard let path = store ?? CommitmentStore.standardPath else {
            throw Failure(.usage, "nothing says where to keep the commitments", hint: "give --store FOLDER")
        }
        let store = try CommitmentStore(path: path)
        if let caution = store.caution { Output.notes("note: \(caution)") }
        let shows = Terminal.showsProgress
        defer { if shows { Output.status("") } }
        let run: CommitmentRun
        do {
            run = try CommitmentRun(paths, followsLinks: links.followLinks, into: store) { run in
                if shows { Output.status("\(run.committed) committed to, \(run.unchanged) as before") }
            }
        } catch CatalogError.storeBusy(let path) {
            // On a timer that is no failure: whoever is at work does the same.
            return Output.notes("note: \(CatalogError.storeBusy(path: path))")
        }
        if shows { Output.status("") }
        for file in run.unreadable { Output.notes("note: passed over: \(file.error)") }
        for note in run.links.notes { Output.notes("note: \(note)") }
        let stamped = try client.flatMap { client in try store.stampNew { try client.stamp($0) } }
        let counts = try store.counts()
        let facts = CommitFacts(
            store: path, committed: run.committed, bytes: run.bytes, unchanged: run.unchanged,
            beingWritten: run.beingWritten,
            unreadable: run.unreadable.map { .init(path: $0.path, reason: "\($0.error)") },
            stamped: stamped?.count ?? 0, unstamped: counts.unstamped, held: counts.all,
            authority: stamped?.token.authority,
            time: stamped.map { WallTime(nanoseconds: $0.token.unixNanoseconds) })
        try result.show(json: facts) { $0.commit(facts) }
    }
}

/// What `commit --json` writes.
private struct CommitFacts: Encodable {
    struct Unreadable: Encodable {
        var path: String
        var reason: String
    }

    var store: String
    var committed: Int
    var bytes: UInt64
    var unchanged: Int
    var beingWritten: Int
    var unreadable: [Unreadable]
    var stamped: Int
    var unstamped: Int
    var held: Int
    var authority: String?
    var time: WallTime?

    enum CodingKeys: String, CodingKey {
        case store, committed, bytes, unchanged, unreadable, stamped, unstamped, held, authority, time
        case beingWritten = "being_written"
    }
}

extension Page {
    fileprivate mutating func commit(_ facts: CommitFacts) {
        func count(_ number: Int) -> String { "\(number) recording\(number == 1 ? "" : "s")" }
        paragraph("Committed to \(count(facts.committed)); \(facts.unchanged) had been before.")
        if facts.beingWritten > 0 {
            paragraph("\(count(facts.beingWritten)) changed a moment ago: left for the next time.")
        }
        if let authority = facts.authority, let time = facts.time {
            paragraph("\(authority) says that \(count(facts.stamped)) existed on \(time.inWords).")
        } else if facts.unstamped > 0 {
            paragraph(
                "\(count(facts.unstamped)) \(facts.unstamped == 1 ? "has" : "have") no timestamp: only your own clock says since when "
                    + "\(facts.unstamped == 1 ? "it exists" : "they exist"). "
                    + "--timestamp URL has an authority say it.")
        }
        paragraph("Kept in \(facts.store): keep it as long as the footage, and as safe as a key.")
    }
}
