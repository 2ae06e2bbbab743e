import Records
import Statements
import Foundation
import Sealing
import Testing

@Suite("Only who holds a bundle adds to its custody chain")
struct HolderTests {
    private let sample: SampleChain
    init() throws { sample = try SampleChain() }

    private var empty: CustodyChain { CustodyChain(of: sample.seal, digest: sample.digest) }
    private var received: CustodyAction {
        .received(.init(from: nil, how: "by hand", archive: sample.archive, checks: sample.checks))
    }
    private var offer: CustodyAction {
        .transferred(.init(to: sample.story.investigator.card, archive: sample.archive))
    }

    @Test("a chain begins with somebody who received the bundle")
    func begins() throws {
        #expect(
            failure { try empty.adding(.verified(sample.checks), by: sample.custodian) }
                == CustodyRefusal.notReceived)
        let line = try sample.entry(
            .verified(sample.checks), by: sample.custodian, sequence: 1, previous: sample.digest)
        #expect(sample.chain([line]).flaws == [.beginsWithout(line: 1, what: "verified by “Lee Park”")])
    }

    @Test("nobody else adds to it, and an entry that was put there all the same is named with its author")
    func others() throws {
        let chain = try empty.adding(received, by: sample.custodian)
        #expect(
            failure { try chain.adding(.verified(sample.checks), by: sample.story.stranger) }
                == CustodyRefusal.heldBy(sample.custodian.card, offeredTo: nil))
        let line = try sample.entry(
            .copied(.init(to: "my disk", copy: sample.archive)), by: sample.story.stranger, sequence: 6,
            previous: sample.digest(ofEntry: 5))
        let found = sample.chain(sample.lines + [line]).flaws
        #expect(
            found == [
                .notHeld(entry: 6, line: 6, what: "copied by “Someone Else”", holder: "Tom Okafor")
            ])
        #expect(
            found[0].description
                == "entry 6 (line 6): copied by “Someone Else”, who did not hold it; “Tom Okafor” did")
    }

    @Test("who has handed it over does not hold it any more")
    func handedOver() throws {
        let line = try sample.entry(
            .verified(sample.checks), by: sample.custodian, sequence: 4, previous: sample.digest(ofEntry: 3))
        #expect(
            sample.chain(Array(sample.lines.prefix(3)) + [line]).flaws == [
                .notHeld(entry: 4, line: 4, what: "verified by “Lee Park”", holder: "Tom Okafor")
            ])
    }

    @Test(
        "a transfer signed by the giver only is offered, not yet accepted, and leaves the bundle with the giver"
    )
    func offered() throws {
        let chain = try empty.adding(received, by: sample.custodian).adding(offer, by: sample.custodian)
        #expect(chain.holds)
        #expect(chain.openOffer?.acceptance == .offered)
        #expect(chain.holder == sample.custodian.card)
        #expect(
            failure { try chain.adding(.verified(sample.checks), by: sample.story.investigator) }
                == CustodyRefusal.heldBy(
                    sample.custodian.card, offeredTo: sample.story.investigator.card))
        // It lapses when the giver goes on.
        let after = try chain.adding(.verified(sample.checks), by: sample.custodian)
        #expect(after.holds && after.openOffer == nil && after.holder == sample.custodian.card)
        #expect(
            failure { try after.accepting(by: sample.story.investigator, archive: sample.archive) }
                == CustodyRefusal.offerLapsed(
                    offer: 2, entry: 3, what: "verified", by: sample.custodian.card))
        #expect(
            failure { try after.accepting(by: sample.story.stranger, archive: sample.archive) }
                == CustodyRefusal.nothingOffered)
    }

    @Test("both sign the same payload, so what follows still names the transfer")
    func countersigned() throws {
        let offered = try empty.adding(received, by: sample.custodian).adding(offer, by: sample.custodian)
        let accepted = try offered.accepting(by: sample.story.investigator, archive: sample.archive)
        #expect(
            accepted.links[1].envelope.payloadDigest == offered.links[1].envelope.payloadDigest)
        #expect(accepted.head != offered.head, "a digest that is written down tells whether both signed")
        #expect(accepted.links[1].acceptance == .accepted)
        #expect(accepted.holder == sample.story.investigator.card)
        #expect(accepted.links[1].envelope.signatures.count == 2)
    }

    @Test("a transfer is accepted only by whom it is for, of the very file it names")
    func acceptance() throws {
        let offered = try empty.adding(received, by: sample.custodian).adding(offer, by: sample.custodian)
        #expect(
            failure { try offered.accepting(by: sample.story.stranger, archive: sample.archive) }
                == CustodyRefusal.offeredToAnother(sample.story.investigator.card))
        let other = ArchiveFacts(sha256: sample.archive.sha256, size: 1)
        #expect(
            failure { try offered.accepting(by: sample.story.investigator, archive: other) }
                == CustodyRefusal.anotherArchive(offered: sample.archive, here: other))
        #expect(
            failure { try empty.accepting(by: sample.story.investigator, archive: sample.archive) }
                == CustodyRefusal.nothingOffered)
    }

    @Test("a receiver who goes on without having signed is named, as when their signature was taken away")
    func strippedAcceptance() throws {
        var lines = sample.lines
        let transfer = try DSSEEnvelope(json: lines[2])
        lines[2] = try DSSEEnvelope(
            payload: transfer.payload, payloadType: transfer.payloadType,
            signatures: [transfer.signatures[0]]
        ).json()
        let found = sample.chain(lines).flaws
        #expect(found == [.notAccepted(entry: 4, line: 4, by: "Tom Okafor")])
    }

    @Test("a signature in the receiver's name that is not theirs is named")
    func forgedAcceptance() throws {
        var lines = sample.lines
        let transfer = try DSSEEnvelope(json: lines[2])
        lines[2] = try DSSEEnvelope(
            payload: transfer.payload, payloadType: transfer.payloadType,
            signatures: [transfer.signatures[0]]
        ).countersigned(
            by: sample.story.stranger.signingKey, keyID: sample.story.investigator.card.fingerprint.hex
        ).json()
        #expect(
            sample.chain(lines).flaws == [.forgedAcceptance(entry: 3, line: 3, by: "Tom Okafor")])
    }

    @Test("after it was disposed of nothing is done with a bundle")
    func disposed() throws {
        let end = CustodyAction.disposed(
            .init(.overwritten, found: .nothing, why: "the case is closed"))
        let chain = try sample.whole.adding(end, by: sample.story.investigator)
        #expect(chain.holder == nil && chain.isDisposed)
        #expect(
            failure { try chain.adding(received, by: sample.custodian) } == CustodyRefusal.disposed)
        let line = try sample.entry(
            .verified(sample.checks), by: sample.story.investigator, sequence: 7,
            previous: try #require(chain.links.last).envelope.payloadDigest)
        #expect(
            sample.chain(chain.links.map(\.json) + [line]).flaws == [
                .afterDisposal(entry: 7, line: 7, what: "verified by “Tom Okafor”")
            ])
    }

    @Test("nobody can sign an entry in another's name")
    func otherSigner() throws {
        let entry = try sample.whole.next(
            .verified(sample.checks), by: sample.story.investigator.card, at: time("2026-07-06T10:00:00Z"))
        #expect(
            failure { try entry.signed(by: sample.story.stranger) }
                == StatementError.notSignable(
                    kind: "custody entry", reason: "it names “Tom Okafor” as who did it"))
    }

    @Test(
        "words that are needed are there and not endless",
        arguments: ["", " \n", String(repeating: "a", count: 4097)])
    func texts(text: String) throws {
        #expect(throws: StatementError.self) {
            try sample.whole.adding(
                .copied(.init(to: text, copy: sample.archive)), by: sample.story.investigator)
        }
    }

    @Test("an entry says nothing of what the bundle is about, nor who its owner is")
    func reticent() throws {
        let written = sample.whole.links.map { String(decoding: $0.envelope.payload, as: UTF8.self) }.joined()
        for secret in ["26-0417", "Elm St", "front-door", "Dana", "0001", "+02:00"] {
            #expect(!written.contains(secret), "\(secret) is readable")
        }
    }
}
