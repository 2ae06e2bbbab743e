import Records
import Statements
import Foundation
import FoundationXML
import Sealing
import Testing
import Timeline

@Suite("Whatever is signed is read without harm")
struct StatementFuzz {
    @Test("statements of every kind, spoiled and signed again by whom they name")
    func statements() throws {
        let settings = FuzzSettings(slice: 4000)
        let story = try SignedStory()
        let watch = Watch("statements", settings)
        var outcomes: [String: Int] = [:]
        for run in settings.runs {
            var dice = Dice(seed: settings.seed ^ 0x57A7_E000, run: run)
            let base = dice.one(of: story.bases)
            let payload = dice.oneIn(30) ? base.payload : JSONMutation.apply(to: base.payload, &dice)
            watch.begin(run)
            var outcome = "\(base.kind): read"
            do {
                try Self.read(try base.signing(payload), base.kind, story, &dice)
            } catch {
                outcome = "\(base.kind): \(refusalKind(of: error))"
                if let flaw = refusalFlaw(of: error) {
                    Issue.record("run \(run), \(base.kind): \(flaw); \(settings.replay(run))")
                }
            }
            outcomes[outcome, default: 0] += 1
            if settings.shows(outcome) {
                Report.line("run \(run): \(outcome)\n\(String(decoding: payload, as: UTF8.self))")
            }
        }
        _ = watch.finish()
        Report.table("statements", settings, outcomes)
        if settings.runs.count > 1000 {
            for kind in Set(story.bases.map(\.kind)) {
                #expect(outcomes["\(kind): read", default: 0] > 10, "\(kind)")
            }
        }
    }

    /// Reads a statement and says everything of it that is said anywhere.
    private static func read(
        _ envelope: DSSEEnvelope, _ kind: String, _ story: SignedStory, _ dice: inout Dice
    ) throws {
        let envelope = dice.oneIn(4) ? try DSSEEnvelope(json: envelope.json()) : envelope
        let now = try WallTime(rfc3339: SignedStory.moment)
        switch kind {
        case "request":
            // The linter reads what cannot be used as well.
            let reading = try RequestReading(envelope)
            _ = RequestLinter().findings(in: reading, trust: Trust([story.agency.card]), at: now).map(
                \.reason)
            try say(try Request(verifying: envelope), story, now, draws: dice.oneIn(40))
        case "consent":
            let consent = try Consent(verifying: envelope)
            _ = consent.grants.map { "\($0.window.lengthInWords) \($0.contentInWords)" }
            _ = try Authorization(
                request: story.request, consent: envelope, owner: story.owner.signingKey.verifyingKey, at: now
            )
        case "offer":
            let offer = try CounterOffer(verifying: envelope)
            _ = offer.excess(over: try Request(verifying: story.request))
            _ = [offer.window.lengthInWords, offer.expires.inWords, offer.issued.inWords]
        case "revocation":
            _ = try Revocation(verifying: envelope).issued.inWords
            do throws(ConsentRefusal) {
                _ = try Authorization(
                    request: story.request, consent: story.consent, revocations: [envelope],
                    owner: story.owner.signingKey.verifyingKey, at: now)
            } catch {
                guard case .revoked = error else { throw error }
            }
        case "card":
            let card = try Card(envelope: envelope)
            _ = [card.inWords.harmless, card.created.inWords]
            _ = Trust([card]).standing(of: card, signed: now, now: now)
        case "card revocation":
            let lost = try CardRevocation(verifying: envelope)
            let trust = Trust([story.agency.card]).adding(lost)
            for signed in [WallTime.earliest, now, .latest] {
                _ = trust.standing(of: story.agency.card, signed: signed, provenBefore: lost.issued, now: now)
            }
        case "seal":
            let seal = try Seal(verifying: envelope)
            let chain = CustodyChain(
                jsonLines: story.chain.jsonLines, of: seal, digest: envelope.payloadDigest)
            _ = [chain.flaws.map { "\($0)" }, chain.clockDoubts()].flatMap(\.self)
        case "receipt":
            let receipt = try Receipt(verifying: envelope)
            _ = [receipt.time.inWords, bytesInWords(receipt.archive.size)]
        default:
            let entry = try CustodyEntry(verifying: envelope)
            _ = entry.time.inWords
        }
    }

