import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Sealing
import Statements
import Testing

@Suite("A file is what its content says, wherever it is given")
struct RecognisedFileTests {
    /// An owner's folder with everything in it that goes back and forth, under names that tell nothing.
    private let owner: AgreedOwner
    private var asked: AskedOwner { owner.asked }

    init() throws {
        owner = try AgreedOwner()
        let asked = owner.asked
        _ = try owner.agree(nil, "a1")
        _ = try asked.answer("a2").decline(owner.request, reason: nil, trust: Trust())
        _ = try asked.answer("a3").counter(owner.request, OfferTerms(), trust: Trust())
        _ = try asked.answer("a4").revoke(asked.folder.path("a1"), reason: nil)
        try asked.folder.write(asked.owner.card.json(), as: "a5")
        try asked.folder.write(asked.owner.file(passphrase: nil), as: "a6")
        try asked.folder.write(asked.owner.file(passphrase: "correct horse", workFactor: 4), as: "a7")
        try asked.folder.write(
            CardRevocation(card: asked.owner.card, reason: "lost", since: asked.moment, issued: asked.moment)
                .signed(by: asked.owner).json(), as: "a8")
        try asked.folder.write(
            Age.encrypt(Array("x".utf8), to: [asked.owner.ageIdentity.recipient], armored: true), as: "a9")
        try asked.folder.write(asked.folder.read("journal.sqlite"), as: "b1")
        try FileManager.default.copyItem(
            atPath: "\(AgreedOwner.samples)/\(AgreedOwner.recording)", toPath: asked.folder.path("b2"))
        try asked.folder.write([], as: "b3")
        try asked.folder.write("buy milk", as: "b4")
        try asked.folder.write("-----BEGIN PRIVATE KEY-----\nMC4CAQAw\n", as: "b5")
    }

    static let natures: [(String, FileNature)] = [
        ("request.json", .request), ("a1", .consent), ("a2", .decline), ("a3", .counterOffer),
        ("a4", .revocation), ("a5", .card), ("a6", .identity), ("a7", .protectedIdentity),
        ("a8", .cardRevocation), ("a9", .encrypted), ("b1", .journal), ("b2", .recording), ("b3", .empty),
        ("b4", .text), ("b5", .privateKey), ("", .folder),
    ]

    @Test("every kind is told from its content")
    func told() throws {
        for (name, nature) in Self.natures {
            #expect(try RecognisedFile(asked.folder.path(name)).nature == nature, "\(name)")
        }
    }

