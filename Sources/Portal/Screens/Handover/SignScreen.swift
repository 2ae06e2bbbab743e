import CustodyDesk
import Desk
import Foundation
import Hummingbird
import Outcomes

/// All of it read once more, and signed: the passphrase is the signature, also while the key is unlocked.
struct SignScreen: Sendable {
    let portal: PortalState

    func add(to router: PortalRouter) {
        let cases = CaseScreen(portal: portal)
        router.get("case/:name/sign") { request, context in
            try await sign(try cases.found(context), Visit(request, portal))
        }
        router.post("case/:name/sign") { request, context in
            try await signed(try cases.found(context), request)
        }
    }

    private func sign(_ found: OwnersCase, _ visit: Visit) async throws -> Response {
        if !found.takesYes() { return .see("/case/\(found.name)/sealing") }
        let words = visit.words
        let draft = found.draft
        var page = HandoverStep.sign.page(of: found, visit)
        do {
            let (values, notes) = try await portal.atDesk { desk in
                let asked = try AskedCase(found, desk)
                guard !asked.takesNoYes else { return Boxed(["takesNoYes": true] as [String: Any]) }
                let proposed = try ProposedConsent(draft, answering: found.request, noting: desk.note)
                var values = SignValues(asked, proposed, words).values
                values["again"] = try asked.earlierAnswers(found, words, desk)
                return Boxed(values)
            }
            // Its own page says that nobody can agree to it any more.
            if values.values["takesNoYes"] != nil { return .see(HandoverStep.who.address(of: found)) }
            page.merge(values.values) { $1 }
            page["notes"] = NoteWords.values(notes, draft, words)
        } catch let error as DeskError where error.kind != .ourFault {
            // What is chosen cannot be agreed to: the steps before say what is missing.
            // Of recordings that nobody chose there is nothing to say.
            let hasFootage = !draft.footage.isEmpty
            if hasFootage {
                page["why"] = FailureWords(error, words, naming: FileNames(draft).shown).values()
            }
            let missing = hasFootage ? HandoverStep.cameras : .recordings
            let step =
                (hasFootage ? error.step(of: found, words) : nil) ?? (
                    address: missing.address(of: found), text: words["step.to-\(missing.rawValue)"]
                )
            page["stopped"] = ["address": step.address, "text": step.text]
        }
        page["digest"] = draft.digest
        page["hasKey"] = portal.identity.isThere
        page["isUnlocked"] = portal.identity.minutesLeft != nil
        page["typed"] = visit.again?["typed"] ?? ""
        if let why = visit.why { page["why"] = why }
        return portal.pages.page("sign", words["sign.title"], page, visit)
    }

    private func signed(_ found: OwnersCase, _ request: Request) async throws -> Response {
        let form = try await PostedForm(request, portal.session)
        let address = "/case/\(found.name)/sign"
        guard found.takesYes() else { return .see("/case/\(found.name)/sealing") }
        do {
            _ = try await portal.atDesk { [portal] desk in
                let typed = form.text("typed")
                let signer = try portal.signer(by: form["passphrase"])
                do {
                    let scrutiny = RequestScrutiny(trust: try desk.trust.load(), journal: desk.journal)
                    _ = try found.agree(
                        read: form["digest"] ?? "", by: signer, heldAgainst: scrutiny,
                        accepting: SignerAcceptance(typed: typed), noting: desk.note)
                } catch let error as DeskError { throw SignRefusal(error) }
                try portal.beginSealing(found, by: signer, typed: typed, desk)
            }
        } catch let refusal as SignRefusal {
            return portal.again(address, form, refusal.key, because: refusal.failure)
        }
        return .see("/case/\(found.name)/sealing")
    }
}

/// Why something was not signed, in words of the page.
struct SignRefusal: Error {
    /// The key of the words.
    let key: String
    /// Why, where the words of the key do not say it.
    var failure: DeskError?
}

extension SignRefusal {
    /// Why a consent was not signed.
    fileprivate init(_ error: DeskError) {
        if error.kind == .busy {
            self.init(key: "sign.changed")
        } else if error.kind == .notPermitted, error.remedy == .acceptUnknownSigner {
            self.init(key: "sign.name-wrong")
        } else {
            self.init(key: "sign.refused", failure: error)
        }
    }
}

extension PortalState {
    /// The identity, opened once by a passphrase that is the signature.
    ///
    /// - Throws: ``SignRefusal`` where it does not open.
    func signer(by passphrase: String?) throws -> IdentityAtHand {
        do { return try identity.signing(with: passphrase ?? "").openedOnce() } catch {
            guard [.notPermitted, .usage].contains(error.kind) else { throw error }
            throw SignRefusal(key: "unlock.wrong")
        }
    }

    /// Begins to seal what a case agreed to.
    ///
    /// - Parameter name: what was typed as the name of who asks; nil where it was not asked for.
    func beginSealing(
        _ found: OwnersCase, by signer: IdentityAtHand, typed name: String?, _ desk: DeskAtHand
    ) throws {
        let trust = try desk.trust.load()
        try works.begin(found) {
            .sealing(
                try found.beginSealing(
                    by: signer, trust: trust, typed: name, journal: OwnersJournal.place(nil), program: program
                ))
        }
    }
}
