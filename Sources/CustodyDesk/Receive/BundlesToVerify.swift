import Bundle
import Foundation
import Outcomes
import Records
import Sealing
import Statements
import Threads

/// Bundles that are checked, many at once; nothing is written about them.
package struct BundlesToVerify {
    /// Files and folders.
    package var paths: [String]
    /// A file with the certificates of time-stamping authorities; nil where none were chosen.
    package var authorities: String?
    /// Where it is said what is to be said of files that are no rows.
    package var noting: (Note) -> Void

    package init(
        _ paths: [String], authorities: String? = nil, noting: @escaping (Note) -> Void
    ) {
        self.paths = paths
        self.authorities = authorities
        self.noting = noting
    }

    /// Checks them, as many at once as there are cores.
    ///
    /// - Parameters:
    ///   - identity: a recipient's, opened once; nil leaves what is inside unchecked, and says so.
    ///   - trust: whose signatures are from somebody known; where a person named whom they trust, all who signed have to be.
    ///   - media: what makes the checks that need a media library; nil leaves them unchecked, and says so.
    ///   - telling: is given each row as soon as it is known.
    /// - Throws: ``DeskError`` for what stops all of them.
    package func verify(
        with identity: IdentityAtHand?, trust: Trust, media: BundleToVerify.Media?,
        telling: BundlesToReceive.Telling
    ) throws(DeskError) -> BundleTotals {
        let search = try BundleSearch(paths)
        for reason in search.unread { noting(.custody(.passedOver(reason: reason))) }
        guard !search.found.isEmpty else {
            throw DeskError(
                .missing,
                "\(listInWords(paths)): nothing there is a bundle or named as one, so nothing was checked")
        }
        let identity = try identity?.open()
        var totals = BundleTotals()
        totals.otherFiles = search.others
        var firsts: [SHA256Digest: CheckedFile] = [:]
        let size = 2 * ProcessInfo.processInfo.activeProcessorCount
        let authorities = authorities
        for lot in search.lots(of: size) {
            let rows = lot.joined().map(\.path).concurrentMap { path in
                Self.row(path, authorities, identity, trust, media)
            }
            for var row in rows {
                if let file = row.file,
                    let first = firsts.updateValue(firsts[file.seal] ?? file, forKey: file.seal)
                {
                    row.facts.duplicateOf = first.path
                    row.facts.findings.append(file.finding(asCopyOf: first))
                }
                totals.add(
                    row.facts, requiresKnownSigners: trust.isAskedFor,
                    refusesWithdrawnKeys: trust.isAskedFor)
                try telling(row.facts)
            }
        }
        return totals
    }

    private static func row(
        _ path: String, _ authorities: String?, _ identity: Identity?, _ trust: Trust,
        _ media: BundleToVerify.Media?
    ) -> (facts: BundleRowFacts, file: CheckedFile?) {
        do throws(DeskError) {
            let opened = identity.map { identity in
                IdentityAtHand(at: path) { () throws(DeskError) in identity }
            }
            let verified = try BundleToVerify(path, authorities: authorities)
                .verify(with: opened, trust: trust, media: media)
            var row = BundleRowFacts(verified.verification, file: path, trust: trust, done: .checked)
            if case .refused(let error) = verified.reliance {
                // A key that does not open it is no success, whoever sealed it.
                if verified.keyRefusal == nil { row.result = .signerUnknown } else { row.done = .refused }
                (row.reason, row.kind, row.remedy) = (error.message, error.kind, error.remedy)
            }
            return (row, CheckedFile(path, verified.verification))
        } catch {
            return (BundleRowFacts(file: path, notLookedAt: error), nil)
        }
    }
}

/// A file with a usable seal that was checked, as far as it tells what a second one with that seal is.
private struct CheckedFile {
    let path: String
    let seal: SHA256Digest
    let timestamp: SHA256Digest?
    /// Whether it is not what was sealed.
    let isDamaged: Bool

    /// Nil for a file whose seal cannot be used.
    init?(_ path: String, _ verification: Verification) {
        let keyless = verification.keyless
        guard let seal = keyless.sealDigest else { return nil }
        self.path = path
        self.seal = seal
        timestamp = keyless.timestampDigest
        isDamaged = CheckSummary(verification.report).fault == .damage
    }

    /// Byte for byte the same as another with its seal, or not, and then which of the two is damaged.
    func finding(asCopyOf first: CheckedFile) -> BundleFinding {
        let (one, other) = (try? ArchiveFacts(ofFile: path), try? ArchiveFacts(ofFile: first.path))
        return one != nil && one == other
            ? .sameBundle(file: first.path)
            : .otherBytes(
                in: first.path, isDamaged: (isDamaged, first.isDamaged),
                timestampsDiffer: timestamp != first.timestamp)
    }
}
