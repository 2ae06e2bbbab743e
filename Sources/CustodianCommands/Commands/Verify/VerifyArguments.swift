import ArgumentParser
import CustodyDesk
import Outcomes
import Presentation

/// What `verify` takes and does in every program; where recordings can be read, it takes them too.
package struct VerifyArguments: ParsableArguments {
    package init() {}

    /// What it is for, on one line.
    package static let abstract =
        "Check a bundle: without a key that it is whole and who sealed it, with a key all the rest."

    /// What it does, without examples.
    package static let discussion = """
        One line a check, and a last sentence to read out. Ends with 0 when every check that was made holds,
        with 1 when one does not, and with 77 when the signer, who disclosed, or somebody in the custody chain, is unknown
        though --trust was given, or the identity does not open the bundle: then all is checked that needs no key.
        What is inside is checked and not shown: cameras, files and times have numbers here, and names where it is opened.
        A custody chain that lies beside the bundle (BUNDLE.custody.jsonl) is checked too.
        Several bundles, or folders, are checked on all cores, and end with the code of the worst.
        The folder that a bundle was opened into is checked against what was signed then: with 1 where a file was changed,
        added or taken away; and with --bundle against the bundle, whose clips are compared where --identity opens it.
        """

    @Argument(
        help: ArgumentHelp(
            "The bundle; several, or folders with bundles, are shown as a table.", valueName: "bundle"),
        completion: .file())
    package var bundles: [String]

    @Option(
        help: ArgumentHelp(
            "A recipient's identity file, to check what is inside too.", valueName: "identity"),
        completion: .file())
    package var identity: String?

    @Option(
        help: ArgumentHelp(
            "The certificates (PEM) of the time-stamping authorities you trust, to check when the bundle was sealed and, "
                + "with --identity, since when the footage is known to exist.", valueName: "file"),
        completion: .file())
    package var tsaRoots: String?

    @Option(
        help: ArgumentHelp(
            "A disclosure by which parts of the bundle were opened to you. With --identity, what it opens is checked.",
            valueName: "disclosure"), completion: .file())
    package var disclosure: String?

    @Option(
        help: ArgumentHelp(
            "The bundle that the folder to check was opened from. With --identity, its clips are compared too.",
            valueName: "bundle"), completion: .file())
    package var bundle: String?

    @OptionGroup package var custody: CustodyFileOptions

    @Option(
        help: ArgumentHelp(
            "The digest of a custody entry you know of, to see that it and what went before is still there.",
            valueName: "sha-256"))
    package var custodyHead: String?

    @Flag(help: "List every check, also where none of a group was made for one and the same reason.")
    package var everyCheck = false

    @OptionGroup package var passphrase: PassphraseOptions
    @OptionGroup package var trust: SignerOptions
    @OptionGroup package var result: ResultOptions

    @Flag(
        help:
            "With several bundles: write a table for spreadsheets (CSV, RFC 4180); --json writes a line for each."
    )
    package var csv = false

    /// The one bundle that is meant; nil where several are.
    private var oneBundle: String? {
        bundles.count == 1 && !GivenBundles.isFolder(bundles[0]) ? bundles[0] : nil
    }

    /// The one folder that a bundle was opened into; nil where something else is meant.
    private func openedFolder() throws -> String? {
        let folders = bundles.filter(OpenedToVerify.isOpenedFolder)
        if bundles.count == 1, let folder = folders.first { return folder }
        if let folder = folders.first {
            throw Failure(
                .usage,
                "\(folder): a bundle was opened into this folder, and such a one is checked by itself",
                hint: "\(Program.name) verify \(folder)")
        }
        guard let bundle else { return nil }
        throw Failure(
            .usage, "--bundle is for a folder that a bundle was opened into, and \(bundles[0]) is none",
            hint: "\(Program.name) verify \(bundle) checks the bundle itself")
    }

    /// Checks a folder that a bundle was opened into.
    private func run(folder: String, source: [String], media: BundleToVerify.Media?) throws {
        guard source.isEmpty, disclosure == nil, custody.custody == nil, custodyHead == nil, !csv else {
            throw Failure(
                .usage,
                "--source, --disclosure, --custody, --custody-head and --csv are about a bundle, and \(folder) is a folder "
                    + "that one was opened into", hint: "give --bundle to compare it with its bundle")
        }
        guard bundle != nil || identity == nil else {
            throw Failure(
                .usage, "--identity needs --bundle: without the bundle there is nothing to open",
                hint: "\(Program.name) verify \(folder) --bundle BUNDLE --identity IDENTITY")
        }
        let verified = try OpenedToVerify(folder, bundle: bundle, authorities: tsaRoots).verify(
            with: identity.map(passphrase.identity), trust: try trust.load(), media: media)
        try result.show(json: verified.facts) { page in
            page.add(verified.report.passages(listingEveryCheck: everyCheck))
        }
        try verified.reliance.end()
    }

    package func validate() throws {
        if csv, result.json { throw ValidationError("--json and --csv do not go together") }
    }

    /// Checks several bundles, and says of each what it came to.
    private func runMany(source: [String], media: BundleToVerify.Media?) throws {
        guard source.isEmpty, disclosure == nil, custody.custody == nil, custodyHead == nil else {
            throw Failure(
                .usage,
                "--source, --disclosure, --custody and --custody-head are about one bundle, and several are given",
                hint: "\(Program.name) verify takes one bundle, too")
        }
        let trusted = try trust.load()
        var printer = try RowPrinter(
            json: result.json, csv: csv, columns: BundleRowFacts.columns,
            spreadsheet: BundleRowFacts.spreadsheetColumns)
        let totals = try BundlesToVerify(
            bundles, authorities: tsaRoots, noting: Output.note
        ).verify(with: identity.map(passphrase.identity), trust: trusted, media: media) {
            row throws(DeskError) in
            try printer.add(row)
        }
        try printer.end(totals.inWords)
        if totals.worst != .holds { throw ExitStatus(totals.worst) }
    }

    /// Checks the bundle and says what was found.
    ///
    /// - Parameters:
    ///   - source: the recordings, where they are at hand.
    ///   - media: what makes the checks that need a media library; nil in a program that has none.
    package func run(source: [String] = [], media: BundleToVerify.Media?) throws {
        if let folder = try openedFolder() { return try run(folder: folder, source: source, media: media) }
        guard let bundle = oneBundle else { return try runMany(source: source, media: media) }
        guard !csv else {
            throw Failure(.usage, "--csv is for several bundles", hint: "--json writes what is found of one")
        }
        guard source.isEmpty || identity != nil else {
            throw Failure(
                .usage, "--source needs --identity: what is inside the bundle is compared with it",
                hint: "\(Program.name) verify \(bundle) --identity IDENTITY --source FILE")
        }
        let head = try custodyHead.map(KnownEntry.init)
        let trusted = try trust.load()
        let verified = try BundleToVerify(
            bundle, sources: source, authorities: tsaRoots, disclosure: disclosure, custody: custody.place,
            knownEntry: head
        ).verify(
            with: identity.map(passphrase.identity), trust: trusted,
            media: media)
        let program = ProgramVersion(name: Program.name, version: Version.current)
        try result.show(json: verified.facts(by: program)) { page in
            page.add(verified.report.passages(listingEveryCheck: everyCheck))
            page.other(lines: verified.otherBytesInWords)
        }
        try verified.reliance.end()
    }
}
