import Records
import Sealing
import Statements
import Testing

@Suite("An office holds a bundle through people whose cards it signed, and goes on without them")
struct OfficeTests {
    private let sample: SampleChain
    private let office: Identity
    private let ana: Identity
    init() throws {
        sample = try SampleChain()
        office = try Identity.generate(
            name: "Evidence Room", role: .custodian, holder: .office, organization: "Elm Springs Police")
        ana = try Story.person("ana", "Ana Ruiz", .custodian, "Elm Springs Police")
    }

    private var lee: Identity { sample.custodian }
    private var empty: CustodyChain { CustodyChain(of: sample.seal, digest: sample.digest) }
    private var received: CustodyAction {
        .received(.init(from: nil, how: "by hand", archive: sample.archive, checks: sample.checks))
    }
    private let day = "2026-07-06T10:00:00Z"

    private func appointed(
        _ person: Identity, by office: Identity? = nil, until: String = "2027-01-01T00:00:00Z"
    ) throws -> Identity {
        let office = office ?? self.office
        return person.appointed(
            by: try Appointment(
                office: office.card, person: person.card, from: time("2026-07-01T00:00:00Z"),
                until: time(until), issued: time("2026-07-01T00:00:00Z")
            ).signed(by: office))
    }

    private func add(_ action: CustodyAction, by identity: Identity, to chain: CustodyChain) throws
        -> CustodyChain
    {
        try chain.adding(action, by: identity, at: time(day))
    }

    /// An entry that nobody asked about, read back with the chain before it.
    private func forced(
        _ action: CustodyAction, by identity: Identity, behind chain: CustodyChain,
        appointment: SignedAppointment? = nil
    ) throws -> [CustodyFlaw] {
        let line = try CustodyEntry(
            bundle: chain.bundle, seal: chain.seal, sequence: UInt64(chain.links.count + 1),
            previous: chain.links.last?.envelope.payloadDigest ?? chain.seal, time: time(day),
            actor: identity.card, appointment: appointment, action: action
        ).signed(by: identity).json()
        return sample.chain(chain.links.map(\.json) + [line]).flaws
    }

    @Test("what one of its people received the office holds, and another of them goes on")
    func holds() throws {
        let chain = try add(received, by: appointed(lee), to: empty)
        #expect(chain.holder == office.card && chain.links[0].entry.office == office.card)
        let next = try add(.verified(sample.checks), by: appointed(ana), to: chain)
        #expect(sample.chain(next.links.map(\.json)).flaws.isEmpty)
        #expect(next.holder == office.card && next.tenures.count == 1)
    }

    @Test("who is not appointed, or not at that time, or by another office, does not act for it")
    func notAppointed() throws {
        let chain = try add(received, by: appointed(lee), to: empty)
        let other = try Identity.generate(name: "Evidence Room", role: .custodian, holder: .office)
        let ended = try appointed(ana, until: "2026-07-02T00:00:00Z")
        for person in [ana, ended, try appointed(ana, by: other)] {
            #expect(throws: CustodyRefusal.self) { try add(.verified(sample.checks), by: person, to: chain) }
            let appointment = try person.signedAppointment
            let found = try forced(
                .verified(sample.checks), by: person, behind: chain, appointment: appointment)
            guard found.count == 1, case .notHeld(_, _, _, "Evidence Room") = found[0] else {
                Issue.record("\(found)")
                continue
            }
        }
    }

