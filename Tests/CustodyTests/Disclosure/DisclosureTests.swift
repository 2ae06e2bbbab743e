import Foundation
import Peers
import Records
import Sealing
import Statements
import Testing

@Suite("Disclosures")
struct DisclosureTests {
    private let sample: SampleDisclosure
    init() throws { sample = try SampleDisclosure() }

    @Test("a disclosure read back is the one signed, and opens for its recipient and the owner alone")
    func roundTrip() throws {
        let envelope = try sample.envelope()
        let read = try Disclosure(verifying: try DSSEEnvelope(json: try envelope.json()))
        for reader in [sample.defence, sample.story.owner] {
            let opened = try OpenedDisclosure(read, with: reader)
            #expect(opened.terms == sample.terms && opened.keys == sample.keys)
        }
        for other in [sample.story.investigator, sample.story.agency] {
            guard
                case .ageNoMatch? = failure(
                    of: SealingError.self, { try OpenedDisclosure(read, with: other) })
            else {
                Issue.record("opened")
                continue
            }
        }
    }

    @Test("it is signed by who discloses, and by nobody else")
    func signer() throws {
        #expect(throws: StatementError.self) {
            try sample.disclosure().signed(by: sample.story.owner)
        }
    }

    @Test("terms that cannot be are not signed")
    func terms() throws {
        let changes: [(String, (inout DisclosureTerms) -> Void)] = [
            ("no object", { $0.objects = [] }), ("the same twice", { $0.objects = [2, 2] }),
            ("not in order", { $0.objects = [3, 2] }), ("none", { $0.objects = [0] }),
            ("beyond", { $0.objects = [10_000] }), ("blank reason", { $0.reason = "\u{200B}" }),
            ("long reason", { $0.reason = String(repeating: "a", count: 4097) }),
            ("no permission", { $0.permittedBy = nil }), ("blank permission", { $0.permittedBy = " " }),
            ("for the owner", { $0.recipient = $0.owner }), ("of another bundle", { $0.bundle = "0" }),
            ("keys of others", { $0.objects = [1] }), ("of another format", { $0.type = "x" }),
        ]
        for (what, change) in changes {
            var changed = sample
            change(&changed.terms)
            #expect(throws: StatementError.self, "\(what)") { try changed.disclosure() }
        }
    }

    @Test(
        "by what it is permitted is said exactly where the owner set something or was promised something on passing on"
    )
    func permission() throws {
        for (conditions, sharing, isNeeded) in [
            ([], nil, false), (["No publication"], nil, true), ([], "the prosecutor only", true),
        ] as [([String], String?, Bool)] {
            var changed = sample
            changed.terms.conditions = conditions
            changed.terms.onwardSharing = sharing
            changed.terms.permittedBy = isNeeded ? "a law" : nil
            #expect(throws: Never.self) { try changed.disclosure() }
            changed.terms.permittedBy = isNeeded ? nil : "a law"
            #expect(throws: StatementError.self) { try changed.disclosure() }
        }
    }

    @Test("what the terms repeat is compared with the record, field by field")
    func record() throws {
        #expect(try sample.terms.differences(from: sample.record) == ["object"])
        let changes: [(String, (inout DisclosureTerms) -> Void)] = [
            ("bundle", { $0.bundle = "0" }), ("owner", { $0.owner = $0.recipient }),
            ("request", { $0.request = $0.consent }), ("consent", { $0.consent = $0.request }),
            ("list of conditions", { $0.conditions.removeLast() }),
            ("time for which it is kept", { $0.retention = nil }),
            ("rule on passing it on", { $0.onwardSharing = "anybody" }),
        ]
        for (what, change) in changes {
            var terms = sample.terms
            change(&terms)
            #expect(try terms.differences(from: sample.record) == [what, "object"])
        }
    }

    @Test("an entry and a receipt tell of it; a receipt is of its own bundle's disclosures only")
    func receipt() throws {
        let chain = try SampleChain()
        let disclosure = try sample.disclosure()
        let entry = try CustodyEntry(
            bundle: chain.seal.bundle, seal: chain.digest, sequence: 4,
            previous: try #require(chain.whole.links.last).envelope.payloadDigest,
            time: try time("2026-08-05T09:30:00Z"), actor: chain.custodian.card,
            action: .disclosed(
                .init(
                    objects: 1, disclosure: try sample.envelope().payloadDigest, terms: disclosure.terms,
                    checks: chain.checks))
        ).signed(by: chain.custodian)
        let read = try CustodyEntry(verifying: entry)
        #expect(read.action.word == "disclosed" && read.surplus(in: entry) == nil)
        func receipt(_ disclosed: [DSSEEnvelope]) throws -> DSSEEnvelope {
            try Receipt(
                bundle: chain.seal.bundle, seal: chain.digest, archive: chain.archive, checks: chain.checks,
                time: try time("2026-08-06T07:15:00Z"), receiver: chain.custodian.card,
                conditions: .notSeen(reason: "no key"), entry: chain.whole.links[0].envelope, proof: nil,
                disclosed: disclosed
            ).signed(by: chain.custodian)
        }
        let made = try Receipt(verifying: try receipt([entry]))
        #expect(made.disclosures.map(\.facts.terms) == [disclosure.terms])
        #expect(throws: StatementError.self) { try receipt([chain.whole.links[0].envelope]) }
    }

    @Test("disclosure.md: the example is of the seal of seal.md, and opens for its recipient and the owner")
    func page() throws {
        let written = String(decoding: try sample.envelope().json(), as: UTF8.self)
        guard let shown = try? Repository.example(of: "disclosure", "json", 0),
            let terms = try? Repository.example(of: "disclosure", "json", 1)
        else {
            Issue.record(
                "the page should have: \(written) and \(String(decoding: try StrictJSON.encodePretty(sample.terms), as: UTF8.self))"
            )
            return
        }
        let envelope = try DSSEEnvelope(json: shown)
        #expect(try envelope.json() == shown)
        let disclosure = try Disclosure(verifying: envelope)
        #expect(disclosure.seal == (try DSSEEnvelope(json: try Repository.example(of: "seal")).payloadDigest))
        for reader in [sample.defence, sample.story.owner] {
            let opened = try OpenedDisclosure(disclosure, with: reader)
            #expect(opened.terms == sample.terms)
            #expect(
                try StrictJSON.decode(DisclosureTerms.self, from: terms, maximumBytes: terms.count)
                    == opened.terms)
        }
    }
}
