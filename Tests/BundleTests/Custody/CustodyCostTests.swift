import Bundle
import Records
import Statements
import Foundation
import Peers
import Sealing
import Testing

@Suite("A custody chain costs by the entry, and what is wrong with it is told on one line", .serialized)
struct CustodyCostTests {
    /// A chain of which every entry is by one of two people; only the first of them holds the bundle.
    private struct Made {
        let keeper: Identity
        let other: Identity
        let seal: Seal
        let digest: SHA256Digest
        let archive: ArchiveFacts
        let checks = CheckSummary(
            VerificationReport(checks: [Check(.archiveWellFormed, .ok)]))

        init() throws {
            keeper = try Identity.generate(name: "Keeper", role: .custodian)
            other = try Identity.generate(name: "Somebody Else", role: .custodian)
            let nothing = try SHA256Digest.of([])
            archive = ArchiveFacts(sha256: nothing, size: 0)
            seal = try Seal(
                bundle: String(repeating: "a", count: 32), sealed: WallTime(rfc3339: "2026-07-04T10:00:00Z"),
                signer: keeper.card,
                subjects: Seal.subjectNames(ofObjects: 0).map { .init(name: $0, sha256: nothing) })
            digest = try seal.signed(by: keeper).payloadDigest
        }

        /// - Parameters:
        ///   - strangers: whether entries from the second on are by who does not hold it.
        ///   - forks: whether they all follow the first.
        func lines(_ count: Int, strangers: Bool = false, forks: Bool = false) throws -> [UInt8] {
            var lines: [UInt8] = []
            var previous = digest
            var first: SHA256Digest?
            for number in 1...count {
                let actor = number > 1 && strangers ? other : keeper
                let sequence = forks && number > 1 ? 2 : UInt64(number)
                let envelope = try CustodyEntry(
                    bundle: seal.bundle, seal: digest, sequence: sequence, previous: previous,
                    time: WallTime(rfc3339: "2026-07-04T11:00:00Z").adding(nanoseconds: -Int64(number)),
                    actor: actor.card,
                    action: number == 1
                        ? .received(.init(from: nil, how: "by hand", archive: archive, checks: checks))
                        : .verified(checks)
                ).signed(by: actor)
                lines += try envelope.json() + [0x0A]
                first = first ?? envelope.payloadDigest
                previous = forks ? first ?? digest : envelope.payloadDigest
            }
            return lines
        }

        func checks(_ lines: [UInt8]) -> [Check] {
            CustodyChecks(
                CustodyChain(jsonLines: lines, of: seal, digest: digest), archive: archive, head: nil,
                trust: Trust([keeper.card])
            ).checks
        }
    }

    @Test("twice as many entries cost no more than thrice as much")
    func linear() throws {
        let made = try Made()
        func time(_ lines: [UInt8]) -> Duration { processorTime { _ = made.checks(lines) } }
        let (short, long) = (try made.lines(150), try made.lines(300))
        _ = time(short)
        let (one, two) = (time(short), time(long))
        #expect(two <= one * 3 + .milliseconds(300), "\(one), \(two)")
    }

    @Test("of hundreds of findings eight are told, and how many more there are")
    func findings() throws {
        let made = try Made()
        for (what, lines, id) in [
            ("strangers", try made.lines(120, strangers: true), CheckID.custodyEntriesByHolder),
            ("forks", try made.lines(120, forks: true), CheckID.custodyLinksWhole),
            ("clocks", try made.lines(120), CheckID.custodyTimesOrdered),
            ("no entries", Array(String(repeating: "{}\n", count: 500).utf8), CheckID.custodyEntriesAsSigned),
        ] {
            let reason = made.checks(lines).first { $0.id == id }?.verdict.reason ?? ""
            #expect(reason.contains(" more"), "\(what): \(reason)")
            #expect(reason.utf8.count < 2_000 && !reason.contains("\n"), "\(what): \(reason)")
        }
    }
}
