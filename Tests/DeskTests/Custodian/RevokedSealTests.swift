import CustodyDesk
import Outcomes
import Presentation
import Records
import Sealing
import Statements
import Testing

@Suite("A bundle that is whole and was sealed with a revoked key")
struct RevokedSealTests {
    private static let hour: Int64 = 3600 * WallTime.nanosecondsPerSecond

    /// What of it is told where it was taken in: its row in the list of what is held.
    private static func listed(_ change: (ManyBundles) throws -> Void = { _ in }) throws -> HoldingFacts {
        let room = try ManyBundles()
        try room.seal("incoming/1.tar")
        try change(room)
        let revocation = CardRevocation(
            card: room.owner.card, reason: "stolen", since: WallTime.now().adding(nanoseconds: -hour),
            issued: .now())
        let order = BundlesToReceive(
            [room.folder.path("incoming")], how: "by hand", register: room.register, noting: room.note)
        let trust = Trust([room.owner.card]).adding(revocation)
        _ = try order.receive(by: room.atHand(room.ruth), trust: trust, media: nil) { _ throws(DeskError) in }
        return try #require(try room.list().first)
    }

    @Test("is listed as that, and not as damaged")
    func listed() throws {
        let row = try Self.listed()
        #expect(row.condition == "failed" && row.conditionFailed == ["signer_known"])
        #expect(row.cells[1] == "held, does NOT hold: key revoked")
    }

    @Test("where bytes are others too, it is damaged before all else")
    func damaged() throws {
        let row = try Self.listed { try $0.damage("incoming/1.tar") }
        #expect(row.cells[1] == "held, DAMAGED")
    }

    @Test("what was not checked is named to whoever reads, and not all is said to have been checked then")
    func notChecked() {
        let part = CheckSummary(
            VerificationReport(
                checks: [
                    Check(.objectFilesAsRecorded, .ok), Check(.signerKnown, .notChecked(reason: "unknown")),
                ]))
        #expect(part.inOwnersWords.contains("not checked by them: “signer is known”"))
        #expect(!part.inOwnersWords.contains("all that is inside"))
        #expect(part.inWords.contains("1 not made") && part.inWords.contains("“signer is known”"))
        let all = CheckSummary(VerificationReport(checks: [Check(.objectFilesAsRecorded, .ok)]))
        #expect(all.inOwnersWords.contains("all that is inside was checked too"))
        #expect(!all.inOwnersWords.contains("not checked by them"))
    }

    private static func summary(_ failed: CheckID...) -> CheckSummary {
        CheckSummary(
            VerificationReport(
                checks: [Check(.manifestListsPayload, .ok)] + failed.map { Check($0, .failed(reason: "no")) })
        )
    }

    @Test("its owner is not told to hand the same over again, which helps only where bytes are others")
    func advice() {
        let revoked = Self.summary(.signerKnown).inOwnersWords
        #expect(revoked.contains("your key was revoked") && !revoked.contains("Hand it over again"))
        #expect(
            Self.summary(.payloadMatchesManifest, .signerKnown).inOwnersWords.hasSuffix("Hand it over again"))
        let other = Self.summary(.objectsGranted).inOwnersWords
        #expect(other.contains("ask them what they found") && !other.contains("Hand it over again"))
    }
}
