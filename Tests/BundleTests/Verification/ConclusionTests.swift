import Foundation
import Records
import Sealing
import Statements
import Testing

import Bundle

/// The page is the rule: what it says of each sentence is held against what is said of drawn verdicts.
@Suite("docs/spec/conclusions.md")
struct ConclusionTests {
    private static let page = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/spec/conclusions.md")

    /// A row of the page.
    private struct Row {
        let sentence: String
        let conditions: [String]

        /// Whether a text is that sentence, whatever the values in it.
        func isSaid(by text: String) -> Bool {
            var rest = text[...]
            let parts = sentence.components(separatedBy: "…")
            guard let first = parts.first, let last = parts.last, rest.hasPrefix(first), rest.hasSuffix(last)
            else {
                return false
            }
            rest = rest.dropFirst(first.count)
            for part in parts.dropFirst() {
                guard part.isEmpty || rest.contains(part),
                    let place = rest.range(of: part) ?? Optional(rest.endIndex..<rest.endIndex)
                else { return false }
                rest = rest[place.upperBound...]
            }
            return true
        }

        /// Why the verdicts do not make it true; nil where they do.
        func flaw(_ checks: [Check]) -> String? {
            let held = Set(checks.filter { $0.verdict == .ok }.map(\.id.rawValue))
            func ids(_ list: some StringProtocol) -> [String] {
                ["those of", "that are there"].reduce(String(list)) {
                    $0.replacingOccurrences(of: $1, with: "")
                }
                .replacingOccurrences(of: " and ", with: ", ")
                .split(separator: ",").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
                .flatMap { name -> [String] in
                    guard name.hasPrefix("*") else { return [name] }
                    return CheckID.allCases.filter { "*\($0.group.rawValue)*" == name }.map(\.rawValue)
                }
            }
            let present = Set(checks.map(\.id.rawValue))
            return conditions.first { condition in
                let words = condition.split(separator: ": ", maxSplits: 1)
                let isTrue: Bool? =
                    switch words.first {
                    case "none fails": !checks.contains(where: \.isFailed)
                    case "one fails": checks.contains(where: \.isFailed)
                    case "none holds": held.isEmpty
                    case "hold" where condition.contains("those of"):
                        words.last.map { ids($0).allSatisfy { !present.contains($0) || held.contains($0) } }
                    case "hold": words.last.map { ids($0).allSatisfy(held.contains) }
                    case "none hold": words.last.map { !ids($0).contains(where: held.contains) }
                    case "not all hold": words.last.map { !ids($0).allSatisfy(held.contains) }
                    default: nil
                    }
                return isTrue != true
            }
        }
    }

