import CustodyDesk
import Desk
import Foundation
import Outcomes
import Records
import Report
import Statements
import Testing

@Suite("What an investigator makes of a stranger's bundle")
struct StrangersSealTests {
    private static func asked() -> Trust {
        var trust = Trust()
        trust.isAskedFor = true
        return trust
    }

    private static func sealed() throws -> AgreedOwner {
        let owner = try AgreedOwner()
        try owner.seal(try owner.agree())
        return owner
    }

    @Test("it is opened and reported on, and is no success where the person said whom they trust")
    func noSuccess() throws {
        let owner = try Self.sealed()
        let bundle = owner.folder.path("bundle.tar")
        let agency = owner.asked.identity(owner.asked.agency, "keller.identity")
        guard
            case .opened(let opened) = try OpenedBundle.open(
                bundle, by: agency, trust: Self.asked(), into: owner.folder.path("opened"),
                program: AgreedOwner.program),
            case .written(let facts, let reliance) = try ReportOrder(bundle: bundle).write(
                into: owner.asked.output("report.html"), by: agency, trust: Self.asked(),
                program: AgreedOwner.program)
        else {
            Issue.record("not opened, or not written")
            return
        }
        #expect(opened.reliance.refusal?.remedy == .compareWithSigner)
        #expect(FileManager.default.fileExists(atPath: opened.facts.folder))
        #expect(reliance.refusal?.remedy == .compareWithSigner)
        #expect(facts.report.result == .signerUnknown && opened.facts.report.result == .signerUnknown)
    }

