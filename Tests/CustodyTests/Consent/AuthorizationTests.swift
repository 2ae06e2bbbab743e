import Statements
import Sealing
import Testing

/// Rule R1 (docs/rules.md): what may leave ⊆ consent ⊆ request, and without a consent that holds, nothing.
@Suite("Authorization")
struct AuthorizationTests {
    /// One way in which a consent does not authorise, on top of a story that does.
    struct Case: Sendable, CustomStringConvertible {
        let description: String
        let change: @Sendable (inout Attempt) throws -> Void
        let refusal: @Sendable (Story) throws -> ConsentRefusal

        init(
            _ description: String, _ change: @escaping @Sendable (inout Attempt) throws -> Void,
            _ refusal: @escaping @Sendable (Story) throws -> ConsentRefusal
        ) {
            self.description = description
            self.change = change
            self.refusal = refusal
        }
    }

    /// What is given to ``Authorization``, each part open to change before or after signing.
    struct Attempt {
        var story: Story
        var request: DSSEEnvelope?
        var consent: DSSEEnvelope?
        var revocations: [DSSEEnvelope] = []
        var declines: [DSSEEnvelope] = []
        var owner: VerifyingKey
        /// The card of who seals, where that is at hand.
        var card: Card?
        var moment: WallTime

        init(_ story: Story) {
            self.story = story
            owner = story.owner.signingKey.verifyingKey
            moment = story.sealing
        }

        func authorize() throws -> Authorization {
            let (request, consent) = try story.envelopes()
            if let card {
                return try Authorization(
                    request: self.request ?? request, consent: self.consent ?? consent,
                    revocations: revocations, declines: declines, owner: card, at: moment)
            }
            return try Authorization(
                request: self.request ?? request, consent: self.consent ?? consent, revocations: revocations,
                owner: owner, at: moment)
        }
    }

    private static let quarterOfAnHour = 900 * WallTime.nanosecondsPerSecond