    private static func rows() throws -> [String: Row] {
        let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").filter {
            $0.hasPrefix("| `")
        }
        return Dictionary(
            uniqueKeysWithValues: lines.map { line in
                let cells = line.dropFirst().dropLast().components(separatedBy: "|").map {
                    $0.trimmingCharacters(in: .whitespaces)
                }
                return (
                    cells[0].trimmingCharacters(in: CharacterSet(charactersIn: "`")),
                    Row(
                        sentence: cells[1],
                        conditions: cells[2].components(separatedBy: "; ").filter { !$0.isEmpty })
                )
            })
    }

    @Test("the page has every sentence, and no other")
    func everySentence() throws {
        #expect(Set(try Self.rows().keys) == Set(Conclusion.Code.allCases.map(\.rawValue)))
    }

    @Test("of ten thousand sets of verdicts nothing is said that they do not make true, and never nothing")
    func nothingElse() throws {
        let rows = try Self.rows()
        var draw = Draw(seed: 26_0417)
        var said: Set<Conclusion.Code> = []
        let owner = try Identity.generate(name: "Owner", role: .owner).card
        for _ in 0..<10_000 {
            let checks = draw.bundleChecks()
            let found = BundleConclusions(checks, of: draw.subject(owner, sealed: checks))
            #expect(!found.conclusions.isEmpty)
            for conclusion in found.conclusions + found.proven {
                said.insert(conclusion.code)
                let row = try #require(rows[conclusion.code.rawValue])
                #expect(row.isSaid(by: conclusion.text), "\(conclusion.text)")
                #expect(row.flaw(checks) == nil, "\(conclusion.code): \(row.flaw(checks) ?? "")\n\(checks)")
            }
        }
        let ofBundle = Conclusion.Code.allCases.filter {
            !$0.rawValue.hasPrefix("chain_") && !$0.rawValue.hasPrefix("opened_")
        }
        #expect(Set(ofBundle).subtracting(said) == [])
    }

    @Test("nor of a custody chain")
    func ofChains() throws {
        let rows = try Self.rows()
        var draw = Draw(seed: 417)
        var said: Set<Conclusion.Code> = []
        let sample = try SampleBundle()
        let custodian = try Identity.generate(name: "Lee Park", role: .custodian)
        let held = try HeldBundle(sample.path, identity: custodian, trust: sample.trust, media: nil)
        let empty = try held.chain()
        _ = try held.addReceived(from: nil, how: "by hand")
        var chain = try held.chain()
        let first = try #require(chain.links.first).envelope.payloadDigest
        chain = try chain.adding(.corrected(.init(first, why: "a slip")), by: custodian)
        let later = try Self.damagedFirst(sample, custodian)
        for turn in 0..<10_000 {
            let checks = draw.checks(CustodyChecks.ids)
            let drawn = turn.isMultiple(of: 7) ? empty : turn.isMultiple(of: 5) ? later : chain
            for conclusion in ChainConclusions(checks, of: drawn).conclusions {
                said.insert(conclusion.code)
                let row = try #require(rows[conclusion.code.rawValue])
                #expect(row.isSaid(by: conclusion.text), "\(conclusion.text)")
                #expect(row.flaw(checks) == nil, "\(conclusion.code): \(row.flaw(checks) ?? "")\n\(checks)")
            }
        }
        #expect(
            said.isSuperset(of: [
                .chainNotReliedOn, .chainWithoutEntries, .chainNotFoundWhole, .chainWhole, .chainOfStrangers,
                .chainCorrected, .chainDamagedCopies,
            ]))
    }

    /// A chain in which a damaged copy was received before the bundle.
    private static func damagedFirst(_ sample: SampleBundle, _ custodian: Identity) throws -> CustodyChain {
        var bytes = try sample.bytes
        bytes[bytes.count / 2] ^= 1
        try sample.folder.write(bytes, as: "damaged.tar")
        let custody = CustodyFile(path: sample.folder.path("damaged.custody.jsonl"))
        for path in [sample.folder.path("damaged.tar"), sample.path] {
            _ = try HeldBundle(
                path, identity: custodian, trust: sample.trust, custody: custody, media: nil
            ).addReceived(from: nil, how: "by hand")
        }
        return try HeldBundle(
            sample.path, identity: custodian, trust: sample.trust, custody: custody, media: nil
        ).chain()
    }

    @Test("nor of the folder it was opened into")
    func ofFolders() throws {
        let rows = try Self.rows()
        var draw = Draw(seed: 168)
        var said: Set<Conclusion.Code> = []
        let list = try Self.list()
        for turn in 0..<10_000 {
            let checks = draw.checks(OpenedChecks.ids)
            let found = OpenedConclusions(checks, of: turn.isMultiple(of: 7) ? nil : list)
            #expect(!found.conclusions.isEmpty)
            for conclusion in found.conclusions {
                said.insert(conclusion.code)
                let row = try #require(rows[conclusion.code.rawValue])
                #expect(row.isSaid(by: conclusion.text), "\(conclusion.text)")
                let isOpen = conclusion.code == .openedNotSettled && turn.isMultiple(of: 7)
                #expect(
                    row.flaw(checks) == nil || isOpen,
                    "\(conclusion.code): \(row.flaw(checks) ?? "")\n\(checks)")
            }
        }
        #expect(Set(Conclusion.Code.allCases.filter { $0.rawValue.hasPrefix("opened_") }) == said)
    }

    private static func list() throws -> OpenedList {
        let opener = try Identity.generate(name: "Tom Okafor", role: .investigator)
        let report = VerificationReport(checks: [Check(.sealSignature, .ok)])
        let digest = try SHA256Digest.of([])
        let facts = VerificationFacts(
            time: .now(), bundle: "8f3c", seal: digest, archive: ArchiveFacts(sha256: digest, size: 1),
            signer: SealerFacts(opener.card.fingerprint, nil),
            tool: ToolFacts(name: "test", version: "1", operatingSystem: "none", libraries: [:]),
            codes: CheckCodes(report))
        return OpenedList(
            facts, by: opener.card, report: report,
            files: [
                ListedFile(name: "viewing-copy-1.mp4", kind: .viewingCopy, sums: try FileSums.of([])),
                ListedFile(name: "by-recipient-1.png", kind: .recipientsStill, sums: try FileSums.of([])),
            ])
    }
}

