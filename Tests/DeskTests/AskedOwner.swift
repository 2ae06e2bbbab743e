import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Statements

/// An agency, and an owner who was asked, with a folder between them and their clocks at one moment.
final class AskedOwner {
    let folder: ScratchFolder
    let agency: Identity
    let owner: Identity
    /// What the clocks of both show.
    var moment: WallTime
    /// What desks have said so far.
    private(set) var notes: [Note] = []
    /// How often an identity was opened, and so a passphrase asked for.
    private(set) var openings = 0

    static let issued = "2026-07-05T09:00:00+02:00"
    static let from = "2026-07-04T21:40:00+02:00"
    static let to = "2026-07-04T21:43:00+02:00"

    /// - Parameter organization: whom the agency's officer acts for.
    init(organization: String = "Police") throws {
        folder = try ScratchFolder()
        moment = try WallTime(rfc3339: Self.issued)
        agency = try Identity.generate(
            name: "Maria Keller", role: .agency, organization: organization, created: moment)
        owner = try Identity.generate(name: "Dana Whitfield", role: .owner, created: moment)
        try folder.write(agency.card.json(), as: "keller.card.json")
    }

    func note(_ note: Note) { notes.append(note) }

    /// Somebody's identity file; that nobody opens it in vain, ``openings`` tells.
    func identity(_ identity: Identity, _ file: String = "dana.identity") -> IdentityAtHand {
        IdentityAtHand(at: folder.path(file)) { () throws(DeskError) in
            self.openings += 1
            return identity
        }
    }

    func output(_ name: String) -> OutputFile { OutputFile(folder.path(name), replaces: false) }

    var journal: OwnersJournal { OwnersJournal(at: folder.path("journal.sqlite"), noting: note) }

    /// The same, looked into and not written to.
    var looked: OwnersJournal {
        OwnersJournal(at: folder.path("journal.sqlite"), isWritten: false, noting: note)
    }

    /// What the journal holds of all requests.
    func kept() throws -> JournalFacts { try journal.show(trust: Trust([]), at: moment).facts }

    /// What requests are held against. The owner compared the agency's card unless a test says otherwise.
    func scrutiny(
        trusting cards: [Card]? = nil, _ offers: OffersAtHand = OffersAtHand()
    ) -> RequestScrutiny {
        RequestScrutiny(trust: Trust(cards ?? [agency.card]), offers: offers, journal: journal) {
            self.moment
        }
    }

    func answer(_ file: String, by identity: Identity? = nil) -> OwnersAnswer {
        OwnersAnswer(
            by: self.identity(identity ?? owner), to: output(file), journal: journal, noting: note
        ) { self.moment }
    }

    /// The agency asks; the file is called `request.json` unless another name is given.
    @discardableResult
    func ask(_ name: String = "request.json", _ change: (inout RequestDraft) -> Void = { _ in }) throws
        -> String
    {
        var draft = RequestDraft(
            caseNumber: "26-0417", purpose: "Hit-and-run: a parked car was struck",
            place: "front of 12 Elm St", from: try WallTime(rfc3339: Self.from),
            to: try WallTime(rfc3339: Self.to), recipients: [folder.path("keller.card.json")])
        draft.audio = true
        change(&draft)
        let output = output(name)
        _ = try draft.sign(by: identity(agency, "keller.identity"), to: output, noting: note) { moment }
        openings = 0
        return output.path
    }

    /// The owner offers less; the agency answers with a new request.
    ///
    /// - Returns: the files of the offer and of the new request.
    func negotiate(
        _ request: String, by owner: Identity? = nil, _ change: (inout RequestRevision) -> Void = { _ in }
    ) throws -> (offer: String, revised: String) {
        var terms = OfferTerms()
        terms.from = try MomentInWindow("21:41:00")
        terms.keepsSound = true
        _ = try answer("offer.json", by: owner).counter(request, terms, trust: Trust([agency.card]))
        var revision = RequestRevision(of: request, to: folder.path("offer.json"))
        change(&revision)
        let output = output("request-2.json")
        _ = try revision.sign(
            by: identity(agency, "keller.identity"), to: output, trust: Trust([])
        ) { moment }
        return (folder.path("offer.json"), output.path)
    }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.path(name)) }
}

/// Why a desk did not do it; nil where it did.
func refusal(_ act: () throws -> some Any) -> DeskError? {
    do { _ = try act() } catch { return error as? DeskError }
    return nil
}
