import Bundle
import CustodyDesk
import Handover
import Outcomes
import Records
import StatementFiles
import Statements

/// What came of a film over the bundles of one case.
package enum FilmedCase: Sendable {
    /// Every check of every bundle holds, and the folder is there.
    case made(FilmedCaseFacts, [Reliance])
    /// A check of a bundle does not hold; nothing was written.
    case refused(bundle: String, VerificationReport)
}

/// The bundles a film is made of: every camera in one picture, on one wall clock.
package struct FilmOrder: Sendable {
    /// The paths of the bundles, in the order they are marked.
    package var bundles: [String]
    /// The path of the certificates of time-stamping authorities to trust.
    package var authorities: String?
    /// Whether the chains beside the bundles take entries that they were opened.
    package var entersOpening: Bool
    /// Whether it is meant that they are of several cases.
    package var severalCases: Bool

    package init(
        bundles: [String], authorities: String? = nil, entersOpening: Bool = true, severalCases: Bool = false
    ) {
        self.bundles = bundles
        self.authorities = authorities
        self.entersOpening = entersOpening
        self.severalCases = severalCases
    }

    /// Checks the bundles and makes the film, in a folder that must not be there yet.
    ///
    /// Whoever does not hold a bundle by the chain beside it makes no film of it; otherwise each chain takes an entry before the
    /// folder appears.
    ///
    /// - Parameters:
    ///   - identity: of a recipient of each bundle.
    ///   - trust: whose signatures are from somebody known.
    ///   - noting: takes that the day by which what is inside was to be gone is past, of each bundle.
    ///   - progress: is told what is being done.
    /// - Throws: ``DeskError``; then nothing was written.
    package func make(
        into folder: String, by identity: IdentityAtHand, trust: Trust, program: ProgramVersion,
        noting: (Note) -> Void = { _ in },
        progress: (String) -> Void = { _ in }
    ) throws(DeskError) -> FilmedCase {
        let reader = try identity.open()
        let certificates = try StatementFile.certificates(chosen: authorities)
        for bundle in bundles where entersOpening {
            CustodyPlace(nil).file(beside: bundle).tellOfLapse(by: reader, isOpening: true, noting)
        }
        return try telling {
            let outcome = try CaseFilm.make(
                of: bundles, identity: reader, trust: trust, authorities: certificates, into: folder,
                entersOpening: entersOpening, severalCases: severalCases, tool: ToolFacts(program),
                progress: progress)
            switch outcome {
            case .refused(let bundle, let report): return .refused(bundle: bundle, report)
            case .made(let made):
                for (path, bundle) in zip(bundles, made.bundles) {
                    guard let passed = BundleFinding.promisePassed(in: bundle.record, reader: reader.card)
                    else { continue }
                    noting(.custody(bundles.count == 1 ? .found(passed) : .foundIn(file: path, passed)))
                }
                return .made(
                    FilmedCaseFacts(made),
                    made.bundles.map {
                        Reliance($0.report, standing: $0.standing, trust: trust, people: $0.people)
                            .showing($0.measured, trust: trust)
                    })
            }
        }
    }
}

/// A film that was made, as programs read it (docs/spec/report.md).
package struct FilmedCaseFacts: Encodable, Sendable {
    package var folder: String
    package var film: FilmFacts
    /// What the checks of each bundle say, in their order.
    package var reports: [VerificationReport]
    /// The files the opening was written into.
    package var custody: [String]

    init(_ made: CaseFilm.Made) {
        folder = made.folder
        film = made.facts
        reports = made.bundles.map { $0.report.adding($0.people, conclusions: []) }
        custody = made.custody
    }

    /// How long the film is.
    package var lengthInWords: String { durationInWords(nanoseconds: film.lengthNanoseconds) }

    /// The cameras' places, each with what it shows.
    package var cameras: [(camera: String, words: String)] {
        film.cameras.map { camera in
            let clips = counted(UInt64(camera.madeFrom.count), "clip")
            let cards =
                camera.cards.isEmpty
                ? "" : ", \(counted(UInt64(camera.cards.count), "card")) where it has nothing"
            let covered =
                camera.covered.isEmpty
                ? ""
                : "; not shown, as another clip of the camera stands there: "
                    + listInWords(camera.covered.map { $0.object })
            let failures = camera.failures.map {
                "; \($0.object) could not be shown to its end: \($0.reason)"
            }
            return (
                "\(camera.mark): \(camera.camera)", clips + cards + covered + failures.joined()
            )
        }
    }
}
