import Statements
import Sealing
import Testing

/// A counter-offer never asks for more than was asked, and the request that answers it never for more than offered.
@Suite("Counter-offer")
struct CounterOfferTests {
    private let story: Story
    private let former: DSSEEnvelope
    private var offer: CounterOffer

    init() throws {
        story = try Story()
        former = try story.request.signed(by: story.agency)
        offer = try story.offer
    }

    private func revised(_ offer: CounterOffer, at moment: String = "2026-07-05T12:00:00+02:00") throws
        -> Request
    {
        try story.request.revised(
            to: try offer.signed(by: story.owner), of: former, id: "0b0f3a55-2f38-4a3a-9d3b-5b1d0c9a7e21",
            at: try time(moment))
    }

    @Test("the request that answers it keeps to it, refers to both, and is otherwise the former one")
    func answer() throws {
        let request = try revised(offer)
        #expect(offer.excess(in: request).isEmpty)
        #expect(request.window == offer.window)
        #expect(!request.wanted.audio)
        #expect(request.cameras == .count(1))
        #expect(
            request.answers
                == OfferReference(
                    offer: try offer.signed(by: story.owner).payloadDigest, request: former.payloadDigest))
        #expect(request.expires == offer.expires)
        #expect(request.id != story.request.id)
        var same = request
        (same.id, same.window, same.wanted) = (story.request.id, story.request.window, story.request.wanted)
        (same.issued, same.expires) = (story.request.issued, story.request.expires)
        (same.cameras, same.answers) = (nil, nil)
        #expect(same == story.request)
        let signed = try request.signed(by: story.agency)
        #expect(try Request(verifying: signed) == request)
    }

    struct Excess: Sendable, CustomStringConvertible {
        let description: String
        let change: @Sendable (inout Request) throws -> Void

        init(_ description: String, _ change: @escaping @Sendable (inout Request) throws -> Void) {
            self.description = description
            self.change = change
        }
    }

    static let excesses = [
        Excess("a nanosecond before") {
            $0.window = try Window(from: $0.window.from.adding(nanoseconds: -1), to: $0.window.to)
        },
        Excess("a nanosecond after") {
            $0.window = try Window(from: $0.window.from, to: $0.window.to.adding(nanoseconds: 1))
        },
        Excess("sound") { $0.wanted.audio = true },
        Excess("single pictures") { $0.wanted.stills = true },
        Excess("every camera") { $0.cameras = nil },
        Excess("one camera more") { $0.cameras = .count(2) },
        Excess("two cameras by name") { $0.cameras = .labels(["front-door", "garden"]) },
    ]

    @Test("more than was offered is named", arguments: excesses)
    func excess(_ sample: Excess) throws {
        var request = try revised(offer)
        try sample.change(&request)
        #expect(offer.excess(in: request).count == 1)
    }

    /// What a request may differ in beside what the offer speaks of, and the words that name it.
    static let departures: [(String, Excess)] = [
        ("who asks", Excess("another agency") { $0.agency = try Story().stranger.card }),
        ("its id", Excess("the former id") { $0.id = try Story().request.id }),
        ("the case", Excess("another case") { $0.caseNumber = "26-0418" }),
        ("the purpose", Excess("another purpose") { $0.purpose = "Something else entirely" }),
        ("the purpose", Excess("a purpose that looks the same") { $0.purpose += "\u{200B}" }),
        ("the offence", Excess("no offence") { $0.offence = nil }),
        ("the legal basis", Excess("another basis") { $0.legalBasis = "§ 94 StPO" }),
        ("the contact", Excess("another contact") { $0.contact = "press@daily.example" }),
        ("the place", Excess("another place") { $0.location.text = "all of Elm St" }),
        ("on the map", Excess("a wider radius") { $0.location.radiusMetres = 600 }),
        ("who can open it", Excess("one reader more") { $0.recipients.append(try Story().stranger.card) }),
        ("who can open it", Excess("another reader") { $0.recipients = [try Story().stranger.card] }),
        ("how long", Excess("kept longer") { $0.terms.retention = "for ever" }),
        ("pass it on", Excess("passed on") { $0.terms.onwardSharing = nil }),
        ("until when", Excess("answerable for long") { $0.expires = try time("2199-01-01T00:00:00Z") }),
        ("its date", Excess("dated before the offer") { $0.issued = try time("2026-07-05T10:59:59+02:00") }),
        (
            "its date",
            Excess("dated after the offer ended") {
                $0.issued = try time("2026-08-01T00:00:00+02:00")
                $0.expires = try time("2026-08-04T00:00:00+02:00")
            }
        ),
        ("what it answers", Excess("another request") { $0.answers?.request = try SHA256Digest.of([]) }),
        ("what it answers", Excess("another offer") { $0.answers?.offer = try SHA256Digest.of([]) }),
    ]

    @Test("every field that is not as it was is named, and nothing else is", arguments: departures)
    func departs(says: String, _ sample: Excess) throws {
        let answered = try AnsweredOffer(try offer.signed(by: story.owner), former: former) { _ in true }
        var request = try revised(offer)
        #expect(answered.departures(of: request) == [] && answered.isKept(by: request))
        try sample.change(&request)
        let found = answered.departures(of: request)
        #expect(found.count == 1 && found.first?.contains(says) == true, "\(found)")
        #expect(!answered.isKept(by: request))
    }

    @Test("an offer is the reader's by its key: neither another key nor an unknown one is, whatever the name")
    func whose() throws {
        let namesake = try Story.person("namesake", "Dana Whitfield", .owner)
        var theirs = offer
        theirs.owner = namesake.card
        let own = story.owner.card.verifyingKey
        for (envelope, isOwn) in [
            (try offer.signed(by: story.owner), true), (try theirs.signed(by: namesake), false),
        ] {
            let answered = try AnsweredOffer(envelope, former: former) { $0 == own }
            #expect(answered.isOwn == isOwn)
        }
        let unknown = try AnsweredOffer(try offer.signed(by: story.owner), former: former) { _ in nil }
        let answer = try revised(offer)
        #expect(!unknown.isKept(by: answer))
        // Without the former request, nothing is said to be kept.
        let alone = try AnsweredOffer(try offer.signed(by: story.owner), former: nil) { _ in true }
        #expect(!alone.isKept(by: answer) && alone.departures(of: answer) == [])
        // Another request in the former one's place counts for nothing.
        var other = story.request
        other.purpose = "x"
        let swapped = try AnsweredOffer(
            try offer.signed(by: story.owner), former: try other.signed(by: story.agency)
        ) { _ in true }
        #expect(swapped.former == nil)
    }

    @Test("less than was offered keeps to it")
    func less() throws {
        var request = try revised(offer)
        request.window = try window("21:41:10", "21:41:11")
        request.cameras = .labels(["front-door"])
        #expect(offer.excess(in: request).isEmpty)
    }

    @Test("an offer beyond the request, to another one, expired, or changed is not answered")
    func refused() throws {
        var wider = offer
        wider.window = try window("21:39:59", "21:42:00")
        #expect(throws: StatementError.self) { try revised(wider) }
        var louder = offer
        louder.stills = true
        #expect(throws: StatementError.self) { try revised(louder) }
        var foreign = offer
        foreign.request = try SHA256Digest.of([])
        #expect(throws: StatementError.self) { try revised(foreign) }
        #expect(throws: StatementError.self) { try revised(offer, at: "2026-08-01T00:00:00+02:00") }
        let signed = try offer.signed(by: story.owner)
        let changed = try DSSEEnvelope(
            payload: signed.payload + [0x20], payloadType: signed.payloadType, signatures: signed.signatures)
        #expect(throws: StatementError.self) {
            try story.request.revised(to: changed, of: former, id: story.request.id, at: story.sealing)
        }
    }

    @Test("a limit of cameras is one of the two kinds, and out of bounds is refused")
    func limits() throws {
        for (limit, isSound) in [
            (CameraLimit.count(1), true), (.count(0), false), (.count(-1), false), (.labels([]), false),
            (.labels(["a", "a"]), false), (.labels(["a", " "]), false), (.labels(["a", "b"]), true),
        ] {
            var offer = offer
            offer.cameras = limit
            #expect((offer.flaw == nil) == isSound, "\(limit)")
        }
        for json in [#"{"labels":["a"],"count":1}"#, "{}", #"{"count":1.5}"#, #"{"labels":"a"}"#] {
            #expect(throws: SealingError.self, "\(json)") {
                try StrictJSON.decode(CameraLimit.self, from: Array(json.utf8), maximumBytes: 100)
            }
        }
        #expect(try StrictJSON.encode(CameraLimit.count(2)) == Array(#"{"count":2}"#.utf8))
    }
}