    @Test(
        "a report begins with it, in a colour of its own, and calls nobody the owner without saying whose word that is"
    )
    func saidFirst() throws {
        let owner = try Self.sealed()
        let agency = owner.asked.identity(owner.asked.agency, "keller.identity")
        func page(_ name: String, _ trust: Trust) throws -> String {
            _ = try ReportOrder(bundle: owner.folder.path("bundle.tar")).write(
                into: owner.asked.output(name), by: agency, trust: trust, program: AgreedOwner.program)
            return String(decoding: try owner.folder.read(name), as: UTF8.self)
        }
        let unknown = try page("unknown.html", Trust())
        #expect(
            unknown.contains(
                #"<p class="verdict open">Who sealed this bundle is not settled: valid, signer unknown"#))
        #expect(unknown.contains("Owner, by a card nobody vouches for"))
        let known = try page("known.html", Trust([owner.asked.owner.card]))
        #expect(known.contains(#"<p class="verdict">This bundle ("#))
        #expect(!known.contains("nobody vouches for"))
    }

    @Test(
        "a stranger in the custody chain is one to whoever opens, and is marked in the report beside their name"
    )
    func strangerInChain() throws {
        let room = try CourtRoom(isReceived: false)
        try room.receive(by: room.prosecutor)
        var trust = Trust([room.dana.card])
        trust.isAskedFor = true
        guard
            case .opened(let opened) = try OpenedBundle.open(
                room.bundle, by: room.atHand(room.agency), trust: trust, into: room.folder.path("opened"),
                entry: .none, program: AgreedOwner.program)
        else {
            Issue.record("not opened")
            return
        }
        #expect(opened.reliance.refusal?.remedy == .compareWithPeople)
        #expect(opened.facts.report.result == .custodyUnknown)
        _ = try ReportOrder(bundle: room.bundle, entersOpening: false).write(
            into: room.owner.asked.output("chain.html"), by: room.atHand(room.agency), trust: trust,
            program: AgreedOwner.program)
        let page = String(decoding: try room.folder.read("chain.html"), as: UTF8.self)
        #expect(page.contains("not to be relied on: “Petra Vogt”"))
    }

    @Test(
        "a graph says of an owner and of a requester nobody knows that they are not relied on, and of no other"
    )
    func graph() throws {
        let owner = try Self.sealed()
        let agency = owner.asked.identity(owner.asked.agency, "keller.identity")
        func doubted(_ trust: Trust, _ name: String) throws -> [String] {
            _ = try ReportOrder(bundle: owner.folder.path("bundle.tar")).write(
                into: owner.asked.output(name), by: agency, trust: trust, program: AgreedOwner.program)
            let graph = try JSONSerialization.jsonObject(with: Data(try owner.folder.read(name)))
            let nodes = try #require((graph as? [String: Any])?["@graph"] as? [[String: Any]])
            return nodes.filter { $0["proffer:notReliedOn"] != nil }.compactMap {
                $0["uco-core:name"] as? String
            }
        }
        #expect(try doubted(Trust(), "unknown.jsonld") == [owner.asked.owner.card.name])
        #expect(try doubted(Trust([owner.asked.owner.card]), "known.jsonld").isEmpty)
    }

    @Test("a certification of it says in its text what is to be cleared up before anybody signs")
    func certification() throws {
        let owner = try Self.sealed()
        let revocation = CardRevocation(
            card: owner.asked.owner.card, reason: "stolen",
            since: .now().adding(nanoseconds: 3_600_000_000_000),
            issued: .now())
        _ = try ReportOrder(bundle: owner.folder.path("bundle.tar"), certification: .copy).write(
            into: owner.asked.output("draft.txt"),
            by: owner.asked.identity(owner.asked.agency, "keller.identity"),
            trust: Trust([owner.asked.owner.card]).adding(revocation), program: AgreedOwner.program)
        let draft = String(decoding: try owner.folder.read("draft.txt"), as: UTF8.self)
            .replacing("\n", with: " ").replacing("  ", with: " ")
        #expect(draft.contains("Clear up before you sign") && draft.contains("was revoked as of"), "\(draft)")
        // Whose key it is, is known.
        let name = owner.asked.owner.card.name.quoted
        #expect(draft.contains("by a key of \(name) that is not to be relied on ("), "\(draft)")
        #expect(!draft.contains("whose holder I do not know"))
    }

    @Test("a certification of a replaced key has one zone, in what is to be cleared up too")
    func replaced() throws {
        let owner = try Self.sealed()
        let card = owner.asked.owner
        let new = try card.rotated(created: card.created.adding(nanoseconds: 1))
        _ = try ReportOrder(bundle: owner.folder.path("bundle.tar"), certification: .copy).write(
            into: owner.asked.output("draft.txt"),
            by: owner.asked.identity(owner.asked.agency, "keller.identity"),
            trust: Trust([card.card, new.card]), program: AgreedOwner.program)
        let draft = String(decoding: try owner.folder.read("draft.txt"), as: UTF8.self)
        #expect(draft.contains("Clear up before you sign") && draft.contains("was replaced on"), "\(draft)")
        #expect(draft.firstMatch(of: /[0-9]{2}:[0-9]{2}:[0-9]{2}Z/) == nil, "\(draft)")
    }

    @Test(
        "a time of sealing that cannot be right is told where it stands, and is to be cleared up before anybody signs"
    )
    func timeAhead() throws {
        let owner = try Self.sealed()
        var facts = try ReportFacts.examine(
            owner.folder.path("bundle.tar"), identity: owner.asked.agency,
            trust: Trust([owner.asked.owner.card]), entersOpening: false,
            tool: ToolFacts(name: "proffer", version: "test", operatingSystem: "any", libraries: [:])
        ).facts
        facts.bundle.sealed = facts.made.adding(nanoseconds: 300 * 24 * 3600 * WallTime.nanosecondsPerSecond)
        func text(_ bytes: [UInt8]) -> String {
            String(decoding: bytes, as: UTF8.self).replacing("&#39;", with: "'").replacing("<wbr>", with: "")
                .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        let doubt = "lies ahead of this machine's clock"
        let draft = text(try facts.certification(.copy, as: .txt, path: "draft.txt", trust: Trust()))
        #expect(draft.contains("[Clear up before you sign: of that time the tool says that it \(doubt)"))
        let page = text(try facts.report(as: .html, path: "report.html"))
        #expect(page.contains("by the clock of who sealed; it \(doubt)"))
        let graph = text(try facts.report(as: .jsonld, path: "case.jsonld"))
        #expect(graph.contains("; its time \(doubt)"))
    }

    @Test("a report says of a key that was revoked whose it was, and not that the signer is unknown")
    func revoked() throws {
        let owner = try Self.sealed()
        let revocation = CardRevocation(
            card: owner.asked.owner.card, reason: "stolen",
            since: .now().adding(nanoseconds: 3_600_000_000_000), issued: .now())
        _ = try ReportOrder(bundle: owner.folder.path("bundle.tar")).write(
            into: owner.asked.output("report.html"),
            by: owner.asked.identity(owner.asked.agency, "keller.identity"),
            trust: Trust([owner.asked.owner.card]).adding(revocation), program: AgreedOwner.program)
        let page = String(decoding: try owner.folder.read("report.html"), as: UTF8.self)
            .replacing(/<[^>]*>/, with: "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            page.contains(
                "a key of \(owner.asked.owner.card.name.quoted) that is not to be relied on (the card of"))
        #expect(!page.contains("signer unknown, card"))
    }
}