/// Draws verdicts, the same for the same seed.
private struct Draw {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// One in so many.
    private mutating func one(in count: UInt64) -> Bool {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) % count == 0
    }

    /// Checks with verdicts, mostly good ones, so that not only the worst is said.
    mutating func checks(_ ids: [CheckID]) -> [Check] {
        let isBad = one(in: 4)
        let open: UInt64 = one(in: 2) ? 1_000 : 6
        return ids.map { id in
            if isBad, one(in: 20) { return Check(id, .failed(reason: "it does not")) }
            return Check(id, one(in: open) ? .notChecked(reason: "nobody looked") : .ok)
        }
    }

    mutating func bundleChecks() -> [Check] {
        var ids = CheckID.allCases.filter {
            $0.group != .custody && $0.group != .ledger && $0.group != .opened
        }
        for id in DerivativeChecks.comparisonIDs where one(in: 3) { ids.removeAll { $0 == id } }
        let checks = checks(ids)
        if one(in: 30) { return ids.map { Check($0, .notChecked(reason: "nobody looked")) } }
        guard one(in: 4) else { return checks }
        // Without a key.
        return checks.map {
            $0.group == .authorised || $0.group == .faithful
                ? Check($0.id, .notChecked(reason: "no key")) : $0
        }
    }

    mutating func subject(_ owner: Card, sealed checks: [Check]) -> BundleConclusions.Subject {
        let time = WallTime(nanoseconds: 1_783_000_000 * WallTime.nanosecondsPerSecond)
        let revocation = CardRevocation(card: owner, reason: "lost", since: time, issued: time)
        let isSealed = checks.contains { $0.id == .sealSignature && $0.verdict == .ok }
        var subject = BundleConclusions.Subject()
        subject.seal = !isSealed && one(in: 2) ? nil : ("8f3c", time)
        subject.sealer = one(in: 2) ? .oneself(owner) : .standing(one(in: 2) ? .trusted(owner) : nil)
        subject.timestamp = one(in: 2) ? SealTimestamp.Proof(time: time, authority: "CN=Clock") : nil
        subject.revocation = one(in: 2) ? (owner, revocation) : nil
        subject.requester = one(in: 2) ? ("CN=Police", "CN=Root") : nil
        subject.older =
            one(in: 2) ? [PrecommitmentCheck.Older(since: time, names: "a.mp4", request: time)] : []
        subject.isTimeOfSealingDoubtful = one(in: 5)
        subject.isZoneOwnersWord = one(in: 2)
        subject.disclosed =
            one(in: 6) ? .init(by: owner, on: time, objects: 1, ofAll: one(in: 2) ? 1 : 3) : nil
        subject.isClockCorrected = one(in: 2)
        return subject
    }
}
