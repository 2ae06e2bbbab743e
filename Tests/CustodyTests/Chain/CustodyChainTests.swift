import Records
import Statements
import Foundation
import Sealing
import Testing

@Suite("A custody chain shows what was done to it")
struct CustodyChainTests {
    private let sample: SampleChain
    init() throws { sample = try SampleChain() }

    private func flaws(_ lines: [[UInt8]]) -> [CustodyFlaw] { sample.chain(lines).flaws }

    /// A line with one change in its payload, the signatures left as they were.
    private func altered(_ line: [UInt8], _ part: String, _ replacement: String) throws -> [UInt8] {
        let envelope = try DSSEEnvelope(json: line)
        let text = String(decoding: envelope.payload, as: UTF8.self)
        try #require(text.contains(part))
        return try DSSEEnvelope(
            payload: Array(text.replacingOccurrences(of: part, with: replacement).utf8),
            payloadType: envelope.payloadType, signatures: envelope.signatures
        ).json()
    }

    @Test("a chain read back is the one written: nothing is wrong with it, and the receiver holds the bundle")
    func whole() throws {
        let chain = sample.chain(sample.lines)
        #expect(chain.flaws == [])
        #expect(chain == sample.whole)
        #expect(chain.holder == sample.story.investigator.card)
        #expect(chain.clockDoubts(at: try time("2026-07-08T00:00:00Z")) == [])
        #expect(chain.head == sample.head(atEntry: 5))
    }

    @Test("it tells who held the bundle from when to when")
    func tenures() throws {
        let tenures = sample.whole.tenures
        #expect(tenures.map(\.holder.name) == ["Lee Park", "Tom Okafor"])
        #expect(try tenures[0].from.earliest.time == time("2026-07-06T07:10:00Z"))
        #expect(tenures[0].from.latest == tenures[0].from.earliest)
        #expect(tenures[0].to == tenures[1].from)
        #expect(tenures[1].to == nil)
    }

