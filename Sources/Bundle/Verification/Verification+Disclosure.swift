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
        var subject = Self.subject(keyless, record: nil, checkedBy: nil)
        if let objects, let seal = keyless.seal {
            subject.disclosed = BundleConclusions.Disclosed(
                by: objects.opened.disclosure.discloser, on: objects.opened.disclosure.time,
                objects: objects.footage.objects.count, ofAll: seal.numberOfObjects)
        }
        let found = BundleConclusions(checks, of: subject)
        self.init(
            keyless, disclosure: disclosure,
            VerificationReport(checks: checks, proven: found.proven, conclusions: found.conclusions),
            inside: objects?.names)
    }
}
