import Bundle
import Files
import Foundation
import Records
import Sealing
import Statements
import Viewing

/// What waits lies in a file without a name.
extension SpoolFile: FilmScratch {}

/// A film over the bundles of one case: every camera in one picture, on one wall clock.
package enum CaseFilm {
    /// What came of it.
    package enum Outcome: Sendable {
        /// Every check of every bundle holds, and the folder is there.
        case made(Made)
        /// A check of a bundle does not hold; nothing was written.
        case refused(bundle: String, VerificationReport)
    }

    /// A film that was made.
    package struct Made: Sendable {
        /// The folder.
        package let folder: String
        /// What it is, and what it was made from.
        package let facts: FilmFacts
        /// Of each bundle its checks, what its seal's signature is worth, and what is known of everybody in the chain beside it, in the
        /// order they were given.
        package let bundles:
            [(
                record: Record, report: VerificationReport, standing: SignerStanding?,
                measured: MeasuredClocks, people: [Check]
            )]
        /// The chains that the opening was written into.
        package let custody: [String]
    }

    /// The film's file in its folder.
    package static let fileName = "film.mp4"

    /// Checks bundles from first to last and makes a film of them in a folder that must not be there yet.
    ///
    /// Nothing decrypted has a name on the disk but the film. Where chains lie beside the bundles, each takes an entry that its bundle was
    /// opened, before the folder appears.
    ///
    /// - Parameters:
    ///   - paths: the bundles, in the order they are marked.
    ///   - identity: of a recipient of each.
    ///   - trust: whose signatures are from somebody known.
    ///   - authorities: the certificates of time-stamping authorities to trust, in PEM; nil where none were given.
    ///   - entersOpening: whether the chains beside them take entries.
    ///   - severalCases: whether it is meant that they are of several cases.
    ///   - tool: what makes it.
    ///   - progress: is told what is being done.
    /// - Throws: ``FileError``, ``CaseRefusal``, `FootageError`, and as ``Opener`` does; then nothing was written.
    package static func make(
        of paths: [String], identity: Identity, trust: Trust, authorities: [UInt8]? = nil,
        into folder: String, entersOpening: Bool = true, severalCases: Bool = false, tool: ToolFacts,
        progress: (String) -> Void = { _ in }
    ) throws -> Outcome {
        let staging = try StagingFolder(for: folder)
        let trust = trust.adding(own: identity.card)
        var bundles: [ExaminedBundle] = []
        for path in paths {
            progress("checking \(path)")
            let (bundle, report) = try ExaminedBundle.examine(
                path, identity: identity, trust: trust, authorities: authorities,
                entersOpening: entersOpening)
            guard let bundle else { return .refused(bundle: path, report) }
            bundles.append(bundle)
        }
        try OneCase.check(
            bundles.map { .init(path: $0.path, id: $0.record.bundle, record: $0.record) },
            severalCases: severalCases)
        let facts = try film(bundles, by: identity, into: staging, beside: folder, tool, progress)
        try staging.write(try StrictJSON.encodePretty(facts), as: FilmFacts.fileName)
        let custody = try bundles.compactMap { try $0.enterOpening(by: identity) }
        try staging.commit()
        return .made(
            Made(
                folder: folder, facts: facts,
                bundles: bundles.map {
                    ($0.record, $0.verification.report, $0.verification.standing, $0.measured, $0.people)
                },
                custody: custody))
    }

    private static func film(
        _ bundles: [ExaminedBundle], by identity: Identity, into staging: StagingFolder,
        beside folder: String,
        _ tool: ToolFacts,
        _ progress: (String) -> Void
    ) throws -> FilmFacts {
        let sources = bundles.enumerated().map { place, bundle in
            FilmPlan.Source(
                mark: OneCase.mark(place), owner: bundle.ownerInWords, record: bundle.record,
                measured: bundle.measured)
        }
        let plan = try FilmPlan(sources)
        let archives = Dictionary(uniqueKeysWithValues: zip(sources.map(\.mark), bundles.map(\.archive)))
        let file = try staging.begin(fileName)
        let hasher = try SHA256Hasher()
        let keys = identity.ageIdentities
        let cameras = plan.cameras
        var told = -1
        let writer = try FilmWriter(
            plan, title: title(of: bundles),
            open: { place, clip in
                guard let archive = archives[cameras[place].mark] else { return { _, _ in 0 } }
                let decryptor = try archive.decryptor(for: clip.object.file, identities: keys)
                return { buffer, _ in try decryptor.read(into: buffer) }
            },
            scratch: { try SpoolFile(beside: folder) },
            sink: { bytes in
                try hasher.update(bytes)
                try file.write(bytes)
            })
        let summary = try writer.write { part in
            let percent = Int(part * 100)
            if percent > told { progress("filming, \(percent) percent") }
            told = percent
        }
        let size = file.bytesWritten
        try staging.keep(file, as: fileName)
        return FilmFacts(
            of: plan, summary, bundles: bundles, sha256: try hasher.finalize(), size: size, tool: tool)
    }

    /// What stands in the head: the case, or how many.
    private static func title(of bundles: [ExaminedBundle]) -> String {
        let cases = OneCase.count(bundles.map(\.record))
        let numbers = Set(bundles.compactMap(\.caseNumber))
        guard cases == 1, let number = numbers.first else {
            return "\(cases) cases, \(bundles.count) bundles"
        }
        let text = "case \(number.harmless.prefix(60))"
        return bundles.count == 1 ? text : "\(text), \(bundles.count) bundles"
    }
}

extension ExaminedBundle {
    /// The case that its request names.
    var caseNumber: String? { (try? Request(verifying: record.request))?.caseNumber }

    /// Whose it is, as a picture has it: a name that nobody vouches for is none, and a key that was replaced or revoked is said to be.
    fileprivate var ownerInWords: String {
        guard let standing = verification.standing, let name = standing.name?.harmless else {
            return "owner not known"
        }
        switch standing {
        case .trusted, .certified, .unknown: return "of \(name)"
        case .replaced: return "replaced key of \(name)"
        case .doubtful, .revoked: return "revoked key of \(name)"
        }
    }
}
