import Records
import Sealing
import Statements
import Testing

@Suite("A slip is taken back by who holds the bundle, and stays readable")
struct CorrectionTests {
    private let sample: SampleChain
    init() throws { sample = try SampleChain() }

    private var tom: Identity { sample.story.investigator }

    private func correcting(_ number: Int, why: String = "a slip") -> CustodyAction {
        .corrected(.init(sample.digest(ofEntry: number), why: why))
    }

    /// What is found of the sample with entries of others' making behind it.
    private func flaws(_ actions: [(CustodyAction, Identity)], after count: Int = 5) throws -> [CustodyFlaw] {
        var lines = Array(sample.lines.prefix(count))
        var previous = sample.digest(ofEntry: count)
        for (number, (action, signer)) in actions.enumerated() {
            let line = try sample.entry(
                action, by: signer, sequence: UInt64(count + number + 1), previous: previous)
            previous = try DSSEEnvelope(json: line).payloadDigest
            lines.append(line)
        }
        return sample.chain(lines).flaws
    }

    private func isWrongCorrection(_ flaws: [CustodyFlaw], _ reason: String) -> Bool {
        guard flaws.count == 1, case .wrongCorrection(_, _, _, let found) = flaws[0] else { return false }
        return found.contains(reason)
    }

    @Test("a copy that was none is taken back: the entry stays, and says by which and why")
    func copy() throws {
        let chain = try sample.whole.adding(correcting(5, why: "it went to another case"), by: tom)
        #expect(chain.holds && sample.chain(chain.links.map(\.json)).flaws.isEmpty)
        let taken = try #require(chain.correction(of: chain.links[4]))
        #expect(taken.by == 6 && taken.why == "it went to another case")
        #expect(chain.standing.map(\.entry.sequence) == [1, 2, 3, 4, 6])
        #expect(chain.holder == tom.card)
    }

    @Test("that it was disposed of is taken back by who wrote it, who holds the bundle again")
    func disposal() throws {
        let end = CustodyAction.disposed(.init(.noLongerThere, found: .nothing, why: "looked for it"))
        let ended = try sample.whole.adding(end, by: tom)
        #expect(ended.holder == nil && ended.tenures.last?.to != nil)
        let slip = CustodyAction.corrected(
            .init(try #require(ended.links.last).envelope.payloadDigest, why: "the wrong bundle"))
        let back = try ended.adding(slip, by: tom)
        #expect(back.holder == tom.card && !back.isDisposed && back.tenures.last?.to == nil)
        #expect(try back.adding(.verified(sample.checks), by: tom).holds)
        #expect(
            failure { try ended.adding(slip, by: sample.custodian) }
                == CustodyRefusal.notCorrected(reason: "who signed is not who disposed of it"))
        #expect(
            failure { try ended.adding(correcting(5), by: tom) } == CustodyRefusal.disposed,
            "nothing else follows the end")
    }

    /// A chain in which the custodian received the bundle, as often as said.
    private func received(_ times: Int) throws -> CustodyChain {
        let received = CustodyAction.received(
            .init(from: nil, how: "by hand", archive: sample.archive, checks: sample.checks))
        return try (0..<times).reduce(CustodyChain(of: sample.seal, digest: sample.digest)) { chain, _ in
            try chain.adding(received, by: sample.custodian)
        }
    }

    private func takingBack(_ number: Int, of chain: CustodyChain) throws -> CustodyChain {
        try chain.adding(
            .corrected(.init(chain.links[number - 1].envelope.payloadDigest, why: "the wrong bundle")),
            by: sample.custodian)
    }