    @Test("an entry that was changed is named by its line, and not its successor too", arguments: 0..<5)
    func changed(index: Int) throws {
        var lines = sample.lines
        lines[index] = try altered(lines[index], "\"time\":\"2026-07-06", "\"time\":\"2026-07-05")
        #expect(
            flaws(lines) == [
                .notAnEntry(
                    line: index + 1,
                    reason:
                        "the custody entry cannot be used: it was changed after it was signed, or not signed by "
                        + (index < 3 ? "“Lee Park”" : "“Tom Okafor”"))
            ])
    }

    @Test("a line that is no entry is named", arguments: ["{}", "hello", "[1]", "{\"payload\":\"\"}"])
    func noEntry(text: String) throws {
        var lines = sample.lines
        lines.insert(Array(text.utf8), at: 2)
        let found = flaws(lines)
        guard found.count == 1, case .notAnEntry(line: 3, _) = found[0] else {
            Issue.record("\(found)")
            return
        }
    }

    @Test("one entry that was removed is named by its number", arguments: 0..<4)
    func removed(index: Int) throws {
        var lines = sample.lines
        lines.remove(at: index)
        let number = UInt64(index + 1)
        #expect(flaws(lines) == [.removed(before: number + 1, line: index + 1, missing: number...number)])
    }

    @Test("several entries that were removed are named together")
    func severalRemoved() throws {
        let lines = [sample.lines[0], sample.lines[4]]
        let found = flaws(lines)
        #expect(found == [.removed(before: 5, line: 2, missing: 2...4)])
        #expect(
            found[0].description
                == "entry 5 (line 2) follows an entry that is not here: entries 2 to 4 were removed")
    }

    @Test("entries removed from the end leave no flaw, and a digest that was written down shows it")
    func cutOff() throws {
        let chain = sample.chain(Array(sample.lines.prefix(3)))
        #expect(chain.flaws == [])
        #expect(chain.contains(sample.head(atEntry: 3)))
        #expect(!chain.contains(sample.head(atEntry: 5)))
    }

    @Test("two entries that changed places are named", arguments: 0..<4)
    func reordered(index: Int) throws {
        var lines = sample.lines
        lines.swapAt(index, index + 1)
        #expect(
            flaws(lines) == [
                .reordered(entry: UInt64(index + 2), line: index + 1, predecessorLine: index + 2)
            ])
    }

    @Test("an entry that stands there twice is named")
    func repeated() throws {
        var lines = sample.lines
        lines.append(lines[1])
        #expect(flaws(lines) == [.repeated(entry: 2, lines: [2, 6])])
    }

    @Test("two entries after one and the same are a fork, and both are named")
    func forked() throws {
        let other = try sample.entry(
            .disposed(.init(.deleted, found: .nothing, why: "retention ended")), by: sample.custodian,
            sequence: 3,
            previous: sample.digest(ofEntry: 2))
        var lines = sample.lines
        lines.insert(other, at: 3)
        let found = flaws(lines)
        #expect(
            found == [
                .forked(
                    after: 2, lines: [3, 4], what: ["transferred by “Lee Park”", "disposed by “Lee Park”"])
            ])
        #expect(
            found[0].description
                == "the chain was continued more than once after entry 2: lines 3 and 4 "
                + "(transferred by “Lee Park”; disposed by “Lee Park”)")
    }

    @Test("an entry of another bundle is named, though its signature holds")
    func foreign() throws {
        let entry = CustodyEntry(
            bundle: "00000000000000000000000000000000", seal: try SHA256Digest.of([1]), sequence: 1,
            previous: try SHA256Digest.of([1]), time: try time("2026-07-06T07:11:00Z"),
            actor: sample.custodian.card,
            action: .verified(sample.checks))
        var lines = sample.lines
        lines.insert(try entry.signed(by: sample.custodian).json(), at: 1)
        #expect(flaws(lines) == [.foreign(line: 2, bundle: "00000000000000000000000000000000")])
    }

    @Test("an entry that skips a number is named, though it names the one before it")
    func misnumbered() throws {
        let lines =
            Array(sample.lines.prefix(2)) + [
                try sample.entry(
                    .verified(sample.checks), by: sample.custodian, sequence: 7,
                    previous: sample.digest(ofEntry: 2))
            ]
        #expect(flaws(lines) == [.misnumbered(entry: 7, line: 3, expected: 3)])
    }

    @Test("a file cut short in the middle of a line is named")
    func torn() throws {
        let chain = CustodyChain(
            jsonLines: Array(sample.whole.jsonLines.dropLast(40)), of: sample.seal, digest: sample.digest)
        guard case .notAnEntry(line: sample.lines.count, _) = chain.flaws.first else {
            Issue.record("\(chain.flaws)")
            return
        }
    }

    @Test(
        "what an editor does to the ends of lines is read and told of, and the next entry mends it",
        arguments: [
            (0, "the last line is not ended by a line feed"), (1, "a line is empty"),
            (2, "lines end with a carriage return and a line feed"),
            (3, "a byte order mark stands before the first entry"),
        ])
    func editors(_ edit: Int, _ note: String) throws {
        let whole = sample.whole.jsonLines
        let edited: [UInt8] =
            switch edit {
            case 0: Array(whole.dropLast())
            case 1: sample.lines.flatMap { $0 + [0x0A, 0x0A] }.dropLast()
            case 2: sample.lines.flatMap { $0 + [0x0D, 0x0A] }
            default: [0xEF, 0xBB, 0xBF] + whole
            }
        let chain = CustodyChain(jsonLines: edited, of: sample.seal, digest: sample.digest)
        #expect(chain.flaws == [])
        #expect(chain.links.map(\.json) == sample.lines)
        #expect(chain.surplus.contains { $0.contains(edit == 1 ? "empty" : note) }, "\(chain.surplus)")
        let next = try chain.adding(.verified(sample.checks), by: sample.story.investigator)
        #expect(next.jsonLines.starts(with: whole) && next.formNotes == [])
    }

    @Test("a clock that runs backwards is told, and breaks nothing: the links show the order")
    func clocks() throws {
        let lines =
            Array(sample.lines.prefix(2)) + [
                try sample.entry(
                    .verified(sample.checks), by: sample.custodian, sequence: 3,
                    previous: sample.digest(ofEntry: 2), at: "2026-07-06T06:00:00Z")
            ]
        let chain = sample.chain(lines)
        #expect(chain.flaws == [])
        #expect(
            chain.clockDoubts(at: try time("2026-07-08T00:00:00Z")) == [
                "entry 3 (2026-07-06T06:00:00Z) is dated before entry 2 (2026-07-06T07:12:00Z): a clock was wrong"
            ])
    }

    @Test(
        "an entry dated more than 24 hours ahead of the reader's clock is named; a wrong clock of some hours is not",
        arguments: [
            ("2199-01-01T00:00:00Z", true), ("2026-07-07T12:00:01Z", true), ("2026-07-07T12:00:00Z", false),
            ("2026-07-06T13:00:00Z", false),
        ])
    func ahead(of moment: String, isNamed: Bool) throws {
        let lines =
            Array(sample.lines.prefix(2)) + [
                try sample.entry(
                    .verified(sample.checks), by: sample.custodian, sequence: 3,
                    previous: sample.digest(ofEntry: 2), at: moment)
            ]
        let found = sample.chain(lines).clockDoubts(at: try time("2026-07-06T12:00:00Z"))
        #expect(
            found
                == (isNamed
                    ? [
                        "the time of entry 3, \(moment), lies ahead of this machine's clock (2026-07-06T12:00:00Z): a clock is wrong, or a time was made up"
                    ]
                    : []))
    }

    /// The first line of the chain with its payload changed before it was signed.
    private func first(_ text: String, becomes other: String) throws -> [UInt8] {
        let envelope = try DSSEEnvelope(json: sample.lines[0])
        let payload = String(decoding: envelope.payload, as: UTF8.self)
            .replacingOccurrences(of: text, with: other)
        #expect(Array(payload.utf8) != envelope.payload)
        return try DSSEEnvelope.signing(
            payload: Array(payload.utf8), payloadType: envelope.payloadType, key: sample.custodian.signingKey,
            keyID: sample.custodian.card.fingerprint.hex
        ).json()
    }

    @Test(
        "what an entry holds that nobody reads is told, wherever it stands, and breaks nothing",
        arguments: [
            ("{\"_type\"", "{\"Film\":1,\"_type\""), ("\"predicate\":{", "\"predicate\":{\"_film\":\"x\","),
            ("\"facts\":{", "\"facts\":{\"_film\":[],"), ("\"checks\":{", "\"checks\":{\"_film\":{},"),
            ("\"result\":\"ok\"", "\"result\":\"proven in court\""), ("{\"_type\"", "{ \"_type\""),
        ])
    func surplus(_ text: String, becomes other: String) throws {
        #expect(sample.whole.surplus == [])
        let chain = sample.chain([try first(text, becomes: other)])
        #expect(chain.flaws == [])
        #expect(
            chain.surplus == [
                "entry 1: it holds a field that nobody reads, or says something in another form than we write it in"
            ])
    }

    @Test(
        "a count or size that is none is refused with a reason that says so",
        arguments: [
            "1152921504606846976", "9223372036854775808", "18446744073709551616", "-1", "1.5", "\"2\"",
            "1e400",
        ])
    func counts(_ number: String) throws {
        for (name, was) in [("held", "2"), ("size", "142336"), ("sequence", "1")] {
            let chain = sample.chain([
                try first("\"\(name)\":\(was)", becomes: "\"\(name)\":\(number)")
            ])
            #expect(chain.links == [] && chain.flaws.count == 1)
            #expect(
                "\(chain.flaws)".contains("it is no whole number from 0 to 2^60 - 1"),
                "\(name): \(chain.flaws)")
        }
    }

    @Test("a chain that does not hold is never extended")
    func notExtended() throws {
        var lines = sample.lines
        lines.remove(at: 1)
        #expect(
            failure {
                try sample.chain(lines).adding(.verified(sample.checks), by: sample.story.investigator)
            }
                == CustodyRefusal.chainDoesNotHold(.removed(before: 3, line: 2, missing: 2...2)))
    }

    @Test(
        "who adds an entry passes on the lines before it byte for byte, signed fields that are not known included"
    )
    func passedOn() throws {
        let first = try DSSEEnvelope(json: sample.lines[0])
        let payload = String(decoding: first.payload, as: UTF8.self)
            .replacingOccurrences(of: "{\"_type\"", with: "{\"Later\":1,\"_type\"")
        let line = try DSSEEnvelope.signing(
            payload: Array(payload.utf8), payloadType: first.payloadType, key: sample.custodian.signingKey,
            keyID: sample.custodian.card.fingerprint.hex
        ).json()
        let chain = try sample.chain([line]).adding(.verified(sample.checks), by: sample.custodian)
        #expect(chain.jsonLines.starts(with: line + [0x0A]) && chain.links.count == 2)
    }

    @Test("ten thousand lines are read in reasonable time, whatever is wrong with them")
    func hostileLength() throws {
        let lines = [[UInt8]](repeating: sample.lines[1], count: CustodyChain.maximumEntries + 1)
        #expect(sample.chain(lines).flaws.count == 1)
        let reversed = Array(sample.lines.reversed())
        #expect(!sample.chain(reversed).holds)
    }
}
