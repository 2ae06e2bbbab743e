import Records
import Statements
import Testing

@Suite("A hand-over lies between the time of the offer and the first time that the receiver signed")
struct HandOverTests {
    private let sample: SampleChain
    init() throws { sample = try SampleChain() }

    private var received: CustodyAction.Received {
        .init(from: nil, how: "taken over", archive: sample.archive, checks: sample.checks)
    }

    /// Received by the custodian and offered to the investigator on the sixth.
    private func offered() throws -> CustodyChain {
        try CustodyChain(of: sample.seal, digest: sample.digest)
            .adding(.received(received), by: sample.custodian, at: time("2026-07-06T07:10:00Z"))
            .adding(
                .transferred(.init(to: sample.story.investigator.card, archive: sample.archive)),
                by: sample.custodian, at: time("2026-07-06T08:00:00Z"))
    }

    @Test("who accepts three days later held it then, and not on the day of the offer")
    func laterAcceptance() throws {
        let chain = try offered().accepting(
            by: sample.story.investigator, archive: sample.archive, received: received,
            at: time("2026-07-09T10:00:00Z"))
        #expect(
            chain.flaws == []
                && chain.links.map(\.entry.action.word) == ["received", "transferred", "received"])
        let tenure = try #require(chain.tenures.last)
        #expect(tenure.holder == sample.story.investigator.card)
        #expect(try tenure.from.earliest.time == time("2026-07-06T08:00:00Z"))
        #expect(tenure.from.earliest.by == sample.custodian.card)
        #expect(try tenure.from.latest?.time == time("2026-07-09T10:00:00Z"))
        #expect(tenure.from.latest?.by == sample.story.investigator.card)
        #expect(chain.tenures.first?.to == tenure.from)
        #expect(chain.handOver(chain.links[1])?.takenBy == 3)
        #expect(
            tenure.from.inWords
                == "between 2026-07-06T08:00:00Z by the clock of “Lee Park” and 2026-07-09T10:00:00Z by the clock of “Tom Okafor”"
        )
        #expect(sample.chain(chain.links.map(\.json)).tenures == chain.tenures)
    }

    @Test("a second signature alone has no time: until the receiver writes an entry, nobody has signed when")
    func secondSignatureAlone() throws {
        let taken = try offered().accepting(by: sample.story.investigator, archive: sample.archive)
        #expect(taken.tenures.last?.from.latest == nil)
        #expect(taken.handOver(taken.links[1])?.takenInWords == "when it was taken over nobody has signed")
        let gone = try taken.adding(
            .verified(sample.checks), by: sample.story.investigator, at: time("2026-07-10T09:00:00Z"))
        #expect(try gone.tenures.last?.from.latest?.time == time("2026-07-10T09:00:00Z"))
        #expect(gone.tenures.first?.to == gone.tenures.last?.from)
        let further = try gone.adding(
            .verified(sample.checks), by: sample.story.investigator, at: time("2026-07-11T09:00:00Z"))
        #expect(further.tenures == gone.tenures, "the first time counts")
    }

    @Test("an offer that nobody took over is no hand-over")
    func offerAlone() throws {
        let chain = try offered()
        #expect(chain.handOver(chain.links[1]) == nil)
        #expect(chain.tenures.count == 1 && chain.tenures[0].to == nil)
    }
}
