import CustodyDesk
import Desk
import Foundation
import Outcomes
import Synchronization
import Testing

@Suite("A seal that somebody stops")
struct StoppedSealTests {
    /// Counts how often it is asked whether to go on, and says no from some time on.
    private final class Asked: Sendable {
        private let state: Mutex<(count: Int, no: ContinuousClock.Instant?)> = Mutex((0, nil))
        private let most: Int

        init(most: Int) { self.most = most }

        var count: Int { state.withLock { $0.count } }
        /// When it said no first.
        var saidNo: ContinuousClock.Instant? { state.withLock { $0.no } }

        func goesOn() -> Bool {
            state.withLock { state in
                state.count += 1
                guard state.count > most else { return true }
                if state.no == nil { state.no = ContinuousClock().now }
                return false
            }
        }
    }

    @Test(
        "wherever it is stopped, it ends within a second, leaves no file, and the journal knows of no bundle")
    func stopped() throws {
        let owner = try CaseOwner()
        try owner.agree()
        let before = try owner.files()
        let whole = Asked(most: .max)
        let begin = ContinuousClock().now
        let bundle = try owner.seal(goesOn: whole.goesOn).facts.file
        // Beside other tests a second is what a seal needs here, and everything takes as much longer as it does.
        let patience = Duration.seconds(1) + begin.duration(to: ContinuousClock().now) / 2
        try FileManager.default.removeItem(atPath: bundle)
        let known = try owner.entry().answers.flatMap(\.bundles).count
        #expect(whole.count > 20)
        for share in [0, 0.3, 0.8, 1] {
            let asked = Asked(most: share == 1 ? whole.count - 1 : Int(Double(whole.count) * share))
            let error = refusal { try owner.seal(goesOn: asked.goesOn) }
            // How often it is asked differs by a few with the threads: one that was never told no is whole.
            guard let saidNo = asked.saidNo else {
                #expect(share == 1)
                continue
            }
            #expect(error == .stopped, "\(share)")
            #expect(saidNo.duration(to: ContinuousClock().now) < patience, "\(share)")
            #expect(try owner.files() == before, "\(share)")
            #expect(try owner.entry().answers.flatMap(\.bundles).count == known, "\(share)")
        }
    }

    @Test("stopped before recordings are looked for, none is looked for")
    func stoppedBeforehand() throws {
        let owner = try CaseOwner()
        // A copy, which can go away.
        try FileManager.default.createDirectory(
            atPath: owner.asked.folder.path("cams"), withIntermediateDirectories: true)
        let copy = owner.asked.folder.path("cams/\(AgreedOwner.recording)")
        try FileManager.default.copyItem(
            atPath: "\(AgreedOwner.samples)/\(AgreedOwner.recording)", toPath: copy)
        var draft = owner.found.draft
        draft.footage = [owner.asked.folder.path("cams")]
        try owner.found.keep(draft)
        try owner.agree()
        try FileManager.default.removeItem(atPath: copy)
        #expect(refusal { try owner.seal() }?.kind == .missing)
        #expect(refusal { try owner.seal(goesOn: Asked(most: 0).goesOn) } == .stopped)
    }

    @Test("what goes on in the background stops when it is told to, and the same consent seals again")
    func background() throws {
        let owner = try CaseOwner()
        try owner.agree()
        let before = try owner.files()
        func begin() throws -> SealingWork {
            try owner.found.beginSealing(
                by: owner.identity, trust: owner.trust, typed: nil, journal: owner.asked.journal.path,
                answers: nil, commitments: .none, program: AgreedOwner.program)
        }
        func ended(_ work: SealingWork) throws -> Result<SealedCase, any Error> {
            let end = ContinuousClock().now + .seconds(120)
            while work.isRunning, ContinuousClock().now < end { usleep(5000) }
            return try #require(work.state.result)
        }
        let work = try begin()
        work.stop()
        #expect(throws: DeskError.stopped) { try ended(work).get() }
        #expect(try owner.files() == before)
        let again = try ended(try begin()).get()
        #expect(owner.found.bundles.map(\.path) == [again.handover.facts.file])
    }
}
