import Custody
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
        #expect(throws: CustodyError.self) { try revised(wider) }
        var louder = offer
        louder.stills = true
        #expect(throws: CustodyError.self) { try revised(louder) }
        var foreign = offer
        foreign.request = try SHA256Digest.of([])
        #expect(throws: CustodyError.self) { try revised(foreign) }
        #expect(throws: CustodyError.self) { try revised(offer, at: "2026-08-01T00:00:00+02:00") }
        let signed = try offer.signed(by: story.owner)
        let changed = try DSSEEnvelope(
            payload: signed.payload + [0x20], payloadType: signed.payloadType, signatures: signed.signatures)
        #expect(throws: CustodyError.self) {
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
