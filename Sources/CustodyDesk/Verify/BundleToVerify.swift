import Bundle
import Outcomes
import Records
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
    ///   - isTrustAskedFor: whether the person asks that all who signed be among those.
    ///   - media: nil leaves what needs a media library unchecked, and says so.
    /// - Throws: ``DeskError`` for what cannot be read. What does not hold is no error but in the outcome.
    package func verify(
        with identity: IdentityAtHand?, trust: Trust, isTrustAskedFor: Bool, media: Media?
    ) throws(DeskError) -> VerifiedBundle {
        var disclosure: DisclosureFile?
        if let path = self.disclosure { disclosure = try DisclosureFile(path) }
        let identity = try identity?.open()
        let authorities: [UInt8]?
        if let path = self.authorities {
            authorities = try StatementFile.certificates(path)
        } else {
            authorities = nil
        }
        let verification = try telling {
            try Verification.of(
                bundle, identity: identity, trust: trust, sources: sources, authorities: authorities,
                disclosure: disclosure?.envelope, media: media
            )
            .checking(
                try custody.given() ?? CustodyFile(besideBundle: bundle), head: knownEntry?.digest,
                trust: trust)
        }
        return VerifiedBundle(verification, isTrustAskedFor: isTrustAskedFor)
    }
}

/// A bundle that was checked.
package struct VerifiedBundle {
    /// Every check, and the sentences they amount to.
    package let report: VerificationReport
    /// What the record says; nil without a key.
    package let record: Record?
    /// What it amounts to.
    package let conclusion: Conclusion

    /// What a verification amounts to.
    package enum Conclusion {
        /// Every check that was made holds, and who signed is known where that was asked for.
        case holds
        /// A check does not hold.
        case doesNotHold
        /// Every check that was made holds, but not all who signed are among those the person trusts, though they asked
        /// for that.
        case signedByStranger(DeskError)
    }

    /// Whose signature counts: where a person named whom they trust, a stranger's is no success, however valid it is.
    init(_ verification: Verification, isTrustAskedFor: Bool) {
        report = verification.report
        record = verification.record
        if !report.holds {
            conclusion = .doesNotHold
        } else if isTrustAskedFor, let unknown = verification.unknownInCustody {
            conclusion = .signedByStranger(
                DeskError(
                    .notPermitted,
                    "the custody chain holds, but not all in it are among the cards you trust: \(unknown)",
                    remedy: .compareWithPeople))
        } else if isTrustAskedFor, verification.signer == nil {
            conclusion = .signedByStranger(
                DeskError(
                    .notPermitted, "the seal is valid, but \(verification.standing.unreliable)",
                    remedy: verification.standing.remedy))
        } else if isTrustAskedFor, let unknown = verification.unknownDiscloser {
            conclusion = .signedByStranger(
                DeskError(
                    .notPermitted,
                    "the disclosure is valid, but who signed it is not among the cards you trust: \(unknown)",
                    remedy: .compareWithSigner))
        } else {
            conclusion = .holds
        }
    }
}

extension SignerStanding? {
    /// What can be done about a signer who is not relied on.
    fileprivate var remedy: Remedy {
        switch self {
        case .replaced?: .askWhyOldKey
        case .doubtful?, .revoked?: .showTimestamp
        case .trusted?, .certified?, .unknown?, nil: .compareWithSigner
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