    private static func say(_ request: Request, _ story: SignedStory, _ now: WallTime, draws: Bool) throws {
        _ = [
            request.window.lengthInWords, request.location.inWords, request.cameras?.inWords ?? "",
            request.wanted.inWords, request.expires.inWords, request.issued.toTheSecond.inWords,
        ].map(\.harmless)
        _ = request.window.shown(like: try Window(from: request.issued, to: request.expires)).description
        guard draws else { return }
        let lane = TimelineChart.Lane(
            camera: request.caseNumber, recordings: [request.window], gaps: [request.window],
            coverageInWords: request.purpose)
        let chart = TimelineChart(
            subtitle: request.location.text, requested: request.window, isAnswered: true, lanes: [lane],
            reader: .owner)
        let svg = try chart.svg()
        guard XMLDocumentCheck.isWellFormed(svg) else { throw NotXML() }
    }

    struct NotXML: Error {}

    @Test("custody chains: entries spoiled and signed again, taken out, put in twice, in another order, cut")
    func chains() throws {
        let settings = FuzzSettings(share: 50, slice: 1500)
        let story = try SignedStory()
        let seal = try Seal(verifying: story.seal)
        let bases = story.bases.filter { $0.kind == "entry" }
        let watch = Watch("chains", settings)
        var (held, flawed) = (0, 0)
        for run in settings.runs {
            var dice = Dice(seed: settings.seed ^ 0xC4A1_0000, run: run)
            var lines = try bases.map { base in
                let spoiled = dice.oneIn(3) ? JSONMutation.apply(to: base.payload, &dice) : base.payload
                return try base.signing(spoiled).json()
            }
            switch dice.below(6) {
            case 0: lines.shuffle(using: &dice)
            case 1: lines.remove(at: dice.below(lines.count))
            case 2: lines.insert(dice.one(of: lines), at: dice.below(lines.count))
            case 3: lines += lines
            default: break
            }
            var bytes: [UInt8] = []
            for line in lines { bytes += line + [0x0A] }
            if dice.oneIn(4) { bytes = Mutation(headers: [], others: lines).apply(to: bytes, &dice) }
            watch.begin(run)
            let chain = CustodyChain(jsonLines: bytes, of: seal, digest: story.seal.payloadDigest)
            for flaw in chain.flaws where "\(flaw)".harmless.count > 4000 {
                Issue.record("run \(run): a flaw of \("\(flaw)".count) characters; \(settings.replay(run))")
            }
            _ = [chain.clockDoubts(), chain.tenures.map { "\($0)" }, chain.people.map { $0.signed.inWords }]
            _ = CustodyChain(withoutSeal: bytes)?.flaws
            if chain.holds { held += 1 } else { flawed += 1 }
        }
        _ = watch.finish()
        Report.line("fuzzed \(settings.runs.count) custody chains: \(held) hold, \(flawed) do not")
        if settings.runs.count > 500 { #expect(held > 5 && flawed > settings.runs.count / 2) }
    }

    @Test("identity files and trust files are refused in a clear line, or read")
    func identities() throws {
        let settings = FuzzSettings(share: 20, slice: 500)
        let story = try SignedStory()
        let files = [try story.owner.file(passphrase: nil), try story.owner.card.json()]
        let watch = Watch("identities", settings)
        var refused = 0
        for run in settings.runs {
            var dice = Dice(seed: settings.seed ^ 0x1DE4_7000, run: run)
            let file = dice.one(of: files)
            let bytes =
                dice.oneIn(2)
                ? JSONMutation.apply(to: file, &dice)
                : Mutation(headers: [], others: files).apply(to: file, &dice)
            watch.begin(run)
            for read in [
                { _ = try Identity(file: bytes, passphrase: nil) }, { _ = try Card(json: bytes) },
            ] {
                do { try read() } catch {
                    refused += 1
                    if let flaw = refusalFlaw(of: error) {
                        Issue.record("run \(run): \(flaw); \(settings.replay(run))")
                    }
                }
            }
        }
        _ = watch.finish()
        Report.line("fuzzed \(settings.runs.count) identities and cards: \(refused) refused")
        if settings.runs.count > 300 { #expect(refused > settings.runs.count) }
    }
}

/// Whether libxml, which is not ours, can read a document.
enum XMLDocumentCheck {
    static func isWellFormed(_ bytes: [UInt8]) -> Bool { XMLParser(data: Data(bytes)).parse() }
}