    @Test("a bundle, its custody chain, a receipt and a ledger are told as well")
    func custody() throws {
        let room = try EvidenceRoom()
        let ledger = room.folder.path("log")
        _ = try LedgerAtHand(ledger, noting: room.note).begin(by: room.atHand(room.lee), heads: nil)
        _ = try NewReceipt(
            of: room.bundle, how: "by hand", sender: nil, ledger: ledger, custody: CustodyPlace(nil)
        ).make(by: room.atHand(room.lee), trust: Trust(), in: room.output("r"), media: nil)
        try FileManager.default.copyItem(atPath: room.bundle, toPath: room.folder.path("b"))
        try room.folder.write(try #require(room.chain), as: "c")
        for (name, nature) in [
            ("b", FileNature.bundle), ("c", .custodyChain), ("r", .receipt), ("log", .ledger),
        ] {
            #expect(try RecognisedFile(room.folder.path(name)).nature == nature, "\(name)")
        }
    }

    @Test("a disclosure and what is opened by it are told, and a changed one is not called sound")
    func disclosure() throws {
        let room = try CourtRoom()
        try room.disclose([1])
        guard case .opened = try room.open(by: room.defence) else {
            Issue.record("refused")
            return
        }
        for (name, nature) in [
            ("disclosure.json", FileNature.disclosure), ("opened/disclosure.json", .disclosure),
            ("opened/terms.json", .disclosureTerms),
        ] {
            let file = try RecognisedFile(room.folder.path(name))
            #expect(file.nature == nature && file.flaw == nil, "\(name): \(file.nature)")
        }
        let facts = try FileManager.default.contentsOfDirectory(atPath: room.folder.path("opened"))
            .filter { $0.hasSuffix(".facts.json") }
        for name in facts {
            #expect(try RecognisedFile(room.folder.path("opened/\(name)")).nature == .openedText)
        }
        #expect(facts.count == 1)
        var text = String(decoding: try room.folder.read("disclosure.json"), as: UTF8.self)
        let signature = try #require(text.range(of: "\"sig\"")).upperBound
        let place = text.index(signature, offsetBy: 8)
        text.replaceSubrange(place...place, with: text[place] == "A" ? "B" : "A")
        try room.folder.write(text, as: "changed")
        let changed = try RecognisedFile(room.folder.path("changed"))
        #expect(changed.nature == .disclosure && changed.flaw != nil)
    }

    @Test("a register of bundles is told from a ledger")
    func register() throws {
        let room = try ManyBundles()
        try room.seal("incoming/1.tar")
        _ = try room.receive()
        #expect(try RecognisedFile(room.folder.path("register.sqlite")).nature == .register)
    }

    @Test("a statement that was changed is that, and not called sound")
    func changed() throws {
        var text = String(decoding: try asked.folder.read("request.json"), as: UTF8.self)
        let signature = try #require(text.range(of: "\"sig\"")).upperBound
        let place = text.index(signature, offsetBy: 8)
        text.replaceSubrange(place...place, with: text[place] == "A" ? "B" : "A")
        try asked.folder.write(text, as: "changed")
        let file = try RecognisedFile(asked.folder.path("changed"))
        #expect(file.nature == .request)
        #expect(file.flaw != nil)
    }

    /// A place where a file is given: what is needed there, which of the files are that, and what takes one.
    struct Place: Sendable, CustomTestStringConvertible {
        let needed: String
        let right: Set<String>
        let take: @Sendable (AgreedOwner, String) throws -> Void
        var testDescription: String { needed }
    }

    static let places: [Place] = [
        Place(needed: "a request to read", right: ["request.json"]) { _ = try $0.asked.scrutiny().lint($1) },
        Place(needed: "a request to grant", right: ["request.json"]) {
            _ = try $0.asked.answer("new").grant($1, GrantTerms(), heldAgainst: $0.asked.scrutiny())
        },
        Place(needed: "a consent", right: ["a1", "a2", "a4"]) { _, file in
            _ = try ShownConsent(file, trust: Trust())
        },
        Place(needed: "a card to trust", right: ["a5", "a8"]) {
            _ = try CardToTrust($1, comparison: .notWrittenDown).add(
                to: TrustSource(named: $0.folder.path("trusted"), noting: { _ in }))
        },
        Place(needed: "an identity", right: ["a6", "a7"]) { _, file in
            _ = try PassphraseSource(file: nil, asking: nil, noting: { _ in }).open(file)
        },
        Place(needed: "a bundle", right: []) { _, file in
            _ = try BundleToVerify(file).verify(with: nil, trust: Trust(), media: nil)
        },
        Place(needed: "a receipt", right: []) { _, file in
            _ = try ReceiptToRead(file, bundle: nil, keeper: nil).read(openedBy: nil, trust: Trust())
        },
        Place(needed: "a recording", right: ["b2"]) { owner, file in
            _ = try OwnersFootage(paths: [file], usesIndex: false).list(noting: { _ in })
        },
    ]

    @Test(
        "another file than is needed is called what it is, and a secret one is told to stay",
        arguments: places)
    func wrong(place: Place) throws {
        for (name, nature) in Self.natures
        where !place.right.contains(name) && nature.isCertain && nature != .empty && nature != .recording {
            let file = asked.folder.path(name)
            let error = refusal { try place.take(owner, file) }
            #expect(error?.kind == .notUnderstood, "\(name): \(error?.message ?? "taken")")
            #expect(error?.message.contains(nature.inWords) == true, "\(name): \(error?.message ?? "taken")")
            if place.needed == "a card to trust", [.identity, .protectedIdentity].contains(nature) {
                #expect(error?.remedy == .makeCardOf(identity: file))
            } else {
                #expect(error?.message.contains("give it to nobody") == nature.isSecret)
            }
        }
    }

    @Test("what goes with a file is found beside it, and not where several could be meant")
    func beside() throws {
        let consent = try RecognisedFile(asked.folder.path("a1"))
        #expect(FilesBeside(of: consent.path).request(of: consent) == owner.request)
        #expect(FilesBeside(of: consent.path).identity == nil)
        try FileManager.default.removeItem(atPath: asked.folder.path("a7"))
        #expect(FilesBeside(of: consent.path).identity == asked.folder.path("a6"))
    }
}