    static let cases: [Case] = [
        Case("the request was changed after signing") {
            let signed = try $0.story.envelopes().request
            $0.request = try DSSEEnvelope(
                payload: signed.payload + [0x20], payloadType: signed.payloadType,
                signatures: signed.signatures)
        } _: { _ in
            .statementNotValid(
                reason: "the request cannot be used: "
                    + "it was changed after it was signed, or not signed by “Sgt. Maria Keller”")
        },
        Case("the consent was signed by somebody else in the owner's name") {
            let signed = try $0.story.envelopes().consent
            $0.consent = try DSSEEnvelope.signing(
                payload: signed.payload, payloadType: signed.payloadType,
                key: $0.story.stranger.signingKey, keyID: $0.story.owner.card.fingerprint.hex)
        } _: { _ in
            .statementNotValid(
                reason: "the consent cannot be used: "
                    + "it was changed after it was signed, or not signed by “Dana Whitfield”")
        },
        Case("a request stands in the consent's place") {
            $0.consent = try $0.story.envelopes().request
        } _: { _ in
            .statementNotValid(
                reason: "the consent cannot be used: it is a request")
        },
        Case("what is given as a revocation is none") {
            $0.revocations = [try $0.story.envelopes().request]
        } _: { _ in
            .statementNotValid(
                reason: "the revocation cannot be used: it is a request")
        },
        Case("the consent answers another request") {
            var other = $0.story.request
            other.purpose += "."
            $0.request = try other.signed(by: $0.story.agency)
        } _: { _ in
            .anotherRequest
        },
        Case("the request is the same in meaning but not in bytes") {
            let signed = try $0.story.envelopes().request
            $0.request = try DSSEEnvelope.signing(
                payload: signed.payload + [0x0A], payloadType: signed.payloadType,
                key: $0.story.agency.signingKey, keyID: $0.story.agency.card.fingerprint.hex)
        } _: { _ in
            .anotherRequest
        },
        Case("somebody else seals") {
            $0.owner = $0.story.stranger.signingKey.verifyingKey
        } _: { _ in
            .foreignOwner(name: "Dana Whitfield")
        },
        Case("the owner revoked it") {
            $0.revocations = [try $0.story.revocation.signed(by: $0.story.owner)]
        } _: {
            .revoked(at: try $0.revocation.issued)
        },
        Case("the owner revoked it, among revocations of other consents") {
            var other = try $0.story.revocation
            other.consent = try SHA256Digest.of([])
            $0.revocations = [
                try other.signed(by: $0.story.owner), try $0.story.revocation.signed(by: $0.story.owner),
            ]
        } _: {
            .revoked(at: try $0.revocation.issued)
        },
        Case("somebody else revoked it") {
            var foreign = try $0.story.revocation
            foreign.owner = $0.story.stranger.card
            $0.revocations = [try foreign.signed(by: $0.story.stranger)]
        } _: { _ in
            .foreignRevocation(name: "Someone Else")
        },
        Case("the owner declined the same request after it, or in the same second") {
            $0.card = $0.story.owner.card
            $0.declines = [try $0.story.declined(after: 0)]
        } _: {
            .declinedSince(at: $0.consent.issued)
        },
        Case("the owner declined") {
            $0.story.consent.decision = .declined
            $0.story.consent.grants = []
        } _: { _ in
            .declined(reason: nil)
        },
        Case("the owner declined and says why") {
            $0.story.consent.decision = .declined
            $0.story.consent.grants = []
            $0.story.consent.reason = "not without a case number"
        } _: { _ in
            .declined(reason: "not without a case number")
        },
        Case("the request does not say what for") {
            $0.story.request.purpose = " \n"
        } _: { _ in
            .purposeMissing
        },
        Case("what the request says it is for cannot be seen") {
            $0.story.request.purpose = "\u{200B}\u{2060}\u{3164}"
        } _: { _ in
            .purposeMissing
        },
        Case("the request expired this instant") {
            $0.moment = $0.story.request.expires
            $0.story.consent.expires = $0.moment.adding(nanoseconds: 1)
        } _: {
            .requestExpired(expires: $0.request.expires, at: $0.request.expires)
        },
        Case("the consent expired this instant") {
            $0.story.consent.expires = $0.moment
        } _: {
            .consentExpired(expires: $0.sealing, at: $0.sealing)
        },
        Case("the consent is dated a nanosecond later than it is used") {
            $0.story.consent.issued = $0.moment.adding(nanoseconds: 1)
        } _: {
            .consentNotYetGiven(issued: $0.sealing.adding(nanoseconds: 1), at: $0.sealing)
        },
        Case("the consent is dated a nanosecond earlier before the request than clocks may differ") {
            $0.story.request.issued = $0.story.consent.issued.adding(nanoseconds: quarterOfAnHour + 1)
        } _: {
            .beforeTheRequest(
                consent: $0.consent.issued,
                request: $0.consent.issued.adding(nanoseconds: quarterOfAnHour + 1))
        },
        Case("a grant starts a nanosecond early") {
            $0.story.consent.grants[1].window = try Self.wider($0.story, start: -1, end: 0)
        } _: {
            .widerThanRequest(granted: try wider($0, start: -1, end: 0), requested: $0.request.window)
        },
        Case("a grant ends a nanosecond late") {
            $0.story.consent.grants[0].window = try Self.wider($0.story, start: 0, end: 1)
        } _: {
            .widerThanRequest(granted: try wider($0, start: 0, end: 1), requested: $0.request.window)
        },
        Case("a grant lies elsewhere") {
            $0.story.consent.grants[0].window = try window("20:00:00", "20:01:00")
        } _: {
            .widerThanRequest(granted: try window("20:00:00", "20:01:00"), requested: $0.request.window)
        },
        Case("moving pictures were not asked for") {
            $0.story.request.wanted = Wanted(video: false, audio: true, stills: true)
        } _: { _ in
            .videoNotRequested
        },
        Case("sound was not asked for") {
            $0.story.request.wanted.audio = false
        } _: { _ in
            .audioNotRequested
        },
        Case("single pictures were not asked for") {
            $0.story.consent.grants[1].stills = true
        } _: { _ in
            .stillsNotRequested
        },
        Case("another camera than those asked for is granted") {
            $0.story.request.cameras = .labels(["front-door"])
        } _: { _ in
            .camerasNotRequested(.labels(["front-door"]))
        },
        Case("more cameras than were asked for are granted") {
            $0.story.request.cameras = .count(1)
        } _: { _ in
            .camerasNotRequested(.count(1))
        },
        Case("every camera is granted where a number was asked for") {
            $0.story.request.cameras = .count(9)
            $0.story.consent.grants[0].camera = nil
        } _: { _ in
            .camerasNotRequested(.count(9))
        },
        Case("the owner's key seals under another card than the consent's") {
            $0.card = try renamed($0.story).card
        } _: { _ in
            .anotherCard(differences: [.name])
        },
        Case("one reader has a post-quantum key only, and another none") {
            $0.story.request.recipients.append(try postQuantum().card)
        } _: { story in
            .readersHaveNoCommonKind(
                try #require(
                    throws: NoCommonKind.self,
                    performing: {
                        try ReaderKeys(
                            of: [story.investigator.card, postQuantum().card, story.owner.card])
                    }))
        },
    ]

    /// The owner's keys in another name.
    private static func renamed(_ story: Story) throws -> Identity {
        try Identity(
            name: "Somebody Else", role: .owner, created: story.owner.created,
            signingKey: story.owner.signingKey, ageIdentity: story.owner.ageIdentity)
    }

    /// Somebody whose only key to encrypt to is a post-quantum one; the same each time.
    private static func postQuantum() throws -> Identity {
        try Identity(
            name: "Ivo Quant", role: .investigator, created: time("2026-06-01T10:00:00+02:00"),
            signingKey: SigningKey(seed: [UInt8](repeating: 7, count: 32)),
            ageIdentity: .hybrid(HybridIdentity(seed: [UInt8](repeating: 9, count: 32))))
    }

    private static func wider(_ story: Story, start: Int64, end: Int64) throws -> Window {
        let window = story.request.window
        return try Window(
            from: window.from.adding(nanoseconds: start), to: window.to.adding(nanoseconds: end))
    }

    @Test("nothing may leave when", arguments: cases)
    func refused(_ refusedCase: Case) throws {
        let story = try Story()
        #expect(throws: Never.self) { try Attempt(story).authorize() }
        var attempt = Attempt(story)
        try refusedCase.change(&attempt)
        let refusal: ConsentRefusal? = failure { try attempt.authorize() }
        #expect(refusal == (try refusedCase.refusal(story)))
        #expect(refusal?.description.contains("\n") == false)
    }

    @Test("every refusal there is has its case in the table")
    func complete() throws {
        let story = try Story()
        // The compiler counts along: a new refusal does not build until it has a number, and fails until it
        // has a case.
        let met = Set(try Self.cases.map { number(of: try $0.refusal(story)) })
        #expect(met == Set(1...19))
    }

    private func number(of refusal: ConsentRefusal) -> Int {
        switch refusal {
        case .statementNotValid: 1
        case .anotherRequest: 2
        case .foreignOwner: 3
        case .declined: 4
        case .revoked: 5
        case .foreignRevocation: 6
        case .purposeMissing: 7
        case .requestExpired: 8
        case .consentExpired: 9
        case .consentNotYetGiven: 10
        case .widerThanRequest: 11
        case .videoNotRequested: 12
        case .audioNotRequested: 13
        case .stillsNotRequested: 14
        case .camerasNotRequested: 15
        case .anotherCard: 16
        case .readersHaveNoCommonKind: 17
        case .beforeTheRequest: 18
        case .declinedSince: 19
        }
    }

    @Test("a no that is older than the consent, to another request, or of somebody else closes nothing")
    func olderNo() throws {
        let story = try Story()
        var attempt = Attempt(story)
        attempt.card = story.owner.card
        attempt.declines = [try story.declined(after: -1), try story.declined(after: 5, request: [9])]
        _ = try attempt.authorize()
    }

    @Test("a consent that holds yields exactly the granted windows, in its order")
    func granted() throws {
        let story = try Story()
        let authorization = try Attempt(story).authorize()
        let agreed = try window("21:40:30", "21:42:30")
        #expect(authorization.request == story.request)
        #expect(authorization.consent == story.consent)
        #expect(authorization.grants.map(\.camera) == ["front-door", "driveway"])
        #expect(authorization.grants.map(\.window) == [agreed, agreed])
        #expect(authorization.grants.map(\.audio) == [true, false])
        #expect(authorization.grants.map(\.stills) == [false, false])
    }

    @Test("a consent to everything that was asked holds, up to the last instant before it expires")
    func limits() throws {
        var attempt = Attempt(try Story())
        attempt.story.request.wanted = Wanted(video: true, audio: true, stills: true)
        attempt.story.consent.grants = [
            Grant(window: attempt.story.request.window, audio: true, stills: true)
        ]
        for moment in [
            attempt.story.consent.issued, attempt.story.consent.expires.adding(nanoseconds: -1),
        ] {
            attempt.moment = moment
            let grants = try attempt.authorize().grants
            #expect(grants.map(\.window) == [attempt.story.request.window])
            #expect(grants.map(\.audio) == [true] && grants.map(\.stills) == [true])
        }
    }

    @Test("a consent that is dated as long before the request as clocks may differ holds")
    func clocks() throws {
        var attempt = Attempt(try Story())
        attempt.story.request.issued = attempt.story.consent.issued.adding(nanoseconds: Self.quarterOfAnHour)
        #expect(try attempt.authorize().grants.count == 2)
    }

    @Test("a revocation of another consent is passed over, whoever signed it")
    func otherRevocations() throws {
        var attempt = Attempt(try Story())
        for signer in [attempt.story.owner, attempt.story.stranger] {
            let other = Revocation(
                consent: try SHA256Digest.of([]), owner: signer.card, issued: attempt.moment)
            attempt.revocations.append(try other.signed(by: signer))
        }
        #expect(try attempt.authorize().grants.count == 2)
    }

    @Test("a camera gets the grants that name it and those that name none")
    func grantsOfACamera() throws {
        var attempt = Attempt(try Story())
        let every = try window("21:40:00", "21:40:10")
        attempt.story.consent.grants.append(Grant(window: every))
        let authorization = try attempt.authorize()
        let agreed = try window("21:40:30", "21:42:30")
        #expect(authorization.grants(for: "front-door").map(\.window) == [agreed, every])
        #expect(authorization.grants(for: "driveway").map(\.audio) == [false, false])
        #expect(authorization.grants(for: "garden").map(\.window) == [every])
        #expect(authorization.grants(for: "Front-Door").map(\.window) == [every])
    }

    @Test("it is encrypted to everybody the request names and the owner, each once")
    func recipients() throws {
        var attempt = Attempt(try Story())
        let story = attempt.story
        attempt.story.request.recipients = [story.investigator.card, story.agency.card, story.owner.card]
        #expect(
            try attempt.authorize().recipients
                == [story.investigator, story.agency, story.owner].map(\.ageIdentity.recipient))
        #expect(
            try Attempt(story).authorize().recipients
                == [story.investigator, story.owner].map(\.ageIdentity.recipient))
    }
}
