import Bundle
import Outcomes
import Records
import Sealing
import StatementFiles
import Statements

/// A bundle that is to be checked, and what it is checked with.
package struct BundleToVerify {
    /// What makes the checks that need a media library.
    package typealias Media = any MediaChecks

    /// The bundle.
    package var bundle: String
    /// The recordings, where they are at hand; they need a recipient's identity.
    package var sources: [String]
    /// A file with the certificates of time-stamping authorities; nil where none were chosen.
    package var authorities: String?
    /// The disclosure by which parts of it were opened to whoever checks; nil where there is none.
    package var disclosure: String?
    /// Where its custody chain lies.
    package var custody: CustodyPlace
    /// An entry that is known to have been in the chain; nil where none is.
    package var knownEntry: KnownEntry?

    package init(
        _ bundle: String, sources: [String] = [], authorities: String? = nil,
        disclosure: String? = nil, custody: CustodyPlace = CustodyPlace(nil), knownEntry: KnownEntry? = nil
    ) {
        self.bundle = bundle
        self.sources = sources
        self.authorities = authorities
        self.disclosure = disclosure
        self.custody = custody
        self.knownEntry = knownEntry
    }

    /// Checks it: without a key that it is whole and who sealed it, with a recipient's all the rest.
    ///
    /// - Parameters:
    ///   - identity: a recipient's; nil leaves what is inside unchecked, and says so.
    ///   - trust: whose signatures are from somebody known.
    ///   - media: nil leaves what needs a media library unchecked, and says so.
    /// - Throws: ``DeskError`` for what cannot be read. What does not hold is no error but in the outcome.
    package func verify(
        with identity: IdentityAtHand?, trust: Trust, media: Media?
    ) throws(DeskError) -> VerifiedBundle {
        var disclosure: DisclosureFile?
        if let path = self.disclosure { disclosure = try DisclosureFile(path) }
        let identity = try identity?.open()
        let authorities = try StatementFile.certificates(chosen: self.authorities)
        try (try custody.given() ?? CustodyFile(besideBundle: bundle)).requireBundle(at: bundle)
        return try telling {
            let trust = identity.map { trust.adding(own: $0.card) } ?? trust
            let keyless = try KeylessVerification.of(bundle, trust: trust, authorities: authorities)
            var refusal: DeskError?
            let verification: Verification
            do {
                verification = try Verification(
                    keyless, identity: identity, trust: trust, sources: sources, authorities: authorities,
                    disclosure: disclosure?.envelope, media: media
                ).withheld(from: identity, knowing: trust)
            } catch let error as SealingError where error.isNoMatch && disclosure == nil {
                // What needs no key is checked all the same: a custodian with the wrong file at hand is told both.
                let reason =
                    "\(bundle) is not encrypted to \(identity?.card.quotedName ?? "whose key was given")"
                refusal = DeskError(.notPermitted, reason)
                verification = Verification(keyless, notMade: reason)
            }
            let checked = try verification.checking(
                try custody.given() ?? CustodyFile(besideBundle: bundle), head: knownEntry?.digest,
                trust: trust)
            return VerifiedBundle(checked, trust: trust, reader: identity, refusal: refusal)
        }
    }
}

/// A bundle that was checked.
package struct VerifiedBundle {
    /// Every check, and the sentences they amount to.
    package let report: VerificationReport
    /// What of originals is neither picture nor sound, in words: with the objects' names for the owner, and their numbers for
    /// anybody else.
    package let otherBytesInWords: [String]
    /// Whether whoever checked may go by it.
    package let reliance: Reliance
    /// What was found, and by which trust.
    let verification: Verification
    /// That the key that was given does not open the bundle; nil where it does, or none was given.
    let keyRefusal: DeskError?
    private let verifier: Card?
    private let time = WallTime.now().toTheSecond

    init(_ verification: Verification, trust: Trust, reader: Identity?, refusal: DeskError? = nil) {
        self.verification = verification
        verifier = reader?.card
        keyRefusal = refusal
        report = verification.report
        otherBytesInWords = OtherBytes.linesInWords(verification.otherBytes(for: reader))
        let found = Reliance(report, standing: verification.standing, trust: trust)
        reliance = if case .doesNotHold = found { found } else { refusal.map(Reliance.refused) ?? found }
    }

    /// What was found as programs read it, with what was verified, when, by what and by whom; nothing of it is signed.
    ///
    /// - Parameter program: that verified.
    package func facts(by program: ProgramVersion) -> VerifiedFacts {
        VerifiedFacts(
            report,
            VerificationFacts(
                verification.keyless, report,
                tool: ToolFacts(
                    name: program.name, version: program.version, commit: ProgramBuild.commit,
                    sha256: ProgramBuild.digest.flatMap(SHA256Digest.init(hex:)),
                    operatingSystem: OperatingSystem.name,
                    libraries: [:]), time: time), verifier: verifier)
    }
}
