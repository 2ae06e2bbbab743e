import Bundle
import Files
import Outcomes
import Records
import StatementFiles
import Statements

/// The folder that a bundle was opened into, which is to be checked.
package struct OpenedToVerify {
    /// The folder.
    package var folder: String
    /// The bundle it was opened from, where that is at hand: its clips are compared with the folder's.
    package var bundle: String?
    /// A file with the certificates of time-stamping authorities; nil where none were chosen.
    package var authorities: String?

    package init(_ folder: String, bundle: String? = nil, authorities: String? = nil) {
        self.folder = folder
        self.bundle = bundle
        self.authorities = authorities
    }

    /// Whether a path is that of such a folder, by the names in it.
    package static func isOpenedFolder(_ path: String) -> Bool {
        guard let (names, _) = try? OutsideFolder(path).names() else { return false }
        return RecognisedFile.isOpenedFolder(names, at: path)
    }

    /// Checks it: without the bundle that it is as it was written, with the bundle and a key that it is of that bundle.
    ///
    /// - Parameters:
    ///   - identity: of whoever can open the bundle; nil leaves what is inside uncompared, and says so.
    ///   - trust: whose signatures are from somebody known.
    ///   - media: what takes stills by whoever opened again; nil leaves them uncompared, and says so.
    ///   - now: the time by this machine's clock.
    /// - Throws: ``DeskError`` for what cannot be read. What does not hold is no error but in the outcome.
    package func verify(
        with identity: IdentityAtHand?, trust: Trust, media: BundleToVerify.Media? = nil,
        now: WallTime = .now()
    ) throws(DeskError) -> VerifiedFolder {
        let identity = try identity?.open()
        let certificates = try StatementFile.certificates(chosen: authorities)
        return try telling {
            let trust = identity.map { trust.adding(own: $0.card) } ?? trust
            let held = try bundle.map { path in
                OpenedChecks.BundleAtHand(
                    try KeylessVerification.of(path, trust: trust, authorities: certificates),
                    identity: identity, media: media)
            }
            let found = try OpenedChecks(folder, against: held, trust: trust, now: now)
            return VerifiedFolder(found, folder: folder, trust: trust, hasKey: identity != nil)
        }
    }
}

/// An opened folder that was checked.
package struct VerifiedFolder {
    /// Every check, and the sentences they amount to.
    package let report: VerificationReport
    /// The same as programs read it, with what was signed.
    package let facts: OpenedFolderFacts
    /// Whether whoever checked may go by it.
    package let reliance: Reliance

    fileprivate init(_ found: OpenedChecks, folder: String, trust: Trust, hasKey: Bool) {
        report = VerificationReport(
            checks: found.checks, conclusions: OpenedConclusions(found.checks, of: found.list).conclusions)
        facts = OpenedFolderFacts(
            report, folder: folder, missing: found.missing, changed: found.changed, added: found.added,
            list: found.list, standing: found.standing)
        reliance = Reliance(opened: report, standing: found.standing, trust: trust, hasKey: hasKey)
    }
}
