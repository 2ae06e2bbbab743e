import Records
import Sealing
import Statements

extension Verification {
    /// The verification of a bundle by somebody to whom parts of it were disclosed.
    ///
    /// - Throws: as ``of(_:identity:trust:sources:authorities:disclosure:media:)``.
    init(
        disclosed disclosure: DisclosureChecks, _ keyless: KeylessVerification, in archive: BundleArchive,
        media: (any MediaChecks)?
    ) throws {
        guard disclosure.holds else {
            self.init(
                keyless, disclosure, notMade: "the disclosure does not hold, so nothing was opened by it")
            return
        }
        let objects: DisclosedObjects
        do { objects = try DisclosedObjects(disclosure, in: archive) } catch
            where OpenedRecord.isUnreadable(error)
        {
            self.init(keyless, disclosure, unread: error)
            return
        }
        do {
            let inspections = try objects.footage.objects.map { try objects.inspect($0, in: archive) }
            try self.init(keyless, disclosure, objects, inspections, in: archive, media: media)
        } catch let error as SealingError {
            self.init(keyless, disclosure, undecryptable: error)
        }
    }

    /// What came of objects that were read to their ends.
    ///
    /// - Parameter inspections: one for each object, in order.
    package init(
        _ keyless: KeylessVerification, _ disclosure: DisclosureChecks, _ objects: DisclosedObjects,
        _ inspections: [ObjectInspection], in archive: BundleArchive, media: (any MediaChecks)?
    ) throws {
        self.init(
            keyless, disclosure, try objects.checks(inspections, in: archive, media: media).checks,
            objects: objects)
    }

    /// What came of it where an object cannot be decrypted.
    package init(
        _ keyless: KeylessVerification, _ disclosure: DisclosureChecks, undecryptable error: SealingError
    ) {
        self.init(
            keyless, disclosure, FaithfulChecks(undecryptable: "\(error)").checks, objects: nil)
    }

    /// What came of it where facts of an object cannot be read.
    package init(_ keyless: KeylessVerification, _ disclosure: DisclosureChecks, unread error: any Error) {
        let faithful = FaithfulChecks.notMade("the facts of an object cannot be read").dropFirst()
        self.init(
            keyless, disclosure, [Check(.objectFilesAsRecorded, .failed(reason: "\(error)"))] + faithful,
            objects: nil)
    }

    /// What is inside was not looked at, for a reason.
    package init(_ keyless: KeylessVerification, _ disclosure: DisclosureChecks, notMade reason: String) {
        self.init(keyless, disclosure, FaithfulChecks.notMade(reason), objects: nil)
    }

    private init(
        _ keyless: KeylessVerification, _ disclosure: DisclosureChecks, _ faithful: [Check],
        objects: DisclosedObjects?
    ) {
        let checks = keyless.checks + disclosure.checks + AuthorisedChecks.undisclosed + faithful
        self.init(
            keyless, disclosure: disclosure,
            VerificationReport(
                checks: checks, proven: keyless.provenAlone,
                summary: Self.summary(disclosed: objects, checks, keyless)))
    }

    /// A sentence for a court on what was disclosed: what was found, what was not looked at, and no more.
    private static func summary(
        disclosed objects: DisclosedObjects?, _ checks: [Check], _ keyless: KeylessVerification
    ) -> String {
        guard let objects, let seal = keyless.seal, !checks.contains(where: \.isFailed) else {
            return summary(checks, keyless, record: nil, isOwn: false)
        }
        let all = seal.numberOfObjects
        let disclosed = objects.footage.objects.count
        let what =
            disclosed == all
            ? (all == 1 ? "its one object was" : "all its \(all) objects were")
            : "\(disclosed) of its \(all) objects \(disclosed == 1 ? "was" : "were")"
        let isRun = checks.contains { $0.id == .originalsAreRuns && $0.verdict == .ok }
        return whole(seal, keyless, isOwn: false)
            + "; \(what) disclosed by \(discloser(objects, checks)), on "
            + "\(objects.opened.disclosure.time.toTheSecond) by their own clock, and "
            + "\(disclosed == 1 ? "is the file" : "are the files") that \(disclosed == 1 ? "was" : "were") sealed; every sample in "
            + "\(disclosed == 1 ? "it" : "them") lies inside the window that the sealed facts name"
            + (isRun ? ", and originals are unmodified runs of the recordings the owner committed to" : "")
            + "; what the owner was asked for and consented to was not looked at, for want of the record."
    }

    /// Who discloses, in a sentence: a name that only a stranger's card carries is nobody's who is known.
    private static func discloser(_ objects: DisclosedObjects, _ checks: [Check]) -> String {
        let name = objects.opened.disclosure.discloser.quotedName
        return checks.contains { $0.id == .discloserKnown && $0.verdict == .ok }
            ? name : "somebody whose card says \(name) and is not relied on here"
    }
}