    @Test("who holds it by their own card hands it to their office, and takes it over for that")
    func fromPersonToOffice() throws {
        let own = try add(received, by: lee, to: empty)
        let offered = try add(
            .transferred(.init(to: office.card, archive: sample.archive)), by: appointed(lee), to: own)
        #expect(sample.chain(offered.links.map(\.json)).flaws.isEmpty && offered.holder == lee.card)
        let taken = try offered.accepting(
            by: appointed(ana), archive: sample.archive,
            received: .init(from: nil, how: "taken over", archive: sample.archive, checks: sample.checks),
            at: time(day))
        #expect(taken.holder == office.card && taken.takenOver(taken.links[1]) == 3)
        let handOver = try #require(taken.handOver(taken.links[1]))
        #expect(taken.tenures.last?.from == .handedOver(handOver))
        #expect(try handOver.taken?.time == time(day) && handOver.taken?.by == ana.card)
        #expect(throws: CustodyRefusal.heldAlready(office.card)) {
            try add(
                .transferred(.init(to: office.card, archive: sample.archive)), by: appointed(lee), to: taken)
        }
    }

    @Test("an appointment of somebody else, or that the office did not sign, makes a line no entry")
    func forgedAppointment() throws {
        let chain = try add(received, by: appointed(lee), to: empty)
        let lees = try #require(try appointed(lee).signedAppointment)
        #expect(throws: StatementError.self) {
            try forced(.verified(sample.checks), by: ana, behind: chain, appointment: lees)
        }
        let forged = Appointment(
            office: office.card, person: ana.card, from: try time("2026-07-01T00:00:00Z"),
            until: try time("2027-01-01T00:00:00Z"), issued: try time("2026-07-01T00:00:00Z"))
        let envelope = try DSSEEnvelope.signing(
            payload: try StrictJSON.encode(forged), payloadType: Appointment.payloadType, key: ana.signingKey,
            keyID: office.card.fingerprint.hex)
        #expect(throws: StatementError.self) { try SignedAppointment(verifying: envelope) }
        #expect(throws: StatementError.self) {
            try Appointment(
                office: lee.card, person: ana.card, from: forged.from, until: forged.until,
                issued: forged.issued
            ).signed(by: lee)
        }
    }

    @Test(
        "what is handed to an office one of its people takes over by saying that they received that very file"
    )
    func handedOver() throws {
        let tom = sample.story.investigator
        let offered = try add(
            .transferred(.init(to: office.card, archive: sample.archive)), by: tom, to: sample.whole)
        let facts = CustodyAction.Received(
            from: nil, how: "taken over", archive: sample.archive, checks: sample.checks)
        let taken = try offered.accepting(
            by: appointed(ana), archive: sample.archive, received: facts, at: time(day))
        #expect(sample.chain(taken.links.map(\.json)).flaws.isEmpty)
        #expect(taken.holder == office.card && taken.tenures.last?.holder == office.card)
        #expect(try add(.verified(sample.checks), by: appointed(lee), to: taken).holds)
        // By its own key it signs the transfer, as anybody does.
        #expect(try offered.accepting(by: office, archive: sample.archive).holder == office.card)
        // The other side cannot take back that it was handed over, nor can this one.
        #expect(throws: CustodyRefusal.self) {
            try add(
                .corrected(.init(try #require(taken.links.last).envelope.payloadDigest, why: "no")),
                by: appointed(ana), to: taken)
        }
        // Who goes on without saying so has signed for nothing.
        let flaws = try forced(
            .verified(sample.checks), by: ana, behind: offered,
            appointment: try appointed(ana).signedAppointment)
        #expect(flaws == [.notAccepted(entry: 7, line: 7, by: "Ana Ruiz")])
    }

    @Test("the office goes on without somebody, who acts for it no longer, whatever their appointment says")
    func succession() throws {
        let chain = try add(received, by: appointed(lee), to: empty)
        let without = CustodyAction.succeeded(.init(lee.card.fingerprint, .left, why: "left the service"))
        let next = try add(without, by: office, to: chain)
        #expect(next.holds && next.holder == office.card)
        #expect(throws: CustodyRefusal.self) {
            try add(.verified(sample.checks), by: appointed(lee), to: next)
        }
        let flaws = try forced(
            .verified(sample.checks), by: lee, behind: next, appointment: try appointed(lee).signedAppointment
        )
        #expect(flaws.count == 1 && flaws[0].concern == .holders)
        #expect(try add(.verified(sample.checks), by: appointed(ana), to: next).holds)
    }

    @Test("from somebody who held it themselves the office takes over where both said that they act for it")
    func fromPerson() throws {
        let tom = sample.story.investigator
        let noted = try add(.verified(sample.checks), by: appointed(tom), to: sample.whole)
        #expect(noted.holder == tom.card, "what was handed to a person stays with them")
        let without = CustodyAction.succeeded(
            .init(tom.card.fingerprint, .keyLost, why: "the laptop is gone"))
        let taken = try add(without, by: office, to: noted)
        #expect(taken.holds && taken.holder == office.card && taken.tenures.last?.holder == office.card)
        #expect(throws: CustodyRefusal.self) { try add(.verified(sample.checks), by: tom, to: taken) }
    }

    @Test("no office takes over from somebody who never said that they act for it")
    func stolen() throws {
        let tom = sample.story.investigator
        let without = CustodyAction.succeeded(.init(tom.card.fingerprint, .left, why: "ours now"))
        for thief in [office, tom, sample.story.stranger] {
            #expect(throws: (any Error).self) { try add(without, by: thief, to: sample.whole) }
            let flaws = try forced(without, by: thief, behind: sample.whole)
            guard flaws.count == 1, case .wrongSuccession = flaws[0] else {
                Issue.record("\(thief.name): \(flaws)")
                continue
            }
        }
        // Another office of that name does not, either, where the person acted for the first.
        let noted = try add(.verified(sample.checks), by: appointed(tom), to: sample.whole)
        let other = try Identity.generate(name: "Evidence Room", role: .custodian, holder: .office)
        #expect(try forced(without, by: other, behind: noted).first?.concern == .holders)
    }
}