    @Test(
        "who took back that they received it holds it no more, and nothing follows before it is received anew"
    )
    func receipt() throws {
        let chain = try takingBack(
            1, of: try received(1).adding(.verified(sample.checks), by: sample.custodian))
        #expect(chain.holds && chain.holder == nil && chain.tenures.isEmpty && !chain.isDisposed)
        for action in [
            CustodyAction.verified(sample.checks), .transferred(.init(to: tom.card, archive: sample.archive)),
        ] {
            #expect(failure { try chain.adding(action, by: sample.custodian) } == CustodyRefusal.notReceived)
        }
        let line = try sample.entry(
            .verified(sample.checks), by: sample.custodian, sequence: 4,
            previous: try #require(chain.links.last).envelope.payloadDigest)
        #expect(
            sample.chain(chain.links.map(\.json) + [line]).flaws
                == [.notReceived(entry: 4, line: 4, what: "verified by “Lee Park”")])
        let anew = try chain.adding(
            .received(.init(from: nil, how: "by mail", archive: sample.archive, checks: sample.checks)),
            by: tom)
        #expect(anew.holds && anew.holder == tom.card && anew.tenures.map(\.holder) == [tom.card])
        #expect(sample.chain(anew.links.map(\.json)).flaws.isEmpty)
        let verified = CustodyAction.corrected(
            .init(anew.links[1].envelope.payloadDigest, why: "a slip"))
        #expect(
            failure { try anew.adding(verified, by: sample.custodian) }
                == CustodyRefusal.notCorrected(reason: "who signed does not hold the bundle"))
    }

    @Test("of several entries by which somebody received it the last that stands keeps them the holder")
    func receipts() throws {
        let one = try takingBack(1, of: try received(2))
        #expect(one.holds && one.holder == sample.custodian.card)
        let none = try takingBack(2, of: one)
        #expect(none.holds && none.holder == nil)
    }

    @Test("to whom it was handed over holds it, whatever of their own they take back")
    func handedOver() throws {
        let noted = try sample.whole.adding(
            .received(.init(from: nil, how: "as it came", archive: sample.archive, checks: sample.checks)),
            by: tom)
        let chain = try noted.adding(
            .corrected(.init(try #require(noted.links.last).envelope.payloadDigest, why: "a slip")), by: tom)
        #expect(chain.holds && chain.holder == tom.card)
    }

    @Test("an offer that nobody took over is withdrawn")
    func offer() throws {
        let offer = CustodyAction.transferred(.init(to: sample.custodian.card, archive: sample.archive))
        let offered = try sample.whole.adding(offer, by: tom)
        let withdrawn = try offered.adding(
            .corrected(.init(try #require(offered.links.last).envelope.payloadDigest, why: "wrong card")),
            by: tom)
        #expect(withdrawn.holds && withdrawn.openOffer == nil && withdrawn.holder == tom.card)
    }

    @Test("a correction by another than the holder is found")
    func others() throws {
        for signer in [sample.story.stranger, sample.custodian] {
            #expect(isWrongCorrection(try flaws([(correcting(5), signer)]), "does not hold the bundle"))
        }
        #expect(
            failure { try sample.whole.adding(correcting(5), by: sample.story.stranger) }
                == CustodyRefusal.notCorrected(reason: "who signed does not hold the bundle"))
    }

    @Test("what was not there, what a program did, what two signed and a correction are not taken back")
    func notTakenBack() throws {
        let nowhere = CustodyAction.corrected(.init(try SHA256Digest.of([1]), why: "a slip"))
        #expect(isWrongCorrection(try flaws([(nowhere, tom)]), "none before it"))
        #expect(isWrongCorrection(try flaws([(correcting(2), tom)]), "checked"))
        #expect(isWrongCorrection(try flaws([(correcting(3), tom)]), "both have signed"))
        #expect(isWrongCorrection(try flaws([(correcting(4), tom)]), "has seen it"))
        #expect(
            isWrongCorrection(try flaws([(correcting(1), tom)]), "from before the bundle was handed over"))
    }

    @Test("an entry is taken back once, and the correction not at all")
    func twice() throws {
        #expect(
            isWrongCorrection(
                try flaws([(correcting(5), tom), (correcting(5), tom)]), "was taken back by entry 6"))
        let first = try sample.entry(correcting(5), by: tom, sequence: 6, previous: sample.digest(ofEntry: 5))
        let digest = try DSSEEnvelope(json: first).payloadDigest
        let second = try sample.entry(
            .corrected(.init(digest, why: "it was right")), by: tom, sequence: 7, previous: digest)
        #expect(
            isWrongCorrection(
                sample.chain(sample.lines + [first, second]).flaws, "a correction is not taken back"))
    }

    @Test("an acceptance put into a chain in which the offer was withdrawn does not make it a hand-over")
    func acceptedLate() throws {
        let offered = Array(sample.lines.prefix(3))
        let envelope = try DSSEEnvelope(json: offered[2])
        let line = try sample.entry(
            .corrected(.init(envelope.payloadDigest, why: "wrong card")), by: sample.custodian, sequence: 4,
            previous: envelope.payloadDigest)
        #expect(isWrongCorrection(sample.chain(offered + [line]).flaws, "does not hold the bundle"))
    }

    @Test("who says that it is gone does not say in the same entry that it lies there")
    func contradiction() throws {
        for seen in CustodyAction.Disposed.Seen.allCases where seen != .returned {
            #expect(throws: StatementError.self) {
                try sample.whole.adding(
                    .disposed(.init(seen, found: .bundle, why: "retention ended")), by: tom)
            }
        }
        #expect(
            try sample.whole.adding(.disposed(.init(.returned, found: .bundle, why: "asked for it")), by: tom)
                .isDisposed)
    }
}
