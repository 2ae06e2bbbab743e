import CustodyDesk
import Presentation
import Bundle
import Records
import StatementFiles
import Statements
import ArgumentParser
import Sealing

/// What `verify` takes and does in every program; where recordings can be read, it takes them too.
package struct VerifyArguments: ParsableArguments {
    package init() {}

    /// What it is for, on one line.
    package static let abstract =
        "Check a bundle: without a key that it is whole and who sealed it, with a key all the rest."

    /// What it does, without examples.
    package static let discussion = """
        One line a check, and a last sentence to read out. Ends with 0 when every check that was made holds,
        with 1 when one does not, and with 77 when the signer, or somebody in the custody chain, is unknown
        though --trust was given. A custody chain that lies beside the bundle (BUNDLE.custody.jsonl) is checked too.
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
    package func run(source: [String] = [], media: (any MediaChecks)?) throws {
        guard source.isEmpty || identity != nil else {
            throw Failure(
                .usage, "--source needs --identity: what is inside the bundle is compared with it",
                hint: "proffer verify \(bundle) --identity IDENTITY --source FILE")
        }
        let head = try custody.digest(custodyHead)
        let trusted = try trust.load()
        var verification = try Verification.of(
            bundle, identity: try identity.map(passphrase.open), trust: trusted, sources: source,
            authorities: try authorities(), media: media)
        verification = try verification.checking(
            try custody.given() ?? CustodyFile(besideBundle: bundle), head: head, trust: trusted)
        try result.show(json: verification.report) { page in
            page.add(verification.report.passages)
            if let record = verification.record { page.other(lines: record.otherBytesInWords) }
        }
        guard verification.report.holds else { throw ExitStatus.checkFailed }
        if trust.trust != nil, let unknown = verification.unknownInCustody {
            throw Failure(
                .notPermitted,
                "the custody chain holds, but not all in it are among the cards you trust: \(unknown)",
                hint: "compare the fingerprints with the people, then: proffer trust add CARD")
        }
        if trust.trust != nil, verification.signer == nil {
            throw Failure(
                .notPermitted, "the seal is valid, but \(verification.standing.unreliable)",
                hint: verification.standing.remedy)
        }
    }

    /// The certificates, found to be some.
    private func authorities() throws -> [UInt8]? {
        guard let tsaRoots else { return nil }
        return try StatementFile.certificates(tsaRoots)
    }
}

extension SignerStanding? {
    /// What can be done about it.
    fileprivate var remedy: String {
        switch self {
        case .replaced?: "ask them whether they sealed it with the old key, and why"
        case .doubtful?, .revoked?:
            "a timestamp from before would show that it is older: --tsa-roots FILE, where the bundle has one"
        case .trusted?, .certified?, .unknown?, nil:
            "compare the fingerprint with the person, then: proffer trust add CARD"
        }
    }

    /// Why a valid signature is not relied on, as the end of a sentence.
    fileprivate var unreliable: String {
        switch self {
        case .replaced?, .doubtful?, .revoked?: self?.reason ?? ""
        case .trusted?, .certified?, .unknown?, nil: "its signer is not among the cards you trust"
        }
    }
}
