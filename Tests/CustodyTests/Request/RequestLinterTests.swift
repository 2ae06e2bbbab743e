import Peers
import Statements
import Foundation
import Sealing
import Testing

/// The linter: each rule finds what it is for, and nothing in a request that is as it should be.
@Suite("Request linter")
struct RequestLinterTests {
    /// A request that is as it should be, on top of which each case changes one thing.
    struct Attempt {
        var story: Story
        var trust: Trust
        var limits = LintLimits()
        var offer: CounterOffer?
        /// The request the offer was made to, where it is at hand.
        var former: DSSEEnvelope?
        /// Whether the offer is known to be the reader's.
        var isOwn: Bool? = true
        /// Changes the envelope after signing.
        var tamper: (DSSEEnvelope) throws -> DSSEEnvelope = { $0 }
        var signer: Identity
        var moment: WallTime

        init() throws {
            story = try Story()
            let office = try Story.office(
                "front office", "Evidence desk", .custodian, "Elm Springs Police")
            story.request.recipients = [office.card]
            trust = Trust([story.agency.card])
            signer = story.agency
            moment = try time("2026-07-05T10:00:00+02:00")
        }

        /// The payload with its JSON changed, signed again: what ours refuses to write can come from elsewhere.
        mutating func resign(_ change: @escaping (inout [String: Any]) -> Void) {
            let signer = signer
            tamper = { envelope in
                var payload =
                    try JSONSerialization.jsonObject(with: Data(envelope.payload)) as? [String: Any] ?? [:]
                change(&payload)
                return try DSSEEnvelope.signing(
                    payload: [UInt8](try JSONSerialization.data(withJSONObject: payload)),
                    payloadType: Request.payloadType, key: signer.signingKey,
                    keyID: signer.card.fingerprint.hex)
            }
        }

        /// A number of its location changed in the same way.
        mutating func relocate(_ field: String, _ value: Double) {
            resign { payload in
                var location = payload["location"] as? [String: Any] ?? [:]
                location[field] = value
                payload["location"] = location
            }
        }

        func findings() throws -> [Finding] {
            let envelope = try tamper(try story.request.signed(by: signer))
            return RequestLinter(limits: limits).findings(
                in: try RequestReading(envelope), trust: trust,
                answered: try offer.map {
                    try AnsweredOffer(try $0.signed(by: story.owner), former: former) { _ in isOwn }
                }, at: moment)
        }

        /// Makes the request one that answers an offer and keeps to it.
        mutating func answer(_ offer: CounterOffer) throws {
            self.offer = offer
            let former = try story.request.signed(by: story.agency)
            self.former = former
            story.request = try story.request.revised(
                to: try offer.signed(by: story.owner), of: former, id: "0b0f3a55-2f38-4a3a-9d3b-5b1d0c9a7e21",
                at: try time("2026-07-05T09:45:00+02:00"))
        }
    }

    struct Case: Sendable, CustomStringConvertible {
        let rule: String
        let what: String
        let change: @Sendable (inout Attempt) throws -> Void
        var description: String { "\(rule): \(what)" }

        init(_ rule: String, _ what: String, _ change: @escaping @Sendable (inout Attempt) throws -> Void) {
            self.rule = rule
            self.what = what
            self.change = change
        }
    }

