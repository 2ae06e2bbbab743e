import CustodyDesk
import Desk
import Outcomes

/// One case in a list: who asked, and what became of it.
struct CaseRow {
    let entry: JournalFacts.RequestEntry

    /// What a line of it is filled with: how it stands, and what to do next.
    func values(_ visit: Visit, _ cases: OwnersCases) -> [String: Any] {
        let words = visit.words
        let (key, time) = standing
        var values: [String: Any] = [
            "case": entry.request?.caseNumber.harmlessOnPage ?? String(entry.digest.prefix(16)),
            "who": entry.request.map { $0.agency.card.name.harmlessOnPage } ?? words["cases.unknown"],
            "standing": words("cases.\(key)", ["time": time.map { day($0, words) } ?? ""]), "tone": key,
        ]
        guard let found = cases.find(ofRequest: entry.digest) else { return values }
        let step = found.next(entry)
        if step == .expired, key == "asked" { values["standing"] = words["cases.expired"] }
        if let end = found.unusedUntil, found.hasRunOut() {
            let until = PortalTimes(words: words, zone: clock?.zone).short(clock?.shown(end) ?? end)
            values["standing"] = words(
                "cases.run-out", ["time": time.map { day($0, words) } ?? "", "until": until])
        }
        values["address"] = "/case/\(found.name)"
        if step == .decide, case .offered = entry.standing {
            // Who asked answers an offer with a request of its own.
            values["next"] = [
                "address": "/case/\(found.name)/answered/offer", "text": words["next.wait_request"],
            ]
        } else if let path = Self.path(of: step, found) {
            values["next"] = ["address": path, "text": words["next.\(step.rawValue)"]]
        }
        return values
    }

    /// What a card of it is filled with: all that happened, in its order.
    func card(_ visit: Visit, _ cases: OwnersCases) -> [String: Any] {
        let words = visit.words
        var values = values(visit, cases)
        let found = cases.find(ofRequest: entry.digest)
        values["events"] = events(found, words)
        if let last = consented.last, !last.consent.conditions.isEmpty {
            values["conditions"] = ["lines": last.consent.conditions.map { $0.harmlessOnPage }]
        }
        guard let found else { return values }
        if found.isTakenBack, entry.request?.expired == false {
            values["anew"] = ["address": found.nextAddress]
        }
        if found.isAgreed {
            values["revoke"] = ["address": "/case/\(found.name)/revoke"]
        }
        if found.content(of: found.receipt) != nil {
            values["receipt"] = ["address": "/case/\(found.name)/receipt"]
        }
        return values
    }

    private var consented: [(answer: JournalFacts.Answer, consent: ConsentFacts)] {
        entry.answers.filter { $0.yours != false }.compactMap { answer in
            answer.consent.flatMap { $0.decision == .granted ? (answer, $0) : nil }
        }.sorted { $0.1.issued < $1.1.issued }
    }

    private func events(_ found: OwnersCase?, _ words: PortalWords) -> [String] {
        var events: [(time: GivenTime, key: String, line: String)] = []
        func note(_ key: String, _ time: GivenTime) {
            events.append((time, key, words("event.\(key)", ["time": day(time, words)])))
        }
        if let seen = entry.firstSeen { note("asked", seen) }
        for offer in entry.offers where offer.yours != false { note("offered", offer.offer.issued) }
        for answer in entry.answers where answer.yours != false {
            guard let consent = answer.consent else { continue }
            note(consent.decision == .granted ? "agreed" : "declined", consent.issued)
            for bundle in answer.bundles {
                if let ended = bundle.ended { note("sealed", ended) }
                for receipt in bundle.receipts { note("received", receipt.time) }
            }
            for revocation in answer.revocations { note("taken-back", revocation.issued) }
        }
        var lines = events.sorted { $0.time < $1.time }.map { event in
            (day: String(event.time.onThisComputer.rfc3339.prefix(10)), key: event.key, line: event.line)
        }
        let times = PortalTimes(words: words, zone: nil)
        // Of a hand-over only the day is known: it was before they got it, and stands behind whatever else was on that day.
        for handed in Set(found?.bundlesOfAll.compactMap(\.notes.handedOver) ?? []).sorted() {
            let place = lines.firstIndex { $0.day > handed || $0.day == handed && $0.key == "received" }
            let line = words("event.handed", ["day": times.day(handed)])
            lines.insert((handed, "handed", line), at: place ?? lines.endIndex)
        }
        return lines.map(\.line)
    }

    private func day(_ time: GivenTime, _ words: PortalWords) -> String {
        PortalTimes(words: words, zone: nil).act(time)
    }

    /// The clock of the place that was asked about; nil where the request is not here.
    private var clock: RequestClock? { entry.request.map { RequestClock($0.window) } }

    private var standing: (key: String, time: GivenTime?) {
        switch entry.standing {
        case .asked: ("asked", entry.firstSeen)
        case .offered(let time): ("offered", time)
        case .declined(let time): ("declined", time)
        case .agreed(let time): ("agreed", time)
        case .takenBack(let time): ("taken-back", time)
        case .sealed(let time): ("sealed", time)
        case .received(let time): ("received", time)
        }
    }

    /// The page of a step; nil where there is nothing to do.
    private static func path(of step: CaseStep, _ found: OwnersCase) -> String? {
        switch step {
        case .decide: "/case/\(found.name)"
        case .choose, .agreeAgain: found.nextAddress
        case .seal: "/case/\(found.name)/sealing"
        case .handOver, .wait: "/case/\(found.name)/sealed"
        case .done, .expired: nil
        }
    }
}

extension OwnersDraft {
    /// The step at which the owner goes on.
    var nextStep: HandoverStep {
        if footage.isEmpty { return .recordings }
        return cameras?.isEmpty ?? true ? .cameras : .window
    }
}

extension OwnersCase {
    /// The page on which the owner goes on choosing.
    var nextAddress: String { draft.nextStep.address(of: self) }
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
