import ArgumentParser
import Bundle
import Custody
import Sealing

/// `proffer verify`.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "Check a bundle: without a key that it is whole and who sealed it, with a key all the rest.",
        discussion: """
            One line a check, and a last sentence to read out. Ends with 0 when every check that was made holds,
            with 1 when one does not, and with 77 when the signer is unknown though --trust was given.

            EXAMPLE
              proffer verify bundle.tar
              proffer verify bundle.tar --identity tom.identity --trust trust
              proffer verify bundle.tar --identity dana.identity --source samples/front-door_2026-07-04T21-38-00+0200.mp4
            """)

    @Argument(help: ArgumentHelp("The bundle.", valueName: "bundle"), completion: .file())
    var bundle: String

    @Option(
        help: ArgumentHelp(
            "A recipient's identity file, to check what is inside too.", valueName: "identity"),
        completion: .file())
    var identity: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "The recordings themselves, where they are at hand: every original is compared with them. Needs "
                + "--identity.", valueName: "file"), completion: .file())
    var source: [String] = []

    @Option(
        help: ArgumentHelp(
            "The certificates (PEM) of the time-stamping authorities you trust, to check since when the footage is "
                + "known to exist. Needs --identity.", valueName: "file"), completion: .file())
    var tsaRoots: String?

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var trust: TrustOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        guard source.isEmpty || identity != nil else {
            throw Failure(
                .usage, "--source needs --identity: what is inside the bundle is compared with it",
                hint: "proffer verify \(bundle) --identity IDENTITY --source FILE")
        }
        let trusted = try trust.load()
        let verification = try Verification.of(
            bundle, identity: try identity.map(passphrase.open), trust: trusted, sources: source,
            authorities: try authorities())
        try result.show(json: verification.report) { $0.verification(verification.report) }
        guard verification.report.holds else { throw ExitStatus.checkFailed }
        if trust.trust != nil, verification.signer == nil {
            throw Failure(
                .notPermitted, "the seal is valid, but its signer is not among the cards you trust",
                hint: "compare the fingerprint with the person, then: proffer trust add CARD")
        }
    }

    /// The certificates, found to be some.
    private func authorities() throws -> [UInt8]? {
        guard let tsaRoots else { return nil }
        guard identity != nil else {
            throw Failure(
                .usage, "--tsa-roots needs --identity: the timestamps lie inside the bundle",
                hint: "proffer verify \(bundle) --identity IDENTITY --tsa-roots \(tsaRoots.shellQuoted)")
        }
        return try StatementFile.certificates(tsaRoots)
    }
}

extension Page {
    /// A report, one line a check, in its four groups.
    mutating func verification(_ report: VerificationReport) {
        for group in Check.Group.allCases {
            let checks = report.checks(in: group)
            guard !checks.isEmpty else { continue }
            paragraph(group.rawValue)
            facts(
                checks.map { check in
                    switch check.verdict {
                    case .ok: Fact("  " + check.name, "ok")
                    case .failed(let reason): Fact("  " + check.name, "FAILED: \(reason)")
                    case .notChecked(let reason): Fact("  " + check.name, "not checked: \(reason)")
                    }
                })
        }
        gap()
        for sentence in report.proven { paragraph(sentence) }
        paragraph(report.summary)
    }
}