    static let cases: [Case] = [
        Case("signature-not-valid", "a byte was added after signing") {
            $0.tamper = {
                try DSSEEnvelope(
                    payload: $0.payload + [0x20], payloadType: $0.payloadType, signatures: $0.signatures)
            }
        },
        Case("not-in-form", "a field is missing") { $0.resign { $0["wanted"] = nil } },
        Case("expired", "at this very instant") { $0.moment = $0.story.request.expires },
        Case("signer-unknown", "no card of theirs was compared") { $0.trust = Trust() },
        Case("signer-key-not-valid", "the card was revoked before") {
            let since = $0.story.request.issued
            $0.trust = $0.trust.adding(
                CardRevocation(
                    card: $0.story.agency.card, reason: "a laptop was stolen", since: since, issued: since))
        },
        Case("signer-not-agency", "the card says owner") {
            $0.signer = $0.story.stranger
            $0.story.request.agency = $0.story.stranger.card
            $0.story.request.recipients = [
                $0.story.stranger.card, try Story.person("other", "Another", .owner).card,
            ]
            $0.trust = Trust([$0.story.stranger.card])
        },
        Case("issued-in-future", "by a nanosecond") {
            $0.moment = $0.story.request.issued.adding(nanoseconds: -1)
        },
        Case("case-number-missing", "a word stands in its place") { $0.story.request.caseNumber = "n/a" },
        Case("window-too-long", "twelve hours and a nanosecond") {
            $0.story.request.window = try Self.hours(12, more: 1)
        },
        Case("window-too-long", "longer than a limit of one's own") {
            $0.limits = try LintLimits(json: Array(#"{"longest_window_hours": 0.04}"#.utf8))
        },
        Case("window-in-future", "it ends after it was asked for") {
            $0.story.request.window = try Window(
                from: time("2026-07-05T08:00:00+02:00"), to: time("2026-07-05T09:00:01+02:00"))
        },
        Case("area-too-large", "half a square mile and a metre of radius") {
            $0.story.request.location.radiusMetres = 643
        },
        Case("area-too-large", "larger than a limit of one's own") {
            $0.limits = try LintLimits(json: Array(#"{"largest_area_square_miles": 0.004}"#.utf8))
        },
        Case("not-in-form", "a radius whose square is beyond all numbers") {
            $0.relocate("radius_m", 1.7e308)
        },
        Case("not-in-form", "a radius below all numbers, whose square is above them") {
            $0.relocate("radius_m", -1e308)
        },
        Case("not-in-form", "a latitude of no place") { $0.relocate("latitude", 1e19) },
        Case("area-not-stated", "a place in words") {
            $0.story.request.location = Location(text: "somewhere in town")
        },
        Case("recipient-outside-agency", "somebody of another organisation can open it") {
            $0.story.request.recipients.append(
                try Story.person("press", "A Reporter", .investigator, "The Daily").card)
        },
        Case("only-reader-one-person", "an investigator of the agency alone") {
            $0.story.request.recipients = [$0.story.investigator.card]
        },
        Case("only-reader-one-person", "two cards of one person") {
            let again = try Story.person("again", "Tom Okafor", .investigator, "Elm Springs Police")
            $0.story.request.recipients = [$0.story.investigator.card, again.card]
        },
        Case("recipient-without-organisation", "somebody of none can open it") {
            $0.story.request.recipients.append($0.story.stranger.card)
        },
        Case("purpose-missing", "nothing that can be seen") { $0.story.request.purpose = "\u{200B} " },
        Case("purpose-generic", "it could be said of any request") {
            $0.story.request.purpose = "Ongoing police investigation"
        },
        Case("pressure", "in the purpose") {
            $0.story.request.purpose += ". Failure to comply may be an offence"
        },
        Case("lawful-activity", "a protest") {
            $0.story.request.purpose = "Who was at the protest on Elm St"
        },
        Case("contact-missing", "nobody to call") { $0.story.request.contact = nil },
        Case("retention-not-promised", "not said") { $0.story.request.terms.retention = nil },
        Case("sharing-not-limited", "not said") { $0.story.request.terms.onwardSharing = " " },
        Case("not-voluntary", "another basis is stated") { $0.story.request.legalBasis = "§ 94 StPO" },
        Case("name-looks-alike", "the same but for a letter of another alphabet") {
            $0.signer = try Story.person("m", "Sgt. M\u{0430}ria KeIler", .agency, "Elm Springs Police")
            $0.story.request.agency = $0.signer.card
        },
        Case("name-looks-alike", "the name of a trusted person's organisation") {
            $0.signer = try Story.person("m", "ELM  SPRINGS POLICE", .agency, "Elm Springs Police")
            $0.story.request.agency = $0.signer.card
        },
        Case("more-than-offered", "sound, though the offer was without") {
            try $0.answer(try Self.offer($0.story))
            $0.story.request.wanted.audio = true
        },
        Case("more-than-offered", "another purpose, of which the offer says nothing") {
            try $0.answer(try Self.offer($0.story))
            $0.story.request.purpose = "Who was on Elm St when the car was struck"
        },
        Case("more-than-offered", "the offer was made to another request") {
            try $0.answer(try Self.offer($0.story))
            $0.story.request.answers?.request = try SHA256Digest.of([])
        },
        Case("offer-not-yours", "it is by another key, whatever name it bears") {
            try $0.answer(try Self.offer($0.story))
            $0.isOwn = false
        },
        Case("offer-not-yours", "which key is the reader's is not known") {
            try $0.answer(try Self.offer($0.story))
            $0.isOwn = nil
        },
        Case("former-request-not-at-hand", "the offer alone does not speak of the purpose") {
            try $0.answer(try Self.offer($0.story))
            $0.former = nil
        },
        Case("offer-not-at-hand", "the offer lies elsewhere") {
            $0.story.request.answers = try Self.reference(try Self.offer($0.story), $0.story)
        },
    ]

    private static func hours(_ count: Int64, more: Int64 = 0) throws -> Window {
        let from = try time("2026-07-04T08:00:00+02:00")
        return try Window(from: from, to: from.adding(nanoseconds: count * 3_600_000_000_000 + more))
    }

    private static func offer(_ story: Story) throws -> CounterOffer {
        CounterOffer(
            request: try story.request.signed(by: story.agency).payloadDigest,
            window: try window("21:41:00", "21:42:00"), owner: story.owner.card,
            issued: try time("2026-07-05T09:30:00+02:00"), expires: try time("2026-08-01T00:00:00+02:00"))
    }

    private static func reference(_ offer: CounterOffer, _ story: Story) throws -> OfferReference {
        OfferReference(
            offer: try offer.signed(by: story.owner).payloadDigest, request: offer.request)
    }

    @Test("a request that is as it should be has no findings")
    func nothing() throws {
        #expect(try Attempt().findings() == [])
    }

    @Test("exactly one rule finds", arguments: cases)
    func finds(_ sample: Case) throws {
        var attempt = try Attempt()
        try sample.change(&attempt)
        let findings = try attempt.findings()
        #expect(findings.map(\.rule) == [sample.rule], "\(findings)")
        for finding in findings {
            #expect(!finding.reason.hasSuffix(".") && !finding.advice.isEmpty)
        }
    }

    @Test("every rule has a case here")
    func complete() {
        #expect(Set(Self.cases.map(\.rule)) == Set(RequestLinter.rules.map(\.id)))
    }

    @Test("an office's card can be the only one, and so can two persons'")
    func otherReaders() throws {
        var attempt = try Attempt()
        attempt.story.request.recipients = [attempt.story.investigator.card, attempt.story.agency.card]
        #expect(try attempt.findings() == [])
    }

    @Test("on the limit is not over it")
    func onTheLimit() throws {
        var attempt = try Attempt()
        attempt.story.request.window = try Self.hours(12)
        attempt.story.request.location.radiusMetres = 642
        #expect(try attempt.findings() == [])
    }

    @Test("a request changed after it was signed is read on: the other findings are there too")
    func readOn() throws {
        var attempt = try Attempt()
        attempt.story.request.purpose = "Police investigation"
        attempt.story.request.contact = nil
        attempt.tamper = {
            try DSSEEnvelope(
                payload: $0.payload + [0x20], payloadType: $0.payloadType, signatures: $0.signatures)
        }
        #expect(
            try attempt.findings().map(\.rule) == [
                "signature-not-valid", "purpose-generic", "contact-missing",
            ])
    }

    @Test("a damaged field does not take the others with it")
    func damagedField() throws {
        var attempt = try Attempt()
        attempt.resign {
            $0["window"] = ["from": "2026-07-04T22:00:00Z", "to": "2026-07-04T21:00:00Z"]
            $0["case_number"] = 7
            $0["purpose"] = "Police investigation"
        }
        let findings = try attempt.findings()
        #expect(findings.map(\.rule) == ["not-in-form", "case-number-missing", "purpose-generic"])
        #expect(findings[0].reason.contains("case_number, window"), "\(findings[0].reason)")
    }

    @Test("a card that is not its owner's leaves the signature in doubt")
    func spoiledCard() throws {
        var attempt = try Attempt()
        attempt.resign { $0["agency"] = ["payload": "e30=", "payloadType": "x", "signatures": []] }
        #expect(try attempt.findings().first?.rule == "signature-not-valid")
    }

    @Test("spoiled requests are read on or refused, whatever was spoiled")
    func spoiled() throws {
        let story = try Story()
        let whole = try story.revisedRequest.signed(by: story.agency)
        var dice = Dice(state: 0x5EED)
        var read = 0
        for _ in 0..<2000 {
            var payload = whole.payload
            for _ in 0...(dice.next() % 3) {
                let place = Int(dice.next() % UInt64(payload.count))
                switch dice.next() % 3 {
                case 0: payload[place] = UInt8(truncatingIfNeeded: dice.next())
                case 1: payload.remove(at: place)
                default: payload.insert(payload[Int(dice.next() % UInt64(payload.count))], at: place)
                }
            }
            guard payload != whole.payload else { continue }
            let envelope = try DSSEEnvelope(
                payload: payload, payloadType: whole.payloadType, signatures: whole.signatures)
            guard let reading = try? RequestReading(envelope) else { continue }
            read += 1
            let findings = RequestLinter().findings(in: reading, trust: Trust(), at: story.sealing)
            #expect(findings.first?.rule == "signature-not-valid")
        }
        #expect(read > 100)
    }

    @Test("what is no request is an error, not a finding")
    func otherStatement() throws {
        let story = try Story()
        #expect(throws: StatementError.self) { try RequestReading(try story.envelopes().consent) }
        #expect(throws: StatementError.self) {
            try RequestReading(
                try DSSEEnvelope.signing(
                    payload: Array("[1]".utf8), payloadType: Request.payloadType,
                    key: story.agency.signingKey, keyID: "x"))
        }
    }

    @Test("the heaviest come first, and every rule is explained under its name, with its weight")
    func documented() throws {
        let page = try String(
            contentsOf: Repository.root.appending(path: "docs/spec/lint.md"), encoding: .utf8)
        let sections = page.components(separatedBy: "\n### ").dropFirst()
        var described: [String: String] = [:]
        for section in sections {
            described[String(section.prefix { $0 != "\n" })] = section
        }
        #expect(Set(described.keys) == Set(RequestLinter.rules.map(\.id)))
        for rule in RequestLinter.rules {
            #expect(
                described[rule.id]?.contains("*\(rule.weight.rawValue)*") == true,
                "\(rule.id) is a \(rule.weight.rawValue)")
        }
        var attempt = try Attempt()
        attempt.trust = Trust()
        attempt.story.request.contact = nil
        attempt.moment = attempt.story.request.expires
        #expect(try attempt.findings().map(\.weight) == [.stop, .warning, .note])
    }
}

@Suite("Limits of the linter")
struct LintLimitsTests {
    @Test("without a file they are 12 hours and half a square mile, and nothing is disregarded")
    func defaults() throws {
        let limits = LintLimits()
        #expect(limits.longestWindowHours == 12)
        #expect(limits.largestAreaSquareMiles == 0.5)
        #expect(limits.disregard.isEmpty)
        #expect(try LintLimits(json: Array("{}".utf8)) == limits)
    }

