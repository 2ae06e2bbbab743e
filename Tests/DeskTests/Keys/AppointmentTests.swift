import CustodyDesk
import Foundation
import Outcomes
import Records
import Statements
import Testing

@Suite("An office appoints a person, who acts for it by what lies beside their identity")
struct AppointmentTests {
    private let room: EvidenceRoom
    private let office: Identity
    init() throws {
        room = try EvidenceRoom()
        office = try Identity.generate(name: "Evidence Room", role: .custodian, holder: .office)
    }

    private func appoint(_ person: Identity, by office: Identity, as name: String) throws {
        let hour = 3600 * WallTime.nanosecondsPerSecond
        _ = try NewAppointment(
            of: room.card(person), from: .now().adding(nanoseconds: -hour),
            until: .now().adding(nanoseconds: hour)
        ).make(signedBy: room.atHand(office), in: room.output(name))
    }

    @Test("one that is over before it is signed is said to be")
    func over() throws {
        var notes: [Note] = []
        let hour = 3600 * WallTime.nanosecondsPerSecond
        let until = WallTime.now().toTheSecond.adding(nanoseconds: -hour)
        _ = try NewAppointment(
            of: room.card(room.lee), from: until.adding(nanoseconds: -hour), until: until,
            noting: { notes.append($0) }
        ).make(signedBy: room.atHand(office), in: room.output("over.json"))
        #expect(notes == [.custody(.appointmentPast(until: until))])
    }

    @Test(
        "with it beside an identity the office holds what the person received, and another of its people goes on"
    )
    func beside() throws {
        try appoint(room.lee, by: office, as: "Lee Park.identity.appointment.json")
        try appoint(room.ruth, by: office, as: "Ruth Adeyemi.identity.appointment.json")
        let received = try room.write(.received(sender: nil, how: "by hand"), by: room.lee)
        #expect(received.chain.holder == office.card)
        #expect(try room.write(.verified, by: room.ruth).chain.holds)
        let without = try room.write(
            .succeeded(person: room.card(room.lee), .left, why: "moved to another town"), by: office)
        #expect(without.chain.holder == office.card)
        #expect(refusal { try room.write(.verified, by: room.lee) }?.kind == .notPermitted)
    }

    @Test(
        "who holds a bundle and offers it to their office does not take it over for that: its own key does, or another of its people"
    )
    func bothSides() throws {
        try room.write(.received(sender: nil, how: "by hand"), by: room.lee)
        try room.write(.transferred(receiver: room.card(office)), by: room.lee)
        try appoint(room.lee, by: office, as: "Lee Park.identity.appointment.json")
        try appoint(room.ruth, by: office, as: "Ruth Adeyemi.identity.appointment.json")
        let offered = room.chain
        let error = refusal { try room.accounted.accept(by: room.atHand(room.lee), trust: Trust()) }
        #expect(
            error?.kind == .notPermitted
                && error?.message.contains("another person whom it appointed") == true)
        #expect(room.chain == offered)
        let taken = try room.accounted.accept(by: room.atHand(room.ruth), trust: Trust())
        #expect(taken.chain.holder == office.card && taken.chain.holds)
    }

    @Test(
        "only an office appoints, and what lies there and is no appointment stops whoever uses the identity")
    func refused() throws {
        #expect(refusal { try appoint(room.lee, by: room.ruth, as: "a.json") }?.remedy == .appointAsOffice)
        #expect(refusal { try appoint(room.lee, by: room.lee, as: "a.json") }?.kind == .usage)
        try room.folder.write("{}", as: "Lee Park.identity.appointment.json")
        #expect(
            refusal { try room.write(.received(sender: nil, how: "by hand"), by: room.lee) }?.kind
                == .notUnderstood)
    }

    @Test("somebody else's appointment beside an identity is refused, and nothing is signed")
    func another() throws {
        try appoint(room.ruth, by: office, as: "Lee Park.identity.appointment.json")
        #expect(
            refusal { try room.write(.received(sender: nil, how: "by hand"), by: room.lee) }?.kind
                == .notPermitted)
        #expect(room.chain == nil)
    }

    @Test("who an office that is known appointed is known by its word")
    func known() throws {
        try appoint(room.lee, by: office, as: "Lee Park.identity.appointment.json")
        try room.write(.received(sender: nil, how: "by hand"), by: room.lee)
        func verdict(_ cards: [Card]) throws -> String? {
            try room.verified(trusting: cards, asked: false).report.check(.custodyPeopleKnown)?.verdict.word
        }
        #expect(try verdict([office.card]) == "ok")
        #expect(try verdict([room.lee.card]) == "not_checked", "the office is somebody as well")
        #expect(try verdict([]) == "not_checked")
    }
}
