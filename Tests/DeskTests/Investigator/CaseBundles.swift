import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Sealing
import Statements

/// Two owners who were asked in one case, each with a bundle of one camera: ten seconds, the second five seconds later.
struct CaseBundles {
    let first: AgreedOwner
    let second: AgreedOwner
    /// Who can open both.
    let investigator: Identity

    /// - Parameters:
    ///   - secondCase: the case that the second owner was asked for in.
    ///   - secondAgency: whom the second one was asked by.
    init(secondCase: String = "26-0417", secondAgency: String = "Police") throws {
        let investigator = try Identity.generate(name: "Ines Vestrup", role: .investigator)
        self.investigator = investigator
        func bundle(_ number: String, _ from: String, _ to: String, _ place: Int) throws -> AgreedOwner {
            let owner = try AgreedOwner(organization: place == 0 ? "Police" : secondAgency) { draft in
                draft.caseNumber = number
                let card = draft.recipients[0].replacing("keller.card.json", with: "vestrup.card.json")
                try? Data(investigator.card.json()).write(to: URL(fileURLWithPath: card))
                draft.recipients.append(card)
            }
            var terms = try AgreedOwner.terms()
            (terms.from, terms.to) = (try MomentInWindow(from), try MomentInWindow(to))
            try owner.seal(try owner.agree(terms), into: "bundle.tar")
            return owner
        }
        first = try bundle("26-0417", "21:40:32", "21:40:36", 0)
        second = try bundle(secondCase, "21:40:38", "21:40:42", 1)
    }

    var folder: ScratchFolder { first.folder }
    var paths: [String] { [first, second].map { $0.folder.path("bundle.tar") } }

    /// Somebody who can open both.
    func reader(_ identity: Identity? = nil) -> IdentityAtHand {
        first.asked.identity(identity ?? investigator, "vestrup.identity")
    }

    /// Begins a chain beside a bundle.
    func received(_ place: Int, by identity: Identity) throws {
        _ = try AccountedBundle(paths[place], custody: CustodyPlace(nil)).write(
            .received(sender: nil, how: "by hand"), by: first.asked.identity(identity, "who.identity"),
            trust: Trust([]), media: nil)
    }

    /// What happened to a bundle, by its chain.
    func events(_ place: Int) throws -> [String] {
        try ShownCustody(of: paths[place], custody: CustodyPlace(nil), trust: Trust([])).chain.links.map(
            \.entry.action.word)
    }

    /// Changes a byte in the middle of a bundle.
    func damage(_ place: Int) throws {
        let file = URL(fileURLWithPath: paths[place])
        var bytes = [UInt8](try Data(contentsOf: file))
        bytes[bytes.count / 2] ^= 1
        try Data(bytes).write(to: file)
    }
}
