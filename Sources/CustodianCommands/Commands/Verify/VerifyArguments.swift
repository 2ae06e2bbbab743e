import ArgumentParser
import CustodyDesk
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
        with 1 when one does not, and with 77 when the signer, who disclosed, or somebody in the custody chain, is
        unknown though --trust was given. A custody chain that lies beside the bundle (BUNDLE.custody.jsonl) is checked too.
        """

    @Argument(help: ArgumentHelp("The bundle.", valueName: "bundle"), completion: .file())
    package var bundle: String

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

    @OptionGroup package var custody: CustodyFileOptions

    @Option(
        help: ArgumentHelp(
            "The digest of a custody entry you know of, to see that it and what went before is still there.",
            valueName: "sha-256"))
    package var custodyHead: String?

    @OptionGroup package var passphrase: PassphraseOptions
    @OptionGroup package var trust: SignerOptions
    @OptionGroup package var result: ResultOptions

    /// Checks the bundle and says what was found.
    ///
    /// - Parameters:
    ///   - source: the recordings, where they are at hand.
    ///   - media: what makes the checks that need a media library; nil in a program that has none.
    package func run(source: [String] = [], media: BundleToVerify.Media?) throws {
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
            with: identity.map(passphrase.identity), trust: trusted, isTrustAskedFor: trust.source.isAskedFor,
            media: media)
        try result.show(json: verified.report) { page in
            page.add(verified.report.passages)
            if let record = verified.record { page.other(lines: record.otherBytesInWords) }
        }
        switch verified.conclusion {
        case .holds: return
        case .doesNotHold: throw ExitStatus.checkFailed
        case .signedByStranger(let refusal): throw refusal
        }
    }
}
