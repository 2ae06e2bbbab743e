import CustodyDesk
import Desk
import Outcomes

/// One case in a list: who asked, and what became of it.
struct CaseRow {
    let entry: JournalFacts.RequestEntry

    /// What the template is filled with.
    func values(_ visit: Visit, _ cases: OwnersCases) -> [String: Any] {
        let words = visit.words
        let request = entry.request
        let clock = request.map { RequestClock($0.window) }
        let times = PortalTimes(words: words, zone: clock?.zone)
        func day(_ time: GivenTime) -> String { times.short(clock?.shown(time) ?? time) }
        let (key, time): (String, GivenTime?) =
            switch entry.standing {
            case .asked: ("asked", entry.firstSeen)
            case .offered(let time): ("offered", time)
            case .declined(let time): ("declined", time)
            case .agreed(let time): ("agreed", time)
            case .takenBack(let time): ("taken-back", time)
            case .sealed(let time): ("sealed", time)
            case .received(let time): ("received", time)
            }
        var values: [String: Any] = [
            "case": request?.caseNumber.harmlessOnPage ?? String(entry.digest.prefix(16)),
            "who": request.map { $0.agency.card.name.harmlessOnPage } ?? words["cases.unknown"],
            "standing": words("cases.\(key)", ["time": time.map(day) ?? ""]), "tone": key,
        ]
        if let found = cases.find(String(entry.digest.prefix(32))) { values["address"] = found.name }
        return values
    }
}

/// The cases that the owner's journal knows of, the newest first.
enum CaseRows {
    static func read(_ desk: DeskAtHand, limit: Int) throws -> Boxed<[CaseRow]> {
        let trust = try desk.trust.load()
        let shown: ShownJournal
        do { shown = try desk.journal.show(trust: trust) } catch {
            guard error.kind == .missing else { throw error }
            // Nobody asked yet.
            return Boxed([])
        }
        return Boxed(shown.facts.requests.reversed().prefix(limit).map(CaseRow.init))
    }
}