    @Test("the example of lint.md is read")
    func example() throws {
        let limits = try LintLimits(json: try Repository.example(of: "lint"))
        #expect(limits.longestWindowHours == 6)
        #expect(limits.largestAreaSquareMiles == 0.1)
        #expect(limits.disregard == ["contact-missing"])
    }

    @Test("a rule that is disregarded finds nothing")
    func disregarded() throws {
        var attempt = try RequestLinterTests.Attempt()
        attempt.story.request.contact = nil
        attempt.limits = try LintLimits(json: Array(#"{"disregard": ["contact-missing"]}"#.utf8))
        #expect(try attempt.findings() == [])
    }

    @Test(
        "what is no limit is named",
        arguments: [
            (#"{"longest_windw_hours": 3}"#, "longest_windw_hours"),
            (#"{"longest_window_hours": 0}"#, "longest_window_hours"),
            (#"{"largest_area_square_miles": -1}"#, "largest_area_square_miles"),
            (#"{"longest_window_hours": "three"}"#, "longest_window_hours"),
            (#"{"disregard": ["contact"]}"#, "contact"),
            (#"{"disregard": ["signature-not-valid"]}"#, "signature-not-valid"),
            (#"{"disregard": [], "disregard": []}"#, "disregard"),
            ("[]", "limits"),
        ])
    func refused(_ json: String, _ named: String) throws {
        let error: StatementError? = failure { try LintLimits(json: Array(json.utf8)) }
        guard case .limitsNotUnderstood(let reason) = error else {
            Issue.record("\(json): \(String(describing: error))")
            return
        }
        #expect("limits \(reason)".contains(named), "\(reason)")
    }
}

/// SplitMix64, so that what failed fails again.
private struct Dice {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
