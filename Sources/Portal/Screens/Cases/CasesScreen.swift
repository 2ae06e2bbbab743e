import CustodyDesk
import Desk
import Foundation
import Hummingbird
import Outcomes

/// All cases, a card for each; and the receipts that come back.
struct CasesScreen: Sendable {
    let portal: PortalState

    func add(to router: PortalRouter) {
        let cases = CaseScreen(portal: portal)
        router.get("cases") { request, _ in try await cards(Visit(request, portal)) }
        router.get("case/:name/receipt") { request, context in
            try await receipt(try cases.found(context), Visit(request, portal))
        }
    }

    private func cards(_ visit: Visit) async throws -> Response {
        let (rows, _) = try await portal.atDesk { desk in try CaseRows.read(desk, limit: 500) }
        return portal.pages.page(
            "cases", visit.words["cases.title"],
            [
                "rows": rows.values.map { $0.card(visit, portal.cases) },
                "isEmpty": rows.values.isEmpty,
            ], visit)
    }

    // MARK: - Receipts

    private func receipt(_ found: OwnersCase, _ visit: Visit) async throws -> Response {
        guard found.content(of: found.receipt) != nil else { return .see("/cases") }
        let words = visit.words
        let (boxed, _) = try await portal.atDesk { [portal] desk in
            let unlocked = portal.identity.minutesLeft == nil ? nil : portal.identity.unlocked
            let asked = try AskedCase(found, desk)
            let trust = try desk.trust.load()
            let shown = try found.shownReceipt(openedBy: unlocked, journal: desk.journal, trust: trust)
            let seal = shown.facts.receipt.seal
            let consent = try desk.journal.show(trust: trust).facts.requests.flatMap(\.answers).first {
                answer in
                answer.bundles.contains { seal != nil && $0.seal == seal }
            }?.consent
            return Boxed((asked, shown, consent.map(\.conditions.isEmpty) ?? false))
        }
        let (asked, shown, isUnconditional) = boxed.values
        let times = asked.times(words)
        let facts = shown.facts.receipt
        let name = facts.receiver.name.harmlessOnPage
        let isKnown = ["trusted", "certified"].contains(shown.facts.standing)
        let values: [String: Any] = [
            "case": found.name,
            // Whose word it is, nobody knows before their key was compared.
            "tone": !shown.holds ? "stop" : isKnown ? "good" : "open",
            "text": words(
                !shown.holds ? "receipt.fails" : isKnown ? "receipt.holds" : "receipt.holds-unknown",
                ["name": name, "time": times.act(facts.time)]),
            "who": words(isKnown ? "receipt.known" : "receipt.unknown", ["name": name]),
            "ofCase": words(
                "receipt.of-case", ["case": asked.shown.facts.request.caseNumber.harmlessOnPage]),
            "conditions": words[
                isUnconditional
                    ? "receipt.none-set"
                    : facts.conditionsSeen ? "receipt.conditions" : "receipt.no-conditions"],
            "checks": shown.checks.filter { $0.isFailed }.map { $0.name.harmlessOnPage },
        ]
        return portal.pages.page("receipt", words["receipt.title"], values, visit)
    }
}
