import CustodyDesk
import Desk
import Foundation
import Outcomes
import Statements
import Testing

@Suite("What an owner reads before they sign is what they sign")
struct ProposedConsentTests {
    private func proposed(_ owner: CaseOwner) throws -> ProposedConsent {
        try ProposedConsent(
            owner.found.draft, answering: owner.found.request, answers: nil, noting: owner.asked.note)
    }

    @Test("cameras, times, sound, conditions and the end are those of the consent that is signed then")
    func same() throws {
        let owner = try CaseOwner()
        let read = try proposed(owner)
        let consent = try owner.agree().consent
        #expect(consent.grants.map(\.camera) == read.cameras.map(\.name))
        #expect(consent.grants.allSatisfy { $0.window == read.window && $0.audio == read.hasSound })
        #expect(consent.conditions == read.conditions)
        #expect(consent.expires == read.expires)
        #expect(read.cameras.flatMap(\.files) == [AgreedOwner.recording])
        let sealed = try owner.seal()
        #expect(sealed.record.recordings.map(\.name) == read.cameras.flatMap(\.files))
    }

    @Test("what stays is said: the time around, and cameras that are not ticked")
    func stays() throws {
        let read = try proposed(CaseOwner())
        #expect(read.kept.before != nil)
        #expect(read.kept.after != nil)
        #expect(read.camerasKept == ["driveway"])
    }

    @Test(
        "what cannot be agreed to yet says why by a cause: no recordings, a camera that is gone, a folder that is"
    )
    func causes() throws {
        let owner = try CaseOwner()
        var draft = owner.found.draft
        draft.footage = []
        try owner.found.keep(draft)
        let gone = DeskError.Cause(.cameraGone, camera: AgreedOwner.camera)
        #expect(refusal { try proposed(owner) }?.cause == gone)
        draft.cameras = nil
        try owner.found.keep(draft)
        #expect(refusal { try proposed(owner) }?.cause?.code == .nothingOfTime)
        draft.footage = ["/nowhere"]
        try owner.found.keep(draft)
        #expect(refusal { try proposed(owner) }?.cause == DeskError.Cause(.fileMissing, file: "/nowhere"))
    }

    @Test("what was changed since it was read is not signed, and there is no consent")
    func changed() throws {
        let owner = try CaseOwner()
        let read = owner.found.draft.digest
        var draft = owner.found.draft
        draft.keepsSound = true
        try owner.found.keep(draft)
        #expect(refusal { try owner.agree(read: read) }?.kind == .busy)
        #expect(owner.found.content(of: owner.found.consent) == nil)
    }

    @Test("a seal takes what was signed, whatever is chosen afterwards")
    func after() throws {
        let owner = try CaseOwner()
        try owner.agree()
        var draft = owner.found.draft
        draft.footage = ["/nowhere"]
        try owner.found.keep(draft)
        #expect(try owner.seal().record.recordings.map(\.name) == [AgreedOwner.recording])
    }

    @Test("a consent ends with a day that the owner names, between today and the end of the request")
    func day() throws {
        let owner = try CaseOwner()
        let request = try #require(owner.request)
        var draft = OwnersDraft()
        let now = WallTime.now()
        let today = String(now.inOffset(seconds: 7200).rfc3339.prefix(10))
        try draft.expire(afterDay: today, answering: request, at: now)
        #expect(draft.expires.map { String($0.rfc3339.prefix(10)) } == today)
        #expect(draft.expires.map { $0 > now } == true)
        for day in ["2020-01-01", "2099-01-01", "tomorrow", "2026-13-01"] {
            #expect(refusal { try draft.expire(afterDay: day, answering: request, at: now) } != nil, "\(day)")
        }
        try draft.expire(afterDay: nil, answering: request)
        #expect(draft.expires == nil)
    }
}

extension CaseOwner {
    /// The request, as it was signed.
    fileprivate var request: Request? {
        let scrutiny = asked.scrutiny()
        guard case .request(let read) = try? scrutiny.show(found.request) else { return nil }
        return read.request
    }
}
