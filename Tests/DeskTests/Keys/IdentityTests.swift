import CustodyDesk
import Foundation
import Outcomes
import Peers
import Statements
import Synchronization
import Testing

@Suite("Keys are made and used so that they stay a person's own")
struct IdentityTests {
    private let folder: ScratchFolder
    init() throws { folder = try ScratchFolder() }

    private func output(_ name: String) -> OutputFile { OutputFile(folder.path(name), replaces: false) }

    /// Somebody who answers what they are asked, in order, and what they were asked.
    private final class Person {
        var answers: [String]
        private(set) var asked: [PassphraseSource.Question] = []
        private(set) var notes: [Note] = []
        init(_ answers: String...) { self.answers = answers }

        var source: PassphraseSource {
            PassphraseSource(
                file: nil,
                asking: { question throws(DeskError) in
                    self.asked.append(question)
                    guard !self.answers.isEmpty else { throw DeskError(.usage, "nobody answers") }
                    return self.answers.removeFirst()
                }, noting: { self.notes.append($0) })
        }
    }

    private var dana: NewIdentity {
        NewIdentity(name: "Dana Whitfield", role: .owner, organization: nil, postQuantum: false)
    }

    private func unprotected(_ name: String) throws -> IdentityAtHand {
        _ = try dana.make(in: output(name), protectedBy: nil)
        return IdentityAtHand(at: folder.path(name), passphrase: Person().source)
    }

    @Test("a new passphrase is asked for twice, and the identity opens with it and with no other")
    func protected() throws {
        let person = Person("correct horse", "correct horse", "correct horse", "wrong", "wrong", "wrong")
        let made = try dana.make(in: output("dana.identity"), protectedBy: person.source)
        #expect(made.facts.protected == true)
        #expect(person.asked == [.ofNewIdentity(), .again])
        let path = folder.path("dana.identity")
        #expect(try person.source.open(path).card == made.card)
        #expect(refusal { try person.source.open(path) }?.kind == .notPermitted)
    }

    @Test(
        "two passphrases that differ, an empty one, and nobody to ask make no identity",
        arguments: ["differ", "empty", "nobody"])
    func notMade(why: String) throws {
        let source =
            switch why {
            case "differ": Person("one", "another", "one", "another", "one", "another").source
            case "empty": Person("", "", "").source
            default: PassphraseSource(file: nil, asking: nil, noting: { _ in })
            }
        let error = refusal { try dana.make(in: output("dana.identity"), protectedBy: source) }
        #expect(error?.kind == .usage)
        #expect(try folder.names() == [])
    }

    @Test("nobody types a passphrase for what cannot be written or cannot stand on a card")
    func nothingInVain() throws {
        let person = Person()
        try folder.write("already here", as: "dana.identity")
        #expect(
            refusal { try dana.make(in: output("dana.identity"), protectedBy: person.source) }?.kind
                == .cannotWrite)
        let nobody = NewIdentity(name: "", role: .owner, organization: nil, postQuantum: false)
        #expect(
            refusal { try nobody.make(in: output("new.identity"), protectedBy: person.source) }?.remedy
                == .nameOtherwise)
        #expect(person.asked.isEmpty)
    }

    @Test("an identity is written for its owner only")
    func mode() throws {
        _ = try unprotected("dana.identity")
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("dana.identity"))
        #expect((attributes[.posixPermissions] as? Int).map { $0 & 0o077 } == 0)
    }

    @Test("that others can read an identity is said where it was used, and not beside a refusal")
    func exposed() throws {
        let person = Person(
            "right and long enough", "right and long enough", "right and long enough", "wrong", "", "")
        _ = try dana.make(in: output("dana.identity"), protectedBy: person.source)
        let path = folder.path("dana.identity")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        _ = try person.source.open(path)
        let exposures = person.notes.compactMap { note -> Exposure? in
            if case .keys(.exposed(let exposure)) = note { exposure } else { nil }
        }
        #expect(exposures.map(\.path) == [path])
        #expect(exposures.first?.findings.contains(.readable) == true)
        #expect(refusal { try person.source.open(path) } != nil)
        #expect(person.notes.count == 1)
    }

    @Test("a card, new keys and a revocation are made of an identity, and others take them as that person's")
    func road() throws {
        let old = try unprotected("old.identity")
        let card = try CardOfIdentity.make(of: old, certificates: nil, in: output("old.card.json"))
        let shown = try ShownIdentity(folder.path("old.card.json"), passphrase: Person().source)
        #expect(shown.facts.kind == .card && shown.card == card.card)
        let new = try RotatedIdentity.make(
            from: old, postQuantum: false, in: output("new.identity"), protectedBy: nil)
        #expect(new.card.replaces(card.card))
        let revocation = try NewCardRevocation(of: nil, reason: "my laptop was stolen", since: nil)
            .make(signedBy: old, in: output("revocation.json"))
        #expect(revocation.revocation.card == card.card && revocation.revocation.successor == nil)
    }

    @Test("a card is revoked by its own key or the one that replaced it, and by nobody else's")
    func revokers() throws {
        let old = try unprotected("old.identity")
        _ = try CardOfIdentity.make(of: old, certificates: nil, in: output("old.card.json"))
        let card = folder.path("old.card.json")
        let stranger = try unprotected("stranger.identity")
        let revocation = NewCardRevocation(of: card, reason: "not mine", since: nil)
        #expect(refusal { try revocation.make(signedBy: stranger, in: output("forged.json")) } != nil)
        #expect(try !folder.names().contains("forged.json"))
        _ = try RotatedIdentity.make(
            from: old, postQuantum: false, in: output("new.identity"), protectedBy: nil)
        let new = IdentityAtHand(at: folder.path("new.identity"), passphrase: Person().source)
        let made = try revocation.make(signedBy: new, in: output("revocation.json"))
        #expect(made.revocation.successor == (try new.open().card))
    }
}
