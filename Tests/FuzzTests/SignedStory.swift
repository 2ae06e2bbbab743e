import Records
import Statements
import Sealing

/// One of every kind of statement, each well signed, to be spoiled and signed again: what a stranger's own software may sign
/// is not what ours does.
struct SignedStory {
    /// A statement as its bytes, and whose key signs it.
    struct Base {
        let kind: String
        let payload: [UInt8]
        let payloadType: String
        let signer: Identity

        init(_ kind: String, _ envelope: DSSEEnvelope, by signer: Identity) {
            self.kind = kind
            payload = envelope.payload
            payloadType = envelope.payloadType
            self.signer = signer
        }

        /// Other content under the same signer's true signature.
        func signing(_ payload: [UInt8]) throws -> DSSEEnvelope {
            try DSSEEnvelope.signing(
                payload: payload, payloadType: payloadType, key: signer.signingKey,
                keyID: signer.card.fingerprint.hex)
        }
    }

    let agency: Identity
    let owner: Identity
    let custodian: Identity
    let request: DSSEEnvelope
    let consent: DSSEEnvelope
    let seal: DSSEEnvelope
    /// A custody chain of five entries.
    let chain: CustodyChain
    /// One of every kind.
    let bases: [Base]

    static let moment = "2026-07-05T12:00:00Z"

    init() throws {
        let now = try WallTime(rfc3339: Self.moment)
        let later = now.adding(nanoseconds: 86_400 * WallTime.nanosecondsPerSecond)
        agency = try Identity.generate(name: "Agency", role: .agency, organization: "Police", created: now)
        owner = try Identity.generate(name: "Owner", role: .owner, created: now)
        custodian = try Identity.generate(name: "Custodian", role: .custodian, created: now)
        let window = try Window(
            from: WallTime(rfc3339: "2026-07-04T20:00:00Z"), to: WallTime(rfc3339: "2026-07-04T20:00:01Z"))
        request = try Request(
            agency: agency.card, contact: "+1 555 0100", caseNumber: "26-0417", purpose: "A car was struck",
            offence: "traffic",
            location: Location(text: "here", latitude: 49.8, longitude: 8.6, radiusMetres: 60),
            window: window, wanted: Wanted(audio: true, stills: true), cameras: .count(3),
            recipients: [agency.card, custodian.card], issued: now, expires: later,
            terms: Terms(retention: "a year", onwardSharing: "none")
        ).signed(by: agency)
        consent = try Consent(
            request: request.payloadDigest, decision: .granted,
            grants: [Grant(camera: "front-door", window: window, audio: true, stills: true)],
            conditions: ["only this case"], reason: nil, owner: owner.card, issued: now, expires: later
        ).signed(by: owner)
        let offer = try CounterOffer(
            request: request.payloadDigest, window: window, cameras: .labels(["front-door"]), note: "less",
            owner: owner.card, issued: now, expires: later
        ).signed(by: owner)
        let digest = try SHA256Digest.of([1])
        let whole = try Seal(
            bundle: "0123456789abcdef0123456789abcdef", sealed: now,
            signer: owner.card,
            subjects: Seal.subjectNames(ofObjects: 1).map { .init(name: $0, sha256: digest) })
        seal = try whole.signed(by: owner)
        let archive = ArchiveFacts(sha256: digest, size: 1000)
        let checks = try StrictJSON.decode(
            CheckSummary.self,
            from: Array(
                #"{"result":"ok","held":9,"failed":[],"not_made":["timestamp"],"with_key":false}"#.utf8),
            maximumBytes: 1000)
        chain = try CustodyChain(of: whole, digest: seal.payloadDigest)
            .adding(
                .received(.init(from: nil, how: "by hand", archive: archive, checks: checks)), by: custodian,
                at: now
            )
            .adding(.verified(checks), by: custodian, at: now)
            .adding(.copied(.init(to: "the store", copy: archive)), by: custodian, at: now)
            .adding(
                .disclosed(
                    .init(objects: 1, disclosure: digest, terms: "encrypted to its recipient", checks: checks)
                ),
                by: custodian, at: now
            )
            .adding(
                .disposed(.init(.deleted, found: .nothing, how: "deleted", why: "over")), by: custodian,
                at: now)
        let receipt = try Receipt(
            bundle: whole.bundle, seal: seal.payloadDigest, archive: archive, checks: checks, time: now,
            receiver: custodian.card, conditions: .notSeen(reason: "no key"), entry: chain.links[0].envelope,
            proof: nil
        ).signed(by: custodian)
        let revocation = try Revocation(
            consent: consent.payloadDigest, owner: owner.card, reason: "changed my mind", issued: now
        ).signed(by: owner)
        let lost = try CardRevocation(card: agency.card, reason: "lost", since: now, issued: now).signed(
            by: agency)
        let custodian = custodian
        bases =
            [
                Base("request", request, by: agency), Base("consent", consent, by: owner),
                Base("offer", offer, by: owner), Base("revocation", revocation, by: owner),
                Base("card", agency.card.envelope, by: agency), Base("card revocation", lost, by: agency),
                Base("seal", seal, by: owner), Base("receipt", receipt, by: custodian),
            ] + chain.links.map { Base("entry", $0.envelope, by: custodian) }
    }
}
