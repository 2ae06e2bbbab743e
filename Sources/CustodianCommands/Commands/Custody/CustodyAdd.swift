import ArgumentParser
import CustodyDesk
import Outcomes
import Presentation

/// What can be written down by hand; `opened` is written by `proffer open`.
package enum CustodyActionName: String, CaseIterable, ExpressibleByArgument {
    case received, verified, copied, transferred, disposed, corrected, succeeded
}

extension DisposalSeen: ExpressibleByArgument {
    /// `no-longer-there`, as options are written.
    package init?(argument: String) { self.init(rawValue: argument.replacing("-", with: "_")) }

    /// Every value, as options are written.
    package static var allValueStrings: [String] { allCases.map { $0.rawValue.replacing("_", with: "-") } }
}

extension SuccessionCause: ExpressibleByArgument {
    /// `key-lost`, as options are written.
    package init?(argument: String) { self.init(rawValue: argument.replacing("-", with: "_")) }

    /// Every value, as options are written.
    package static var allValueStrings: [String] { allCases.map { $0.rawValue.replacing("_", with: "-") } }
}

/// `proffer custody add`.
package struct CustodyAdd<Media: MediaAbility>: ParsableCommand {
    package init() {}

    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "add",
            abstract: "Write down what you did with a bundle, and sign it.",
            discussion: """
                received     needs --how; --from-card where you have the card of who brought it
                verified     checks the bundle, with your key where it opens it, and writes down what came out
                copied       needs --to and --copy: the copy is read and must be the same file
                transferred  needs --to-card; in force once they have signed too (\(Program.name) custody accept)
                disposed     needs --seen and --why, once it was done: the bundle's place is looked at, and what lies there written down
                corrected    needs --entry and --why: that entry was a slip. It stays readable, and does not count any more; what two
                             have signed for, and what was opened or checked, is not taken back
                succeeded    needs --person, --cause and --why: an office, whose identity signs, goes on without somebody who acted for it

                Ends with 1 when the bundle does not hold. received and verified are written down all the same, the others only
                once one of these says so. With --trust, ends with 77 where who sealed or anybody in the chain is unknown; it
                is written down all the same.

                EXAMPLE
                  \(Program.name) custody add bundle.tar --action received --identity lee.identity --how 'by hand, on a USB stick'
                """)
    }

    @Argument(
        help: ArgumentHelp("The bundle, or several, and folders with bundles.", valueName: "path"),
        completion: .file())
    package var bundles: [String]

    @Option(
        help: ArgumentHelp(
            "What you did: \(CustodyActionName.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "action"))
    package var action: CustodyActionName

    @OptionGroup package var identity: IdentityOptions

    @Option(
        help: ArgumentHelp(
            "received: the card of who brought it; only its fingerprint is written.", valueName: "card"),
        completion: .file())
    package var fromCard: String?

    @Option(help: ArgumentHelp("received, disposed: how, in words anyone may read.", valueName: "text"))
    package var how: String?

    @Option(
        help: ArgumentHelp(
            "disposed, corrected, succeeded: why, in words anyone may read.", valueName: "text"))
    package var why: String?

    @Option(
        help: ArgumentHelp(
            "disposed: what was seen: \(DisposalSeen.allValueStrings.joined(separator: ", ")).",
            valueName: "what"))
    package var seen: DisposalSeen?

    @Option(help: ArgumentHelp("corrected: the number of the entry that was a slip.", valueName: "number"))
    package var entry: UInt64?

    @Option(
        help: ArgumentHelp("succeeded: the card of who acted for the office.", valueName: "card"),
        completion: .file())
    package var person: String?

    @Option(
        help: ArgumentHelp(
            "succeeded: \(SuccessionCause.allValueStrings.joined(separator: " or ")).", valueName: "what"))
    package var cause: SuccessionCause?

    @Option(help: ArgumentHelp("copied: where to, in words anyone may read.", valueName: "text"))
    package var to: String?

    @Option(
        help: ArgumentHelp("copied: the copy's file, to be compared.", valueName: "file"), completion: .file()
    )
    package var copy: String?

    @Option(
        help: ArgumentHelp("transferred: the card of who takes it.", valueName: "card"), completion: .file())
    package var toCard: String?

    @Option(
        help: ArgumentHelp(
            "The certificates (PEM) of the time-stamping authorities you trust, to check when the bundle was sealed.",
            valueName: "file"),
        completion: .file())
    package var tsaRoots: String?

    @OptionGroup package var custody: CustodyFileOptions
    @OptionGroup package var register: RegisterOptions

    @Flag(help: "received: begin a second chain of a bundle that has one, as when that is lost.")
    package var secondChain = false

    @OptionGroup package var trust: SignerOptions
    @OptionGroup package var rows: RowsOptions

    package func validate() throws {
        if rows.areRows(for: bundles), copy != nil || custody.custody != nil || entry != nil {
            throw ValidationError(
                "--copy, --entry and --custody are about one bundle, and many are meant.")
        }
        let given: [(String, Bool)] = [
            ("--from-card", fromCard != nil), ("--how", how != nil), ("--why", why != nil),
            ("--to", to != nil),
            ("--copy", copy != nil), ("--to-card", toCard != nil), ("--seen", seen != nil),
            ("--entry", entry != nil), ("--person", person != nil), ("--cause", cause != nil),
        ]
        let (needed, allowed): ([String], [String]) =
            switch action {
            case .received: (["--how"], ["--from-card"])
            case .verified: ([], [])
            case .copied: (["--to", "--copy"], [])
            case .transferred: (["--to-card"], [])
            case .disposed: (["--seen", "--why"], ["--how"])
            case .corrected: (["--entry", "--why"], [])
            case .succeeded: (["--person", "--cause", "--why"], [])
            }
        for (option, isGiven) in given {
            if isGiven, !needed.contains(option), !allowed.contains(option) {
                throw ValidationError("\(option) does not go with --action \(action.rawValue)")
            }
            if !isGiven, needed.contains(option) {
                throw ValidationError("--action \(action.rawValue) needs \(option)")
            }
        }
    }

    /// What was done, of which ``validate()`` found all that is needed.
    private var deed: CustodyDeed {
        switch action {
        case .received: .received(sender: fromCard, how: how ?? "")
        case .verified: .verified
        case .copied: .copied(to: to ?? "", copy: copy ?? "")
        case .transferred: .transferred(receiver: toCard ?? "")
        case .disposed: .disposed(seen ?? .noLongerThere, how: how, why: why ?? "")
        case .corrected: .corrected(entry: entry ?? 0, why: why ?? "")
        case .succeeded: .succeeded(person: person ?? "", cause ?? .left, why: why ?? "")
        }
    }

    package func run() throws {
        guard !rows.areRows(for: bundles) else { return try runMany() }
        let bundle = bundles[0]
        let trusted = try trust.load()
        let written = try AccountedBundle(
            bundle, custody: custody.place, authorities: tsaRoots, register: register.kept,
            beginsSecondChain: secondChain, texts: TextQuestion.scrutiny
        )
        .write(deed, by: identity.atHand, trust: trusted, media: Media.checks)
        for finding in written.findings { Output.note(.custody(.found(finding))) }
        try rows.show(json: written.facts) { page in
            page.added(written)
            if let receiver = written.receiver {
                page.paragraph("\(receiver.quotedName) takes it over with:")
                page.command([Program.name, "custody", "accept", bundle, "--identity", "IDENTITY"])
            }
            guard !written.bundleHolds else { return }
            page.gap()
            page.paragraph(written.summary)
        }
        try written.reliance.end()
    }

    /// Writes the same of several bundles; one of which it cannot be written is named, and the others go on.
    private func runMany() throws {
        let trusted = try trust.load()
        var printer = try RowPrinter(
            json: rows.json, csv: rows.csv, columns: AccountedRowFacts.columns,
            spreadsheet: AccountedRowFacts.spreadsheetColumns)
        let worst = try AccountedBundles(
            bundles, authorities: tsaRoots, register: register.kept, beginsSecondChain: secondChain,
            texts: TextQuestion.scrutiny
        )
        .write(deed, by: identity.atHand, trust: trusted, media: Media.checks) { row throws(DeskError) in
            try printer.add(row)
        }
        try printer.end([AccountedRowFacts.digestsToKeep])
        if worst != .holds { throw ExitStatus(worst) }
    }
}

extension Page {
    /// Adds that the last entry was written, and the digest to write down.
    mutating func added(_ written: CustodyWritten) {
        guard let last = written.chain.links.last else { return }
        paragraph("Written into \(written.file.harmless) as entry \(last.entry.sequence):")
        gap()
        facts(written.chain.labelled(last))
        gap()
        paragraph(
            "Write down the digest: with it, verify --custody-head shows later that the entry is still there."
        )
        facts([.init("Digest", last.digest.hex)])
    }
}

extension AccountedRowFacts {
    /// What is said below a table of entries that were written.
    static var digestsToKeep: String {
        "Write down the digests: with one, verify --custody-head shows later that the entry is still there."
    }
}
