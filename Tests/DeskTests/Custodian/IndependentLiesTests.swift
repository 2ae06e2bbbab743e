import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Statements
import Testing

extension Lie: CustomTestStringConvertible {
    package var testDescription: String { name }
}

/// Verification held against the lies of a sealer that was written from the pages of `docs/spec` alone, in another language
/// (`Tests/Independent/lies.py`). That the command says of them what is found here is `IndependentSealerTests`'s to hold.
@Suite("The lies of a second sealer, written from the pages alone")
struct IndependentLiesTests {
    /// Who reads the bundles, and whom they trust.
    private static let reader = Result {
        try Identity(file: [UInt8](Data(contentsOf: SecondSealer.identity("investigator"))), passphrase: nil)
    }
    private static let trust = Result {
        Trust(
            try ["owner", "agency"].map {
                try Card(json: [UInt8](Data(contentsOf: SecondSealer.card($0))))
            })
    }

    /// The names of the checks that fail; nil of a bundle that somebody packed anew, of which no check is made.
    private func failures(_ bundle: URL, _ lie: Lie) throws -> [String]? {
        let reader = try Self.reader.get()
        let atHand = IdentityAtHand(at: SecondSealer.identity("investigator").path) {
            () throws(DeskError) in reader
        }
        let sources = lie.sources.compactMap { SecondSealer.recording(of: $0)?.path }
        do {
            return try BundleToVerify(bundle.path, sources: sources)
                .verify(with: atHand, trust: try Self.trust.get(), media: MediaAtHand.checks)
                .report.failures.map(\.name)
        } catch let error as DeskError where error.remedy == .restoreBundle(packed: bundle.path) {
            return nil
        }
    }

    @Test("each is named by the right check, and nothing is said of a truth", arguments: try Lie.table())
    func lies(_ lie: Lie) async throws {
        guard let failed = try failures(try await lie.bundle(), lie) else {
            // Of what is whole in another form nothing is said but how it is put back.
            return #expect(
                ["archive well-formed", "no member missing or added"].contains(lie.check), "\(lie.about)")
        }
        guard let check = lie.check else { return #expect(failed == []) }
        guard let uncaught = lie.uncaught else {
            return #expect(failed.contains(check), "\(lie.about); what fails is \(failed)")
        }
        // Says so as soon as a check does name it.
        withKnownIssue("\(uncaught)") { #expect(failed.contains(check)) }
    }
}
